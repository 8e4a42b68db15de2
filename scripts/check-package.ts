/**
 * `npm run check:package`: packs the package and checks the tarball with publint and are-the-types-wrong.
 * Prints the problems, and exits with 1 if there are any.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from './pack.ts';

const PUBLINT = new URL('cli.js', import.meta.resolve('publint'));
const ATTW = new URL('dist/index.js', import.meta.resolve('@arethetypeswrong/cli/package.json'));

const folder = await mkdtemp(join(tmpdir(), 'fakeai-check-'));
try {
  const tarball = await pack(folder);
  judge('publint', PUBLINT, ['run', tarball, '--strict']);
  // CommonJS programs `require` the same ES modules, so there are no separate CommonJS types.
  judge('are-the-types-wrong', ATTW, [tarball, '--profile', 'esm-only', '--no-definitely-typed']);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function judge(name: string, program: URL, args: readonly string[]): void {
  const { status, error, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(program), ...args], {
    encoding: 'utf8',
  });
  if (error) throw error;
  if (status === 0) {
    process.stdout.write(`${name}: all good\n`);
  } else {
    process.stderr.write(`${name}:\n${stdout}${stderr}`);
    process.exitCode = 1;
  }
}
