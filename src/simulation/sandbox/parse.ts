/** A command of a pipeline: words that are not expanded yet, and where its streams go. */
export interface SimpleCommand {
  readonly words: readonly string[];
  readonly redirections: readonly Redirection[];
}

export interface Redirection {
  readonly kind: '<' | '>' | '>>' | '2>' | '2>>' | '2>&1' | '&>';
  /** Not expanded; empty for `2>&1`. */
  readonly target: string;
}

/** A pipeline, and when it is run: always, or if the one before has succeeded or failed. */
export interface Pipeline {
  readonly when: ';' | '&&' | '||';
  readonly commands: readonly SimpleCommand[];
}

export class SyntaxFault extends Error {}

/**
 * Parses a script of simple commands, pipes, `&&`, `||`, `;` and redirections.
 *
 * @throws SyntaxFault for anything else that a shell knows, such as loops
 *
 * @example
 * parse('echo hi | wc -c > n.txt')[0].commands.length; // 2
 */
export function parse(script: string): Pipeline[] {
  const pipelines: { when: Pipeline['when']; commands: Building[] }[] = [];
  let when: Pipeline['when'] = ';';
  let isPiped = false;
  let command: Building | undefined;
  const begin = (): Building => {
    if (command) return command;
    command = { words: [], redirections: [] };
    const last = pipelines.at(-1);
    if (isPiped && last) last.commands.push(command);
    else pipelines.push({ when, commands: [command] });
    return command;
  };
  const tokens = tokensOf(script);
  for (let index = 0; index < tokens.length; index++) {
    const { operator, text } = tokens[index] as Token;
    if (operator === undefined) {
      if (command === undefined && RESERVED.has(text)) throw unexpected(text);
      begin().words.push(text);
    } else if (operator === '2>&1') begin().redirections.push({ kind: operator, target: '' });
    else if (REDIRECTING.has(operator)) {
      const next = tokens[++index];
      if (next === undefined || next.operator !== undefined) throw unexpected(next?.operator ?? 'newline');
      begin().redirections.push({ kind: operator as Redirection['kind'], target: next.text });
    } else {
      if (command === undefined && operator !== '\n') throw unexpected(operator);
      isPiped = operator === '|';
      when = operator === '&&' || operator === '||' ? operator : ';';
      command = undefined;
    }
  }
  if (command === undefined && (isPiped || when !== ';')) throw unexpected('end of file');
  return pipelines;
}

interface Building {
  readonly words: string[];
  readonly redirections: Redirection[];
}

interface Token {
  readonly operator?: string;
  readonly text: string;
}

const RESERVED = new Set(
  'if then else fi for while until do done case esac function { } ( ! select'.split(' '),
);
const REDIRECTING = new Set(['<', '>', '>>', '2>', '2>>', '&>']);
const OPERATORS = ['2>&1', '2>>', '&>', '2>', '&&', '||', '>>', ';', '|', '<', '>', '\n'];

const unexpected = (token: string): SyntaxFault =>
  new SyntaxFault(`syntax error near unexpected token \`${token === '\n' ? 'newline' : token}'`);

function tokensOf(script: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < script.length) {
    const unit = script[at] as string;
    if (unit === ' ' || unit === '\t') at++;
    else if (script.startsWith('\\\n', at)) at += 2;
    else if (unit === '#') at = endOr(script.indexOf('\n', at), script);
    else {
      const operator = OPERATORS.find((each) => script.startsWith(each, at));
      if (operator !== undefined) {
        tokens.push({ operator, text: '' });
        at += operator.length;
      } else if (unit === '&' || unit === '(' || unit === ')') throw unexpected(unit);
      else {
        const end = endOfWord(script, at);
        tokens.push({ text: script.slice(at, end) });
        at = end;
      }
    }
  }
  return tokens;
}

const endOr = (index: number, text: string): number => (index === -1 ? text.length : index);

function endOfWord(script: string, from: number): number {
  let at = from;
  while (at < script.length && !' \t\n;|<>&()'.includes(script[at] as string)) at = endOfPiece(script, at);
  return at;
}

/**
 * The end of what stands together at a place of a script: a quotation, an expansion or a character.
 *
 * @throws SyntaxFault if it is not closed
 */
export function endOfPiece(script: string, from: number): number {
  const unit = script[from];
  if (unit === '\\') return Math.min(from + 2, script.length);
  if (unit === "'") return closed(script.indexOf("'", from + 1), unit);
  if (unit === '"') {
    let at = from + 1;
    while (at < script.length && script[at] !== '"')
      at = script[at] === '\\' ? at + 2 : script[at] === '$' ? endOfPiece(script, at) : at + 1;
    return closed(at < script.length ? at : -1, unit);
  }
  if (script.startsWith('$(', from)) {
    let depth = 0;
    for (let at = from + 1; at < script.length; at++) {
      if (script[at] === '(') depth++;
      if (script[at] === ')' && --depth === 0) return at + 1;
    }
    throw unclosed(')');
  }
  return from + 1;
}

function closed(index: number, quote: string): number {
  if (index === -1) throw unclosed(quote);
  return index + 1;
}

const unclosed = (quote: string): SyntaxFault =>
  new SyntaxFault(`unexpected EOF while looking for matching \`${quote}'`);
