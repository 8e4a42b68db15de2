import { affirms } from './affirmation.ts';
import type { Statement } from './material.ts';
import { titleFor } from './phrasing.ts';
import { type Roots, WORD } from './roots.ts';
import type { Wanted } from './wanted.ts';

/**
 * The value in a statement that a question asks for; undefined if it cannot be told from the rest.
 *
 * @param beside what is said with the question
 */
export function valueIn(statement: Statement, wanted: Wanted, words: Roots, beside = ''): string | undefined {
  return titleFor(statement, wanted, words) ?? saidIn(statement, wanted, words, beside);
}

function saidIn(statement: Statement, wanted: Wanted, words: Roots, beside: string): string | undefined {
  const { field, headings } = statement;
  // Who says something is no part of it.
  const speaker = speakerOf(statement.text);
  const text = speaker === undefined ? statement.text : statement.text.replace(SPEAKER, '').trim();
  if (wanted.isYesNo) {
    const isYes = affirms(text, wanted.question, beside);
    return isYes === undefined ? undefined : isYes ? 'Yes' : 'No';
  }
  if (field) return field.value;
  const isKnown = (value: string): boolean => {
    const roots = [...words.of(value)];
    return roots.length > 0 && roots.every((root) => wanted.roots.has(root));
  };
  const unknown = (pattern: RegExp, said = text): string[] =>
    [...said.matchAll(pattern)]
      .map((match) => (match[1] ?? match[0]).trim())
      .filter((value) => !isKnown(value));
  const { question, kind } = wanted;
  if (/\b(?:e-?mail|address)\b/i.test(question)) {
    const [email] = unknown(EMAIL);
    if (email !== undefined) return email;
  }
  if (/\b(?:url|link|website|page)\b/i.test(question)) {
    const [url] = unknown(LINK);
    if (url !== undefined) return url;
  }
  if (/\b(?:code|id|number|reference|pin|sku|model|version|serial|flag|option)\b/i.test(question)) {
    const [code] = unknown(CODE);
    if (code !== undefined) return code;
  }
  const numbered = headings.findLast((heading) => /\d/.test(heading));
  if (
    numbered !== undefined &&
    /\b(?:which|what) (?:version|release|section|chapter|clause|article|step)\b/i.test(question)
  )
    return CODE_IN.exec(numbered)?.[0] ?? numbered;
  if (kind?.name === 'time' && numbered !== undefined && !/\d/.test(text))
    return timeIn(question, (pattern) => unknown(pattern, numbered));
  if (kind?.name === 'contact') return unknown(EMAIL)[0] ?? unknown(PHONE)[0] ?? unknown(LINK)[0];
  if (kind?.name === 'time')
    return (
      timeIn(question, (pattern) => {
        const value = nearestOf(unknown(pattern), text, wanted, words);
        return value === undefined ? [] : [value];
      }) ?? unknown(NUMBER)[0]
    );
  if (kind?.name === 'amount') return amountIn(text, wanted, unknown);
  const nearest = (values: string[]): string | undefined => nearestOf(values, text, wanted, words);
  if (kind?.name === 'person') {
    const name = agentIn(text, wanted, words, unknown(NAMES)) ?? nearest(unknown(NAMES));
    // "Ann: I booked it." answers who booked it, "Ann: Bob booked it." too.
    return speaker !== undefined && /\bI\b/.test(text) ? speaker : (name ?? speaker);
  }
  if (kind?.name === 'place') return nearest(unknown(PLACE)) ?? nearest(unknown(NAMES));
  return (
    namedIn(text, question, isKnown) ??
    complementIn(text, isKnown) ??
    unknown(QUOTED)[0] ??
    nearest(unknown(NAMES)) ??
    unknown(NUMBER)[0]
  );
}

