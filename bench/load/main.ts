/**
 * The load generator: a process of its own, so that it can have its own core. Takes one job a line as JSON
 * on stdin, answers one result a line on stdout, and ends with its stdin.
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
