/** A value or type in JSON or a notation close to it, before it is known which of both it is. */
export type Node =
  | { readonly kind: 'object'; readonly members: readonly Member[] }
  | { readonly kind: 'array'; readonly items: readonly Node[] }
  /** Quoted text and nothing else. */
  | { readonly kind: 'text'; readonly text: string }
  /** Anything else up to the next separator: `12`, `true`, `string | null`, `<the name>`, `"a" | "b"`. */
  | { readonly kind: 'word'; readonly text: string };

export interface Member {
  readonly name: string;
  readonly value: Node;
  /** Whether the name is followed by a question mark. */
  readonly optional: boolean;
  /** The comment behind the member. */
  readonly note?: string;
}

/**
 * Reads the object or list that begins at an index: JSON, a literal of JavaScript or Python, or the body of a type.
 * Names may be without quotes, members separated by commas, semicolons or line breaks, and comments describe the member
 * before them. Undefined if the brackets do not match. Linear in its length.
 *
 * @example
 * notationAt('{name: string, // in full\n age?: number}', 0);
 * // { end: 42, node: { kind: 'object', members: [{ name: 'name', note: 'in full', … }, { name: 'age', optional: true, … }] } }
 */
export function notationAt(
  text: string,
  start: number,
): { readonly node: Node; readonly end: number } | undefined {
  const reader = new NotationReader(text, start);
  const node = reader.value(0);
  return node === undefined ? undefined : { node, end: reader.at };
}

/** The value of a notation that is JSON or a literal of Python; undefined if it has other words than literals. */
export function literalValue(node: Node): unknown {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'word':
      return literalOf(node.text);
    case 'array': {
      const values = node.items.map(literalValue);
      return values.includes(undefined) ? undefined : values;
    }
    case 'object': {
      const entries = node.members.map(({ name, value }) => [name, literalValue(value)] as const);
      // fromEntries defines own properties, even for `__proto__`.
      return entries.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(entries);
    }
  }
}

function literalOf(word: string): unknown {
  if (/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word)) return Number(word);
  if (/^[Tt]rue$/.test(word)) return true;
  if (/^[Ff]alse$/.test(word)) return false;
  return /^(?:null|None)$/.test(word) ? null : undefined;
}

const DEEPEST = 12;
const MOST_PARTS = 2000;
const LONGEST_WORD = 2000;
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')', '<': '>' };

