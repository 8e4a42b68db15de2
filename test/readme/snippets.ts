import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The code blocks of one language in a document, in order. The path is relative to the repository root. */
export function snippetsOf(path: string, language: string): string[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    (found) => found[1] as string,
  );
}

/** Paths of all user documentation, relative to the repository root. CONTRIBUTING.md is not for users. */
export function documents(): string[] {
  const docs = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', 'examples/README.md', ...docs.map((name) => `docs/${name}`)];
}
