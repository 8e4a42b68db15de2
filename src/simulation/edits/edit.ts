import { saidBy, type Turn } from '../../engine/request.ts';
import type { Reading } from '../reading/reading.ts';
import { type ChangedFile, changed } from './change.ts';
import { filesIn } from './files.ts';

/**
 * The edit of a file that a request describes, in the format that its instructions show: blocks with what to search and
 * its replacement, a unified diff, or the whole file. Undefined if they show none, or the change is not understood.
 */
export function editIn(reading: Reading): string | undefined {
  const { turns } = reading.request;
  if (!turns.some(({ parts }) => parts.some((part) => part.kind === 'text' && FILE.test(part.text))))
    return undefined;
  const instructions = instructionsOf(turns);
  const format = FORMATS.find(({ shown }) => shown.test(instructions));
  if (format === undefined) return undefined;
  const change = changed(reading.text, filesIn(turns));
  return change && format.write(change);
}

function instructionsOf(turns: readonly Turn[]): string {
  return turns
    .filter(({ role }) => role === 'system' || role === 'user')
    .flatMap(({ parts }) => parts.map((part) => saidBy(part)?.slice(0, MOST_CHARACTERS) ?? ''))
    .join('\n');
}

/** The first look: code in a fence or an element. */
const FILE = /```|<file/;

const MOST_CHARACTERS = 12_000;

const FORMATS: readonly { readonly shown: RegExp; write(change: ChangedFile): string }[] = [
  { shown: /<<<<<<< SEARCH|\bSEARCH\/REPLACE\b/, write: asBlocks },
  { shown: /\bunified diff\b|\bdiff -U|^```diff$/im, write: asDiff },
  {
    shown:
      /\b(?:entire|whole|full|complete)\b[^.\n]{0,40}\b(?:content|file)\b|\breturn the (?:updated|new|changed|edited) file\b/i,
    write: asWhole,
  },
];

interface Hunk {
  readonly start: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Lines that follow each other and change together. */
function hunksOf({ before, after }: ChangedFile): Hunk[] {
  const hunks: Hunk[] = [];
  for (let index = 0; index < before.length; index++) {
    if (after[index] === before[index]) continue;
    const start = index;
    while (index < before.length && after[index] !== before[index]) index++;
    hunks.push({
      start,
      removed: before.slice(start, index),
      added: after.slice(start, index).filter((line) => line !== undefined),
    });
  }
  return hunks;
}

/** A hunk with as many lines before it as make what is searched unique. */
function asBlocks(change: ChangedFile): string {
  const { file, before } = change;
  const blocks = hunksOf(change).map(({ start, removed, added }) => {
    let from = start;
    const searched = (): string => before.slice(from, start + removed.length).join('\n');
    while (from > 0 && occurrences(before, before.slice(from, start + removed.length)) > 1) from--;
    const context = before.slice(from, start);
    return `<<<<<<< SEARCH\n${searched()}\n=======\n${[...context, ...added].join('\n')}\n>>>>>>> REPLACE`;
  });
  return blocks.map((block) => `${file.path}\n\`\`\`${file.language}\n${block}\n\`\`\``).join('\n\n');
}

function occurrences(lines: readonly string[], part: readonly string[]): number {
  let count = 0;
  for (let start = 0; start + part.length <= lines.length; start++)
    if (part.every((line, index) => lines[start + index] === line)) count++;
  return count;
}

function asDiff(change: ChangedFile): string {
  const { file, before } = change;
  let shift = 0;
  const hunks = hunksOf(change).map(({ start, removed, added }) => {
    const from = Math.max(0, start - CONTEXT);
    const to = Math.min(before.length, start + removed.length + CONTEXT);
    const above = before.slice(from, start).map((line) => ` ${line}`);
    const below = before.slice(start + removed.length, to).map((line) => ` ${line}`);
    const header = `@@ -${from + 1},${to - from} +${from + 1 + shift},${to - from + added.length - removed.length} @@`;
    shift += added.length - removed.length;
    return [
      header,
      ...above,
      ...removed.map((line) => `-${line}`),
      ...added.map((line) => `+${line}`),
      ...below,
    ].join('\n');
  });
  return `\`\`\`diff\n--- ${file.path}\n+++ ${file.path}\n${hunks.join('\n')}\n\`\`\``;
}

const CONTEXT = 3;

function asWhole({ file, after }: ChangedFile): string {
  const content = after.filter((line) => line !== undefined).join('\n');
  return `${file.path}\n\`\`\`${file.language}\n${content}\n\`\`\``;
}
