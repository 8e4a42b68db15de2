import type { GivenFile } from './files.ts';

/** A file before and after a change, line by line. */
export interface ChangedFile {
  readonly file: GivenFile;
  readonly before: readonly string[];
  readonly after: readonly (string | undefined)[];
}

/**
 * Makes a change that words describe: a value is set, a name or text is replaced by another, a line is removed. Undefined
 * if the words describe none of these, or nothing in the files is meant.
 *
 * @example
 * changed('Set LIMIT to 5.', files)?.after; // ['LIMIT = 5', …]
 */
export function changed(words: string, files: readonly GivenFile[]): ChangedFile | undefined {
  const text = words.slice(0, LONGEST);
  const edit = settingIn(text) ?? renamingIn(text) ?? removalIn(text);
  if (edit === undefined) return undefined;
  for (const file of named(text, files)) {
    const before = file.content.replace(/\n$/, '').split('\n');
    const after = before.map(edit);
    if (after.some((line, index) => line !== before[index])) return { file, before, after };
  }
  return undefined;
}

/** Whether words describe a change that {@link changed} understands. */
export function describesChange(words: string): boolean {
  const text = words.slice(0, LONGEST);
  return (settingIn(text) ?? renamingIn(text) ?? removalIn(text)) !== undefined;
}

type Edit = (line: string) => string | undefined;

const LONGEST = 2000;

/** The files that the words name first. */
function named(text: string, files: readonly GivenFile[]): GivenFile[] {
  return files.toSorted((one, other) => Number(text.includes(other.path)) - Number(text.includes(one.path)));
}

const QUOTED = `["'${'`'}“]?`;
const UNQUOTED = `["'${'`'}”]?`;

/** "Set X to 5", "change the value of X from 3 to 5", "raise X to 5": the value that is assigned to X. */
function settingIn(text: string): Edit | undefined {
  const match = SETTING.exec(text) ?? WISHING.exec(text);
  if (match === null) return undefined;
  const [, name = '', value = ''] = match;
  const literal = value.replace(/[.,;]$/, '');
  const assigned = new RegExp(
    String.raw`^(\s*(?:(?:export|const|let|var|static|final|public|private|readonly)\s+){0,4}["']?${escaped(name)}["']?\s*(?::\s*[\w[\]| .]{1,40})?\s*[=:]\s*)([^#\n]*?)(\s*[,;]?\s*(?:(?:#|\/\/).*)?)$`,
  );
  const passed = new RegExp(String.raw`^(.*\b${escaped(name)}\s*=\s*)([^,()\s]{1,200})(.*)$`);
  return (line) => {
    const found = assigned.exec(line) ?? passed.exec(line);
    if (found === null) return line;
    const [, before = '', old = '', after = ''] = found;
    const quote = /^(["'${'`'}]).*\1$/.exec(old)?.[1];
    return `${before}${quote !== undefined && !/^["']/.test(literal) ? `${quote}${literal}${quote}` : literal}${after}`;
  };
}

const SETTING = new RegExp(
  String.raw`\b(?:set|change|update|raise|increase|lower|decrease|reduce|bump|make|switch)\s+(?:the\s+)?(?:(?:value|default|constant|variable|setting|limit)\s+(?:of\s+|for\s+)?)?${QUOTED}([A-Za-z_][\w.-]{0,80})${UNQUOTED}\s+(?:in\s+\S{1,120}\s+)?(?:from\s+\S{1,80}\s+)?(?:to\s+be|to|equal)\s+${QUOTED}([^\s"'${'`'}“”][^"'${'`'}“”\n]{0,120}?)${UNQUOTED}(?=[.!]?(?:\s|$))`,
  'i',
);

/** "The timeout in settings.json should be 45 instead of 30": of a file that is named. */
const WISHING = new RegExp(
  String.raw`\b(?:the\s+)?${QUOTED}([A-Za-z_][\w-]{0,80})${UNQUOTED}\s+in\s+\S{1,120}\.\w{1,8}\s+(?:should|must|has\s+to|needs\s+to)\s+be\s+(?:set\s+to\s+|changed\s+to\s+)?${QUOTED}([^\s"'${'`'}“”]{1,120}?)${UNQUOTED}(?=[.!,]?(?:\s|$))`,
  'i',
);

/** "Rename a to b", "replace a with b": every occurrence as a whole word. */
function renamingIn(text: string): Edit | undefined {
  const [, old, next] = RENAMING.exec(text) ?? [];
  if (old === undefined || next === undefined) return undefined;
  const pattern = new RegExp(String.raw`(?<![\w])${escaped(old)}(?![\w])`, 'g');
  return (line) => line.replace(pattern, () => next);
}

const RENAMING = new RegExp(
  String.raw`\b(?:rename|replace|change)\s+(?:the\s+|all\s+|every\s+)?(?:(?:function|method|variable|class|constant|word|text|string|occurrences? of|name)\s+){0,2}["'${'`'}“]?((?<=["'${'`'}“])[^"'${'`'}“”\n]{1,120}|[^\s"'${'`'}“”]{1,80})["'${'`'}”]?\s+(?:to|with|by|into)\s+["'${'`'}“]?((?<=["'${'`'}“])[^"'${'`'}“”\n]{1,120}|[^\s"'${'`'}“”]{1,80}?)["'${'`'}”]?(?=[.,!]?(?:\s|$))`,
  'i',
);

/** "Remove the line `x`" */
function removalIn(text: string): Edit | undefined {
  const [, old] = /\b(?:remove|delete|drop)\b[^`\n]{0,40}`([^`\n]{1,200})`/i.exec(text) ?? [];
  return old === undefined ? undefined : (line) => (line.includes(old) ? undefined : line);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`);
}
