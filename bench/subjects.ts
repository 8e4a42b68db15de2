import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GAP, PLAIN_TOKENS, STREAM_TOKENS, TTFT, type Work } from './load/requests.ts';
import type { Sample } from './sample.ts';

/** The servers compared, in the order of the table's columns. */
export const SUBJECTS = ['floor', 'fakeai', 'aimock'] as const;

export type Subject = (typeof SUBJECTS)[number];

export interface Task {
  readonly work: Work;
  readonly paced: boolean;
  readonly port: number;
  /** Directory with the output of {@link writeMaterial}. */
  readonly directory: string;
}

/** The Node arguments that start a subject for a task on a port. */
export function subjectCommand(subject: Subject, { work, paced, port, directory }: Task): string[] {
  switch (subject) {
    case 'floor': {
      const pace = paced ? ['--ttft', String(TTFT), '--gap', String(GAP)] : [];
      return [join(directory, FLOOR), '--sample', join(directory, SAMPLE), '--port', String(port), ...pace];
    }
    case 'fakeai': {
      const latency = paced ? ['--ttft', `${TTFT}ms`, '--itl', `${GAP}ms`] : ['--fast'];
      const quiet = ['--no-require-api-key', '--log-level', 'warn'];
      return [FAKEAI, 'serve', '--port', String(port), ...quiet, ...latency];
    }
    case 'aimock':
      return [
        AIMOCK,
        '--fixtures',
        join(directory, fixtureFile(work, paced)),
        '--port',
        String(port),
        '--log-level',
        'silent',
      ];
  }
}

/** Whether a subject can be started: this project's server must have been built. */
export function subjectExists(subject: Subject): boolean {
  return subject !== 'fakeai' || existsSync(FAKEAI);
}

/**
 * Writes the files the comparison needs: the floor with its types stripped, so that its start does not
 * include stripping them; the responses it replays; and one catch-all fixture file per task for aimock.
 */
export function writeMaterial(directory: string, sample: Sample): void {
  const floor = readFileSync(fileAt('./floor.ts'), 'utf8');
  writeFileSync(join(directory, FLOOR), stripTypeScriptTypes(floor));
  writeFileSync(join(directory, SAMPLE), JSON.stringify(sample));
  for (const work of ['plain', 'stream'] as const) {
    for (const paced of [false, true]) {
      const tokens = work === 'plain' ? PLAIN_TOKENS : STREAM_TOKENS;
      const fixture = {
        match: {},
        response: { content: AIMOCK_TEXT.repeat(tokens).slice(0, AIMOCK_PIECE * tokens) },
        chunkSize: AIMOCK_PIECE,
        ...(paced && { streamingProfile: { ttft: TTFT, tps: 1000 / GAP } }),
      };
      writeFileSync(join(directory, fixtureFile(work, paced)), JSON.stringify({ fixtures: [fixture] }));
    }
  }
}

const FAKEAI = fileAt('../dist/bin.js');
const AIMOCK = fileURLToPath(new URL('./cli.js', import.meta.resolve('@copilotkit/aimock')));

/** aimock splits its text into chunks of this many characters; one chunk stands for a token. */
const AIMOCK_PIECE = 5;
const AIMOCK_TEXT = 'Water carries what the season lends it, and the town keeps the rest of it. ';

const FLOOR = 'floor.mjs';
const SAMPLE = 'sample.json';

function fixtureFile(work: Work, paced: boolean): string {
  return `aimock-${work}${paced ? '-paced' : ''}.json`;
}

function fileAt(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
