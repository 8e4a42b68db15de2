import { type Label, labelOf, type Role, roleOf } from './labels.ts';
import { isQuery } from './sql.ts';

/** A part of a prompt with one purpose: a labelled section, an element or, without a role, a paragraph. */
export interface Block {
  readonly role: Role | undefined;
  /** The label or the name of the element; empty for a paragraph, {@link FENCE} for fenced code. */
  readonly name: string;
  /** What the prompt calls the source by: `2` in `[2] …`, `Source 2:` or `<document index="2">`. */
  readonly mark?: string;
  /** The name of the source, such as `report.pdf`. */
  readonly source?: string;
  readonly text: string;
}

/** The name of fenced blocks. */
export const FENCE = '```';

/** Whether a prompt may have other blocks than one paragraph: the cheap first look. */
export function isStructured(prompt: string): boolean {
  return prompt.includes('\n') || prompt.includes('</') || prompt.includes('"""') || LABELLED.test(prompt);
}

/**
 * Divides a prompt into blocks, in order and in linear time. Labels, tags and rules are not part of any text.
 *
 * @example
 * blocksOf('Context: Ann lives in Rome.\n\nQuestion: Where does Ann live?\nAnswer:');
 * // [{ role: 'material', text: 'Ann lives in Rome.' … }, { role: 'question' … }, { role: 'cursor', text: '' … }]
 */
export function blocksOf(prompt: string): Block[] {
  return withLastQuestionApart(withoutAnswered(new Reader().read(prompt)));
}

/** Blocks that are read; further ones are ignored. */
const MOST_BLOCKS = 1024;

/** Elements within elements that are told apart. */
const DEEPEST = 4;

interface Section {
  readonly role: Role | undefined;
  readonly name: string;
  readonly mark?: string | undefined;
  readonly source?: string | undefined;
  readonly lines: string[];
}

/** Roles whose sections go on after a blank line, until the next label, rule or element. */
const LASTING: ReadonlySet<Role | undefined> = new Set(['material', 'example']);

class Reader {
  readonly #blocks: Block[] = [];
  #section: Section = { role: undefined, name: '', lines: [] };
  /** What ends the fence or the quotation that is open. */
  #closing: string | undefined;
  /** Whether all of the section stands in the fence that was opened last. */
  #isFenced = false;
  /** The current line with its indentation. */
  #raw = '';
  /** Names of elements that have no end tag further on. */
  readonly #unclosed = new Set<string>();

