import { saidBy, type Tool, type Turn } from '../../../engine/request.ts';
import { actOf } from '../../calls/acts.ts';
import { type Entry, entriesOf, ID_WORDS } from '../../calls/entries.ts';
import { segmentsOf } from '../../calls/segments.ts';
import { chosen, extreme } from '../../calls/selection.ts';
import { callsSince, type MadeCall, parsed } from '../../reading/calls.ts';
import { isHandOff } from '../../reading/hand-offs.ts';
import type { Reading } from '../../reading/reading.ts';
import { isResult } from '../../reading/reading.ts';
import { Roots } from '../../reading/roots.ts';
import { type Kind, wantedOf } from '../../reading/wanted.ts';
import { capitalise, joinList, toPlainLine } from '../grammar.ts';
import { toldByOrder } from './told-by-order.ts';

/** What the calls since a request found and did; empty if their results are texts. */
export function answerOfCalls(calls: readonly MadeCall[], reading: Reading): string {
  return calls.length === 0 || calls.length > MOST_CALLS ? '' : new Answer(calls, reading).text();
}

/**
 * The answer from the results of all calls that were made for a request: what it asks, field by field, what was done,
 * and what failed. Empty if the last turn is no result, or the results are texts.
 */
export function answerOfResults(turns: readonly Turn[], reading: Reading): string {
  const last = turns.at(-1);
  if (last === undefined || !isResult(last)) return '';
  const { tools } = reading.request;
  return answerOfCalls(
    callsSince(turns).filter(({ name }) => !isHandOff(name) && !isSearch(name, tools)),
    reading,
  );
}

/** Whether a tool finds passages, which are texts and no values. */
function isSearch(name: string, tools: readonly Tool[]): boolean {
  const tool = tools.find((each) => each.name === name);
  return tool?.kind === 'function' && (tool.native === 'web-search' || tool.native === 'file-search');
}

const MOST_CALLS = 24;
const MOST_FIELDS = 6;
const LONGEST_VALUE = 200;

/** A value in a result that may answer. */
interface Candidate {
  readonly call: MadeCall;
  readonly key: string;
  readonly value: string;
  readonly merit: number;
}

class Answer {
  readonly #calls: readonly MadeCall[];
  readonly #reading: Reading;
  readonly #words = new Roots();
  /** The keys that have been told, by the tools whose results have them. */
  readonly #told = new Map<string, Set<string>>();

  constructor(calls: readonly MadeCall[], reading: Reading) {
    this.#calls = calls;
    this.#reading = reading;
  }

