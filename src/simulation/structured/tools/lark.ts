import type { Effort } from '../../../engine/effort.ts';
import type { Random } from '../../../runtime/random.ts';
import { patternText } from '../pattern/generate.ts';
import { patternOf } from '../pattern/pattern-of.ts';

/**
 * Generates a text from the `start` rule of a Lark grammar. Supports rules and terminals with alternatives, groups,
 * optional and repeated parts, strings, regular expressions, ranges, aliases, priorities and the common imports, but not
 * templates, `%extend` and `%override`. Undefined if the grammar cannot be parsed, only has infinite derivations, or
 * needs more than 20,000 characters, 20,000 steps or the effort that is left.
 *
 * @example
 * larkText('start: "add" NUMBER\nNUMBER: /\\d{2}/\n%ignore " "', { random, effort }); // 'add 41'
 */
export function larkText(definition: string, { random, effort }: LarkOptions): string | undefined {
  if (definition.length > 50_000) return undefined;
  const priced = effort.once(`lark ${definition}`, () => pricedGrammar(definition, effort));
  return priced && new Derivation(priced.grammar, priced.costs, random, effort).write();
}

export interface LarkOptions {
  readonly random: Random;
  readonly effort: Effort;
}

/** The grammar and the cost of each rule; undefined if it cannot be parsed or has no finite text. */
function pricedGrammar(definition: string, effort: Effort) {
  if (!effort.spend(definition.length * 4)) return undefined;
  const grammar = readGrammar(definition);
  if (grammar === undefined || !grammar.rules.has('start')) return undefined;
  const costs = costsOf(grammar.rules, definition.length, effort);
  return costs.get('start') === Number.POSITIVE_INFINITY ? undefined : { grammar, costs };
}

type Item =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'pattern'; readonly source: string }
  | { readonly kind: 'range'; readonly low: string; readonly high: string }
  | { readonly kind: 'choice'; readonly options: readonly (readonly Item[])[] }
  | { readonly kind: 'repeat'; readonly item: Item; readonly min: number; readonly max: number };

interface Grammar {
  readonly rules: ReadonlyMap<string, Item>;
  /** White space between tokens is ignored, so it can separate words. */
  readonly spaced: boolean;
}

const COMMON: ReadonlyMap<string, string> = new Map([
  ['DIGIT', '[0-9]'],
  ['HEXDIGIT', '[0-9a-f]'],
  ['INT', '[1-9][0-9]?'],
  ['SIGNED_INT', '-?[1-9][0-9]?'],
  ['NUMBER', '[1-9][0-9]?'],
  ['SIGNED_NUMBER', '-?[1-9][0-9]?'],
  ['DECIMAL', '[0-9]{1,2}\\.[0-9]'],
  ['FLOAT', '[0-9]{1,2}\\.[0-9]'],
  ['SIGNED_FLOAT', '-?[0-9]{1,2}\\.[0-9]'],
  ['LETTER', '[a-z]'],
  ['LCASE_LETTER', '[a-z]'],
  ['UCASE_LETTER', '[A-Z]'],
  ['WORD', '[a-z]{3,7}'],
  ['CNAME', '[a-z][a-z_]{2,6}'],
  ['ESCAPED_STRING', '"[a-z]{3,8}"'],
  ['WS', ' '],
  ['WS_INLINE', ' '],
  ['NEWLINE', '\\n'],
  ['CR', '\\r'],
  ['LF', '\\n'],
]);

function readGrammar(definition: string): Grammar | undefined {
  const rules = new Map<string, Item>();
  let spaced = false;
  for (const statement of statementsOf(definition)) {
    const imported = /^%import\s+([\w.]+)(?:\.(\w+)|\s*\(([\w\s,]+)\))?(?:\s*->\s*(\w+))?/.exec(statement);
    if (imported !== null) {
      const names = imported[3]?.split(',').map((name) => name.trim()) ?? [
        statement.slice(8).trim().split(/\s/)[0]?.split('.').at(-1) ?? '',
      ];
      for (const name of names) {
        const source = COMMON.get(name);
        if (source !== undefined) rules.set(imported[4] ?? name, { kind: 'pattern', source });
      }
      continue;
    }
    if (statement.startsWith('%ignore')) {
      spaced ||= /WS|" "|\\s|\[ /.test(statement);
      continue;
    }
    if (/^%(?:extend|override)/.test(statement)) return undefined;
    if (statement.startsWith('%')) continue;
    const head = /^[?!]*(_?[A-Za-z]\w*)(?:\.-?\d+)?\s*:/.exec(statement);
    if (head?.[1] === undefined) return undefined;
    const body = new BodyReader(statement.slice(head[0].length)).read();
    if (body === undefined) return undefined;
    rules.set(head[1], body);
  }
  return { rules, spaced };
}

/** Splits a grammar into statements; lines that start neither a rule nor a directive continue the previous one. */
function statementsOf(definition: string): string[] {
  const statements: string[] = [];
  for (const line of definition.split('\n')) {
    const bare = /^\s*(?:\/\/|#)/.test(line) ? '' : line;
    if (bare.trim() === '') continue;
    const starts = /^(?:%|[?!]*_?[A-Za-z]\w*(?:\.-?\d+)?\s*:)/.test(bare.trim());
    if (starts || statements.length === 0) statements.push(bare.trim());
    else statements.push(`${statements.pop()}\n${bare.trim()}`);
  }
  return statements;
}

const TOKEN =
  /\s+|\/\/[^\n]*|"((?:[^"\\\n]|\\.){0,1000})"(i?)|\/((?:[^/\\\n]|\\.){1,2000})\/([a-z]{0,6})|->\s*\w+|\.\.|~\s*(\d{1,5})(?:\s*\.\.\s*(\d{1,5}))?|[?!]?(_?[A-Za-z]\w*)|[()[\]|?*+]/gy;

