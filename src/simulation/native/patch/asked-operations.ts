import { changed, describesChange } from '../../edits/change.ts';
import type { GivenFile } from '../../edits/files.ts';
import { maskQuotations, QUOTED, unquoted } from '../quotations.ts';
import { contentFor } from './new-file.ts';
import { createDiff, type EditedLine, updateDiff } from './v4a.ts';

/** What the model writes to change a file. */
export type Operation =
  | { readonly type: 'create_file' | 'update_file'; readonly path: string; readonly diff: string }
  | { readonly type: 'delete_file'; readonly path: string };

/** What a request asks to do with files. */
export interface AskedOperations {
  readonly operations: readonly Operation[];
  /** A file whose content has to be read before it can be changed as asked. */
  readonly unread?: string;
}

/**
 * The files that a request asks to create, change and delete.
 *
 * @param known the files whose content the conversation shows
 *
 * @example
 * operationsIn('Create hello.txt with the text "Hi".', []).operations; // [{ type: 'create_file', path: 'hello.txt', diff: '+Hi' }]
 */
export function operationsIn(request: string, known: readonly GivenFile[]): AskedOperations {
  const whole = request.slice(0, LONGEST);
  const [, fenced] = FENCE.exec(whole) ?? [];
  const outside = whole.replace(new RegExp(FENCE, 'g'), ' ');
  const masked = maskQuotations(outside);
  const operations: Operation[] = [];
  let unread: string | undefined;
  // Patterns would look at long gaps from every place in them.
  const words = masked.text.replace(/[^\S\n]+/g, ' ');
  for (const sentence of words.split(SENTENCE_END)) {
    const restored = masked.restore(sentence);
    const named = (pattern: RegExp): string | undefined => {
      const [, path] = pattern.exec(sentence) ?? [];
      return path === undefined ? undefined : unquoted(masked.restore(path));
    };
    const deleted = named(DELETING);
    const appended = APPENDING.exec(sentence);
    const created = deleted === undefined && appended === null ? named(CREATING) : undefined;
    if (deleted !== undefined && isPath(deleted)) operations.push({ type: 'delete_file', path: deleted });
    else if (appended !== null) {
      const [, line = '', file = ''] = appended.map((part) => unquoted(masked.restore(part ?? '')));
      operations.push({ type: 'update_file', path: file, diff: appending(line, contentOf(file, known)) });
    } else if (created !== undefined && isPath(created)) {
      const isGiven = fenced !== undefined && known.every(({ content }) => content !== fenced);
      const stated = named(STATED);
      const content = isGiven ? fenced : (stated ?? contentFor(created, restored));
      operations.push({ type: 'create_file', path: created, diff: createDiff(content) });
    } else {
      const path = named(NAMED_FILE);
      const said = inPlainWords(sentence, masked.restore) ?? restored;
      if (!describesChange(said)) continue;
      const change = changed(`${said} in ${path ?? ''}`, known);
      if (change) operations.push({ type: 'update_file', path: change.file.path, diff: diffOf(change) });
      else if (path !== undefined && isPath(path)) {
        const isKnown = known.some((file) => file.path === path);
        if (!isKnown) unread ??= path;
        const diff = isKnown ? undefined : replacing(sentence, masked.restore);
        if (diff !== undefined) operations.push({ type: 'update_file', path, diff });
      }
    }
    if (operations.length >= MOST_OPERATIONS) break;
  }
  return { operations, ...(unread !== undefined && { unread }) };
}

const LONGEST = 8_000;
const MOST_OPERATIONS = 8;
const SENTENCE_END =
  /[.;!?]+(?:\s+|$)|\n+|,?\s+(?:and then|then|and)\s+(?=(?:create|delete|remove|add|append|rename|replace|change|set|update)\b)/i;
const FENCE = /```[\w-]{0,20}[^\n]{0,40}\n([\s\S]{1,6000}?)```/;

const PATH = String.raw`${QUOTED}|[\w@-][\w@./-]{0,200}\.\w{1,10}|\.\w{2,20}|Makefile|Dockerfile|README|LICENSE`;
const DELETING = new RegExp(
  String.raw`\b(?:delete|remove|erase)\s+(?:the\s+)?(?:\w+\s+)?(?:file|script|module)?\s*(?:named |called )?(${PATH})(?![\w.])(?!.{0,60}\b(?:from|in)\b)`,
  'i',
);
const CREATING = new RegExp(
  String.raw`\b(?:create|add|write|make|generate|save)\b(?:(?!\bto\b|\bin\b).){0,80}?(${PATH})(?![\w.])`,
  'i',
);
const APPENDING = new RegExp(
  String.raw`\b(?:append|add|insert|put)\s+(?:the\s+|a\s+)?(?:(?:new\s+)?(?:line|text|comment|entry|import)\s+)?(${QUOTED})\s+(?:to|in|into|at the (?:end|bottom|top) of)\s+(?:the\s+)?(?:(?:end|bottom) of\s+)?(?:the\s+)?(?:file\s+)?(${PATH})`,
  'i',
);
const STATED = new RegExp(
  String.raw`\b(?:contain(?:s|ing)|contents?|text|saying|says|reading|with|line)\b[^\ue000-\ue0c7]{0,40}(${QUOTED})`,
  'i',
);
const NAMED_FILE = new RegExp(String.raw`\b(?:in|of|from|file)\s+(?:the\s+)?(?:file\s+)?(${PATH})`, 'i');
const REPLACING = new RegExp(
  String.raw`\b(?:replace|change|rename)\b[^\ue000-\ue0c7]{0,40}(${QUOTED})\s+(?:with|by|to|into)\s+(${QUOTED})`,
  'i',
);

const isPath = (path: string): boolean =>
  /^[\w@./-]{1,240}$/.test(path) && !path.startsWith('/') && !/^\d+\.\d+$/.test(path);

const contentOf = (path: string, known: readonly GivenFile[]): string | undefined =>
  known.find((file) => file.path === path)?.content;

/** Lines that are added after the last ones; at the beginning of a file that is not known. */
function appending(line: string, content: string | undefined): string {
  const before = (content ?? '').replace(/\n$/, '').split('\n');
  const kept = content === undefined ? [] : before.map((each): EditedLine => ({ mark: ' ', line: each }));
  return updateDiff([...kept, ...line.split('\n').map((each): EditedLine => ({ mark: '+', line: each }))]);
}

/** "Change the title "Old" to "New"": what is replaced by what, without what it is. */
function inPlainWords(sentence: string, restore: (part: string) => string): string | undefined {
  const [, old, next] = REPLACING.exec(sentence) ?? [];
  return old === undefined || next === undefined
    ? undefined
    : `Replace ${restore(old)} with ${restore(next)}`;
}

/** The line that a quotation states, in a file that is not known. */
function replacing(sentence: string, restore: (part: string) => string): string | undefined {
  const [, old, next] = REPLACING.exec(sentence) ?? [];
  if (old === undefined || next === undefined) return undefined;
  return updateDiff([
    { mark: '-', line: unquoted(restore(old)) },
    { mark: '+', line: unquoted(restore(next)) },
  ]);
}

function diffOf({ before, after }: NonNullable<ReturnType<typeof changed>>): string {
  return updateDiff(
    before.flatMap((line, index): EditedLine[] => {
      const next = after[index];
      if (next === line) return [{ mark: ' ', line }];
      const removed: EditedLine = { mark: '-', line };
      return next === undefined ? [removed] : [removed, { mark: '+', line: next }];
    }),
  );
}
