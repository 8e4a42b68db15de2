import { saidBy, type Turn } from '../../../engine/request.ts';
import { isResult, lastRequestIndex, type Reading } from '../../reading/reading.ts';
import type { Solution } from './arithmetic.ts';
import { solveArithmetic } from './arithmetic.ts';
import type { Money, Quantity } from './literals.ts';
import {
  datesIn,
  emailsIn,
  fieldsIn,
  listsIn,
  moneyIn,
  phonesIn,
  quantitiesIn,
  quotedIn,
  timesIn,
  urlsIn,
} from './literals.ts';
import type { Person } from './names.ts';
import { coloursIn, companiesIn, peopleIn, placesIn, routeIn, unitsIn } from './names.ts';
import { wordsOf } from './words.ts';

/** Facts from a conversation that could fill the fields of an answer, in order of appearance. */
export interface Facts {
  /** The text that was read: the last request, then supporting text. At most 4,000 characters. */
  readonly text: string;
  /** Where the request stands in the text. What is stated around it counts less. */
  readonly focus: { readonly start: number; readonly end: number };
  /** The words of the last request, in lower case and stemmed. */
  readonly words: ReadonlySet<string>;
  /** The last request in one line of at most 200 characters. */
  readonly topic: string;
  readonly people: readonly Person[];
  readonly ages: readonly number[];
  readonly emails: readonly string[];
  readonly urls: readonly string[];
  readonly phones: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly dates: readonly string[];
  /** `HH:MM:SS`. */
  readonly times: readonly string[];
  readonly money: readonly Money[];
  readonly quantities: readonly Quantity[];
  readonly places: readonly string[];
  /** "from A to B" and the like. */
  readonly route: { readonly from?: string; readonly to?: string };
  readonly quoted: readonly string[];
  /** `key: value` lines, the key in lower case without separators. */
  readonly fields: ReadonlyMap<string, string>;
  readonly companies: readonly string[];
  readonly colours: readonly string[];
  readonly units: readonly string[];
  readonly lists: readonly (readonly string[])[];
  /** Values that are decided already, such as those of earlier results, by the {@link keyOf key} of a field's name. */
  readonly given?: ReadonlyMap<string, string>;
  /** Present when the request is a sum or a linear equation. */
  readonly solution?: Solution;
}

/**
 * The facts of a request; `noFacts` if it asks for neither JSON nor tools.
 *
 * Reads at most 4,000 characters of user and tool messages, in linear time.
 *
 * @example
 * factsOf(reading).people; // [{ name: 'John', age: 30 }] for "Extract: John is 30 years old"
 */
export function factsOf(reading: Reading): Facts {
  const { format, tools } = reading.request;
  if (format.kind === 'text' && tools.length === 0 && !reading.form.json && !reading.form.layout)
    return noFacts;
  const { turns } = reading.plain.request;
  return factsIn(lastRequestOf(turns), supportOf(turns));
}

/**
 * The facts stated in a text, with supporting text read after it.
 *
 * @example
 * factsIn('Jane Doe (jane@x.org) pays $42.50').money; // [{ amount: 42.5, currency: 'USD' }]
 */
export function factsIn(request: string, support = ''): Facts {
  const main = clipped(request, CAPACITY);
  const whole =
    support === ''
      ? ''
      : clipped(support, Math.max(0, CAPACITY - (support.includes(main) ? 0 : main.length)));
  const at = main === '' ? -1 : whole.indexOf(main);
  // A part of a longer request stays in its place.
  const text = at >= 0 ? whole : whole === '' ? main : `${main}\n\n${whole}`;
  const focus = { start: Math.max(0, at), end: Math.max(0, at) + main.length };
  const people = peopleIn(text);
  const names = new Set(people.map((person) => person.name));
  const solution = solveArithmetic(main);
  return {
    text,
    focus,
    words: new Set(wordsOf(main)),
    topic: topicOf(main),
    people,
    ages: people.flatMap((person) => (person.age === undefined ? [] : [person.age])),
    emails: emailsIn(text),
    urls: urlsIn(text),
    phones: phonesIn(text),
    dates: datesIn(text),
    times: timesIn(text),
    money: moneyIn(text),
    quantities: quantitiesIn(text),
    places: placesIn(text).filter((place) => !names.has(place)),
    route: routeIn(text),
    quoted: quotedIn(text),
    fields: fieldsIn(text),
    companies: companiesIn(text),
    colours: coloursIn(text),
    units: unitsIn(text),
    lists: listsIn(text),
    ...(solution === undefined ? {} : { solution }),
  };
}

/** The text of the last request, at most 4,000 characters. */
export function lastRequestOf(turns: readonly Turn[]): string {
  const last = turns[lastRequestIndex(turns)];
  return last === undefined ? '' : textOf(last);
}

/** Maximum characters read from a conversation. */
const CAPACITY = 4_000;

/** Tool results after the last request, then earlier requests, the latest first. */
function supportOf(turns: readonly Turn[]): string {
  const last = lastRequestIndex(turns);
  const pieces: string[] = [];
  let length = 0;
  const add = (turn: Turn) => {
    const text = textOf(turn);
    pieces.push(text);
    length += text.length;
  };
  for (let index = turns.length - 1; index > last && length < CAPACITY; index--) {
    const turn = turns[index] as Turn;
    if (isResult(turn)) add(turn);
  }
  for (let index = last - 1; index >= 0 && length < CAPACITY; index--) {
    if (turns[index]?.role !== 'system') add(turns[index] as Turn);
  }
  return pieces.join('\n\n');
}

/** The text of a turn, at most 4,000 characters. */
export function textOf(turn: Turn): string {
  const pieces: string[] = [];
  for (const part of turn.parts) {
    const said = saidBy(part);
    if (said !== undefined) pieces.push(clipped(said, CAPACITY));
  }
  return clipped(pieces.join('\n'), CAPACITY);
}

/** Keeps both ends of a long text: instructions are usually at the start and questions often at the end. */
function clipped(text: string, capacity: number): string {
  if (text.length <= capacity) return text;
  const head = Math.floor(capacity / 3);
  return `${text.slice(0, head)}\n${text.slice(text.length - (capacity - head - 1))}`;
}

function topicOf(text: string): string {
  const line = text.slice(0, 600).replace(/\s+/g, ' ').trim();
  if (line.length <= 200) return line;
  const cut = line.lastIndexOf(' ', 200);
  return line.slice(0, cut > 100 ? cut : 200);
}

/** No facts. */
export const noFacts: Facts = {
  text: '',
  focus: { start: 0, end: 0 },
  words: new Set(),
  topic: '',
  people: [],
  ages: [],
  emails: [],
  urls: [],
  phones: [],
  dates: [],
  times: [],
  money: [],
  quantities: [],
  places: [],
  route: {},
  quoted: [],
  fields: new Map(),
  companies: [],
  colours: [],
  units: [],
  lists: [],
};
