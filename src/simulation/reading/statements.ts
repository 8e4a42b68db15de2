import { daysIn } from './days.ts';
import { isHtml, textOfHtml } from './html.ts';
import type { Passage, Record, Statement } from './material.ts';
import { opensWithoutName } from './openers.ts';
import type { Roots } from './roots.ts';
import { sentencesIn } from './sentences.ts';
import { type Fields, isHeader, recordsIn } from './structures.ts';

/** What a piece of material states, in order. Linear in its length; ends soon after `most` statements. */
export function statementsIn(passage: Passage, words: Roots, most: number): Statement[] {
  const reader = new StatementReader(passage, words, most);
  reader.read(passage.text);
  return reader.statements;
}

/** The sentences of a text in a record, whose other fields tell what it is about and where it comes from. */
function textOfRecord(
  text: string,
  fields: Fields,
  passage: Passage,
  words: Roots,
  most: number,
): Statement[] {
  if (isHeader(fields)) {
    const about = fields
      .map(([, value]) => value)
      .join(', ')
      .slice(0, 500);
    return statementsIn({ ...passage, text, about, isMessage: true }, words, most);
  }
  const fieldNamed = (names: RegExp): string | undefined => fields.find(([key]) => names.test(key))?.[1];
  const mark = fieldNamed(/(?:^|[ _])(?:id|index|number|nr|doc_id)$/i);
  const source = fieldNamed(/(?:^|[ _])(?:source|file|filename|url|path|title|name)$/i);
  const address = fields.find(([, value]) => /^https?:\/\//.test(value))?.[1];
  const about = [passage.about, ...fields.map(([, value]) => value)].filter(Boolean).join(', ').slice(0, 500);
  return statementsIn(
    {
      ...passage,
      text,
      about,
      ...(mark !== undefined && { mark }),
      ...(source !== undefined && { source }),
      ...(address !== undefined && { address }),
    },
    words,
    most,
  );
}

class StatementReader {
  readonly statements: Statement[] = [];
  readonly #passage: Passage;
  readonly #words: Roots;
  readonly #most: number;
  readonly #about: ReadonlySet<string>;
  #headings: { readonly level: number; readonly text: string }[] = [];

  constructor(passage: Passage, words: Roots, most: number) {
    this.#passage = passage;
    this.#words = words;
    this.#most = most;
    this.#about = words.of(
      [passage.mark, passage.source, passage.about].filter((each) => each !== undefined).join(' '),
    );
  }

  read(text: string): void {
    const parts = recordsIn(isHtml(text) ? textOfHtml(text) : text);
    for (const [index, part] of parts.entries()) {
      const left = this.#most - this.statements.length;
      if (left <= 0) return;
      if (part.kind === 'records') for (const record of part.records) this.#record(record, part.line);
      else if (part.fields === undefined) this.#prose(part.text, parts[index + 1]?.kind === 'records');
      else this.statements.push(...textOfRecord(part.text, part.fields, this.#passage, this.#words, left));
    }
  }

  #prose(text: string, isAboveRecords: boolean): void {
    let paragraph: string[] = [];
    const end = (): void => {
      if (paragraph.length > 0) this.#paragraph(paragraph.join(' '));
      paragraph = [];
    };
    const lines = text.split('\n');
    const first = lines.findIndex((line) => line.trim() !== '');
    const last = isAboveRecords ? lines.findLastIndex((line) => line.trim() !== '') : -1;
    for (const [index, raw] of lines.entries()) {
      const line = raw.trim();
      if (
        index === first &&
        this.statements.length === 0 &&
        lines.length > first + MOST_ABOVE &&
        isTitle(line)
      ) {
        this.#headings = [{ level: 0, text: line }];
        continue;
      }
      const heading =
        HEADING.exec(line) ??
        titleIn(line, lines, index) ??
        (index === last && isTitle(line) ? /^.*$/.exec(line) : null);
      if (line === '' || /^```/.test(line)) end();
      else if (heading) {
        end();
        this.#head(heading[1]?.length ?? PLAIN, heading[2] ?? heading[3] ?? heading[0]!);
      } else {
        const bare = line.replace(BULLET, '');
        const previous = paragraph.at(-1);
        // A line that goes on in the next one was broken to fit a width.
        if (
          previous === undefined ||
          bare !== line ||
          !/[\p{L}\p{N},;–-]$/u.test(previous) ||
          !/^\p{Ll}/u.test(bare)
        )
          end();
        paragraph.push(bare);
        this.#isItem = bare !== line;
      }
    }
    end();
  }

  /** A heading that stands above others without a level is the title of all of them. */
  #head(level: number, text: string): void {
    const isAbove = level === PLAIN && this.statements.length === this.#headed;
    this.#headings = [
      ...this.#headings
        .map((each) => (isAbove && each.level === PLAIN ? { level: 0, text: each.text } : each))
        .filter((each) => each.level < level),
      { level, text },
    ].slice(-MOST_HEADINGS);
    this.#headed = this.statements.length;
  }

  /** How many statements there were at the last heading. */
  #headed = -1;

  #paragraph(text: string): void {
    const sentences = sentencesIn(text, MOST_SENTENCES);
    let subject: string | undefined;
    let asked: string | undefined;
    for (const sentence of sentences) {
      if (sentence.endsWith('?') && sentence.length < 200) {
        asked = sentence;
        this.#asked = sentence;
        continue;
      }
      const refers = subject !== undefined && REFERS_BACK.test(sentence);
      const opens =
        subject === undefined ||
        (opensWithoutName(sentence) && !NAMED.test(sentence)) ||
        REFERRING.test(sentence);
      this.#state(sentence, {
        near: refers || opens ? [subject, asked ?? this.#asked] : [asked ?? this.#asked],
        ...(refers && { before: subject }),
      });
      if (!refers) subject = subject === undefined || !opens ? sentence : subject;
    }
    if (asked === undefined) this.#asked = undefined;
  }

  /** Whether the current paragraph is an item of a list. */
  #isItem = false;

  /** A question whose answer is the next paragraph, as in a list of frequent questions. */
  #asked: string | undefined;

  #state(
    text: string,
    { near, before }: { near: (string | undefined)[]; before?: string | undefined },
  ): void {
    const spoken = text.replace(/^(?:a|answer)\s*[:.]\s*/i, '');
    const [lead, clauses] = clausesIn(spoken, this.#words);
    const isSpoken = spoken.includes(': ') && SPOKEN.test(spoken);
    // "OK, moved to 15:30" speaks of what was said before.
    const isAnswer = near.some((each) => each?.endsWith('?'));
    const earlier = isSpoken && CHANGED.test(spoken) ? this.statements.slice(-MOST_BEFORE) : [];
    const said = earlier.filter((each) => each.isSpoken).map((each) => each.text);
    const nearby = this.#nearby([...near, ...said, lead]);
    for (const clause of clauses) {
      // "Otherwise it costs 8 euros" goes on with what the clause before is about.
      const isOther = clause !== clauses[0] && /^(?:otherwise|else|if not)\b/i.test(clause);
      this.statements.push({
        text: clause,
        own: withAll(this.#words.of(clause), this.#days(clause)),
        near: isOther ? withAll(nearby, [...this.#words.of(clauses[0]!.replace(CONDITION, ''))]) : nearby,
        passage: this.#passage,
        headings: this.#headings.map((each) => each.text),
        ...(this.#isItem && { isItem: true }),
        ...(isSpoken && { isSpoken }),
        ...(isAnswer && { isAnswer }),
        ...(clauses.length > 1 && { whole: spoken }),
        ...(before !== undefined && { before }),
      });
    }
  }

  /** The days in "Monday to Thursday" and "weekend". */
  #days(text: string): string[] {
    const days = daysIn(text);
    return days.length === 0 ? days : [...this.#words.of(days.join(' '))];
  }

  #nearby(texts: (string | undefined)[]): Set<string> {
    const near = new Set(this.#about);
    for (const text of [...texts, ...this.#headings.map((each) => each.text)]) {
      if (text === undefined) continue;
      for (const root of this.#words.of(text)) near.add(root);
    }
    return near;
  }

  #record(record: Record, line: string | undefined): void {
    const asked = this.#asked;
    const all = record.fields.map(([key, value]) => [this.#words.of(key), this.#words.of(value)] as const);
    for (const [index, [key, value, note]] of record.fields.entries()) {
      if (this.statements.length >= this.#most) return;
      const near = this.#nearby([asked]);
      if (!record.isList && all.length <= MOST_FIELDS)
        for (const [other, [, values]] of all.entries())
          if (other !== index) for (const root of values) near.add(root);
      if (!record.isList && index > 0) for (const root of all[0]![0]) near.add(root);
      for (const day of this.#days(`${key}: ${value}`)) near.add(day);
      this.statements.push({
        text: line ?? `${key}: ${value}`,
        own: new Set([
          ...all[index]![0],
          ...all[index]![1],
          ...(note === undefined ? [] : this.#words.of(note)),
        ]),
        near,
        passage: this.#passage,
        field: { key, value, record },
        headings: this.#headings.map((each) => each.text),
      });
    }
  }
}

/**
 * The parts of a sentence that say different things, and what stands before all of them: "Fares: children pay 3 euros,
 * and adults pay 5 euros." Parts that each have a number and share a word say the same of different things.
 */
function clausesIn(sentence: string, words: Roots): [lead: string | undefined, clauses: string[]] {
  const [, one, other] = sentence.length > LONGEST_LIST ? [] : (GAPPED_PAIR.exec(sentence) ?? []);
  if (one !== undefined) return [one.replace(/[$€£]?\d\S*/g, ''), [one, other!]];
  const clauses = sentence.split(CLAUSE);
  if (clauses.length > 1 || sentence.length > LONGEST_LIST || !/\d[^,]*, [^,]*\d/.test(sentence))
    return [undefined, clauses];
  const [, lead, list = sentence] = /^([^:,\d]{1,80}):\s+(.+)$/.exec(sentence) ?? [];
  const parts = list.split(/(?<!\d),\s+(?:and\s+|but\s+)?|(?<=\d),\s+(?:and\s+|but\s+)?(?=\p{L})/u);
  const least = lead === undefined ? 3 : 2;
  if (parts.length < 2 || parts.some((part) => !/\d/.test(part) || part.split(' ').length < least))
    return [undefined, clauses];
  if (parts.some((part) => /^(?:in which|which|where|when|otherwise)\b/.test(part)))
    return [undefined, clauses];
  if (lead !== undefined) return [lead, parts];
  // "The bakery opens at 6:30, the butcher at 8:00": the verb is said once.
  if (parts.every((part) => GAPPED.test(part)) && !ADVERBIAL.test(parts[0]!))
    return [parts[0]!.replace(/\d\S*/g, ''), parts];
  const [first, ...others] = parts.map((part) => words.of(part));
  const isParallel = [...first!].some((root) => others.every((own) => own.has(root)));
  return isParallel ? [lead, parts] : [undefined, clauses];
}

const LONGEST_LIST = 600;
/** "The bathroom would be $60 and the hallway $10." */
const GAPPED_PAIR =
  /^((?:\S+ ){2,12}[$€£]?\d[\d.,]*(?: [\p{Ll}%]{1,12})?),? and ((?:(?:the|an?) \p{Ll}+(?: \p{Ll}+)?|\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)?)(?: (?:at|for|is|was|costs|has))? [$€£]?\d\S*(?: [\p{Ll}%]{1,12})?\.?)$/u;
/** "In 2012, …" belongs to what follows. */
const ADVERBIAL =
  /^\W*(?:[[(][^\])]{1,20}[\])] )?(?:In|On|At|By|From|Since|During|After|Before|For|Until|Between|As of)\b/;
const GAPPED = /^(?:(?:[Tt]he|[Aa]n?) |\p{Lu}).{2,80}\d\S*(?: \S+){0,3}\.?$/u;

function withAll(roots: Set<string>, others: readonly string[]): Set<string> {
  return others.length === 0 ? roots : new Set([...roots, ...others]);
}

const CONDITION = /\b[Ii]f\b[^,;]*,?/;

/** Between clauses that speak of different things. */
const CLAUSE =
  /;\s+|,\s+(?:while|whereas|but)\s+(?=\p{Lu}|the\b)|,\s+(?:and|but|so)\s+(?=(?:I|we|you|they)\b)|\s+(?:and|but)\s+(?=(?:my|our)\s\p{Ll}+\s\p{Lu}\p{L}+\s\p{Ll})|,\s+and\s+(?=\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)* \p{Ll})/u;

/** "The South tower": a name behind an article. */
const NAMED = /^(?:The|A|An|Our|My) \p{Lu}\p{Ll}/u;

const REFERS_BACK =
  /^(?:It|He|She|They|This|That|These|Those|There|Its|His|Her|Their|Both|Er|Sie|Es|Il|Elle|Ils|Él|Ella|Su)\b/;

/** "Operations there are led by Ann." */
const REFERRING = /^[^\p{Lu}]?\p{Lu}?[^\p{Lu}]{1,60}\b(?:there|its|their|his|her|this|these)\b/u;

/** `## Title`, `**Title**` or `Title:` alone on a line. */
const HEADING = /^(?:(#{1,6})\s+(.{1,120}?)\s*#*|(?:\*\*)?([\p{L}\p{N}][^.!?\n|]{0,80}?)(?:\*\*:?|:))$/u;

/** A line that says who speaks: "Ann: …", "[09:12] Ann: …", "Ann [09:12]: …". */
const SPOKEN = /^(?:\[[^\]]{1,20}\]\s*)?\p{L}[\p{L}' .-]{0,40}?(?:\s*[([][^)\]]{1,20}[)\]])?:\s\S/u;
const MOST_BEFORE = 4;

/** What a message says that changes what was agreed. */
export const CHANGED =
  /\b(?:(?:changed?|moved?|postponed?|rescheduled?|switched|shifted|pushed|brought) (?:\w+ ){0,4}?(?:to|until|back|forward)|now|instead|correction|final(?:ly)?|update|agreed|confirmed?)\b/i;

/** How somebody takes back what they said. */
export const CORRECTING =
  /^(?:oh,? |oops,? |hm,? |ok,? |no,? )?(?:actually|sorry|correction|wait|no\b|scratch that|make (?:that|it)|i meant|my mistake|i was wrong|change of plans?|on second thoughts?)\b/i;

const MOST_HEADINGS = 6;

/** The level of a heading without marks. */
const PLAIN = 7;

/** Lines that a text needs below its first line for that to be the title of all of them. */
const MOST_ABOVE = 2;

function isTitle(line: string): boolean {
  return line.length <= 60 && TITLE.test(line) && line.split(' ').length <= 8;
}

/** A short line without a full stop above others is their title. */
function titleIn(line: string, lines: readonly string[], index: number): RegExpExecArray | null {
  if (!isTitle(line)) return null;
  const next = lines[index + 1];
  const isAbove =
    next !== undefined && (next.trim() === '' ? index + 2 < lines.length : next.trim().length > line.length);
  const isFirst = index === 0 || lines[index - 1]!.trim() === '';
  return isAbove && isFirst ? /^.*$/.exec(line) : null;
}

const TITLE = /^(?:\d+(?:\.\d+)*\.?\s+)?\p{Lu}[^.!?,;:|]*[\p{L}\p{N})"]$/u;

const BULLET = /^(?:[-*•+–]|\d{1,3}[.)]|\([a-z\d]{1,3}\)|>)\s+/;

/** Fields of a record that are related to each other. */
const MOST_FIELDS = 64;
const MOST_SENTENCES = 400;
