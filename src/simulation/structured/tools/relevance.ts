import { type Act, actOf } from '../../calls/acts.ts';
import { refers, type Segment, segmentsOf } from '../../calls/segments.ts';
import type { Facts } from '../facts/facts.ts';
import { factsIn } from '../facts/facts.ts';
import { stemOf, wordsOf } from '../facts/words.ts';
import { subjectOf } from '../json/plausible.ts';
import { expressionsIn } from '../values/operations.ts';
import { conceptsOf, isGeneric, mentionOf, type Term } from './concepts.ts';
import type { Profile } from './profile.ts';

/** Minimum score at which a tool is called in `auto` mode. */
export const CALLED = 2.6;

/** A request or a part of it, analysed once for all tools. */
export interface Asked {
  readonly text: string;
  readonly segment: Segment;
  readonly concepts: ReadonlySet<string>;
  /** The concepts of the whole request, if the part refers to something outside of it. */
  readonly around: ReadonlySet<string>;
  /** Added to the score of every tool: negative for small talk and for requests to write or explain something. */
  readonly form: number;
  readonly wantsText: boolean;
  /** Whether a text is to be put differently; what it says is no request. */
  readonly isRewriting: boolean;
  /** What the verb of a command is about: "schema" in "query the schema of the tables". */
  readonly head: string | undefined;
  /** Whether the text contains a phrase as whole words, in any case. */
  readonly mentions: (phrase: string) => boolean;
  readonly facts: () => Facts;
}

