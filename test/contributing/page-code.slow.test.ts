import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writePageCode } from './page-code.ts';

const ROOT = join(import.meta.dirname, '..', '..');

it('the code in CONTRIBUTING.md compiles as part of the sources', () => {
  const { folder, paths } = writePageCode();
  try {
    const config = join(folder, 'tsconfig.json');
    writeFileSync(
      config,
      JSON.stringify({ extends: join(ROOT, 'tsconfig.json'), files: paths, include: [] }),
    );
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    expect(outputOf(process.execPath, [tsc, '--project', config])).toBe('');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);

/** What a program prints, whether or not it succeeds. */
function outputOf(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8' });
  } catch (error) {
    return `${(error as { stdout: string }).stdout}${error}`;
  }
}