  read(prompt: string, depth = 0): Block[] {
    let from = 0;
    while (from < prompt.length && this.#blocks.length < MOST_BLOCKS) {
      const newline = prompt.indexOf('\n', from);
      const end = newline === -1 ? prompt.length : newline;
      const line = prompt.slice(from, end);
      const element =
        this.#closing === undefined && line.includes('<')
          ? elementIn(prompt, from, line, this.#unclosed)
          : undefined;
      if (element) {
        this.#any(line.slice(0, element.start - from));
        this.#element(element, depth);
        from = element.end;
      } else {
        this.#any(line);
        from = end + 1;
      }
    }
    this.#begin({ role: undefined, name: '' });
    return this.#blocks;
  }

  #element({ name, attributes, inner }: Element, depth: number): void {
    const before = this.#section;
    const role = roleOf(name);
    const mark = MARK_ATTRIBUTE.exec(attributes)?.[1];
    const source = SOURCE_ATTRIBUTE.exec(attributes)?.[1];
    if (role === undefined && LEAF.test(inner)) {
      this.#begin({ role: undefined, name: '' });
      this.#blocks.push({ role: undefined, name, text: recordsOf(inner) });
      return;
    }
    const blocks = depth < DEEPEST ? new Reader().read(inner, depth + 1) : [];
    const parts = blocks.length > 0 ? blocks : [{ role: undefined, name: '', text: inner.trim() }];
    // `<source>` within a document names it, and is no material of its own.
    const isTitle = (part: Block): boolean =>
      TITLES.has(part.name.toLowerCase()) && part.text.length <= LONGEST_MARK;
    const title = parts.every(isTitle) ? undefined : parts.find(isTitle);
    this.#begin({ role: undefined, name: '' });
    for (const part of parts) {
      if (part === title) continue;
      const marks = marksOf(part.mark ?? mark, part.source ?? source ?? title?.text);
      this.#blocks.push({
        role: role === 'material' && part.role !== 'question' ? role : (part.role ?? role),
        name: part.name === '' ? name : part.name,
        text: part.text,
        ...marks,
      });
    }
    if (LASTING.has(before.role)) this.#begin({ role: before.role, name: before.name });
  }

  /** A line as it is, which may be within a fence or a quotation of several lines. */
  #any(line: string): void {
    const bare = line.trim();
    this.#raw = line.trimEnd();
    if (this.#closing === undefined) {
      const opening = OPENINGS.find((each) => bare.startsWith(each));
      if (opening === undefined) this.#line(bare);
      else this.#open(opening, bare);
    } else if (this.#closing === FENCE ? bare.startsWith(FENCE) : bare.endsWith(this.#closing)) {
      if (this.#closing !== FENCE) this.#section.lines.push(bare.slice(0, -this.#closing.length));
      this.#closing = undefined;
      if (!LASTING.has(this.#section.role) || this.#section.name === '"""' || this.#isFenced)
        this.#begin({ role: undefined, name: '' });
    } else this.#section.lines.push(line.trimEnd());
  }

  #open(mark: string, line: string): void {
    if (mark === FENCE) {
      // What stands in a fence below a label belongs to its section.
      if (!LASTING.has(this.#section.role)) this.#begin({ role: undefined, name: FENCE });
      this.#isFenced = this.#section.lines.every((each) => each === '');
      this.#closing = FENCE;
      return;
    }
    this.#begin({ role: 'material', name: '"""' });
    const rest = line.slice(mark.length);
    const end = rest.indexOf(mark);
    if (end === -1) {
      this.#section.lines.push(rest);
      this.#closing = mark;
      return;
    }
    this.#section.lines.push(rest.slice(0, end));
    this.#begin({ role: undefined, name: '' });
    this.#line(rest.slice(end + mark.length).trim());
  }

  #line(line: string): void {
    if (line === '') {
      if (LASTING.has(this.#section.role)) this.#section.lines.push('');
      else if (this.#section.lines.length > 0) this.#begin({ role: undefined, name: '' });
      return;
    }
    if (line.length > 2 && line[0] === line[1] && RULE.test(line)) {
      // The rule under "Context information is below." opens the material, the next one closes it.
      if (this.#section.role !== 'material' || this.#section.lines.some((each) => each !== ''))
        this.#begin({ role: undefined, name: '' });
      return;
    }
    if (this.#section.role === 'material' && METADATA.test(line)) {
      this.#metadata(line);
      return;
    }
    const label = labelOf(line);
    if (label && !this.#isField(label) && !this.#isItem(line)) {
      this.#label(label);
      return;
    }
    const file = FILE_END.test(line) ? FILE_LINE.exec(line)?.[1] : undefined;
    if (file !== undefined) {
      this.#begin({ role: 'material', name: '', source: file });
      return;
    }
    if (line.includes(':') && this.#section.role === 'material') {
      const source = SOURCE_LINE.exec(line)?.[1];
      const [, named, said] = source === undefined ? (FILE_SAYS.exec(line) ?? []) : [];
      if (source !== undefined) this.#source(source);
      if (named !== undefined) {
        this.#begin({ role: 'material', name: this.#section.name, source: named });
        this.#section.lines.push(said!);
      }
      if (source !== undefined || named !== undefined) return;
    }
    const mark = MARKED.test(line) ? SOURCE_MARK.exec(line) : null;
    if (mark && (this.#section.role === 'material' || mark[1] !== undefined)) {
      const [, bracketed, parenthesised, listed, rest = ''] = mark;
      const named = bracketed?.replace(/^sources?:\s*/i, '');
      const isSource = named !== undefined && (named !== bracketed || named.length > LONGEST_NUMBER);
      const own = named ?? parenthesised ?? listed;
      const name = this.#section.role === 'material' ? this.#section.name : '';
      this.#begin({ role: 'material', name, ...(isSource ? { source: own } : { mark: own }) });
      if (rest !== '') this.#section.lines.push(rest);
    } else
      this.#text(label?.role === 'material' && TEXT_LABELS.has(label.name.toLowerCase()) ? label.rest : line);
  }

  /** A line without a label at its beginning: "… question. Context: Ann lives in Rome." has one further on. */
  #text(line: string): void {
    const at = line.length < LONGEST_LINE && line.includes(':') ? inlineLabelIn(line) : -1;
    const text = at === -1 ? line : line.slice(0, at).trim();
    // The indentation tells what belongs together.
    if (text !== '')
      this.#section.lines.push(this.#raw.endsWith(text) && this.#raw.trimStart() === text ? this.#raw : text);
    if (at !== -1) this.#line(line.slice(at));
    if (at !== -1 || this.#section.role !== undefined) return;
    const [, quoted] = line.length < LONGEST_LINE ? (QUOTED_END.exec(line) ?? []) : [];
    if (quoted !== undefined) {
      this.#section.lines[this.#section.lines.length - 1] = text.slice(0, text.lastIndexOf(quoted) - 1);
      this.#begin({ role: 'material', name: '"' });
      this.#section.lines.push(quoted);
      this.#begin({ role: undefined, name: '' });
    } else if (ANNOUNCING.test(line.slice(-LONGEST_ANNOUNCEMENT)))
      this.#begin({ role: 'material', name: '' });
    else {
      const asked = ANNOUNCED_QUESTION.exec(line)?.[1];
      if (asked === undefined) return;
      this.#section.lines[this.#section.lines.length - 1] = text.slice(0, -asked.length);
      this.#begin({ role: 'question', name: 'question' });
      this.#section.lines.push(asked);
    }
  }

  /** Whether a label within material is a field of a record: "Email: a@b.c" among "Name: …" and "City: …". */
  #isField({ role, mark, rest, name }: Label): boolean {
    if (this.#section.role !== 'material' || mark !== undefined || rest === '') return false;
    const { lines } = this.#section;
    if (TITLE_LINE.test(lines.at(-1) ?? '') || isQuery(lines[0] ?? '')) return false;
    return (
      role === 'material' || (role === 'input' && /^(?:human|user|message|task|request|problem)$/i.test(name))
    );
  }

  /** Whether a line is a further item of a list of keys and values: "- docs: done" below "- review: open". */
  #isItem(line: string): boolean {
    const previous = this.#section.lines.at(-1)?.trim() ?? '';
    return ITEM.test(line) && ITEM.test(previous) && line[0] === previous[0];
  }

  /** "page_label: 3" stands above the passage that it belongs to, and ends the one before. */
  #metadata(line: string): void {
    const { role, name, lines } = this.#section;
    if (lines.at(-1) === '' && lines.some((each) => each !== '')) this.#begin({ role, name });
    const source = SOURCE_LINE.exec(line)?.[1];
    if (source === undefined) this.#section.lines.push(line);
    else if (this.#section.lines.every((each) => METADATA.test(each)))
      this.#section = { ...this.#section, source };
    else this.#source(source);
  }

  /** "Source: report.pdf" names the passage above it, or else the one that follows. */
  #source(source: string): void {
    const { role, name, mark, source: own, lines } = this.#section;
    if (own === undefined && lines.some((line) => line !== '')) {
      this.#section = { role, name, mark, source, lines };
      this.#begin({ role, name });
    } else this.#begin({ role, name, source });
  }

  #label({ role, name, mark, source, rest }: Label): void {
    if (role === 'end') {
      this.#begin({ role: undefined, name: '' });
      return;
    }
    // The query says what its result is about.
    if (isQuery(rest)) {
      this.#begin({ role: 'material', name });
      this.#section.lines.push(rest);
      return;
    }
    if (role === 'material' && this.#section.role === 'material' && isQuery(this.#section.lines[0] ?? '')) {
      if (rest !== '') this.#section.lines.push(rest);
      return;
    }
    if (FILE_LABELS.has(name.toLowerCase()) && FILE_NAME.test(rest)) {
      this.#begin({ role, name: '', source: rest });
      return;
    }
    this.#begin({ role, name, mark, source: source ?? (role === 'material' ? this.#title() : undefined) });
    if (rest !== '') this.#text(rest);
  }

  /** The title that stands alone above a text: "Title: Annual report". */
  #title(): string | undefined {
    const { lines } = this.#section;
    const [, title] = TITLE_LINE.exec(lines.at(-1) ?? '') ?? [];
    if (title !== undefined) lines.pop();
    return title;
  }

  /** Ends the current section and begins another. */
  #begin(next: Omit<Section, 'lines'>): void {
    const { role, name, mark, source, lines } = this.#section;
    const first = lines.findIndex((line) => line.trim() !== '');
    const text = first === -1 ? '' : lines.slice(first).join('\n').trimEnd();
    if (text !== '' || role === 'cursor') this.#blocks.push({ role, name, text, ...marksOf(mark, source) });
    this.#section = { ...next, lines: [] };
  }
}

/** The fields of elements that hold data, as lines of keys and values; what a sentence is said of stands above it. */
function recordsOf(inner: string): string {
  return inner
    .replace(LEAVES, (_, name: string, attributes = '', text: string) =>
      SENTENCE.test(text)
        ? `\n## ${attributesOf(attributes, ([, value]) => value!).join(', ')}\n${text}\n`
        : `\n${attributesOf(attributes, ([key, value]) => `${key}: ${value}`).join('\n')}\n${name}: ${text}\n`,
    )
    .replace(
      OPENING_TAG,
      (_, attributes = '') =>
        `\n${attributesOf(attributes, ([key, value]) => `${key}: ${value}`).join('\n')}\n`,
    )
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '##')
    .join('\n');
}

