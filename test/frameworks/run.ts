/**
 * Runs programs of this folder against a server and prints a line for each. `run.sh` installs what they need, starts
 * the server and calls this; its options are described there.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { environmentFor } from './environment.ts';
import { type Outcome, summary, type Verdict } from './outcome.ts';
import { readPage } from './page.ts';

/** Enough for the slowest imports and a minute or so for each quick start. */
const PROGRAM_MILLISECONDS = 300_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: '' },
    /** Where programs write what they want to. */
    folder: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    /** Prints what each program has printed. */
    verbose: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

const environment = environmentFor(values.url, Number(values.seed));

const page = await readPage();

const outcomes = positionals.map((program) => {
  const outcome = run(program);
  const verdict = verdictOf(outcome);
  process.stdout.write(`${summary(outcome, verdict)}\n`);
  return { outcome, verdict };
});
const count = (wanted: Verdict) => outcomes.filter(({ verdict }) => verdict === wanted).length;
const fixed = outcomes.flatMap(({ outcome: { framework, quickstarts } }) =>
  quickstarts.filter(({ title, failure }) => failure === null && page.failureIsKnown(framework, title)),
);
if (fixed.length > 0)
  process.stdout.write(
    `${fixed.length} quick starts pass that docs/frameworks.md says to fail: run with --write\n`,
  );
process.stdout.write(`${count('known')} fail only where docs/frameworks.md says so\n`);
process.stdout.write(`${count('pass')} passed, ${count('FAIL')} failed\n`);
if (values.write) await page.write(outcomes.map(({ outcome }) => outcome));
process.exitCode = count('FAIL') === 0 ? 0 : 1;

function verdictOf({ framework, quickstarts }: Outcome): Verdict {
  const failed = quickstarts.filter(({ failure }) => failure !== null);
  if (failed.length === 0) return 'pass';
  return failed.every(({ title }) => page.failureIsKnown(framework, title)) ? 'known' : 'FAIL';
}

function run(program: string): Outcome {
  const folder = mkdtempSync(join(values.folder, 'program-'));
  const results = join(folder, 'results.json');
  const log = join(folder, 'log');
  const output = openSync(log, 'w');
  const python = program.endsWith('.py');
  const command = python ? resolve(dirname(program), '.venv/bin/python') : process.execPath;
  const harness = resolve(python ? 'harness.py' : 'harness.mjs');
  const { status, error } = spawnSync(command, [harness, resolve(program), results], {
    cwd: folder,
    env: { ...environment, HOME: folder },
    stdio: ['ignore', output, output],
    timeout: PROGRAM_MILLISECONDS,
    killSignal: 'SIGKILL',
  });
  if (values.verbose) process.stderr.write(readFileSync(log));
  if (status === 0) return JSON.parse(readFileSync(results, 'utf8'));
  const last = readFileSync(log, 'utf8').trimEnd().split('\n').at(-1);
  const failure = error?.message ?? `exit code ${status}: ${last}`;
  return { framework: program, version: '', quickstarts: [{ title: 'start', failure }] };
}
