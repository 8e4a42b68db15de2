/**
 * The load generator, a separate process so that it can have its own core. Reads one JSON job per line from
 * stdin, writes one result per line to stdout, and exits when stdin closes.
 */
import { createInterface } from 'node:readline';
import { type ClosedJob, runClosed } from './closed.ts';
import { type PacedJob, runPaced } from './paced.ts';
import { runSingle, type SingleJob } from './single.ts';

export type Job = ClosedJob | PacedJob | SingleJob;

for await (const line of createInterface({ input: process.stdin })) {
  const job = JSON.parse(line) as Job;
  process.stdout.write(`${JSON.stringify(await run(job))}\n`);
}
process.exit();

function run(job: Job) {
  switch (job.kind) {
    case 'closed':
      return runClosed(job);
    case 'paced':
      return runPaced(job);
    case 'single':
      return runSingle(job);
  }
}
