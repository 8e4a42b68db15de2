import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(ROOT, 'docs', 'architecture.md'), 'utf8');
/** `/kernel/step.ts`, `/kernel/steps/`, … */
const sources = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true }).map(
  (entry) =>
    `${join(entry.parentPath, entry.name).slice(join(ROOT, 'src').length)}${entry.isDirectory() ? '/' : ''}`,
);

describe('docs/architecture.md', () => {
  const quoted = [...page.matchAll(/`([\w./-]+(?:\.ts|\/))`/g)].map(([, path]) => path as string);
  const drawn = [...page.matchAll(/```\n([\s\S]*?)```/g)].flatMap(([, drawing]) =>
    [...(drawing as string).matchAll(/(?<![\w/.])([a-z][\w/-]*(?:\/|\.ts))(?=\s)/g)].map(
      ([, path]) => path as string,
    ),
  );

  it('names files and folders, also in its drawings', () => {
    expect(quoted).toContain('kernel/step.ts');
    expect(drawn).toEqual(expect.arrayContaining(['platform.ts', 'kernel/', 'cli/']));
  });

  it.each([...new Set([...quoted, ...drawn])])('names %s, which exists', (path) => {
    // Of a file that each noun has, such as schema.ts, the page gives the name alone.
    const isSource = path.includes('/')
      ? sources.includes(`/${path}`)
      : sources.some((source) => source.endsWith(`/${path}`));
    expect(isSource || existsSync(join(ROOT, path))).toBe(true);
  });
});
