import {
  ANNOUNCED_QUESTION,
  ANNOUNCING,
  inlineLabelIn,
  LONGEST_ANNOUNCEMENT,
  QUOTED_END,
} from './announcing.ts';
import { type Block, FENCE } from './block.ts';
import { type Element, elementIn, isData, recordsOf } from './elements.ts';
import { type Label, labelOf, type Role, roleOf } from './labels.ts';
import {
  FILE_END,
  FILE_LABELS,
  FILE_LINE,
  FILE_NAME,
  FILE_SAYS,
  LONGEST_NUMBER,
  MARKED,
  METADATA,
  SOURCE_LINE,
  SOURCE_MARK,
} from './source-lines.ts';
import { isQuery } from './sql.ts';

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

/** Divides a prompt into blocks, line by line. */
export class BlockReader {
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
    if (role === undefined && isData(inner)) {
      this.#begin({ role: undefined, name: '' });
      this.#blocks.push({ role: undefined, name, text: recordsOf(inner) });
      return;
    }
    const blocks = depth < DEEPEST ? new BlockReader().read(inner, depth + 1) : [];
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
      const named = bracketed?.replace(/^(?:(?:sources?|citations?|docs?|documents?|ref):\s*|\^)/i, '');
      const isSource =
        named !== undefined &&
        !/^\d+$/.test(named) &&
        (/^sources?:/i.test(bracketed!) || named.length > LONGEST_NUMBER);
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

function marksOf(mark: string | undefined, source: string | undefined): Pick<Block, 'mark' | 'source'> {
  return { ...(mark !== undefined && { mark }), ...(source !== undefined && { source }) };
}

/** `---`, `=====`, `***` and the like, alone on a line. */
const RULE = /^([-=*_#~])\1{2,}$/;

const ITEM = /^[-*•]\s+[^:]{1,60}:\s+\S/;

const TITLE_LINE = /^(?:document )?title:\s*(.{1,120})$/i;

/** Labels of the text of a passage among its fields. */
const TEXT_LABELS = new Set(
  'content text passage document context chunk excerpt snippet page_content body'.split(' '),
);

const LONGEST_LINE = 2000;

const OPENINGS = [FENCE, '"""', "'''"];

const MARK_ATTRIBUTE = /\b(?:index|id|number|n)\s*=\s*["']?([^"'\s>]{1,60})/i;
const SOURCE_ATTRIBUTE = /\b(?:source|name|title|file|filename|url|src)\s*=\s*(?:["']([^"'>]{1,100})["'])/i;
const TITLES = new Set(['source', 'title', 'url', 'name', 'id', 'filename', 'document_title', 'source_id']);
const LONGEST_MARK = 200;