/** Analyses a text; `around` is the request that it is a part of. */
export function askedIn(text: string, segment = wholeOf(text), around?: Asked): Asked {
  const bounded = text.slice(0, 4_000);
  // What is to be translated or rewritten says nothing about what to do.
  const own = REWRITING.test(bounded)
    ? bounded.replace(/(["“'«`]).{2,2000}?["”'»`]|:\s.{1,3000}$/s, ' ')
    : bounded;
  const wantsText = WRITING.test(bounded);
  let facts: Facts | undefined;
  return {
    text: bounded,
    segment,
    concepts: conceptsOf(own),
    around:
      around !== undefined && segment.mood !== 'statement' && refers(bounded) ? around.concepts : NOTHING,
    form: Math.min(around?.form ?? 0.3, formOf(bounded, wantsText)),
    wantsText,
    isRewriting: REWRITING.test(bounded),
    head: headOf(bounded, segment),
    mentions: mentionsIn(bounded),
    facts: () => (facts ??= factsIn(bounded)),
  };
}

const NOTHING: ReadonlySet<string> = new Set();

function headOf(text: string, { verb }: Segment): string | undefined {
  if (verb === undefined) return undefined;
  const at = text.toLowerCase().indexOf(verb);
  return wordsOf(text.slice(at + verb.length, at + verb.length + 100)).find((stem) => !isGeneric(stem));
}

function wholeOf(text: string): Segment {
  const segments = segmentsOf(text.slice(0, 4_000));
  return (
    segments.find(({ mood }) => mood === 'command') ??
    segments.find(({ mood }) => mood === 'question') ??
    segments[0] ??
    NO_SEGMENT
  );
}

const NO_SEGMENT: Segment = {
  text: '',
  mood: 'fragment',
  act: undefined,
  verb: undefined,
  follows: false,
  opens: true,
  piece: '',
  at: 0,
};

/** How well a tool matches a request. */
export interface Match {
  readonly profile: Profile;
  /** At least `CALLED` when the request plausibly asks for the tool. */
  readonly score: number;
  /** How much of the request's subject the tool's name has, 0 to 1. */
  readonly shared: number;
}

/**
 * Scores a tool by what its name, description and parameters have in common with the request, and by whether it does
 * what the request wants done.
 *
 * @example
 * matchOf(profile, askedIn('Will it rain in Lisbon?')).score >= CALLED; // true, of a weather tool
 */
export function matchOf(profile: Profile, asked: Asked): Match {
  const { tool, named, described, detailed, act } = profile;
  const { verb } = asked.segment;
  // That a tool queries and that something is to be queried tells less than what.
  const isReading =
    verb !== undefined && actOf(verb) === 'read' && named.length === 1 && named[0]!.stem === stemOf(verb);
  const hits = hitsOf(named, asked) * (isReading ? 0.5 : 1);
  const shared = named.length === 0 ? 0 : hits / named.length;
  let score = hits === 0 ? 0 : 3 * Math.max(0.6, shared);
  if (named.some((term) => asked.concepts.has(term.stem))) score += 0.4;
  if (asked.head !== undefined && named.some(({ stem }) => stem === asked.head)) score += 0.6;
  const said = hitsOf(described, asked);
  const told = 3 * (said / Math.max(1, Math.min(described.length, 2)));
  score += hits === 0 ? Math.min(3, told) + 0.4 * Math.max(0, said - 2) : 0.7 * Math.min(3, said);
  score += 0.4 * Math.min(3, hitsOf(detailed, asked));
  score += parameterScore(profile, asked, score > 0);
  if (verb !== undefined && !isReading && named.some(({ stem }) => stem === stemOf(verb))) score += 1;
  score += actScore(act, asked.segment.act, score > 0);
  if (isTold(profile, asked)) score += 4;
  else if (asked.segment.mood === 'statement' && asked.segment.act === undefined)
    score -=
      act === 'read' || act === undefined || (act === 'create' && REPORTING.test(asked.text)) ? 1.2 : 3;
  if (
    calculates(profile) &&
    (asked.facts().solution !== undefined || isWordProblem(asked) || expressionsIn(asked.text).length > 0)
  )
    score += 3;
  if (records(profile, asked)) score += 4;
  const spoken = tool.name.length > 2 && asked.mentions(tool.name);
  if (spoken) return { profile, score: score + (asked.form <= -4 ? 0 : 6), shared };
  // "Write an email" may still mean the tool that writes emails.
  const isMeant = (act === 'create' || act === 'send') && hits > 0;
  const isNamed = verb !== undefined && [...named, ...described].some(({ stem }) => stem === stemOf(verb));
  const does = asked.wantsText && (isMeant || isNamed);
  return { profile, score: score + (does ? 0 : asked.form), shared };
}

function hitsOf(terms: readonly Term[], { concepts, around }: Asked): number {
  let hits = 0;
  for (const term of terms) hits += mentionOf(term, concepts) || 0.6 * mentionOf(term, around);
  return hits;
}

/** Whether a tool computes: it takes an expression, numbers for an operation, or code. */
function calculates({ named, described, parameters }: Profile): boolean {
  const runsCode = parameters.some(({ isRequired, words }) => isRequired && words.includes('code'));
  return runsCode || [...named, ...described].some(({ families }) => families.includes('~calculate'));
}

/** Whether users say something of themselves that a tool can keep. */
function isTold({ act, named, described }: Profile, { segment, text }: Asked): boolean {
  return (
    act === 'create' &&
    segment.mood === 'statement' &&
    ABOUT_ONESELF.test(text) &&
    [...named, ...described].some(({ families }) => families.includes('~memory'))
  );
}

const ABOUT_ONESELF =
  /\b(?:I(?: am|['’]m| have| like| love| hate| prefer| live| work| always| never| usually| don['’]t)|my [\p{L} ]{2,40} (?:is|are))\b/iu;
/** What users report to have it recorded: "I spent 12 euros on lunch." */
const REPORTING =
  /^\W{0,3}(?:today |yesterday |this morning )?(?:I|we)(?:['’]ve| have)? (?:just )?(?!am\b|think\b|want\b)\p{L}{2,20}\b/iu;

/** Whether a text states all that a tool takes which is named like a type, and thus holds a record of it. */
export function records({ tool, parameters }: Profile, { segment, facts }: Asked): boolean {
  if (!/^[A-Z][a-z]/.test(tool.name) || segment.mood === 'question') return false;
  const required = parameters.filter(({ isRequired }) => isRequired);
  return (
    required.length > 1 && required.every(({ words }) => (subjectOf(words)?.facts?.(facts()).length ?? 0) > 0)
  );
}

/** Whether numbers are to be put together: "One costs 12 euros. What do 30 of them cost?", "Add 3 and 4." */
function isWordProblem({ text, segment, concepts }: Asked): boolean {
  return (
    (text.match(/(?<![\w-])\d[\d.,]*(?![\w-])/g)?.length ?? 0) > 1 &&
    ((segment.mood === 'question' && PUTTING_TOGETHER.test(text)) ||
      OPERATIONS.some((operation) => concepts.has(operation)))
  );
}

const OPERATIONS = ['~addition', '~subtraction', '~multiplication', '~division'];

const PUTTING_TOGETHER =
  /\b(?:how (?:many|much|far|long|old|often)|costs?|totals?|altogether|in all|sum|difference|remain\w*|left|each|per|average|percent(?:age)?|times|twice|half)\b|%/i;

function actScore(does: Act | undefined, wanted: Act | undefined, isRelated: boolean): number {
  if (does === undefined || wanted === undefined) return 0;
  if (does === wanted) return isRelated ? 0.8 : 0;
  if (wanted === 'read') return -2.5;
  if (does === 'read') return -1.5;
  const isOpposite = (does === 'remove') !== (wanted === 'remove');
  if (isOpposite) return -3;
  return does === 'send' || wanted === 'send' ? -0.6 : -0.2;
}

function parameterScore({ parameters }: Profile, asked: Asked, isRelated: boolean): number {
  let score = 0;
  for (const { words, terms, values, isRequired, kind } of parameters) {
    if (terms.some((term) => mentionOf(term, asked.concepts) === 1)) score += 0.4;
    const mentioned = values.some(
      (value) => typeof value === 'string' && value.length > 1 && asked.mentions(value),
    );
    if (mentioned) score += 0.8;
    if (!isRequired) continue;
    // Few texts have these, so they tell something about the tool; a place may be anything's.
    if (isSpecific(kind, asked.text)) score += 1.1;
    else if (isRelated && (subjectOf(words)?.facts?.(asked.facts()).length ?? 0) > 0) score += 0.8;
  }
  return Math.min(2.4, score);
}

function isSpecific(kind: Profile['parameters'][number]['kind'], text: string): boolean {
  if (kind === 'id') return CODE.test(text);
  if (kind === 'email') return /\S@\S/.test(text);
  if (kind === 'url') return /\bhttps?:\/\//.test(text);
  return kind === 'file' && FILE.test(text);
}

/** Letters and digits that name something: `KX-4471-B`, `#123`. */
export const CODE =
  /(?<![\w-])(?=[\w-]{0,40}\d)(?=[\w-]{0,40}[A-Z])[A-Z\d][A-Z\d_-]{2,40}(?![\w-])|#\d{1,12}\b|(?<=\b(?:id|number|order|invoice|ticket|account|user|customer|product|article|case|booking|issue) (?:no\.? |number |id )?)\d{1,12}\b/;
export const FILE = /(?<![\w:/])(?:~|\.{1,2})?(?:\/[\w.-]{1,60}){1,12}|\b[\w-]{1,60}\.[a-z]{1,4}\b(?!\.)/;

/**
 * A test of whether a text contains a phrase as whole words, in any case.
 *
 * @example
 * const mentions = mentionsIn('Use get_weather, please.');
 * mentions('get_weather'); // true
 * mentions('weather'); // false
 */
export function mentionsIn(text: string): (phrase: string) => boolean {
  const lower = text.toLowerCase();
  const words = new Set(lower.match(/\w+/g));
  return (phrase) => {
    const wanted = phrase.toLowerCase();
    // Each word of the phrase has to be a word of the text: this rules out most phrases without a search.
    const [first] = /\w+/.exec(wanted) ?? [];
    if (first !== undefined && !words.has(first)) return false;
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
      if (!/\w/.test(lower[at - 1] ?? ' ') && !/\w/.test(lower[at + wanted.length] ?? ' ')) return true;
    }
    return false;
  };
}

const WRITING =
  /^\W{0,5}(?:please |can you |could you |now |help me )?(?:write (?!to\b)|compose|draft|tell (?:me|us) (?:a|an|another|some)\b|make up|invent|brainstorm|rewrite|rephrase|reword|shorten|polish|paraphrase|summari[sz]e|proofread|correct|improve|translate)\b/i;
const REWRITING =
  /^\W{0,5}(?:please |can you |could you |now |help me )?(?:rewrite|rephrase|reword|shorten|polish|paraphrase|proofread|correct|improve|translate|make (?:this|the following))\b/i;
const EXPLAINING =
  /^\W{0,5}(?:please |can you |could you )?(?:explain|describe|define|how (?:do|does|did) (?!i\b|we\b|the weather)|why\b|what (?:is|are) (?:an? )?(?:difference|meaning|definition|history|concept)|what does \w+ mean|teach me)/i;
const SAYING = /^\W{0,5}how (?:do|would|can) (?:you|i|we) say\b/i;
const SMALL_TALK =
  /^\W{0,5}(?:(?:hi|hello|hey|thanks?|thank you|good (?:morning|evening|afternoon|night)|how are you|ok(?:ay)?|great|bye|goodbye|nice)\b(?!.{0,40}[?])(?:[^\n.!]{0,30}[.!]?\s*)|(?:(?:great|perfect|ok(?:ay)?|wonderful|excellent|lovely|awesome)\W{1,3})?(?:many )?(?:thanks|thank you)\b[^?.!\n]{0,60}[.!]?\s*)$/i;
const OPINION =
  /\b(?:what do you think|in your opinion|do you (?:think|believe|like|prefer|feel)|would you rather|your (?:favou?rite|opinion|view))\b/i;
const REFUSED =
  /\b(?:without (?:using |calling )?(?:any |the )?(?:tools?|functions?)|(?:do not|don['’]t|never) (?:use|call) (?:any |the )?(?:tools?|functions?))\b/i;
const ASKING =
  /\?|^\W{0,5}(?:please|what|who|where|when|which|how|can|could|would|will|is|are|do|does|should)\b/i;

function formOf(text: string, wantsText: boolean): number {
  if (REFUSED.test(text)) return -100;
  if (SMALL_TALK.test(text.trim())) return -4;
  if (wantsText || (EXPLAINING.test(text) && !SAYING.test(text)) || OPINION.test(text)) return -3;
  return ASKING.test(text) ? 0.3 : 0;
}
