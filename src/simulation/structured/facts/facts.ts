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
  readonly solution?: Solution | undefined;
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
  return new ReadFacts(text, main, focus);
}

/** Facts that are read from a text when they are first needed: most of them never are. */
class ReadFacts implements Facts {
  readonly text: string;
  readonly focus: Facts['focus'];
  readonly given?: ReadonlyMap<string, string>;
  readonly #main: string;
  readonly #read: Map<unknown, unknown>;

  constructor(
    text: string,
    main: string,
    focus: Facts['focus'],
    read = new Map<unknown, unknown>(),
    given?: ReadonlyMap<string, string>,
  ) {
    this.text = text;
    this.focus = focus;
    this.#main = main;
    this.#read = read;
    if (given) this.given = given;
  }

  with(given: ReadonlyMap<string, string>): Facts {
    return new ReadFacts(this.text, this.#main, this.focus, this.#read, given);
  }

  get words(): Facts['words'] {
    return this.#once(wordsIn, this.#main);
  }
  get topic(): string {
    return this.#once(topicOf, this.#main);
  }
  get people(): Facts['people'] {
    return this.#once(peopleIn);
  }
  get ages(): Facts['ages'] {
    return this.people.flatMap(({ age }) => (age === undefined ? [] : [age]));
  }
  get emails(): Facts['emails'] {
    return this.#once(emailsIn);
  }
  get urls(): Facts['urls'] {
    return this.#once(urlsIn);
  }
  get phones(): Facts['phones'] {
    return this.#once(phonesIn);
  }
  get dates(): Facts['dates'] {
    return this.#once(datesIn);
  }
  get times(): Facts['times'] {
    return this.#once(timesIn);
  }
  get money(): Facts['money'] {
    return this.#once(moneyIn);
  }
  get quantities(): Facts['quantities'] {
    return this.#once(quantitiesIn);
  }
  get places(): Facts['places'] {
    return this.#once(placesIn).filter((place) => this.people.every(({ name }) => name !== place));
  }
  get route(): Facts['route'] {
    return this.#once(routeIn);
  }
  get quoted(): Facts['quoted'] {
    return this.#once(quotedIn);
  }
  get fields(): Facts['fields'] {
    return this.#once(fieldsIn);
  }
  get companies(): Facts['companies'] {
    return this.#once(companiesIn);
  }
  get colours(): Facts['colours'] {
    return this.#once(coloursIn);
  }
  get units(): Facts['units'] {
    return this.#once(unitsIn);
  }
  get lists(): Facts['lists'] {
    return this.#once(listsIn);
  }
  get solution(): Facts['solution'] {
    return this.#once(solveArithmetic, this.#main);
  }

  #once<T>(read: (text: string) => T, text = this.text): T {
    if (!this.#read.has(read)) this.#read.set(read, read(text));
    return this.#read.get(read) as T;
  }
}

/** Facts of which some values are decided already. */
export function factsWith(facts: Facts, given: ReadonlyMap<string, string>): Facts {
  return facts instanceof ReadFacts ? facts.with(given) : { ...facts, given };
}

const wordsIn = (text: string): ReadonlySet<string> => new Set(wordsOf(text));

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
