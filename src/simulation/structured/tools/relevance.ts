import type { JsonSchema, Tool } from '../../../engine/request.ts';
import { type Facts, factsIn } from '../facts/facts.ts';
import { stemOf, tokensOf, wordsOf } from '../facts/words.ts';
import { subjectOf } from '../json/plausible.ts';
import { isObject } from '../schema/resolve.ts';

/** How well a tool matches a request. */
export interface Match {
  readonly tool: Tool;
  /** At least `CALLED` when the request plausibly asks for the tool. */
  readonly score: number;
  /** The concepts of the tool's name that the request mentions. */
  readonly shared: ReadonlySet<string>;
}

/** Minimum score at which a tool is called in `auto` mode. */
export const CALLED = 2.6;

/** Enum values of one tool that are read. */
export const MOST_VALUES = 1_000;

/** A request, analysed once for all tools. */
export interface Asked {
  readonly text: string;
  /** Whether the text contains a phrase as whole words, in any case. */
  readonly mentions: (phrase: string) => boolean;
  readonly facts: Facts;
  readonly concepts: ReadonlySet<string>;
  /** Added to the score of every tool: negative for small talk and for requests to write or explain something. */
  readonly form: number;
  readonly wantsText: boolean;
  /** The concept of the first significant word, which is the verb in a command. */
  readonly lead: string | undefined;
}

export function askedIn(text: string): Asked {
  const bounded = text.slice(0, 4_000);
  const facts = factsIn(bounded);
  const wantsText = WRITING.test(bounded);
  const concepts = conceptsOf(bounded);
  const [lead] = concepts;
  const form = formOf(bounded, wantsText);
  return { text: bounded, mentions: mentionsIn(bounded), facts, concepts, form, wantsText, lead };
}

/**
 * Scores a tool by the concepts that its name, description and parameters share with the request. A concept is a
 * stem, or one name for several synonyms. Of the values in the parameters' enums, at most `mostValues` are read.
 *
 * @example
 * matchOf(weatherTool, askedIn('Will it rain in Lisbon?')).score >= CALLED; // true
 */
export function matchOf(tool: Tool, asked: Asked, mostValues = MOST_VALUES): Match {
  const named = conceptsOf(tool.name);
  const subjects = [...named].filter((concept) => !GENERIC.has(concept));
  const telling = subjects.length > 0 ? subjects : [...named];
  const shared = new Set(telling.filter((concept) => asked.concepts.has(concept)));
  const verbs = [...named].filter((concept) => GENERIC.has(concept) && asked.concepts.has(concept)).length;
  let score = shared.size === 0 ? 0 : 3 * Math.max(0.6, shared.size / telling.length);
  score += Math.min(0.5, verbs * 0.5);
  score += 0.7 * Math.min(3, describedIn(tool.description, asked, named));
  if (tool.kind === 'function') score += parameterScore(tool.parameters, asked, score > 0, mostValues);
  if (asked.lead !== undefined && named.has(asked.lead)) score += 1;
  if (named.has('calculate') && asked.facts.solution !== undefined) score += 3;
  const spoken = tool.name.length > 2 && asked.mentions(tool.name);
  if (spoken) return { tool, score: score + (asked.form <= -4 ? 0 : 6), shared };
  // "Write an email" may still mean the tool that writes emails.
  const does =
    asked.wantsText &&
    [...named].some((concept) => WRITING_VERBS.has(concept) && asked.concepts.has(concept));
  return { tool, score: score + (does ? 0 : asked.form), shared };
}

/** The concepts in a text: stems without stop words, synonyms mapped to one name. */
export function conceptsOf(text: string): Set<string> {
  const concepts = new Set<string>();
  for (const word of wordsOf(text.slice(0, 4_000))) concepts.add(FAMILY.get(word) ?? word);
  const lower = text.slice(0, 4_000).toLowerCase();
  for (const [phrase, concept] of PHRASES) if (lower.includes(phrase)) concepts.add(concept);
  return concepts;
}

function describedIn(description: string, asked: Asked, named: ReadonlySet<string>): number {
  let hits = 0;
  for (const concept of conceptsOf(description.slice(0, 600))) {
    if (!GENERIC.has(concept) && asked.concepts.has(concept)) hits += named.has(concept) ? 0.7 : 1;
  }
  return hits;
}

