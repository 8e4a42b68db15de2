import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freePort,
  type ListeningChild,
  type LoadGenerator,
  startListening,
  startLoadGenerator,
} from './children.ts';
import type { Work } from './load/requests.ts';
import type { Usage } from './load/usage.ts';
import { createMachine, type Machine } from './machine.ts';
import { captureSample, createSample } from './sample.ts';
import { SUBJECTS, type Subject, subjectCommand, subjectExists, writeMaterial } from './subjects.ts';

/** Everything the benchmark rows share. */
export interface Context {
  readonly quick: boolean;
  readonly machine: Machine;
  readonly subjects: readonly Subject[];
  readonly load: LoadGenerator;
  /** Remarks for readers of the table. */
  readonly notes: string[];
  /** The Node command line of a subject. */
  command(subject: Subject, work: Work, paced: boolean, port: number): string[];
  start(subject: Subject, work: Work, paced: boolean): Promise<ListeningChild>;
  /** Starts all subjects, runs `body`, and stops them whatever happens. */
  withAll<T>(work: Work, paced: boolean, body: (servers: Servers) => Promise<T>): Promise<T>;
  /**
   * Measures once, and again (at most twice, with a limit for the whole run) if other programs noticeably
   * occupied the cores; returns the least disturbed result.
   */
  undisturbed<T extends Usage>(measure: () => Promise<T>): Promise<T>;
  /** Returns a new number each time, for prompts that have never been sent. */
  nextSeed(): number;
  close(): Promise<void>;
}

export type Servers = ReadonlyMap<Subject, ListeningChild>;

export interface ContextOptions {
  readonly quick: boolean;
  readonly priority: boolean;
}

export async function openContext({ quick, priority }: ContextOptions): Promise<Context> {
  const machine = createMachine(priority);
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  const notes: string[] = [];
  let seed = 1;
  // Limit on repeated windows in the whole run.
  const most = quick ? 0 : 15;
  let repeats = 0;
  let disturbed = 0;
  let windows = 0;

  const command: Context['command'] = (subject, work, paced, port) =>
    subjectCommand(subject, { work, paced, port, directory });
  const start: Context['start'] = async (subject, work, paced) => {
    const port = await freePort();
    return startListening(machine.serverCore, command(subject, work, paced, port), port);
  };

  const subjects = SUBJECTS.filter(subjectExists);
  let sample = createSample();
  if (subjects.includes('fakeai')) {
    const server = await start('fakeai', 'plain', false);
    try {
      sample = await captureSample(server.port);
    } finally {
      await server.stop();
    }
  } else notes.push('`fakeai` is missing: `dist/bin.js` has not been built (`npm run build`).');
  writeMaterial(directory, sample);

  const load = startLoadGenerator(machine.clientCore);
  return {
    quick,
    machine,
    subjects,
    load,
    notes,
    command,
    start,
    async withAll(work, paced, body) {
      const servers = new Map<Subject, ListeningChild>();
      try {
        for (const subject of subjects) servers.set(subject, await start(subject, work, paced));
        return await body(servers);
      } finally {
        for (const server of servers.values()) await server.stop();
      }
    },
    async undisturbed(measure) {
      let best = await measure();
      for (let again = 0; again < 2 && disturbance(best) > DISTURBED && repeats < most; again++) {
        repeats++;
        await new Promise((resolve) => setTimeout(resolve, 200));
        const next = await measure();
        if (disturbance(next) < disturbance(best)) best = next;
      }
      if (disturbance(best) > DISTURBED) disturbed++;
      windows++;
      return best;
    },
    nextSeed: () => (seed = (seed * 48_271) % 0x7fffffff),
    close() {
      if (disturbed > 0) {
        notes.push(
          `in ${disturbed} of ${windows} windows a side waited for its core for more than ${DISTURBED * 100} % of the time: other programs ran.`,
        );
      }
      return load.stop();
    },
  };
}

/**
 * If a side waited for its core for more than this share of a window, the window counts as disturbed.
 * Includes waits caused by its own garbage collector threads.
 */
const DISTURBED = 0.1;

function disturbance({ serverWaited, clientWaited }: Usage): number {
  return Math.max(serverWaited, clientWaited, 0) || 0;
}