function attributesOf(attributes: string, say: (attribute: readonly string[]) => string): string[] {
  return [...attributes.matchAll(ATTRIBUTE)].map(([, key, value]) => say([key!, value!]));
}

const LEAF = /<([A-Za-z][\w-]{0,40})(?:\s[^<>]{0,300})?>[^<>]{1,400}<\/\1>/;
const LEAVES = /<([A-Za-z][\w-]{0,40})(\s[^<>]{0,300})?>([^<>]{1,400})<\/\1>/g;
const OPENING_TAG = /<\/?[A-Za-z][\w-]{0,40}(\s[^<>]{0,300})?\/?>/g;
const ATTRIBUTE = /([\w-]{1,40})\s*=\s*["']([^"'<>]{1,200})["']/g;
const SENTENCE = /\s\S+\s.*[.!?]\s*$/;

function marksOf(mark: string | undefined, source: string | undefined): Pick<Block, 'mark' | 'source'> {
  return { ...(mark !== undefined && { mark }), ...(source !== undefined && { source }) };
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
function elementIn(prompt: string, from: number, line: string, unclosed: Set<string>): Element | undefined {
  TAG.lastIndex = 0;
  for (let tries = 0; tries < MOST_TAGS; tries++) {
    const match = TAG.exec(line);
    if (match === null) return undefined;
    const [whole, name = '', attributes = ''] = match;
    if (unclosed.has(name) || FORMATTING.has(name.toLowerCase())) continue;
    const start = from + match.index;
    const inside = start + whole.length;
    const close = prompt.indexOf(`</${name}>`, inside);
    if (close === -1) {
      unclosed.add(name);
      continue;
    }
    // A tag within a sentence is spoken of, or text that happens to have tags, unless it is a short element with a purpose.
    const isWithin = line.slice(0, match.index).trim() !== '';
    if (isWithin && (roleOf(name) === undefined || close > from + line.length)) continue;
    return { name, attributes, inner: prompt.slice(inside, close), start, end: close + name.length + 3 };
  }
  return undefined;
}

/** Where a label such as "Context:" begins after the end of a sentence; -1 if there is none. */
function inlineLabelIn(line: string): number {
  INLINE_LABEL.lastIndex = 0;
  for (let tries = 0; tries < MOST_TAGS; tries++) {
    const match = INLINE_LABEL.exec(line);
    if (match === null) return -1;
    const role = roleOf(match[2]!);
    if (role === 'material' || role === 'question' || role === 'cursor')
      return match.index + match[1]!.length;
  }
  return -1;
}

/**
 * Questions with their answers are no questions: side by side they are material, as in a list of frequent questions;
 * with material between they are examples of what to do.
 */
function withoutAnswered(blocks: Block[]): Block[] {
  const kept: Block[] = [];
  let asked: number | undefined;
  for (const block of blocks) {
    if (block.role === 'question') asked = kept.length;
    if (block.role !== 'cursor' || block.text === '' || asked === undefined) {
      // Somebody who is called A.
      kept.push(
        block.name === 'A' && block.text !== ''
          ? { ...block, role: undefined, text: `A: ${block.text}` }
          : block,
      );
      continue;
    }
    const [question, ...between] = kept.splice(asked);
    if (between.length === 0)
      kept.push({ role: 'material', name: question!.name, text: `${question!.text}\n${block.text}` });
    asked = undefined;
  }
  return kept;
}

/** The question may follow the material without a label: the last paragraph then is no part of it. */
function withLastQuestionApart(blocks: Block[]): Block[] {
  const last = blocks.at(-1)?.role === 'cursor' ? blocks.length - 2 : blocks.length - 1;
  const block = blocks[last];
  if (block?.role !== 'material') return blocks;
  const isAsked = blocks.some(({ role }) => role === 'question');
  const cut = block.text.lastIndexOf('\n\n');
  const paragraph = block.text.slice(cut + 2).trim();
  if (cut <= 0 || paragraph.includes('\n') || !(isAsked ? INSTRUCTING : ASKING).test(paragraph))
    return blocks;
  return [
    ...blocks.slice(0, last),
    { ...block, text: block.text.slice(0, cut).trim() },
    { role: undefined, name: '', text: paragraph },
    ...blocks.slice(last + 1),
  ];
}

const ASKING =
  /\?\W*$|^(?:answer|what|who|where|when|why|how|which|explain|describe|tell|list|give|name|quote|copy|find|look|identify|return|output|report|please|state|say|count|calculate|compute|compare|i (?:need|want|would)|using|based|according|(?:in|from|at|on|for|to|by|with) (?:what|which|whom|how)|does|did|do|is|are|was|were|can|has|have|answer|reply|respond)\b/i;

const INSTRUCTING =
  /^(?:please |now )?(?:answer|give|reply|respond|use|keep|cite|if|only|just|in (?:one|a|at)|be|do not|don['’]t|limit|say|state|return|quote|your)\b.{0,200}$/i;

const LABELLED = /\b(?:question|query|context|answer)s?:/i;

/** `---`, `=====`, `***` and the like, alone on a line. */
const RULE = /^([-=*_#~])\1{2,}$/;

/** `[2] The tower …`, `(2) …`, `2. …`, `[doc-7]: …` at the beginning of a passage. */
const SOURCE_MARK =
  /^(?:\[(?![x ]\])(\^?[\w.:-]{1,40}|source:[^\]\n]{1,60})\]|\((\d{1,3})\)|(\d{1,3})[.)])(?=\s|:|$):?\s*(.*)$/i;
const LONGEST_NUMBER = 12;

const SOURCE_LINE =
  /^[-*(]?\s*(?:\*\*)?(?:sources?|url|file(?:name| name| path)?|file_path|doc(?:ument)?[ _]?id|id)(?:\*\*)?:(?:\*\*)?\s*(\S[^\n]{0,119}?)\)?$/i;

/** First looks at a line, for speed. */
const FILE_END = /\.\w{2,5}\W{0,8}$/;
const MARKED = /^[[(\d]/;

/** `Excerpt from report.pdf:`, `=== report.pdf ===`, `### report.pdf` */
const FILE_LINE =
  /^(?:[#*=_-]{1,6}\s*)?(?:\[|\()?(?:(?:begin|start|excerpt|passage|text|document|page|section|file|source|from|of|content|contents)s?:?\s+){0,4}["“`']?([\w/-][\w ./-]{0,60}?\.(?:pdf|md|mdx|txt|html?|docx?|csv|json|eml|pptx?|xlsx?|rst))["”`']?(?:\s*\([^()\n]{1,30}\))?(?:\]|\))?(?:\s*[*=_-]{1,6}|:)?$/i;

/** `report.pdf: What it says.` */
const FILE_SAYS =
  /^["“`']?([\w-][\w .-]{0,60}\.(?:pdf|md|mdx|txt|html?|docx?|csv|json|eml|pptx?|xlsx?|rst))["”`']?:\s+(\S.*)$/i;

/** Fields that loaders of documents write above a passage. */
const METADATA = /^[a-z]{2,20}(?:_[a-z]{2,20}){1,3}:\s+\S/;

const ITEM = /^[-*•]\s+[^:]{1,60}:\s+\S/;

/** Labels of the file that a passage comes from. */
const FILE_LABELS = new Set('source file filename document'.split(' '));
const TITLE_LINE = /^(?:document )?title:\s*(.{1,120})$/i;
const FILE_NAME = /^[\w/-][\w ./-]{0,80}\.[a-z]{2,5}$/i;

/** Labels of the text of a passage among its fields. */
const TEXT_LABELS = new Set(
  'content text passage document context chunk excerpt snippet page_content body'.split(' '),
);

/** "Use the following pieces of context to answer:", "Context information is below." */
const ANNOUNCING =
  /\b(?:following|below|these|provided|given|here (?:is|are)|this is the)\b.*\b(?:context|information|documents?|passages?|sources?|excerpts?|snippets?|articles?|text|data|facts|notes|results|paragraphs?)\b[^.?!]*:$|\b(?:context|information|documents?|passages?|sources?|excerpts?|results|text)\b.*\b(?:below|follows?|following)\b\W*$/i;

/** "…, answer the question: Who lives in Rome?", "The original query is as follows: …" */
const ANNOUNCED_QUESTION = /\b(?:question|query)(?: is)?(?: as follows)?:\s+(\S.*)$/i;

/** `Use only this text: "Ann lives in Rome."` */
const QUOTED_END =
  /\b(?:text|passage|context|document|information|facts?|sentence|statement|paragraph|excerpt):\s*["“]([^"”]{20,1500})["”]$/i;

const INLINE_LABEL = /([.!?)]["'”]?\s+)([A-Z][A-Za-z]+(?: [A-Za-z]+)?):(?=\s|$)/g;
const LONGEST_LINE = 2000;

/** Characters at the end of a line in which material is announced. */
const LONGEST_ANNOUNCEMENT = 400;

const OPENINGS = [FENCE, '"""', "'''"];

const TAG = /<([A-Za-z][\w-]{0,40})((?:\s[^<>]{0,300})?)>/g;
const MOST_TAGS = 8;

const MARK_ATTRIBUTE = /\b(?:index|id|number|n)\s*=\s*["']?([^"'\s>]{1,60})/i;
const SOURCE_ATTRIBUTE = /\b(?:source|name|title|file|filename|url|src)\s*=\s*(?:["']([^"'>]{1,100})["'])/i;
const TITLES = new Set(['source', 'title', 'url', 'name', 'id', 'filename', 'document_title', 'source_id']);
const LONGEST_MARK = 200;

const FORMATTING = new Set(
  'a b i u p em strong br div span li ul ol dl dt dd h1 h2 h3 h4 h5 h6 code pre td tr th table thead tbody section main body html'.split(
    ' ',
  ),
);