function parameterScore(
  parameters: JsonSchema | undefined,
  asked: Asked,
  related: boolean,
  mostValues: number,
): number {
  if (!isObject(parameters) || !isObject(parameters.properties)) return 0;
  const required = Array.isArray(parameters.required) ? parameters.required : [];
  let score = 0;
  let left = mostValues;
  for (const [name, schema] of Object.entries(parameters.properties).slice(0, 40)) {
    const words = tokensOf(name);
    if (words.some((word) => !GENERIC.has(stemOf(word)) && asked.concepts.has(stemOf(word)))) score += 0.4;
    if (isObject(schema) && Array.isArray(schema.enum)) {
      const values = schema.enum.slice(0, Math.min(200, left));
      left -= values.length;
      const mentioned = values.some(
        (value) => typeof value === 'string' && value.length > 1 && asked.mentions(value),
      );
      if (mentioned) score += 0.8;
    }
    // A fact that fits a parameter supports a related tool only: any city fits a location.
    if (related && required.includes(name) && (subjectOf(words)?.facts?.(asked.facts).length ?? 0) > 0)
      score += 0.8;
  }
  return Math.min(2.4, score);
}

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
  /^\W{0,5}(?:please |can you |could you |now |help me )?(?:write|compose|draft|tell (?:me|us) (?:a|an|another|some)\b|make up|invent|brainstorm|rewrite|paraphrase|summari[sz]e|proofread)\b/i;
const EXPLAINING =
  /^\W{0,5}(?:please |can you |could you )?(?:explain|describe|define|how (?:do|does|did) (?!i\b|we\b|the weather)|why\b|what (?:is|are) (?:an? )?(?:difference|meaning|definition|history|concept)|what does \w+ mean|teach me)/i;
const SMALL_TALK =
  /^\W{0,5}(?:hi|hello|hey|thanks?|thank you|good (?:morning|evening|afternoon|night)|how are you|ok(?:ay)?|great|bye|goodbye|nice)\b(?!.{0,40}[?])(?:[^\n.!]{0,30}[.!]?\s*)$/i;
const REFUSED =
  /\b(?:without (?:using |calling )?(?:any |the )?(?:tools?|functions?)|(?:do not|don['’]t|never) (?:use|call) (?:any |the )?(?:tools?|functions?))\b/i;
const ASKING =
  /\?|^\W{0,5}(?:please|what|who|where|when|which|how|can|could|would|will|is|are|do|does|should)\b/i;

function formOf(text: string, wantsText: boolean): number {
  if (REFUSED.test(text)) return -100;
  if (SMALL_TALK.test(text.trim())) return -4;
  if (wantsText || EXPLAINING.test(text)) return -3;
  return ASKING.test(text) ? 0.3 : 0;
}

/** Words so common in tools and requests that they say little about the purpose of either. */
const GENERIC = new Set(
  `get fetch retrieve return provide show list run call use using execute perform make set do check find lookup tool function
  api current given specific specified user users information info data detail result value input output request query
  name text string type id based new available support allow help service system from within add create update delete
  handle process return generate number today include including
  city location place date send`
    .split(/\s+/)
    .map(stemOf),
);
const WRITING_VERBS = new Set(
  'write compose draft email note story summarize rewrite create send save'.split(' ').map(stemOf),
);

/** Synonyms, so that "Do I need an umbrella?" is about the weather. */
const FAMILIES: Readonly<Record<string, string>> = {
  weather:
    'weather forecast temperature rain raining rainy sunny snow snowing snowy umbrella humid humidity windy wind cloudy storm degrees hot cold warm chilly climate meteo',
  calculate:
    'calculate calculator calculation compute computation math maths arithmetic sum add multiply divide subtract evaluate solve plus minus times calc',
  email: 'email mail mails inbox gmail',
  calendar: 'calendar schedule meeting appointment event reminder reschedule',
  stock: 'stock stocks share shares ticker equity nasdaq',
  search: 'search google browse web internet online news latest lookup',
  translate: 'translate translation translator',
  convert: 'convert conversion converter exchange',
  flight: 'flight flights fly plane airline',
  hotel: 'hotel hotels room accommodation hostel lodging',
  restaurant: 'restaurant restaurants dinner dine eat table',
  direction: 'direction directions route navigate navigation drive driving commute',
  music: 'music song songs track playlist play album spotify',
  order: 'order orders package parcel shipment delivery shipping purchase',
  code: 'code python javascript script program interpreter exec shell',
  image: 'image images picture photo draw drawing illustration',
  document: 'document documents file files knowledge docs',
  light: 'light lights lamp lamps bulb',
  time: 'time clock timezone hour',
  price: 'price prices cost costs quote',
  buy: 'buy purchase',
  book: 'book booking reserve reservation',
  message: 'message sms slack notify notification',
  database: 'database sql db table tables row rows',
};

const FAMILY: ReadonlyMap<string, string> = new Map(
  Object.entries(FAMILIES).flatMap(([family, words]) =>
    words.split(' ').map((word) => [stemOf(word), family] as const),
  ),
);

const PHRASES: readonly (readonly [string, string])[] = [
  ['look up', 'search'],
  ['how far', 'direction'],
  ['get from', 'direction'],
  ['turn on', 'switch'],
  ['turn off', 'switch'],
  ['remind me', 'calendar'],
  ['square root', 'calculate'],
];
