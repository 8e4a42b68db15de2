import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GAP, PLAIN_TOKENS, STREAM_TOKENS, TTFT, type Work } from './load/requests.ts';
import type { Sample } from './sample.ts';

/** The servers that are compared, in the order of the table's columns. */
export const SUBJECTS = ['floor', 'fakeai', 'aimock'] as const;

export type Subject = (typeof SUBJECTS)[number];

export interface Task {
  readonly work: Work;
  readonly paced: boolean;
  readonly port: number;
  /** Holds what {@link writeMaterial} wrote. */
  readonly directory: string;
}

/** The arguments for Node that start a subject for a task on a port. */
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

/** Whether a subject can be started at all: the project's own server must have been built. */
export function subjectExists(subject: Subject): boolean {
  return subject !== 'fakeai' || existsSync(FAKEAI);
}

/**
 * Writes what the comparisons need: the floor without its types, so that its start does not pay for stripping
 * them, the answers it repeats, and a file with one catch-all fixture for each task of aimock.
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

/** It cuts its text into pieces of this many characters; one piece stands for a token. */
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