class NotationReader {
  readonly #text: string;
  at: number;
  #parts = 0;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  value(depth: number): Node | undefined {
    if (depth > DEEPEST || ++this.#parts > MOST_PARTS) return undefined;
    const char = this.#text[this.at];
    const start = this.at;
    // `{{` and `}}` are braces in templates.
    const node = char === '{' ? this.#object(depth) : char === '[' ? this.#array(depth) : undefined;
    if ((char === '{' || char === '[') && node === undefined) return undefined;
    if (node && !/[|[]/.test(this.#text[this.#afterBlanks()] ?? '')) return node;
    if (node) {
      // `{…}[]` is a list of such objects, `[…] | null` may be absent.
      if (this.#text.startsWith('[]', this.at)) {
        this.at += 2;
        return { kind: 'array', items: [node] };
      }
      if (this.#text[this.#afterBlanks()] === '|') this.#word(this.at);
      return node;
    }
    return this.#word(start);
  }

  #object(depth: number): Node | undefined {
    this.at++;
    const members: Member[] = [];
    for (;;) {
      const note = this.#separators();
      if (note !== '' && members.length > 0) {
        const last = members.pop()!;
        members.push({ ...last, note: last.note ?? note });
      }
      const char = this.#text[this.at];
      if (char === undefined) return undefined;
      if (char === '}') {
        this.at++;
        return { kind: 'object', members };
      }
      const name = this.#name();
      if (name === undefined) {
        // An ellipsis or a remark in place of a member.
        if (!this.#text.startsWith('...', this.at) && char !== '…') return undefined;
        this.#word(this.at);
        continue;
      }
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      members.push({ ...name, value });
    }
  }

  #array(depth: number): Node | undefined {
    this.at++;
    const items: Node[] = [];
    for (;;) {
      this.#separators();
      const char = this.#text[this.at];
      if (char === undefined || char === '}') return undefined;
      if (char === ']') {
        this.at++;
        return { kind: 'array', items };
      }
      const item = this.value(depth + 1);
      if (item === undefined) return undefined;
      if (item.kind !== 'word' || !/^(?:\.\.\.|…)/.test(item.text)) items.push(item);
    }
  }

  /** A name with its colon. */
  #name(): Pick<Member, 'name' | 'optional'> | undefined {
    NAME.lastIndex = this.at;
    const match = NAME.exec(this.#text);
    if (match === null) return undefined;
    this.at = NAME.lastIndex;
    const [, double, single, bare, mark] = match;
    return { name: double ?? single ?? bare!, optional: mark === '?' };
  }

  /** The text up to the next separator outside of brackets and quotes. */
  #word(start: number): Node {
    const text = this.#text;
    let closing = '';
    let index = this.at;
    for (; index < text.length && index - start < LONGEST_WORD; index++) {
      const char = text[index]!;
      if (char === '"' || (char === "'" && !/\w/.test(text[index - 1] ?? ''))) {
        const end = endOfQuote(text, index);
        if (end === undefined) continue;
        index = end;
      } else if (closing !== '' && char === closing[0]) closing = closing.slice(1);
      else if (CLOSING[char] !== undefined && !(char === '<' && !/[\w\s/]/.test(text[index + 1] ?? '')))
        closing = CLOSING[char] + closing;
      else if (closing === '' && (/[,;}\]]/.test(char) || COMMENT.test(text.slice(index, index + 2)))) break;
      else if (char === '\n' && (closing === '' || closing[0] === '>')) {
        CONTINUES.lastIndex = index;
        if (!CONTINUES.test(text)) break;
      }
    }
    this.at = index;
    const word = text.slice(start, index).trim();
    const quoted = /^(["'])([\s\S]*)\1$/.exec(word);
    if (quoted && endOfQuote(word, 0) === word.length - 1)
      return { kind: 'text', text: unescaped(quoted[2]!) };
    return { kind: 'word', text: word };
  }

  /** Skips blanks, separators and comments; what the comments say. */
  #separators(): string {
    let note = '';
    for (;;) {
      SEPARATORS.lastIndex = this.at;
      const [whole = '', line, block] = SEPARATORS.exec(this.#text) ?? [];
      if (whole === '') return note;
      this.at += whole.length;
      const said = (line ?? block)?.trim();
      if (said && note === '') note = said;
    }
  }

  #afterBlanks(): number {
    let index = this.at;
    while (/\s/.test(this.#text[index] ?? '')) index++;
    return index;
  }
}

const NAME =
  /(?:"((?:[^"\\\n]|\\.){1,100})"|'([^'\n]{1,100})'|([\p{L}_$][\p{L}\p{N}_$-]{0,80}))(\?)?\s{0,20}:\s{0,40}/uy;
const SEPARATORS = /[\s,;]{1,400}|(?:\/\/|#)([^\n]{0,400})|\/\*((?:[^*]|\*(?!\/)){0,400})\*\//y;
const COMMENT = /^(?:\/\/|\/\*| #)/;
const CONTINUES = /\s{0,60}\|/y;

function endOfQuote(text: string, start: number): number | undefined {
  const quote = text[start];
  for (let index = start + 1; index < text.length && index - start < LONGEST_WORD; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === quote) return index;
    else if (text[index] === '\n') return undefined;
  }
  return undefined;
}

function unescaped(text: string): string {
  return text.replace(/\\(["'\\/])/g, '$1').replace(/\\[nrt]/g, ' ');
}
