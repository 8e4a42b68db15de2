import { type Label, labelOf, type Role, roleOf } from './labels.ts';

/** A part of a prompt with one purpose: a labelled section, an element or, without a role, a paragraph. */
export interface Block {
  readonly role: Role | undefined;
  /** The label or the name of the element; empty for a paragraph. */
  readonly name: string;
  /** What the prompt calls the source by: `2` in `[2] …`, `Source 2:` or `<document index="2">`. */
  readonly mark?: string;
  readonly text: string;
}

/** Whether a prompt may have other blocks than one paragraph: the cheap first look. */
export function isStructured(prompt: string): boolean {
  return prompt.includes('\n') || prompt.includes('</') || LABELLED.test(prompt);
}

/**
 * Divides a prompt into blocks, in order and in linear time. Labels, tags and rules are not part of any text.
 *
 * @example
 * blocksOf('Context: Ann lives in Rome.\n\nQuestion: Where does Ann live?\nAnswer:');
 * // [{ role: 'material', text: 'Ann lives in Rome.' … }, { role: 'question' … }, { role: 'cursor', text: '' … }]
 */
export function blocksOf(prompt: string): Block[] {
  return withLastQuestionApart(new Reader().read(prompt));
}

/** Blocks that are read; further ones are ignored. */
const MOST_BLOCKS = 1024;

/** Elements within elements that are told apart. */
const DEEPEST = 4;

interface Section {
  readonly role: Role | undefined;
  readonly name: string;
  readonly mark?: string | undefined;
  readonly lines: string[];
}

/** Roles whose sections go on after a blank line, until the next label, rule or element. */
const LASTING: ReadonlySet<Role | undefined> = new Set(['material', 'example']);

class Reader {
  readonly #blocks: Block[] = [];
  #section: Section = { role: undefined, name: '', lines: [] };

  read(prompt: string, depth = 0): Block[] {
    let from = 0;
    while (from < prompt.length && this.#blocks.length < MOST_BLOCKS) {
      const newline = prompt.indexOf('\n', from);
      const end = newline === -1 ? prompt.length : newline;
      const line = prompt.slice(from, end);
      const element = line.includes('<') ? elementIn(prompt, from, line) : undefined;
      if (element) {
        this.#line(line.slice(0, element.start - from).trim());
        this.#element(element, depth);
        from = element.end;
      } else {
        this.#line(line.trim());
        from = end + 1;
      }
    }
    this.#begin(undefined, '');
    return this.#blocks;
  }

