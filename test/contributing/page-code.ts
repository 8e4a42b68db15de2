import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { snippetsOf } from '../readme/snippets.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/**
 * The code blocks of CONTRIBUTING.md, by the path in the first line of each: `// src/kernel/steps/server-timing.ts`.
 */
const pageCode: ReadonlyMap<string, string> = new Map(
  snippetsOf('CONTRIBUTING.md', 'ts').map((code) => [pathOf(code), code]),
);

function pathOf(code: string): string {
  const [, path] = /^\/\/ (src\/[\w/.-]+\.ts)\n/.exec(code) ?? [];
  if (path === undefined) throw new Error(`A code block does not begin with its path:\n${code}`);
  return path;
}

/**
 * Writes the code of the page into a new folder, each file at its path below it. Imports of files that are not on the page
 * lead to those of the repository.
 *
 * @returns the folder, inside the repository so that packages resolve, and the paths
 */
export function writePageCode(): { readonly folder: string; readonly paths: readonly string[] } {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.cache', 'contributing-'));
  for (const [path, code] of pageCode) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      file,
      code.replace(/(?<=from ')\.[^']+(?=';)/g, (target) => targetOf(path, target)),
    );
  }
  return { folder, paths: [...pageCode.keys()] };
}

function targetOf(path: string, target: string): string {
  const wanted = posix.join(posix.dirname(path), target);
  return pageCode.has(wanted) ? target : join(ROOT, wanted);
}
