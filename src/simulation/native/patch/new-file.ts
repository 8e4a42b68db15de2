/**
 * What a new file contains if the request states no content: a program that prints what it says, else a beginning that tells
 * what the file is for.
 *
 * @example
 * contentFor('hello.py', 'Create hello.py that prints "Hi".'); // 'print("Hi")'
 */
export function contentFor(path: string, request: string): string {
  const extension = path.split('.').at(-1)?.toLowerCase() ?? '';
  const [, printed] =
    /\b(?:prints?|says?|outputs?|logs?|displays?|shows?)\s+["“'`]([^"”'`\n]{1,200})["”'`]/i.exec(request) ??
    [];
  const text = printed ?? (/\bhello,? world\b/i.test(request) ? 'Hello, world!' : undefined);
  const print = PRINTS.get(extension);
  if (text !== undefined) return print === undefined ? text : print(JSON.stringify(text));
  const purpose = purposeIn(request) ?? nameOf(path);
  if (extension === 'json') return '{}';
  if (extension === 'md') return `# ${titled(purpose)}`;
  if (extension === 'html') return `<!doctype html>\n<title>${titled(purpose).replace(/[<&]/g, ' ')}</title>`;
  const comment = COMMENTS.get(extension);
  return comment === undefined ? titled(purpose) : `${comment} ${titled(purpose)}`;
}

const PRINTS: ReadonlyMap<string, (literal: string) => string> = new Map([
  ['py', (literal) => `print(${literal})`],
  ['js', (literal) => `console.log(${literal});`],
  ['mjs', (literal) => `console.log(${literal});`],
  ['ts', (literal) => `console.log(${literal});`],
  ['rb', (literal) => `puts ${literal}`],
  ['sh', (literal) => `#!/bin/sh\necho ${literal}`],
  ['go', (literal) => `package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println(${literal})\n}`],
  ['rs', (literal) => `fn main() {\n    println!("{}", ${literal});\n}`],
]);

const COMMENTS: ReadonlyMap<string, string> = new Map([
  ['py', '#'],
  ['rb', '#'],
  ['sh', '#'],
  ['yaml', '#'],
  ['yml', '#'],
  ['toml', '#'],
  ['js', '//'],
  ['mjs', '//'],
  ['ts', '//'],
  ['tsx', '//'],
  ['go', '//'],
  ['rs', '//'],
  ['java', '//'],
  ['c', '//'],
  ['cpp', '//'],
]);

/** "A file that parses dates", "a script for backups", "with a list of colours". */
function purposeIn(request: string): string | undefined {
  return /\b(?:that|which|to|for|about|with|containing)\s+((?:(?!\b(?:named|called)\b)[\w ,'-]){3,120})/i
    .exec(request)?.[1]
    ?.trim();
}

const nameOf = (path: string): string =>
  (path.split('/').at(-1) ?? path)
    .replace(/\.\w+$/, '')
    .replace(/[-_.]+/g, ' ')
    .trim() || path;

const titled = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
