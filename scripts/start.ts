/**
 * `npm start`: runs the built program in this process, after a build if the sources changed since the last one. Arguments
 * and signals reach the program as they are.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const PROGRAM = join(ROOT, 'dist', 'bin.js');
const BUILD_INPUTS = ['package.json', 'package-lock.json', 'tsdown.config.ts'];

/** How soon the end of the shell above is noticed, in milliseconds. */
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
  // Folders too: their times tell of files that were removed.
  const sources = join(ROOT, 'src');
  return (
    newer(sources) ||
    readdirSync(sources, { recursive: true }).some((name) => newer(join(sources, String(name))))
  );
}

/**
 * npm hands a signal to the shell between itself and this process, and many shells end of it without handing it on. So
 * losing the shell is a signal to stop; else `kill` on npm would leave a server behind.
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
  // In a process of its own: the bundler's memory is gone before the server starts.
  const bundler = join(ROOT, 'node_modules', 'tsdown', 'dist', 'run.mjs');
  const { status, signal } = spawnSync(process.execPath, [bundler, '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exit(signal === null ? (status ?? 1) : 130);
}
