import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '..');

/** Made by the tools, or none of the package's business. */
const LEFT_OUT = new Set(['node_modules', 'dist', '.git', '.venv', 'coverage']);

/**
 * Builds and packs a copy of the repository as `npm publish` would, so that `dist` is not replaced while something runs
 * from it. The tarball is written into the given folder.
 *
 * @returns the path of the tarball
 * @throws what npm wrote, when it fails
 * @example
 * const tarball = await pack('/tmp/somewhere'); // '/tmp/somewhere/fakeai-0.1.0.tgz'
 */
export async function pack(into: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'fakeai-pack-'));
  try {
    await cp(ROOT, copy, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'dir');
    await promisify(execFile)('npm', ['pack', '--pack-destination', into], { cwd: copy, env: outsideEnv() });
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
  const tarball = (await readdir(into)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error(`npm pack wrote no tarball into ${into}`);
  return join(into, tarball);
}

/**
 * The environment without what npm tells the scripts of this package, which an npm started in another folder would take
 * for its own settings, and without options of the program.
 */
export function outsideEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$|FAKEAI_|NODE_OPTIONS$)/i.test(name)),
  );
}
