import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '..', '..', 'src');

/** Large, and not needed by a server that only answers chat completions. */
const LATE = [
  /\/handlers\.ts$/,
  /-handlers\.ts$/,
  // The words of the lexicon are read by the first question about a text; until then they are strings.
  /^simulation\/(?:moderation|embedding(?!\/lexicon\/)|relevance|transcript)\//,
  /^media\/speech\/plan\.ts$/,
  /^@fastify\/busboy$/,
];
/** Part of the kernel, in spite of its name. */
const EARLY = ['kernel/lazy-handlers.ts'];

const isLate = (module: string): boolean =>
  !EARLY.includes(module) && LATE.some((pattern) => pattern.test(module));

// Whole statements that are left when types are erased.
const STATIC = /^(?:import|export) (?!type\b)(?:[^;'"]*? from )?'([^']+)';$/gm;
/** Outside of comments. */
const DYNAMIC = /^(?! *\*).*\bimport\('([^']+)'\)/gm;

/** The modules that a module of `src/` imports: files relative to `src/`, packages by their names. */
function importsOf(module: string, pattern: RegExp): string[] {
  if (!module.endsWith('.ts')) return [];
  const source = readFileSync(join(SRC, module), 'utf8');
  return [...source.matchAll(pattern)].map(([, found = '']) =>
    found.startsWith('.') ? relative(SRC, join(SRC, dirname(module), found)) : found,
  );
}

/** Everything that is loaded with `entry`, by the module that imports it first. */
function loadedWith(entry: string): ReadonlyMap<string, string> {
  const loaded = new Map([[entry, '']]);
  for (const module of loaded.keys()) {
    for (const found of importsOf(module, STATIC)) if (!loaded.has(found)) loaded.set(found, module);
  }
  return loaded;
}

describe('what is loaded before the first request', () => {
  const loaded = loadedWith('fakeai.ts');

  it('contains what every server needs', () => {
    expect([...loaded.keys()]).toEqual(
      expect.arrayContaining(['platform.ts', 'surfaces/openai/chat/noun.ts', 'find-my-way', 'typebox']),
    );
  });

  it('contains nothing large that only some requests need', () => {
    expect([...loaded].filter(([module]) => isLate(module))).toEqual([]);
  });

  it('imports that at first use', () => {
    const dynamic = new Set([...loaded.keys()].flatMap((module) => importsOf(module, DYNAMIC)));
    const late = [...dynamic].flatMap((module) => [...loadedWith(module).keys()]).filter(isLate);
    for (const pattern of LATE)
      expect(
        late.some((module) => pattern.test(module)),
        String(pattern),
      ).toBe(true);
  });
});