  #element({ name, attributes, inner }: Element, depth: number): void {
    const before = this.#section;
    const role = roleOf(name);
    const mark = MARK_ATTRIBUTE.exec(attributes)?.[1];
    const blocks = depth < DEEPEST ? new Reader().read(inner, depth + 1) : [];
    const parts = blocks.length > 0 ? blocks : [{ role: undefined, name: '', text: inner.trim() }];
    // `<source>` within a document names it, and is no material of its own.
    const title = parts.find(
      (part) => TITLES.has(part.name.toLowerCase()) && part.text.length <= LONGEST_MARK,
    );
    this.#begin(undefined, '');
    for (const part of parts) {
      if (part === title && parts.length > 1) continue;
      const own = part.mark ?? mark;
      this.#blocks.push({
        ...part,
        role: role === 'material' && part.role !== 'question' ? role : (part.role ?? role),
        name: part.name === '' ? name : part.name,
        ...(own !== undefined && { mark: own }),
      });
    }
    if (LASTING.has(before.role)) this.#begin(before.role, before.name);
  }

  #line(line: string): void {
    if (line === '') {
      if (LASTING.has(this.#section.role)) this.#section.lines.push('');
      else if (this.#section.lines.length > 0) this.#begin(undefined, '');
      return;
    }
    if (RULE.test(line)) {
      // The rule under "Context information is below." opens the material, the next one closes it.
      if (this.#section.role !== 'material' || this.#section.lines.some((each) => each !== ''))
        this.#begin(undefined, '');
      return;
    }
    const label = labelOf(line);
    if (label) this.#label(label);
    else if (this.#section.role === 'material' && SOURCE_MARK.test(line)) {
      const [, bracketed, parenthesised, listed, rest = ''] = SOURCE_MARK.exec(line)!;
      this.#begin('material', this.#section.name, bracketed ?? parenthesised ?? listed);
      if (rest !== '') this.#section.lines.push(rest);
    } else {
      this.#section.lines.push(line);
      if (this.#section.role === undefined && ANNOUNCING.test(line)) this.#begin('material', '');
    }
  }

  #label({ role, name, mark, rest }: Label): void {
    this.#begin(role, name, mark);
    if (rest !== '') this.#section.lines.push(rest);
  }

  /** Ends the current section and begins another. */
  #begin(role: Role | undefined, name: string, mark?: string): void {
    const text = this.#section.lines.join('\n').trim();
    if (text !== '' || this.#section.role === 'cursor') {
      const { role, name, mark } = this.#section;
      this.#blocks.push({ role, name, text, ...(mark !== undefined && { mark }) });
    }
    this.#section = { role, name, mark, lines: [] };
  }
}

interface Element {
  readonly name: string;
  readonly attributes: string;
  readonly inner: string;
  /** Where it begins and ends in the prompt, the tags included. */
  readonly start: number;
  readonly end: number;
}

/** The first element that begins in a line and has an end tag: elements that only format text are text. */
function elementIn(prompt: string, from: number, line: string): Element | undefined {
  TAG.lastIndex = 0;
  for (let tries = 0; tries < MOST_TAGS; tries++) {
    const match = TAG.exec(line);
    if (match === null) return undefined;
    const [whole, name = '', attributes = ''] = match;
    // An element within a line that has no purpose of its own is text that happens to have tags.
    if (FORMATTING.has(name.toLowerCase())) continue;
    if (roleOf(name) === undefined && line.slice(0, match.index).trim() !== '') continue;
    const start = from + match.index;
    const inside = start + whole.length;
    const close = prompt.indexOf(`</${name}>`, inside);
    if (close === -1) continue;
    return { name, attributes, inner: prompt.slice(inside, close), start, end: close + name.length + 3 };
  }
  return undefined;
}

/** The question may follow the material without a label: the last paragraph then is no part of it. */
function withLastQuestionApart(blocks: Block[]): Block[] {
  const last = blocks.at(-1)?.role === 'cursor' ? blocks.length - 2 : blocks.length - 1;
  const block = blocks[last];
  if (block?.role !== 'material' || blocks.some(({ role }) => role === 'question')) return blocks;
  const cut = block.text.lastIndexOf('\n\n');
  const paragraph = block.text.slice(cut + 2).trim();
  if (cut <= 0 || paragraph.includes('\n') || !ASKING.test(paragraph)) return blocks;
  const material = { ...block, text: block.text.slice(0, cut).trim() };
  return [
    ...blocks.slice(0, last),
    material,
    { role: undefined, name: '', text: paragraph },
    ...blocks.slice(last + 1),
  ];
}

const ASKING = /\?\W*$|^(?:answer|what|who|where|when|why|how|which|explain|describe|tell|list|give)\b/i;

const LABELLED = /\b(?:question|query|context|answer)s?:/i;

/** `---`, `=====`, `***` and the like, alone on a line. */
const RULE = /^([-=*_#~])\1{2,}$/;

/** `[2] The tower …`, `(2) …`, `2. …`, `[doc-7]: …` at the beginning of a passage. */
const SOURCE_MARK = /^(?:\[([\w.:-]{1,40})\]|\((\d{1,3})\)|(\d{1,3})[.)])(?=\s|:|$):?\s*(.*)$/;

/** "Use the following pieces of context to answer:", "Context information is below." */
const ANNOUNCING =
  /\b(?:following|below|these|provided|given|here (?:is|are))\b.*\b(?:context|information|documents?|passages?|sources?|excerpts?|snippets?|articles?|text|data|facts|notes|results|paragraphs?)\b[^.?!]*:$|\b(?:context|information|documents?|passages?|sources?|excerpts?|results|text)\b.*\b(?:below|follows?|following)\b\W*$/i;

const TAG = /<([A-Za-z][\w-]{0,40})((?:\s[^<>]{0,300})?)>/g;
const MOST_TAGS = 8;

const MARK_ATTRIBUTE = /\b(?:index|id|number|n|source|name|title)\s*=\s*["']?([^"'\s>]{1,60})/i;
const TITLES = new Set(['source', 'title', 'url', 'name', 'id', 'filename']);
const LONGEST_MARK = 200;

const FORMATTING = new Set(
  'a b i u p em strong br div span li ul ol h1 h2 h3 h4 code pre td tr th table body html'.split(' '),
);