class BodyReader {
  readonly #tokens: RegExpExecArray[] = [];
  #broken = false;
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    const scanner = new RegExp(TOKEN);
    while (scanner.lastIndex < source.length) {
      const token = scanner.exec(source);
      if (token === null) {
        this.#broken = true;
        return;
      }
      if (token[0].trim() !== '' && !/^(?:\/\/[^\n]*|->\s*\w+)$/.test(token[0])) this.#tokens.push(token);
    }
  }

  read(): Item | undefined {
    const item = this.#broken ? undefined : this.#choice();
    return this.#broken || this.#at < this.#tokens.length ? undefined : item;
  }

  #choice(): Item {
    const options = [this.#sequence()];
    while (this.#take('|')) options.push(this.#sequence());
    return { kind: 'choice', options };
  }

  #sequence(): Item[] {
    const items: Item[] = [];
    for (;;) {
      const item = this.#atom();
      if (item === undefined) return items;
      items.push(this.#repeated(item));
    }
  }

  #repeated(item: Item): Item {
    if (this.#take('?')) return { kind: 'repeat', item, min: 0, max: 1 };
    if (this.#take('*')) return { kind: 'repeat', item, min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#take('+')) return { kind: 'repeat', item, min: 1, max: Number.POSITIVE_INFINITY };
    const token = this.#tokens[this.#at];
    if (token?.[5] === undefined) return item;
    this.#at++;
    return { kind: 'repeat', item, min: Number(token[5]), max: Number(token[6] ?? token[5]) };
  }

  #atom(): Item | undefined {
    for (const [open, close] of [
      ['(', ')'],
      ['[', ']'],
    ] as const) {
      if (!this.#take(open)) continue;
      if (++this.#depth > 100) this.#broken = true;
      const inner = this.#broken ? { kind: 'literal' as const, text: '' } : this.#choice();
      if (!this.#take(close)) this.#broken = true;
      this.#depth--;
      return open === '[' ? { kind: 'repeat', item: inner, min: 0, max: 1 } : inner;
    }
    const token = this.#tokens[this.#at];
    if (token === undefined) return undefined;
    const [, literal, , pattern, , , , name] = token;
    if (literal === undefined && pattern === undefined && name === undefined) return undefined;
    this.#at++;
    if (name !== undefined) return { kind: 'name', name };
    if (pattern !== undefined) return { kind: 'pattern', source: pattern.replaceAll('\\/', '/') };
    const text = unescaped(literal ?? '');
    if (!this.#take('..')) return { kind: 'literal', text };
    const high = this.#tokens[this.#at]?.[1];
    this.#at++;
    return { kind: 'range', low: text, high: unescaped(high ?? text) };
  }

  #take(symbol: string): boolean {
    if (this.#tokens[this.#at]?.[0] !== symbol) return false;
    this.#at++;
    return true;
  }
}

function unescaped(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text.replace(/\\(.)/g, '$1');
  }
}

/** The minimum number of items each rule expands to; infinity if it has no finite text. */
function costsOf(
  rules: ReadonlyMap<string, Item>,
  characters: number,
  effort: Effort,
): ReadonlyMap<string, number> {
  const costs = new Map<string, number>();
  for (const name of rules.keys()) costs.set(name, Number.POSITIVE_INFINITY);
  for (let pass = 0; pass < Math.min(64, rules.size + 1) && effort.spend(characters); pass++) {
    let changed = false;
    for (const [name, item] of rules) {
      const cost = costOf(item, costs);
      if (cost < (costs.get(name) ?? 0)) {
        costs.set(name, cost);
        changed = true;
      }
    }
    if (!changed) break;
  }
  return costs;
}

function costOf(item: Item, costs: ReadonlyMap<string, number>): number {
  if (item.kind === 'name') return 1 + (costs.get(item.name) ?? Number.POSITIVE_INFINITY);
  if (item.kind === 'repeat') return item.min === 0 ? 1 : item.min * costOf(item.item, costs);
  if (item.kind !== 'choice') return 1;
  return item.options.reduce(
    (least, option) => Math.min(least, sequenceCost(option, costs)),
    Number.POSITIVE_INFINITY,
  );
}

function sequenceCost(items: readonly Item[], costs: ReadonlyMap<string, number>): number {
  return items.reduce((sum, item) => sum + costOf(item, costs), 1);
}

interface PricedOption {
  readonly option: readonly Item[];
  readonly cost: number;
}

class Derivation {
  readonly #grammar: Grammar;
  readonly #costs: ReadonlyMap<string, number>;
  readonly #random: Random;
  readonly #effort: Effort;
  readonly #priced = new Map<readonly (readonly Item[])[], readonly PricedOption[]>();
  #text = '';
  #steps = 0;
  #broken = false;

  constructor(grammar: Grammar, costs: ReadonlyMap<string, number>, random: Random, effort: Effort) {
    this.#grammar = grammar;
    this.#costs = costs;
    this.#random = random;
    this.#effort = effort;
  }

  write(): string | undefined {
    this.#item({ kind: 'name', name: 'start' }, 0, false);
    return this.#broken ? undefined : this.#text;
  }

  #item(item: Item, depth: number, inTerminal: boolean): void {
    if (this.#broken) return;
    if (!this.#effort.spend(5) || ++this.#steps > 20_000 || this.#text.length > 20_000 || depth > 300) {
      this.#broken = true;
      return;
    }
    switch (item.kind) {
      case 'name': {
        const rule = this.#grammar.rules.get(item.name);
        if (rule === undefined) {
          this.#broken = true;
          return;
        }
        const terminal = /^_?[A-Z]/.test(item.name);
        if (terminal && !inTerminal) this.#space();
        this.#item(rule, depth + 1, inTerminal || terminal);
        return;
      }
      case 'literal':
        if (!inTerminal) this.#space();
        this.#text += item.text;
        return;
      case 'pattern': {
        if (!inTerminal) this.#space();
        const pattern = patternOf(`^(?:${item.source})$`, this.#effort);
        const text =
          pattern === undefined
            ? undefined
            : patternText(pattern, { random: this.#random, effort: this.#effort });
        if (text === undefined) this.#broken = true;
        else this.#text += text;
        return;
      }
      case 'range': {
        const low = item.low.codePointAt(0) ?? 97;
        const high = item.high.codePointAt(0) ?? low;
        this.#text += String.fromCodePoint(this.#random.between(low, Math.max(low, high)));
        return;
      }
      case 'repeat': {
        const rounds = this.#rounds(item, depth);
        for (let round = 0; round < rounds && !this.#broken; round++)
          this.#item(item.item, depth + 1, inTerminal);
        return;
      }
      case 'choice': {
        for (const part of this.#option(item.options, depth)) this.#item(part, depth + 1, inTerminal);
      }
    }
  }

  #rounds(item: Item & { kind: 'repeat' }, depth: number): number {
    if (this.#isLong(depth) || costOf(item.item, this.#costs) === Number.POSITIVE_INFINITY) return item.min;
    return Math.min(item.max, item.min + this.#random.int(3));
  }

  #option(options: readonly (readonly Item[])[], depth: number): readonly Item[] {
    const priced = this.#priced.get(options) ?? this.#price(options);
    this.#effort.spend(options.length * 2);
    const least = priced.reduce((low, { cost }) => Math.min(low, cost), Number.POSITIVE_INFINITY);
    const limit = this.#isLong(depth) ? least : Number.MAX_VALUE;
    return this.#random.pick(priced.filter(({ cost }) => cost <= limit)).option;
  }

  #price(options: readonly (readonly Item[])[]): readonly PricedOption[] {
    const priced = options.map((option) => ({ option, cost: sequenceCost(option, this.#costs) }));
    this.#priced.set(options, priced);
    return priced;
  }

  #isLong(depth: number): boolean {
    return depth > 24 || this.#text.length > 400 || this.#steps > 600;
  }

  /** Separates two words, if the grammar ignores white space. */
  #space(): void {
    if (this.#grammar.spaced && /\w$/.test(this.#text)) this.#text += ' ';
  }
}