  text(): string {
    const last = this.#calls.at(-1)!;
    if (last.outcome === 'failed') return failure(last);
    const system = this.#reading.request.turns
      .filter(({ role }) => role === 'system')
      .map((turn) => turn.parts.map((part) => saidBy(part) ?? '').join('\n'))
      .join('\n');
    const told = system === '' ? undefined : toldByOrder(system, this.#reading.text, this.#calls);
    if (told !== undefined) return told;
    const said: string[] = [];
    let open = 0;
    const questions = questionsIn(this.#reading.text);
    const followed = questions.length === 1 ? this.#followed(last) : undefined;
    if (followed !== undefined) return followed;
    for (const question of questions) {
      const answer = this.#answered(question);
      if (answer === undefined) open++;
      else said.push(answer);
    }
    if (open > 0 && said.length > 0) said.push(...this.#rest());
    const acted = this.#calls.filter((call) => isAction(call) && call.outcome === 'found').map(done);
    if (acted.length > 0 && said.length === 0) acted[0] = `Done. ${acted[0]}`;
    said.push(...acted);
    return [...new Set(said)].join(' ');
  }

  /** A bare value that was found for what another call had found: "The item price of Clam Chowder is 9.99." */
  #followed(last: MadeCall): string | undefined {
    if (this.#calls.length < 2 || isAction(last) || last.outcome !== 'found') return undefined;
    const entries = entriesOf(last);
    const [{ fields, text } = { fields: [], text: '' }] = entries;
    if (entries.length !== 1 || fields.length > 0 || text.length > LONGEST_VALUE) return undefined;
    const [taken] = Object.values(last.input)
      .map(String)
      .filter((value) => this.#calls.some((call) => call !== last && (call.result ?? '').includes(value)));
    if (taken === undefined) return undefined;
    if (this.#reading.manner.only) return text;
    const words = wordsOf(last.name);
    const object = words.slice(words.indexOf(verbOf(last.name)) + 1).join(' ');
    return /[.!?]$/.test(text) ? text : `The ${object || 'result'} of ${taken} is ${text}.`;
  }

  /** What else was found by calls that no other call needed. */
  #rest(): string[] {
    return this.#calls.flatMap((call, index) => {
      if (isAction(call) || call.outcome !== 'found') return [];
      const entries = entriesOf(call);
      const told = this.#told.get(call.name);
      if (told && (entries.length > 1 || entries.some(({ fields }) => fields.length > MOST_FIELDS)))
        return [];
      const later = this.#calls.slice(index + 1).flatMap(({ input }) => Object.values(input).map(String));
      if (
        entries.some(
          ({ fields, text }) => later.includes(text) || fields.some(([, value]) => later.includes(value)),
        )
      )
        return [];
      const fields = entries
        .slice(0, MOST_FIELDS)
        .flatMap((entry) => entry.fields.slice(0, MOST_FIELDS))
        .filter(([key]) => told === undefined || (!told.has(key) && !isId(key)));
      if (fields.length === 0) return [];
      return [
        `${capitalise(joinList(fields.slice(0, 2 * MOST_FIELDS).map(([key, value]) => clause(key, value))))}.`,
      ];
    });
  }

  /** The fields that answer a question: of each of several calls of one tool, else of the result that fits best. */
  #answered(question: string): string | undefined {
    const wanted = wantedOf(question, this.#words);
    const all = this.#calls.flatMap((call) => this.#candidates(call, question, wanted));
    const best = all.reduce((most, { merit }) => Math.max(most, merit), 0);
    if (best < LEAST) return undefined;
    const { call, key } = all.findLast(({ merit }) => merit > best - 0.01)!;
    const siblings = this.#calls.filter(({ name }) => name === call.name);
    const told = this.#told.get(call.name) ?? new Set();
    this.#told.set(call.name, told);
    const found = siblings.flatMap((each) => {
      const own = all.filter((candidate) => candidate.call === each);
      return own
        .filter((candidate) => (siblings.length > 1 ? candidate.key === key : candidate.merit > best - 0.01))
        .slice(0, 3);
    });
    for (const each of found) told.add(each.key);
    if (siblings.length > 1) {
      const entries = found.map(({ key: name, value }): Entry => ({ fields: [[name, value]], text: value }));
      const most = extreme(entries, question);
      const top = most && found[entries.indexOf(most)];
      if (top) {
        const subject = subjectOf(top.call, siblings) ?? top.value;
        return this.#reading.manner.only ? subject : `${capitalise(subject)}: ${clause(top.key, top.value)}.`;
      }
    }
    const summed = aggregated(question, found);
    if (summed !== undefined)
      return this.#reading.manner.only
        ? summed
        : `The total is ${summed}.`.replace(
            'total',
            AVERAGE.test(question) ? 'average' : DIFFERENCE.test(question) ? 'difference' : 'total',
          );
    if (this.#reading.manner.only) return joinList(found.map(({ value }) => value));
    if (siblings.length === 1)
      return `${capitalise(joinList(found.map((each) => clause(each.key, each.value))))}.`;
    return `${found.map((each) => `${capitalise(subjectOf(each.call, siblings) ?? 'one')}: ${clause(each.key, each.value)}`).join('; ')}.`;
  }

  #candidates(call: MadeCall, question: string, wanted: ReturnType<typeof wantedOf>): Candidate[] {
    if (call.result === undefined || call.outcome !== 'found') return [];
    const entry = this.#entryOf(call, question);
    if (entry === undefined) return [];
    const lower = question.toLowerCase();
    const passedOn = this.#passedOn(call);
    if (entry.fields.length === 0) return this.#calls.length > 1 ? this.#bare(call, entry.text, wanted) : [];
    return entry.fields.slice(0, MOST_KEYS).flatMap(([key, value]) => {
      if (value === '' || (value.length > 2 && lower.includes(value.toLowerCase()))) return [];
      if (passedOn.has(value)) return [];
      return [{ call, key, value, merit: this.#merit(key, value, wanted) }];
    });
  }

  /** A short text that speaks of what is asked. */
  #bare(call: MadeCall, text: string, { roots, kind }: ReturnType<typeof wantedOf>): Candidate[] {
    if (text.length > LONGEST_VALUE || isAction(call) || entriesOf(call).length > 1) return [];
    const hits = [...this.#words.of(text)].filter((root) => roots.has(root)).length;
    const merit = hits + (kind?.looks.test(text) ? 0.6 : 0);
    return hits === 0 ? [] : [{ call, key: '', value: text, merit }];
  }

  #merit(key: string, value: string, { roots, keys, kind }: ReturnType<typeof wantedOf>): number {
    const own = this.#words.of(key);
    let merit = 0;
    for (const root of own) if (roots.has(root)) merit += 2 / Math.sqrt(own.size);
    for (const root of own) if (keys.has(root)) merit += 1;
    return merit + (kind === undefined ? 0 : this.#kindMerit(kind, own, key, value));
  }

  #kindMerit(kind: Kind, own: ReadonlySet<string>, key: string, value: string): number {
    const known = this.#words.of(kind.keys);
    const isKey = [...own].some((root) => known.has(root));
    const looks =
      (kind.dimension ?? kind.looks).test(`${value} ${label(key)}`) ||
      (kind.name === 'time' && kind.looks.test(value)) ||
      (kind.name === 'amount' && /^-?\d[\d.,]*$/.test(value));
    if (isId(key) && !isKey) return 0;
    return (isKey ? 1 : 0) + (looks ? 0.6 : 0);
  }

  /** The values that later calls with results took from a call: what they found answers instead. */
  #passedOn(call: MadeCall): ReadonlySet<string> {
    return new Set(
      this.#calls
        .slice(this.#calls.indexOf(call) + 1)
        .filter((later) => later.outcome === 'found' && !isAction(later))
        .flatMap(({ input }) => Object.values(input).map(String)),
    );
  }

  /** The entry of a result that matters: the one that a later call takes up, or that the request means. */
  #entryOf(call: MadeCall, question: string): Entry | undefined {
    const entries = entriesOf(call);
    if (entries.length < 2) return entries[0];
    const later = this.#calls
      .slice(this.#calls.indexOf(call) + 1)
      .flatMap(({ input }) => Object.values(input).map(String));
    const taken = entries.filter(({ fields }) =>
      fields.some(([key, value]) => isId(key) && later.includes(value)),
    );
    if (taken.length === 1) return taken[0];
    return chosen(entries, question, this.#reading.text);
  }
}

const LEAST = 0.6;

const isId = (key: string): boolean =>
  ID_WORDS.has(
    key
      .split(/[\s_]+/)
      .at(-1)!
      .toLowerCase(),
  );

const MOST_KEYS = 60;

/** Whether a call does something; one that takes only numbers computes. */
const isAction = ({ name, input }: MadeCall): boolean => {
  const act = actOf(verbOf(name));
  const values = Object.values(input);
  const computes = values.length > 1 && values.every((value) => typeof value === 'number');
  return act !== undefined && act !== 'read' && !computes;
};

/** The questions of a request, and commands to tell something. */
function questionsIn(text: string): string[] {
  const segments = segmentsOf(text.slice(0, 4_000));
  const asking = segments.filter(
    ({ mood, act, verb }) =>
      mood === 'question' || (mood === 'command' && (act === 'read' || TELLING.test(verb ?? ''))),
  );
  // A list of names in a question divides it, but asks nothing of its own.
  return asking.map(({ text: said, piece, at }) =>
    at === 0 && asking.every((other) => other.piece !== piece || other.at === 0) ? piece : said,
  );
}

const TELLING = /^(?:tell|give|report|say|name|state)$/;

/** What was done, by the name of the tool, with what it returned. */
function done(call: MadeCall): string {
  const words = wordsOf(call.name);
  const verb = verbOf(call.name);
  const object = words.slice(words.indexOf(verb) + 1).join(' ');
  const details = entriesOf(call)
    .slice(0, 1)
    .flatMap(({ fields }) => fields)
    .filter(([, value]) => value !== '' && value.length <= 80)
    .slice(0, MOST_FIELDS)
    .map(([key, value]) => `${label(key)} ${value}`);
  const what = object === '' ? 'that' : `the ${object}`;
  return `I have ${participle(verb)} ${what}${details.length === 0 ? '' : ` (${details.join(', ')})`}.`;
}

const wordsOf = (name: string): string[] =>
  name
    .slice(0, 80)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_.-]+/)
    .filter((word) => word !== '');

const verbOf = (name: string): string => {
  const words = wordsOf(name);
  return words.find((word) => actOf(word) !== undefined) ?? words[0] ?? '';
};

function participle(verb: string): string {
  const irregular = IRREGULAR[verb];
  if (irregular !== undefined) return irregular;
  if (verb.endsWith('e')) return `${verb}d`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  if (verb === 'cancel') return 'cancelled';
  return /^[^aeiou]*[aeiou][bdgmnpt]$/.test(verb) ? `${verb}${verb.at(-1)}ed` : `${verb}ed`;
}

const IRREGULAR: Readonly<Record<string, string>> = {
  submit: 'submitted',
  send: 'sent',
  set: 'set',
  put: 'put',
  make: 'made',
  write: 'written',
  buy: 'bought',
  pay: 'paid',
  reset: 'reset',
  begin: 'begun',
  run: 'run',
  give: 'given',
  take: 'taken',
};

/** What went wrong, in the words of the result. */
function failure({ name, result = '' }: MadeCall): string {
  const texts = textsIn(parsed(result));
  const spoken = texts.filter((text) => /\s/.test(text));
  const said = spoken.length > 0 ? spoken : texts;
  const text = toPlainLine((said.length > 0 ? said.join(' ') : result).replace(/_/g, ' '), 400);
  return `I could not complete "${wordsOf(name).join(' ')}": ${text}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** The texts of an error, those inside of others included. */
function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value !== 'object' || value === null || depth > 3) return [];
  return Object.entries(value)
    .slice(0, MOST_KEYS)
    .flatMap(([key, each]) =>
      Array.isArray(value) || /(?:message|detail|details|reason|description|hint|errors?)$/i.test(key)
        ? textsIn(each, depth + 1)
        : [],
    );
}

/** Of several calls, what this one was about: the argument that differs. */
function subjectOf(call: MadeCall, siblings: readonly MadeCall[]): string | undefined {
  for (const [name, value] of Object.entries(call.input)) {
    if (typeof value === 'object') continue;
    if (new Set(siblings.map(({ input }) => String(input[name]))).size > 1)
      return toPlainLine(String(value), 60);
  }
  return undefined;
}

/** A sum, an average or a difference that a question asks for. */
function aggregated(question: string, found: readonly Candidate[]): string | undefined {
  if (found.length < 2) return undefined;
  const numbers = found.map(({ value }) => Number(value.replace(/[^\d.-]/g, '')));
  if (numbers.some((number) => !Number.isFinite(number))) return undefined;
  const sum = numbers.reduce((total, number) => total + number, 0);
  if (AVERAGE.test(question)) return String(Number((sum / numbers.length).toFixed(2)));
  if (TOTAL.test(question)) return String(Number(sum.toFixed(6)));
  if (DIFFERENCE.test(question) && numbers.length === 2)
    return String(Number(Math.abs(numbers[0]! - numbers[1]!).toFixed(6)));
  return undefined;
}

const AVERAGE = /\baverage\b|\bmean\b/i;
const TOTAL = /\b(?:altogether|in total|total|in all|combined|together|sum)\b/i;
const DIFFERENCE =
  /\b(?:difference|how much (?:\w+ )?(?:more|less|warmer|colder|higher|taller|older|cheaper))\b/i;

function clause(key: string, value: string): string {
  const name = label(key);
  const plain = toPlainLine(value, 300).replace(/\.$/, '');
  if (key === '') return plain;
  if (/(?:able|left|remaining|free)$/.test(name) && /^\d/.test(plain))
    return `${plain} ${name.split(' ').at(-1)}`;
  if (/^(?:true|false)$/.test(plain)) return `${name}: ${plain === 'true' ? 'yes' : 'no'}`;
  return `the ${name} is ${plain}`;
}

const label = (key: string): string => wordsOf(key).join(' ') || 'value';
