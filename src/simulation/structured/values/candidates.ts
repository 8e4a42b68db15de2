import { type Roots, WORD } from '../../reading/roots.ts';
import { recordsIn } from '../../reading/structures.ts';
import { STATES } from '../facts/gazetteer.ts';
import { type Chunk, chunksOf, INFINITIVE } from './chunks.ts';
import { languageCode } from './languages.ts';
import { VERBS } from './names.ts';
import { COUNTRY_NAMES } from './places.ts';
import { saidIn } from './said.ts';
import { type Action, actionsIn, type Side, sideAt } from './sides.ts';
import type { Span, SpanKind } from './span.ts';
import { CURRENCIES, isCurrency, spansIn } from './spans.ts';

export type CandidateKind =
  | SpanKind
  | 'named'
  | 'heading'
  | 'area'
  | 'address'
  | 'currency'
  | 'language'
  | 'phrase'
  | 'object'
  | 'counted'
  | 'infinitive'
  | 'said'
  | 'labelled';

/** A value that a text states, and what the words around it say about it. */
export interface Candidate {
  readonly kind: CandidateKind;
  readonly text: string;
  readonly value?: number | string;
  readonly unit?: string;
  readonly start: number;
  readonly end: number;
  /** The preposition or the like that introduces it. */
  readonly cue: string;
  /** How closely the words around it belong to it, by root: 0 to 1, more for a label. */
  readonly context: ReadonlyMap<string, number>;
  readonly sentence: number;
  /** Names: whether the words around it are typical of a person. */
  readonly isActor?: boolean;
  /** The side that the verb of its clause puts it on. */
  readonly side?: Side;
}

interface Word {
  readonly root: string;
  readonly start: number;
  readonly end: number;
}

/** Values of one text. */
const MOST_CANDIDATES = 500;

/**
 * The values in a text and the words around them, in order. Linear in the length of the text but for the words of a
 * sentence, which count for each value in it; callers bound the text.
 */
export function candidatesIn(text: string, roots: Roots): Candidate[] {
  return new CandidateReader(text, roots).read();
}

class CandidateReader {
  readonly #text: string;
  readonly #roots: Roots;
  readonly #spans: readonly Span[];
  readonly #chunks: readonly Chunk[];
  readonly #actions: readonly Action[];
  readonly #words: Word[] = [];
  readonly #found: Candidate[] = [];

  constructor(text: string, roots: Roots) {
    this.#text = text;
    this.#roots = roots;
    this.#spans = spansIn(text);
    const whole = this.#spans.filter(({ kind }) => kind !== 'number' && kind !== 'percent');
    this.#chunks = chunksOf(text, whole);
    this.#actions = actionsIn(text);
    for (const match of text.matchAll(WORD)) {
      const root = roots.root(match[0]);
      if (root !== '') this.#words.push({ root, start: match.index, end: match.index + match[0].length });
    }
  }

