/**
 * `npm start`: runs the built program in this process, after a rebuild if the sources have changed. Arguments
 * and signals are passed to the program unchanged.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const PROGRAM = join(ROOT, 'dist', 'bin.js');
const BUILD_INPUTS = ['package.json', 'package-lock.json', 'tsdown.config.ts'];

/** Interval in milliseconds at which the end of the parent shell is detected. */
const LOOK_UP = 250;

if (isStale()) build();
stopWithShell();
process.argv[1] = PROGRAM;
await import(PROGRAM);

function isStale(): boolean {
  const built = statSync(PROGRAM, { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return true;
  const newer = (path: string) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > built;
  if (BUILD_INPUTS.some((name) => newer(join(ROOT, name)))) return true;
  // Include folders: their modification times reveal removed files.
  const sources = join(ROOT, 'src');
  return (
    newer(sources) ||
    readdirSync(sources, { recursive: true }).some((name) => newer(join(sources, String(name))))
  );
}

/**
 * npm sends signals to the shell between itself and this process, and many shells exit without forwarding
 * them. So the loss of the shell is treated as a signal to stop; otherwise `kill` on npm would leave the
 * server running.
 */
function stopWithShell(): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_UP);
  watch.unref();
}

function build(): void {
  process.stderr.write('Building, because the sources are newer than dist …\n');
  // In a separate process, so that the bundler's memory is released before the server starts.
  const bundler = join(ROOT, 'node_modules', 'tsdown', 'dist', 'run.mjs');
  const { status, signal } = spawnSync(process.execPath, [bundler, '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exit(signal === null ? (status ?? 1) : 130);
}
