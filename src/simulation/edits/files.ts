import { saidBy, type Turn } from '../../engine/request.ts';

/** A file whose content stands in the conversation. */
export interface GivenFile {
  readonly path: string;
  /** The language of its fence. */
  readonly language: string;
  readonly content: string;
}

/**
 * The files of a conversation, the latest content of each: a path on a line above a fence, or an element with a path.
 *
 * @example
 * filesIn(turns); // [{ path: 'src/a.py', language: 'python', content: 'X = 1\n' }]
 */
export function filesIn(turns: readonly Turn[]): GivenFile[] {
  const files = new Map<string, GivenFile>();
  for (const turn of turns) {
    if (turn.role === 'assistant' || turn.role === 'tool') continue;
    const text = turn.parts.map((part) => saidBy(part) ?? '').join('\n');
    for (const match of text.slice(-MOST_CHARACTERS).matchAll(FENCED)) {
      const [, path = '', language = '', content = ''] = match;
      // The example of a format is no file.
      if (/^<{5,}|^@@/m.test(content)) continue;
      files.set(path, { path, language, content });
    }
    for (const [, path = '', content = ''] of text.slice(-MOST_CHARACTERS).matchAll(ELEMENT))
      files.set(path, { path, language: '', content });
  }
  return [...files.values()].slice(0, MOST_FILES);
}

const MOST_CHARACTERS = 100_000;
const MOST_FILES = 20;
const PATH = String.raw`[\w@.-]{1,80}(?:\/[\w@.-]{1,80}){0,12}\.\w{1,8}`;
const FENCED = new RegExp(
  String.raw`^[ \t]{0,12}(?:#+ |\*\*|File: ?|${'`'})?(${PATH})(?:\*\*|${'`'}|:)*[ \t]{0,12}\n+(?:${'`'}{3,})(\w{0,20})\n([\s\S]*?)^(?:${'`'}{3,})[ \t]{0,12}$`,
  'gm',
);
const ELEMENT = new RegExp(
  String.raw`<(?:file|document)\s[^<>]{0,40}?(?:path|name|src)=["'](${PATH})["'][^<>]{0,60}>\n?([\s\S]{0,20000}?)<\/(?:file|document)>`,
  'g',
);
