import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from './outcome.ts';

const PAGE = join(import.meta.dirname, '../../docs/frameworks.md');
const HEAD = ['| framework | version | what was run | result | date |', '|---|---|---|---|---|'];
const FAILS = '; fails: ';

/** The table of docs/frameworks.md: which quick starts pass, and which are known to fail. */
export interface Page {
  /** Whether the table says that the quick start fails. */
  failureIsKnown(framework: string, title: string): boolean;
  /** Replaces the rows of the frameworks that started; those of others stay as they are. */
  write(outcomes: readonly Outcome[]): Promise<void>;
}

/** Reads the page. The table must be there, even if it has no rows yet. */
export async function readPage(): Promise<Page> {
  const lines = (await readFile(PAGE, 'utf8')).split('\n');
  const start = lines.indexOf(HEAD[0] ?? '') + HEAD.length;
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  const rows = new Map(lines.slice(start, start + length).map((line) => [cells(line)[0], line]));
  return {
    failureIsKnown: (framework, title) => {
      const result = cells(rows.get(framework) ?? '')[3];
      return result?.split(FAILS)[1]?.split(', ').includes(title) ?? false;
    },
    write: async (outcomes) => {
      for (const outcome of outcomes) if (outcome.version !== '') rows.set(outcome.framework, row(outcome));
      const sorted = [...rows.values()].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
      await writeFile(PAGE, lines.toSpliced(start, length, ...sorted).join('\n'));
    },
  };
}

const cells = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

function row({ framework, version, quickstarts }: Outcome): string {
  const titles = quickstarts.map(({ title }) => title);
  const failed = quickstarts.filter(({ failure }) => failure !== null).map(({ title }) => title);
  const passed = `${titles.length - failed.length} of ${titles.length}`;
  const result = failed.length === 0 ? 'all pass' : `${passed}${FAILS}${failed.join(', ')}`;
  const date = new Date().toISOString().slice(0, 10);
  return `| ${[framework, version, titles.join(', '), result, date].join(' | ')} |`;
}
