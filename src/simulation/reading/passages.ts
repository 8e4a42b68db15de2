import { stem } from '../embedding/stem.ts';
import { sentencesOf } from '../prose/grammar.ts';
import type { Passage } from './reading.ts';

/** A sentence of the material that answers a question. */
export interface Found {
  /** The sentence, with the one before it if it refers back ("It opened in 1987"). */
  readonly text: string;
  readonly passage: Passage;
  /** The share of what the question is about that the sentence speaks of, 0 to 1 and more with a fitting kind of value. */
  readonly score: number;
}

/**
 * The sentence that answers a question best, or undefined if none does: it has to speak of most of what the question
 * is about. Words that are rare in the material count more. Linear in the length of the material.
 *
 * @example
 * findAnswer('Where does Ann live?', [{ text: 'Bob likes tea. Ann lives in Rome.', from: 'context' }])?.text; // 'Ann lives in Rome.'
 */
export function findAnswer(question: string, material: readonly Passage[]): Found | undefined {
  const wanted = wantedOf(question);
  if (wanted.stems.size === 0) return undefined;
  const sentences = material.flatMap(sentencesIn);
  const weights = weightsOf(wanted, sentences);
  let best: Found | undefined;
  for (const sentence of sentences) {
    const score = scoreOf(sentence, wanted, weights);
    if (score >= ENOUGH && score > (best?.score ?? 0) + 1e-9)
      best = { text: quoted(sentence), passage: sentence.passage, score };
  }
  return best;
}

/** The least score of an answer. */
const ENOUGH = 0.5;

/** Credit for what the sentences around speak of: a title, the subject that "it" refers to. */
const NEARBY = 0.6;

/** Added if the sentence has the kind of value that is asked for. */
const FITTING = 0.15;

/** The passages are given for the purpose, other statements are only found beside the question. */
const FOR_THE_PURPOSE = 0.02;

interface Wanted {
  readonly stems: ReadonlySet<string>;
  /** Stems of names, of which the answer has to speak. */
  readonly names: ReadonlySet<string>;
  /** Matches values of the kind that is asked for; undefined if any will do. */
  readonly kind: RegExp | undefined;
}

function wantedOf(question: string): Wanted {
  const stems = new Set<string>();
  const names = new Set<string>();
  for (const [index, word] of [...question.matchAll(WORD)].entries()) {
    const lower = word[0].toLowerCase().replace(/['’]s$/, '');
    if (FRAMING.has(lower)) continue;
    const root = rootOf(lower);
    stems.add(root);
    if (index > 0 && (/^\p{Lu}/u.test(word[0]) || /\d/.test(word[0]))) names.add(root);
  }
  return { stems, names, kind: KINDS.find(([asks]) => asks.test(question))?.[1] };
}

interface Sentence {
  readonly text: string;
  readonly stems: ReadonlySet<string>;
  /** What the passage and the sentence before speak of. */
  readonly nearby: ReadonlySet<string>;
  readonly before: string | undefined;
  readonly passage: Passage;
}

function sentencesIn(passage: Passage): Sentence[] {
  const texts = sentencesOf(passage.text, MOST_SENTENCES).filter((text) => !text.endsWith('?'));
  const stems = texts.map(stemsOf);
  const title = new Set([...(passage.mark ? stemsOf(passage.mark) : []), ...(stems[0] ?? [])]);
  return texts.map((text, index) => ({
    text,
    stems: stems[index]!,
    nearby: index === 0 ? title : new Set([...title, ...(stems[index - 1] ?? [])]),
    before: texts[index - 1],
    passage,
  }));
}

const MOST_SENTENCES = 400;

function weightsOf({ stems }: Wanted, sentences: readonly Sentence[]): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const root of stems) {
    let count = 0;
    for (const sentence of sentences) if (sentence.stems.has(root)) count++;
    weights.set(root, Math.log(1 + (sentences.length + 1) / (count + 0.5)));
  }
  return weights;
}

function scoreOf(sentence: Sentence, wanted: Wanted, weights: ReadonlyMap<string, number>): number {
  const { stems, nearby } = sentence;
  for (const name of wanted.names) if (!stems.has(name) && !nearby.has(name)) return 0;
  let own = 0;
  let all = 0;
  for (const [root, weight] of weights) {
    all += weight;
    if (stems.has(root)) own += weight;
    else if (nearby.has(root)) own += NEARBY * weight;
  }
  if (![...wanted.stems].some((root) => stems.has(root))) return 0;
  const fits = wanted.kind?.test(sentence.text) ? FITTING : 0;
  return own / all + fits + (sentence.passage.from === 'context' ? FOR_THE_PURPOSE : 0);
}

function quoted({ text, before }: Sentence): string {
  return before !== undefined && REFERS_BACK.test(text) ? `${before} ${text}` : text;
}

function stemsOf(text: string): Set<string> {
  const stems = new Set<string>();
  for (const [word] of text.matchAll(WORD)) {
    const lower = word.toLowerCase().replace(/['’]s$/, '');
    if (!FRAMING.has(lower)) stems.add(rootOf(lower));
  }
  return stems;
}

function rootOf(lower: string): string {
  const root = stem(lower);
  return SAME.get(root) ?? root;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’_-]*/gu;

const REFERS_BACK = /^(?:It|He|She|They|This|That|These|Those|There|Its|His|Her|Their)\b/;

/** What a question asks for, and how its answer looks. */
const KINDS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\bwhen\b|\bwhat (?:time|year|date|day|month)\b|\bwhich (?:year|day)\b/i,
    /\d|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:noon|midnight)\b/,
  ],
  [
    /\bhow (?:many|much|long|tall|old|far|big|high|large|heavy|fast|often)\b|\bwhat (?:number|percentage|price)\b/i,
    /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen)\b/,
  ],
  [/\bwho(?:se|m)?\b/i, /\S\s+["“]?\p{Lu}\p{Ll}|^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}/u],
  [/\bwhere\b/i, /\b(?:in|at|on|near|from|to|of) (?:the )?\S/],
];

/** Stems of words that say the same in a question and in its answer. */
const SAME: ReadonlyMap<string, string> = new Map(
  [
    ['name', 'call', 'title', 'nam'],
    ['cost', 'price', 'fee', 'charg'],
    ['found', 'founder', 'establish', 'start', 'creat'],
    ['live', 'resid', 'hom'],
    ['work', 'job', 'employ'],
    ['begin', 'start'],
    ['last', 'long', 'duration', 'length'],
    ['write', 'author', 'writ', 'wrot'],
    ['buy', 'purchas'],
    ['big', 'larg', 'size'],
    ['boss', 'manager', 'manag', 'lead', 'head', 'ceo'],
  ].flatMap(([first, ...others]) => others.map((other) => [stem(other), stem(first!)] as const)),
);

/** Words that form a question and say nothing of its subject. */
const FRAMING = new Set(
  (
    'a an the this that these those what which who whom whose when where why how is are was were be been being am do does did ' +
    'has have had can could will would shall should may might must of in on at to for from by with about as and or not no ' +
    'it its he she they them his her their our your my i you we me us there here please tell explain describe say give ' +
    'know according context question answer document passage text information if so than then also much many any some'
  ).split(' '),
);