  read(): Candidate[] {
    for (const span of this.#spans) this.#add(span.kind, span.text, span.start, span.end, span);
    this.#readWords();
    this.#readPhrases();
    this.#readSaid();
    this.#readLabels();
    for (const match of this.#text.matchAll(HEADING)) {
      const start = match.index + match[0].length - match[1]!.length;
      this.#add('heading', match[1]!, start, start + match[1]!.length);
    }
    for (const match of this.#text.matchAll(ADDRESS))
      this.#add('address', match[0], match.index, match.index + match[0].length);
    this.#readCorrections();
    return this.#found.toSorted((a, b) => a.start - b.start).slice(0, MOST_CANDIDATES);
  }

  #add(
    kind: CandidateKind,
    text: string,
    start: number,
    end: number,
    more: { readonly value?: number | string; readonly unit?: string; readonly cue?: string } = {},
  ): void {
    if (this.#found.length >= 2 * MOST_CANDIDATES) return;
    const at = this.#chunkAt(start);
    const chunk = this.#chunks[at];
    const cue = more.cue ?? (chunk !== undefined && this.#opens(chunk, start) ? chunk.cue : '');
    const side = sideAt(this.#text, { start, end, cue }, this.#actions);
    this.#found.push({
      kind,
      text,
      start,
      end,
      cue,
      sentence: chunk?.sentence ?? 0,
      context: this.#contextOf(start, end, at, more.unit),
      ...(more.value !== undefined && { value: more.value }),
      ...(more.unit !== undefined && { unit: more.unit }),
      ...(side !== undefined && { side }),
      ...(kind === 'name' && ACTS.test(this.#text.slice(end, end + 24)) && { isActor: true }),
    });
  }

  /** Whether a value stands near the beginning of a chunk, so that the chunk's cue belongs to it. */
  #opens(chunk: Chunk, start: number): boolean {
    const before = this.#text.slice(chunk.from, start);
    return before.length < 40 && before.trim().split(/\s+/).length <= 4;
  }

  #chunkAt(position: number): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#chunks[middle]!.start <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #contextOf(start: number, end: number, at: number, unit: string | undefined): Map<string, number> {
    const context = new Map<string, number>();
    const put = (root: string, weight: number): void => {
      if (weight > (context.get(root) ?? 0)) context.set(root, weight);
      const same = this.#alike(root);
      if (same !== undefined && 0.8 * weight > (context.get(same) ?? 0)) context.set(same, 0.8 * weight);
    };
    const chunk = this.#chunks[at];
    if (chunk === undefined) return context;
    if (unit !== undefined) put(this.#roots.root(unit), 1);
    const [, short] = ABBREVIATED.exec(this.#text.slice(Math.max(0, start - 10), start)) ?? [];
    const meant = short === undefined ? undefined : MEANT.get(short.toLowerCase());
    if (meant !== undefined) put(this.#roots.root(meant), 1.2);
    // The chunks of the sentence, at most eight to each side.
    for (let other = Math.max(0, at - 8); other <= Math.min(this.#chunks.length - 1, at + 8); other++) {
      const each = this.#chunks[other]!;
      const apart = other - at;
      const next = this.#chunks[at + 1];
      if (each.sentence !== chunk.sentence) {
        // A label may stand in a line of its own above.
        continue;
      }
      const words = this.#wordsIn(each.start, each.end);
      if (apart === 0) {
        const before = words.filter((word) => word.end <= start);
        const after = words.filter((word) => word.start >= end);
        const inside = words.filter((word) => word.start >= start && word.end <= end);
        for (const [index, { root }] of before.toReversed().entries())
          put(root, Math.max(0.3, 1 - 0.12 * index));
        for (const [index, { root }] of after.entries()) put(root, Math.max(0.25, 0.9 - 0.15 * index));
        for (const { root } of inside) put(root, 0.3);
      } else if (apart === -1) {
        const isLabel = COPULAS.has(chunk.cue) || /[:(]\s*$/.test(this.#text.slice(each.from, chunk.from));
        const base = isLabel ? 0.95 : chunk.clause === each.clause ? 0.5 : 0.3;
        for (const [index, { root }] of words.toReversed().entries())
          put(root, Math.max(0.15, base - 0.06 * index));
      } else if (apart === 1) {
        const base = next!.clause === chunk.clause ? (COPULAS.has(next!.cue) ? 0.6 : 0.45) : 0.25;
        for (const [index, { root }] of words.entries()) put(root, Math.max(0.1, base - 0.05 * index));
      } else {
        const base = each.clause === chunk.clause ? 0.25 : 0.12;
        for (const { root } of words) put(root, base / Math.max(1, Math.abs(apart) - 1) ** 0.5);
      }
    }
    return context;
  }

  #wordsIn(start: number, end: number): readonly Word[] {
    let low = 0;
    let high = this.#words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#words[middle]!.start < start) low = middle + 1;
      else high = middle;
    }
    const found: Word[] = [];
    for (let index = low; index < this.#words.length && found.length < 40; index++) {
      const word = this.#words[index]!;
      if (word.start >= end) break;
      found.push(word);
    }
    return found;
  }

  /** Names of currencies and languages. */
  #readWords(): void {
    for (const match of this.#text.matchAll(/(?<![\p{L}\d])\p{L}{2,12}(?![\p{L}\d])/gu)) {
      const [word] = match;
      const lower = word.toLowerCase();
      const currency = isCurrency(word) ? word : CURRENCIES.get(lower.replace(/s$/, ''));
      const end = match.index + word.length;
      if (currency !== undefined && word.length > 2) this.#add('currency', currency, match.index, end);
      const language = /^\p{Lu}/u.test(word) ? languageCode(lower) : undefined;
      if (language !== undefined) this.#add('language', word, match.index, end, { value: language });
    }
    for (const { kind, unit, start, end } of this.#spans)
      if (kind === 'money' && unit !== undefined) this.#add('currency', unit, start, end);
  }

  #readPhrases(): void {
    for (const [index, chunk] of this.#chunks.entries()) {
      const written = this.#text.slice(chunk.from, chunk.end);
      for (const match of written.matchAll(OBJECT)) {
        const start = chunk.from + match.index + match[0].length - match[2]!.length;
        if (
          VERBS.has(match[1]!) &&
          !(chunk.cue === '' && COMMAND.exec(written)?.[1]?.toLowerCase() === match[1]!.toLowerCase())
        )
          this.#add('object', match[2]!, start, start + match[2]!.length, { cue: '' });
      }
      const phrase = bare(written);
      if (phrase === '' || phrase.length > 80 || PRONOUN.test(phrase) || /^[\d.,:]+$/.test(phrase)) continue;
      const start = chunk.from + Math.max(0, written.indexOf(phrase));
      if (chunk.cue !== '') {
        const isVerb = chunk.cue === INFINITIVE;
        this.#add(isVerb ? 'infinitive' : 'phrase', phrase, start, start + phrase.length, { cue: chunk.cue });
      } else {
        // The object of a command, or the noun phrase of a statement.
        const command = COMMAND.exec(written);
        if (command && VERBS.has(command[1]!.toLowerCase())) {
          // "a review of the plan" is one thing.
          const next = this.#chunks[index + 1];
          const whole = next?.cue === 'of' ? this.#text.slice(chunk.from, next.end) : written;
          const object = bare(whole.slice(command[0].length));
          const from = chunk.from + whole.indexOf(object, command[0].length);
          if (object !== '' && object.split(' ').length <= 8)
            this.#add('object', object, from, from + object.length, { cue: '' });
        } else if (phrase.split(' ').length <= 5)
          this.#add('phrase', phrase, start, start + phrase.length, { cue: '' });
      }
    }
    for (const match of this.#text.matchAll(ONE_PERSON))
      this.#add('number', match[0], match.index, match.index + match[0].length, {
        value: 1,
        unit: match[1]!.toLowerCase(),
      });
    for (const { kind, start, end } of this.#spans) {
      if (kind === 'name') {
        this.#readNamed(start, end);
        const [, site] = SITE.exec(this.#text.slice(end, end + 30)) ?? [];
        if (site !== undefined)
          this.#add('area', this.#text.slice(start, end + 1 + site.length), start, end + 1 + site.length);
        const [region] = REGION.exec(this.#text.slice(end, end + 30)) ?? [];
        if (region !== undefined && isRegion(region.slice(2)))
          this.#add('area', this.#text.slice(start, end + region.length), start, end + region.length);
      }
      if (kind !== 'number') continue;
      const after = COUNTED.exec(this.#text.slice(end, end + 60));
      if (
        after === null ||
        /^(?:and|or|but|then|is|are|to|of|in|at|for)$/i.test(after[1]!.split(' ')[0]!) ||
        MEASURES.has(after[1]!.split(' ')[0]!.toLowerCase())
      )
        continue;
      const from = end + after[0].length - after[1]!.length;
      this.#add('counted', after[1]!, from, from + after[1]!.length);
    }
  }

  /** A thing that is called by a name and what it is: "the Acme kettle". */
  #readNamed(start: number, end: number): void {
    if (!INTRODUCED.test(this.#text.slice(Math.max(0, start - 24), start))) return;
    const [, what] = KIND_OF_THING.exec(this.#text.slice(end, end + 40)) ?? [];
    if (what !== undefined)
      this.#add('named', this.#text.slice(start, end + 1 + what.length), start, end + 1 + what.length);
  }

  /** What is to be said: "tell Ann that we are late". */
  #readSaid(): void {
    for (const { kind, text, start, cue, label } of saidIn(this.#text)) {
      if (label === undefined) this.#add(kind, text, start, start + text.length, { cue });
      else this.#addLabelled(label, text, start);
    }
  }

  /** "3, no, make that 5": the later value stands for the earlier one of its kind, which is dropped. */
  #readCorrections(): void {
    for (const match of this.#text.matchAll(CORRECTED)) {
      const end = match.index + match[0].length;
      const index = this.#found.findIndex(
        ({ start, kind }) => start >= end && start <= end + 12 && kind !== 'phrase' && kind !== 'object',
      );
      const corrected = this.#found[index];
      if (corrected === undefined) continue;
      const before = this.#found.filter(
        ({ kind, end: other }) => kind === corrected.kind && other <= match.index,
      );
      const wrong = before.findLast(({ unit }) => unit !== undefined) ?? before.at(-1);
      if (wrong === undefined) continue;
      this.#found[index] = {
        ...corrected,
        context: wrong.context,
        cue: wrong.cue,
        ...(wrong.unit !== undefined && { unit: wrong.unit }),
      };
      this.#found.splice(this.#found.indexOf(wrong), 1);
    }
  }

  #alike(root: string): string | undefined {
    const same = ALIKE.get(root);
    return same === undefined ? undefined : this.#roots.root(same);
  }

  #addLabelled(label: string, text: string, start: number): void {
    const context = new Map<string, number>();
    for (const root of this.#roots.of(label.replaceAll('_', ' '))) {
      context.set(root, 1.6);
      const same = this.#alike(root);
      if (same !== undefined && !context.has(same)) context.set(same, 1.3);
    }
    const sentence = this.#chunks[this.#chunkAt(start)]?.sentence ?? 0;
    this.#found.push({
      kind: 'labelled',
      text,
      start,
      end: start + text.length,
      cue: ':',
      sentence,
      context,
    });
  }

  /** The values of records: keys and values, tables, JSON. */
  #readLabels(): void {
    let from = 0;
    for (const part of recordsIn(this.#text)) {
      if (part.kind !== 'records') continue;
      for (const record of part.records.slice(0, 50)) {
        for (const [key, value] of record.fields.slice(0, 40)) {
          // Lines left empty in a form say nothing.
          if (value.length > 1000 || /^(?:[\s_.–—-]*|n\/a|none|nil|unknown)$/i.test(value)) continue;
          const found = this.#text.indexOf(value, from);
          const start = found === -1 ? from : found;
          from = start;
          this.#addLabelled(key, value, start);
          if (this.#found.length >= 2 * MOST_CANDIDATES) return;
        }
      }
    }
  }
}

/** What words near a value say in other words: what is to be paid is the total. */
const ALIKE = new Map([
  ['cost', 'total'],
  ['payabl', 'due'],
  ['copi', 'cc'],
  ['blind', 'bcc'],
  ['invoic', 'billing'],
  ['good', 'shipping'],
  ['parcel', 'shipping'],
  ['surnam', 'last'],
]);

/** What a place has that is named after it. */
const SITE =
  /^ ((?:central |main |international |bus |train |north |south |east |west )?(?:airport|station|harbour|harbor|port|terminal|campus|office|branch|warehouse|depot|plant|site))(?![\p{L}])/u;
/** The object of a verb within a clause. */
const OBJECT =
  /(?<![\p{L}])(\p{Ll}{2,15}) (?:(?:up|out|off|on|back|down|in|away) )?(?:the|an?|my|our|this|that) ((?:[\p{L}\d][\p{L}\d’'-]{0,30})(?: [\p{L}\d][\p{L}\d’'-]{0,30}){0,3})/gu;

/** One of those that are counted by category. */
const ONE_PERSON =
  /\ban? (child|kid|baby|infant|toddler|adult|senior|pensioner|student|dog|cat|pet)(?= (?:and|fly|travel|will|are|is|come|go|stay)\b|[,.;!?]|$)/giu;

/** Abbreviations before a value, and what they mean. */
const ABBREVIATED = /(?:^|[\s(])(s\/n|sn|p\/n|a\/c|acct|ref|inv|cust|po|qty|ext)[.:]? ?(?:no[.:]? ?)?$/i;
const MEANT = new Map([
  ['s/n', 'serial'],
  ['sn', 'serial'],
  ['p/n', 'part'],
  ['a/c', 'account'],
  ['acct', 'account'],
  ['ref', 'reference'],
  ['inv', 'invoice'],
  ['cust', 'customer'],
  ['po', 'order'],
  ['qty', 'quantity'],
  ['ext', 'extension'],
]);

const CORRECTED =
  /\b(?:no,? (?:wait|sorry)|sorry|actually|make (?:that|it)|i mean|i meant|or rather|correction|scratch that)\b[,:]?(?:\s(?:no|wait|make|that|it|should|be|to|i|mean|meant|rather|actually)\b,?){0,6}/gi;
const INTRODUCED =
  /(?:^|[\s(])(?:the|a|an|my|our|your|his|her|their|this|new|of|x|×|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|:|-) $/i;
const KIND_OF_THING =
  /^ (\p{Ll}{2,20}(?: \p{Ll}{3,20})?)(?=[,.;:!?)\n]|$| (?:and|or|for|at|in|to|from|on|with|by|is|was|are|were|has|have|that|which|as|because|since|when|per|each)\b)/u;

/** What a line is about: the words before its colon. */
const HEADING = /(?:^|\n)\s{0,8}(?:[-*•]\s+|\d{1,2}[.)]\s+)?(\p{L}[\p{L}\d '’-]{0,40})(?=:\s)/gu;
const ADDRESS =
  /(?<![\p{L}\d])\d{1,5}[a-z]? (?:\p{Lu}[\p{L}’'-]{1,30} ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Row|Way|Close|Court|Place|Square|Boulevard|Terrace|Alley|Crescent|Gardens?|Hill|Walk|Quay|Mews|Parade)\b/gu;
const REGION = /^, \p{Lu}[\p{L}]{1,20}(?: \p{Lu}\p{L}{1,20})?/u;
const isRegion = (name: string): boolean =>
  COUNTRY_NAMES.has(name.toLowerCase()) || STATES.has(name.toLowerCase()) || /^\p{Lu}{2,3}$/u.test(name);
const PRONOUN =
  /^(?:i|you|he|she|it|we|they|me|him|her|us|them|this|that|these|those|there|here|what|which|who|where|how|nobody|none|no one|someone|somebody|everyone|everybody|anyone|anybody|nothing|something)$/i;

const COPULAS = new Set(
  'is are was were be will be should be must be has been has have had of as called named titled'.split(' '),
);
const ACTS =
  /^,? (?:is|was|has|had|will|would|can|could|and I\b|says?|said|wants?|needs?|likes?|works?|lives?|joined|wrote|asked|asks|called|reported|bought|ordered|met|moved|turned|turns|aged?|takes?|owns?|leads?|runs?|from\b)\b|^['’]s\b|^ \(\d{1,3}\)|^, \d{1,3}\b/i;
const COMMAND =
  /^\s*(?:(?:please|can you|could you|would you|i(?: would|['’]d)? (?:want|like|need)(?: you)? to|i(?: want|['’]d like| need)|now|then|also|let['’]s|go ahead and|just) ){0,3}([\p{L}]{2,15})(?: (?:up|out|off|on|in|me|us|him|her|them|down|back|away))?\s/iu;
const COUNTED =
  /^(?:x|×)? ?(?:(?:new|more|other|additional|extra) )?(?:\p{L}{1,12} of (?:the )?)?((?:\p{L}[\p{L}’'-]{1,30})(?: \p{L}[\p{L}\d’'-]{1,30}){0,3}?)(?=[,.;:!?)\n]|\s(?:and|or|of|for|at|in|to|from|on|with|by|per|as|that|which|is|are|was|were|have|has|each|please)\b|\s?\(|$)/u;
/** Words after a number that say how it is measured, and are no things that are counted. */
const MEASURES = new Set(
  `km m cm mm kg g mg l ml mi minutes minute min hours hour days day weeks week months month years year seconds euros euro dollars dollar pounds pound yen
  percent degrees degree celsius fahrenheit meters metres kilometers kilometres kilograms kilos grams miles liters litres am pm old us them`.split(
    /\s+/,
  ),
);

/** A phrase without what leads it in: determiners, courtesy. */
function bare(written: string): string {
  return written
    .trim()
    .replace(
      /^(?:(?:the|a|an|my|our|your|his|her|their|its|some|any|please|also|just|me|us|it|all|extra|additional|only)\s+)+/i,
      '',
    )
    .replace(/[\s,.;:!?"”“'()]+$/, '')
    .replace(/^[\s"“'(]+/, '')
    .replace(
      /\s+(?:please|now|right now|right away|again|too|today|tomorrow|yesterday|tonight|thanks|thank you)$/i,
      '',
    );
}