function timeIn(question: string, unknown: (pattern: RegExp) => string[]): string | undefined {
  if (/\byear\b|\bjahr\b/i.test(question)) return unknown(YEAR)[0];
  if (/\bwhat time\b|\bhours?\b|\bo['’]clock\b|\bopen|\bclos/i.test(question)) {
    const [clock] = unknown(CLOCK);
    if (clock !== undefined) return clock;
  }
  return unknown(DATE)[0] ?? unknown(CLOCK)[0] ?? unknown(YEAR)[0];
}

function amountIn(
  text: string,
  { question, kind }: Wanted,
  unknown: (pattern: RegExp, said?: string) => string[],
): string | undefined {
  const unit = /\b(?:how many|in|number of|wie viele) ([\p{L}]{3,})/iu.exec(question)?.[1];
  if (unit !== undefined) {
    const near = new RegExp(
      String.raw`(\d[\d.,]*\d|\d)(?:[\s-]+\p{L}+){0,2}?[\s-]*${unit.slice(0, 4)}`,
      'iu',
    ).exec(text);
    if (near) return near[1];
    const word = new RegExp(
      String.raw`\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:\w+\s+)?${unit.slice(0, 4)}`,
      'i',
    ).exec(text);
    if (word) return word[1];
  }
  if (kind?.dimension) {
    const measured = /[$€£¥]?\s?\d[\d.,]*\s*[\p{L}$€£%]*/giu;
    const value = [...text.matchAll(measured)]
      .map(([each]) => each.trim())
      .find((each) => kind.dimension!.test(each));
    if (value !== undefined) return value.replace(/[.,]$/, '');
  }
  const numbers = unknown(NUMBER);
  return numbers.find((each) => !/^(?:19|20)\d\d$/.test(each)) ?? numbers[0] ?? unknown(NUMBER_WORD)[0];
}

/** The value next to what the question says of it. */
function nearestOf(
  values: readonly string[],
  text: string,
  wanted: Wanted,
  words: Roots,
): string | undefined {
  if (values.length < 2) return values[0];
  const places: number[] = [];
  for (const match of text.matchAll(WORD)) {
    const root = words.root(match[0]);
    if (wanted.roots.has(root)) places.push(match.index + match[0].length);
    if (places.length >= MOST_PLACES) break;
  }
  if (places.length === 0) return values[0];
  const distance = (value: string): number => {
    const at = text.indexOf(value);
    // What is said of something mostly follows it.
    return Math.min(...places.map((place) => (place <= at ? at - place : place - at + BEFORE)));
  };
  return values.slice(0, MOST_PLACES).reduce((one, other) => (distance(other) < distance(one) ? other : one));
}

const BEFORE = 10;

/** Values and words whose distances are compared. */
const MOST_PLACES = 100;

/** Who does what the question says: the name before its verb, or behind "by". */
function agentIn(text: string, wanted: Wanted, words: Roots, names: readonly string[]): string | undefined {
  if (!/\bwho\b(?! (?:is|was|are|were)\b)/i.test(wanted.question)) return undefined;
  const said = [...text.matchAll(WORD)].filter(([word]) => wanted.predicates.has(words.root(word)));
  for (const { 0: verb, index } of said) {
    const doer = names.find((name) => text.startsWith(` by ${name}`, index + verb.length));
    if (doer !== undefined) return doer;
  }
  for (const match of said) {
    const by = names.find((name) => text.includes(`by ${name}`));
    const before = text.slice(0, match.index).trim();
    return (
      by ??
      names.findLast((name) => text.indexOf(name) < match.index) ??
      BY.exec(text.slice(match.index))?.[1] ??
      (SUBJECT.test(before) ? before : undefined)
    );
  }
  return undefined;
}

/** "by prisoners", "the board of directors". */
const BY = /\bby ((?:the |an? )?\p{Ll}{3,20}(?: \p{Ll}{3,20})?)(?![\p{L} ]*\p{Lu})/u;
const SUBJECT = /^(?:[Tt]he|[Aa]n?|[Oo]ur|[Ee]very|[Aa]ll|[Ee]ach)(?: \p{Ll}{2,20}){1,4}$/u;

/** "team Blue" or "the Blue team" for "which team". */
function namedIn(text: string, question: string, isKnown: (value: string) => boolean): string | undefined {
  const noun = /\b(?:which|what) (\p{L}{3,20})\b/iu.exec(question)?.[1];
  if (noun === undefined) return undefined;
  const either = `[${noun[0]!.toUpperCase()}${noun[0]!.toLowerCase()}]${noun.slice(1).toLowerCase()}`;
  const named = new RegExp(String.raw`\b${either} (${CAPITALS})|(${CAPITALS}) ${either}\b`, 'u').exec(text);
  const name = named?.[1] ?? named?.[2];
  return name === undefined || isKnown(name) ? undefined : name;
}

const CAPITALS = String.raw`\p{Lu}[\p{L}\p{N}'’-]*(?: \p{Lu}[\p{L}\p{N}'’-]*){0,3}`;

/** Who says a line of a transcript. */
function speakerOf(text: string): string | undefined {
  return text.includes(': ') ? SPEAKER.exec(text)?.[1] : undefined;
}

/** "[09:12] Ann (host): ", "ann [09:12]: " */
const SPEAKER = /^(?:\[[^\]]{1,20}\]\s*)?(\p{L}[\p{L}' .-]{1,40}?)(?:\s*[([][^)\]]{1,20}[)\]])?:\s/u;

/** What follows "is", "called" and the like. */
function complementIn(text: string, isKnown: (value: string) => boolean): string | undefined {
  const match = COMPLEMENT.exec(text);
  if (match === null) return undefined;
  const value = match[1]!.replace(/^(?:the|a|an|called|named|set to|to)\s+/i, '').trim();
  if (!isKnown(value)) return value;
  // "X is the capital of Y": the subject is what is asked for.
  const subject = text
    .slice(0, match.index)
    .trim()
    .replace(/^(?:the|a|an)\s+/i, '');
  return subject === '' || isKnown(subject) ? undefined : subject;
}

const COMPLEMENT =
  /\b(?:is|are|was|were|means|equals|heißt|ist|est|es|è)\s+(?:called |named |now |always |currently |set to )?([^,;()]{1,80}?)(?=[.!?,;(]?\s*$|[,;(]|\s(?:and|which|who|that|in|on|at|because|since|for|with)\s)/i;

const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g;
const PHONE = /\+?\d[\d ()-]{6,18}\d/g;
const LINK = /https?:\/\/[^\s"'<>)]{1,300}/g;
const CODE_IN = /\bv?\d+(?:\.\d+)+\b|\b[A-Z\d]+(?:-[A-Z\d]+)+\b|\b[A-Z]+\d+\w*\b/;
const CODE =
  /(?:--?[a-z][\w-]+|\bv?\d+(?:\.\d+)+\b|\b(?=[\w-]*\d)[A-Za-z\d]+(?:-[A-Za-z\d]+)+\b|\b[A-Z]+\d+\w*\b|\b\d{4,}\b)/g;
const NUMBER = /(?<![\w.-])-?\d[\d,]*(?:\.\d+)?/g;
const NUMBER_WORD = /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|none)\b/gi;
const YEAR = /\b(?:1\d{3}|20\d\d|21\d\d)\b/g;
const CLOCK =
  /\b\d{1,2}(?::\d{2}){1,2}(?:\s?[ap]\.?m\b\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?|\bnoon\b|\bmidnight\b/gi;
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*';
const DATE = new RegExp(
  String.raw`\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}(?:st|nd|rd|th)? (?:of )?${MONTH}(?:,? \d{4})?|\b${MONTH} \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b${MONTH} \d{4}\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b`,
  'g',
);
const NAMES =
  /(?<![\p{L}\p{N}])(?!(?:The|A|An|It|He|She|They|This|That|In|On|At|By|For|My|Our|Your|His|Her|Its|Their|Every|All|I|And|But|If|When|After|Before)\b)\p{Lu}[\p{L}\p{N}'’-]*(?: (?:(?:de|von|van|der|la|del|di) )?\p{Lu}[\p{L}\p{N}'’-]*){0,3}/gu;
const PLACE =
  /\b(?:in|at|on|near|from|to|into|à|en|auf|bei|aus)\s+(?:the\s+)?(\p{Lu}[\p{L}\p{N}'’-]*(?: \p{Lu}[\p{L}\p{N}'’-]*){0,3})/gu;
const QUOTED = /["“`]([^"”`\n]{1,100})["”`]/g;
