import { type ChangedFile, changed, describesChange } from '../../edits/change.ts';
import type { MadeCall } from '../../reading/calls.ts';
import { keyOf } from '../facts/literals.ts';
import { isExcerpt, type Parameter, type Profile } from './profile.ts';
import type { Given } from './step.ts';

/**
 * The arguments of a tool that changes a file as the request says, if an earlier call has read the file: the lines to
 * replace and their replacement, or the whole new content. Undefined if the tool takes neither, or the change is not
 * understood.
 *
 * @example
 * changeFor(profile, 'Set LIMIT in a.py to 5.', [readCall]); // Map { 'oldtext' => 'LIMIT = 3', 'newtext' => 'LIMIT = 5' }
 */
export function changeFor(profile: Profile, request: string, made: readonly MadeCall[]): Given | undefined {
  const taken = takenBy(profile);
  if (taken === undefined) return undefined;
  const { parameters } = profile;
  const { excerpt, content, path } = taken;
  const change = changed(request, filesRead(made));
  if (change === undefined) return undefined;
  const given = new Map<string, string>();
  if (path && change.file.path !== '') given.set(keyOf(path.name), change.file.path);
  if (excerpt === undefined) {
    const ending = change.file.content.endsWith('\n') ? '\n' : '';
    return given.set(keyOf(content!.name), `${written(change.after)}${ending}`);
  }
  const replacement = parameters.find(({ type, words }) => type === 'string' && isExcerpt(words) === 'new');
  const { removed, added } = firstHunk(change);
  given.set(keyOf(excerpt.name), removed);
  if (replacement) given.set(keyOf(replacement.name), added);
  return given;
}

interface Taken {
  readonly path: Parameter | undefined;
  readonly excerpt: Parameter | undefined;
  readonly content: Parameter | undefined;
}

/** What a tool that changes files takes; undefined for other tools. */
function takenBy({ parameters, act }: Profile): Taken | undefined {
  const excerpt = parameters.find(({ kind }) => kind === 'excerpt');
  const path = parameters.find(({ kind }) => kind === 'file');
  const content = parameters.find(
    ({ type, words }) => type === 'string' && words.some((word) => CONTENTS.has(word)),
  );
  const isWriting = content !== undefined && path !== undefined && act !== 'read';
  return excerpt || isWriting ? { path, excerpt, content } : undefined;
}

/**
 * The tool that makes the change of a file which a text describes, and the one that reads the file first; of several, one
 * that replaces a piece of it.
 */
export function changersFor(
  text: string,
  profiles: readonly Profile[],
): { readonly changer: Profile; readonly reader: Profile | undefined } | undefined {
  const changers = profiles.filter((profile) => takenBy(profile) !== undefined);
  if (changers.length === 0 || !describesChange(text)) return undefined;
  const changer = changers.find((profile) => takenBy(profile)!.excerpt) ?? changers[0]!;
  const reader = profiles.find(
    (profile) =>
      profile.act === 'read' &&
      profile.parameters.some(({ kind }) => kind === 'file') &&
      takenBy(profile) === undefined,
  );
  return { changer, reader };
}

const CONTENTS = new Set('content contents text body data code source'.split(' '));
const PATHS = /path|file|uri|url|name/i;

/** The files that calls have read, the latest content first. */
function filesRead(made: readonly MadeCall[]): { path: string; language: string; content: string }[] {
  return made
    .filter(({ outcome, result }) => outcome === 'found' && result !== undefined)
    .toReversed()
    .flatMap(({ input, result = '' }) => {
      const path = Object.entries(input).find(([key, value]) => PATHS.test(key) && typeof value === 'string');
      return path === undefined
        ? []
        : [{ path: String(path[1]), language: '', content: withoutNumbers(result) }];
    });
}

/** The content of a file that is shown with the numbers of its lines. */
function withoutNumbers(text: string): string {
  const lines = text.split('\n');
  const isNumbered = lines.every((line) => line === '' || /^\s{0,6}\d{1,6}(?:\t|[|:→]\s?)/.test(line));
  return isNumbered
    ? lines.map((line) => line.replace(/^\s{0,6}\d{1,6}(?:\t|[|:→]\s?)/, '')).join('\n')
    : text;
}

const written = (lines: ChangedFile['after']): string =>
  lines.filter((line) => line !== undefined).join('\n');

/** The first lines that change together, with as many before them as make them unique. */
function firstHunk({ before, after }: ChangedFile): { readonly removed: string; readonly added: string } {
  let start = before.findIndex((line, index) => after[index] !== line);
  let end = start;
  while (end < before.length && after[end] !== before[end]) end++;
  const whole = before.join('\n');
  const part = (): string => before.slice(start, end).join('\n');
  while (start > 0 && whole.indexOf(part()) !== whole.lastIndexOf(part())) start--;
  return { removed: part(), added: written(after.slice(start, end)) };
}
