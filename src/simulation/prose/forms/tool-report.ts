import type { CitedSource } from '../../../engine/ports/work.ts';
import type { ToolCall, Turn } from '../../../engine/request.ts';
import { isPage } from '../../../engine/source.ts';
import { callsSince } from '../../reading/calls.ts';
import { isHandOff } from '../../reading/hand-offs.ts';
import type { Reading } from '../../reading/reading.ts';
import { clippedText } from '../ask.ts';
import { capitalise, joinList, sentencesOf, toPlainLine } from '../grammar.ts';
import type { Form, Scene, Writing } from '../scene.ts';
import { nativeReport } from './native-report.ts';
import { answerFrom, hasAnswer, isQuestion } from './passage.ts';
import { answerOfResults } from './tool-answer.ts';

/** Answers from the latest tool results, so that a loop of calls comes to an end. */
export const toolReport: Form = {
  name: 'tool report',
  recognise: ({ request: { turns, sources = [] }, reading }) => {
    const missing = missingIn(reading);
    if (turns.at(-1)?.role === 'tool' && missing !== undefined) return () => [missing];
    const done = reportOfNative(turns, reading);
    if (done !== undefined) return () => [done];
    const said = answerOfResults(turns, reading);
    if (said !== '') return () => [said];
    if (turns.at(-1)?.role !== 'tool') return undefined;
    // Another agent answers what it was given.
    if (callsSince(turns).every(({ name }) => isHandOff(name))) return undefined;
    const results = resultsSince(turns);
    const answer = results.length <= MOST_RESULTS ? answerOf(reading, results) : undefined;
    if (answer !== undefined) return () => [answer];
    const [best] = sources;
    if (best?.passage) return () => [told(sources)];
    return (scene) => report(scene, results, callsIn(turns));
  },
};

/** What the sources say that fit the question best, if they do not answer it. */
function told(sources: readonly CitedSource[]): string {
  const [{ source, passage }] = sources as [CitedSource];
  if (!isPage(source))
    return `The passage that fits best is in ${source.filename}: ${sentencesIn(passage, 2).join(' ')}`;
  return sources
    .slice(0, MOST_TOLD)
    .flatMap((each, index) => sentencesIn(each.passage, index === 0 ? 2 : 1))
    .join(' ');
}

/** The first sentences of a passage, without headings if it has anything else. */
function sentencesIn(passage: string, most: number): string[] {
  const sentences = sentencesOf(passage, MOST_READ);
  const said = sentences.filter((sentence) => !sentence.startsWith('#'));
  return (said.length > 0 ? said : sentences).slice(0, most);
}

const MOST_READ = 20;

/** Pages that are told of. */
const MOST_TOLD = 3;

/** What native tools have done; a long output may hold the answer to the question instead. */
function reportOfNative(turns: readonly Turn[], reading: Reading): string | undefined {
  if (turns.at(-1)?.role !== 'tool') return undefined;
  const report = nativeReport(turns, reading.manner);
  const isLong = report !== undefined && report.split('\n').length > MOST_LINES_TOLD;
  return isLong && reading.question.endsWith('?')
    ? (answerOf(reading, resultsSince(turns)) ?? report)
    : report;
}

/** Lines of a report that is told although something in it may answer the question. */
const MOST_LINES_TOLD = 12;

/** What the request wants to be said if the results do not answer its question, and they do not. */
function missingIn(reading: Reading): string | undefined {
  const { otherwise } = reading.manner;
  if (otherwise === undefined || !isQuestion(reading.question)) return undefined;
  const results = reading.material.filter(({ from }) => from === 'result');
  return reading.asked.some((each) => hasAnswer({ asked: [each] }, results)) ? undefined : otherwise;
}

/** The results of the last calls, and of earlier ones of the same tools for the same request. */
function resultsSince(turns: readonly Turn[]): Turn[] {
  const latest = turns.findLastIndex((turn) => turn.role !== 'tool') + 1;
  const named = new Set(turns[latest - 1]?.toolCalls?.map(({ name }) => name));
  const asked = turns.findLastIndex((turn) => turn.role === 'user');
  const ids = new Set(
    turns
      .slice(asked + 1)
      .flatMap(({ toolCalls }) => toolCalls ?? [])
      .filter(({ name }) => named.has(name))
      .map(({ id }) => id),
  );
  return turns.filter(
    (turn, index) =>
      turn.role === 'tool' && (index >= latest || (index > asked && ids.has(turn.toolCallId ?? ''))),
  );
}

/** The answer to the question in the results; a short one is reported if it holds none. */
function answerOf(reading: Reading, results: readonly Turn[]): string | undefined {
  if (!isQuestion(reading.question)) return undefined;
  const material = reading.material.filter(({ from }) => from === 'result');
  const isLong = results.some((result) => isMore(clippedText(result, 20_000)));
  return isLong || hasAnswer(reading, material) ? answerFrom(reading, material) : undefined;
}

/** Whether a result has more than a few values or sentences. */
function isMore(text: string): boolean {
  if (/"(?:error|errors)"\s*:\s*(?:"|\{|\[)/.test(text.slice(0, 2000))) return false;
  return (text.match(/"\s*:\s*["\d\-tf]/g)?.length ?? 0) > 3 || sentencesOf(text, 4).length > 2;
}

function* report(scene: Scene, results: readonly Turn[], calls: readonly ToolCall[]): Writing {
  const { random } = scene;
  for (const [index, result] of results.slice(0, MOST_RESULTS).entries()) {
    const call =
      calls.find((each) => each.id === result.toolCallId) ??
      (calls.length === results.length ? calls[index] : calls.at(-1));
    const text = clippedText(result, 4000);
    const subject = subjectOf(call);
    const said = statement(scene, text, subject, humanName(call?.name ?? result.name ?? 'the tool'));
    yield index === 0 ? said : ` ${said}`;
  }
  if (results.length > MOST_RESULTS) yield ` There were ${results.length} results in all.`;
  if (random.chance(0.4)) {
    yield ` ${random.pick(['Let me know if you need anything else.', 'Is there anything else you would like to know?', 'I can look up more if you like.', 'Just ask if you want more detail.'])}`;
  }
}

/** A sentence or two about `text`, a tool's result. */
function statement({ random }: Scene, text: string, subject: string | undefined, tool: string): string {
  const value = parsed(text);
  if (value === undefined || typeof value !== 'object' || value === null) {
    const plain = value === undefined ? sentencesOf(text, 4).join(' ').slice(0, 600) : String(value);
    if (plain.trim() === '' || plain === 'null') return `The ${tool} call finished without a result.`;
    if (/\s/.test(plain) && /[.!?]$/.test(plain)) {
      return random.pick([
        capitalise(plain),
        `Here is what I found: ${plain}`,
        `I checked, and this is the answer: ${plain}`,
      ]);
    }
    const about = subject === undefined ? '' : ` for ${subject}`;
    return random.pick([
      `The result${about} is ${plain}.`,
      `The answer${about} is ${plain}.`,
      `According to the ${tool} result${about}: ${plain}.`,
    ]);
  }
  if (Array.isArray(value)) return listing(value, subject);
  const fields = value as Readonly<Record<string, unknown>>;
  const failure = fields.error ?? fields.errors;
  if (failure !== undefined && failure !== null && failure !== false) {
    return `The ${tool} call did not succeed: ${spoken(failure)}. You may want to try again with other input.`;
  }
  const place = subject ?? placeIn(fields);
  const facts = statements(fields, place);
  if (facts.length === 0) return `The ${tool} call finished, and there was nothing to report.`;
  const opening =
    place === undefined
      ? random.pick(['', '', 'According to the latest result, ', 'I looked it up: '])
      : random.pick([`For ${place}, `, `Here is the result for ${place}: `, `I checked ${place}: `]);
  const body = joinList(facts);
  return `${opening === '' ? capitalise(body) : opening + body}.`;
}

/** Clauses such as "the temperature is 18 C"; a unit is joined with its number. */
function statements(
  fields: Readonly<Record<string, unknown>>,
  place: string | undefined,
  depth = 0,
): string[] {
  if (depth > DEEPEST) return [];
  const keys = Object.keys(fields).slice(0, MOST_FIELDS);
  const unit = keys
    .map((key) => [key, fields[key]] as const)
    .find(([key, value]) => /^(?:units?|currency|scale)$/i.test(key) && typeof value === 'string');
  let unitUsed = false;
  const facts: string[] = [];
  for (const key of keys) {
    const value = fields[key];
    if (value === null || value === undefined || value === '' || (unit !== undefined && key === unit[0]))
      continue;
    if (typeof value === 'string' && place !== undefined && value.toLowerCase() === place.toLowerCase())
      continue;
    const { label, unit: own } = measured(key);
    if (typeof value === 'number' && own !== undefined) facts.push(`the ${label} is ${value} ${own}`);
    else if (typeof value === 'number' && unit !== undefined && !unitUsed) {
      unitUsed = true;
      facts.push(`the ${label} is ${value} ${toPlainLine(String(unit[1]), 30)}`);
    } else if (typeof value === 'boolean') {
      facts.push(
        /^(?:success|ok|done)$/.test(label)
          ? value
            ? 'the call succeeded'
            : 'the call did not succeed'
          : `${label} is ${value ? 'true' : 'false'}`,
      );
    } else if (Array.isArray(value)) {
      facts.push(
        value.length === 0
          ? `there are no ${label}`
          : `the ${label} ${value.length > 1 ? 'are' : 'is'} ${spoken(value)}`,
      );
    } else if (typeof value === 'object') {
      facts.push(...statements(value as Readonly<Record<string, unknown>>, place, depth + 1).slice(0, 6));
    } else
      facts.push(
        /^(?:result|answer|message|output|summary|text|value)$/.test(label)
          ? `the ${label} is ${spoken(value)}`
          : `the ${label} ${/[^s]s$/.test(label) ? 'are' : 'is'} ${spoken(value)}`,
      );
    if (facts.length >= MOST_FIELDS) break;
  }
  return facts;
}

function listing(values: readonly unknown[], subject: string | undefined): string {
  const about = subject === undefined ? '' : ` for ${subject}`;
  if (values.length === 0) return `There are no results${about}.`;
  const shown = values.slice(0, 5).map((each) => spoken(each));
  const more = values.length > shown.length ? ` and ${values.length - shown.length} more` : '';
  const count = values.length === 1 ? 'is one result' : `are ${values.length} results`;
  return `There ${count}${about}: ${more === '' ? joinList(shown) : shown.join(', ') + more}.`;
}

function spoken(value: unknown, depth = 0): string {
  if (depth > DEEPEST) return 'further details';
  if (typeof value === 'string') return toPlainLine(value, 300).replace(/\.$/, '');
  if (Array.isArray(value)) {
    const shown = value.slice(0, 6).map((each) => spoken(each, depth + 1));
    return value.length > 6 ? `${shown.join(', ')} and ${value.length - 6} more` : joinList(shown);
  }
  if (typeof value === 'object' && value !== null) {
    const fields = value as Readonly<Record<string, unknown>>;
    const name = fields.name ?? fields.title ?? fields.message ?? fields.id;
    const rest = Object.keys(fields)
      .filter((key) => fields[key] !== name && typeof fields[key] !== 'object')
      .slice(0, 3);
    const detail = rest.map((key) => `${humanName(key)} ${String(fields[key]).slice(0, 80)}`).join(', ');
    if (typeof name !== 'string' && typeof name !== 'number')
      return detail === '' ? 'an empty entry' : detail;
    return detail === '' ? toPlainLine(String(name), 120) : `${toPlainLine(String(name), 120)} (${detail})`;
  }
  return String(value);
}

function callsIn(turns: readonly Turn[]): readonly ToolCall[] {
  return turns.flatMap(({ toolCalls }) => toolCalls ?? []);
}

/** The subject of a call: the first short text among its arguments. */
function subjectOf(call: ToolCall | undefined): string | undefined {
  if (call === undefined || call.kind !== 'function') return undefined;
  const input = parsed(call.input.slice(0, 4000));
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return undefined;
  return placeIn(input as Readonly<Record<string, unknown>>);
}

function placeIn(fields: Readonly<Record<string, unknown>>): string | undefined {
  for (const key of [
    'location',
    'city',
    'place',
    'symbol',
    'ticker',
    'country',
    'product',
    'name',
    'query',
    'topic',
    'title',
    'user',
    'email',
  ]) {
    const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (typeof value === 'string' && value.length > 0 && value.length <= 60) return toPlainLine(value, 60);
  }
  return undefined;
}

function parsed(text: string): unknown {
  if (text.length > 20_000 || !/^\s*[[{"\dtfn-]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Units that occur as suffixes of keys. */
const UNITS: Readonly<Record<string, string>> = {
  c: '°C',
  celsius: '°C',
  f: '°F',
  fahrenheit: '°F',
  kmh: 'km/h',
  kph: 'km/h',
  mph: 'mph',
  km: 'km',
  kg: 'kg',
  usd: 'US dollars',
  eur: 'euros',
  percent: 'percent',
  pct: 'percent',
  ms: 'ms',
  seconds: 'seconds',
  minutes: 'minutes',
};

const FULL_WORDS: Readonly<Record<string, string>> = {
  temp: 'temperature',
  desc: 'description',
  qty: 'quantity',
  avg: 'average',
  num: 'number',
  amt: 'amount',
};

/** Splits "temp_c" into "temperature" and "°C". */
function measured(key: string): { label: string; unit: string | undefined } {
  const words = humanName(key).split(' ');
  const unit = words.length > 1 ? UNITS[words.at(-1)!] : undefined;
  if (unit !== undefined) words.pop();
  return { label: words.map((word) => FULL_WORDS[word] ?? word).join(' '), unit };
}

/** Converts "get_currentWeather" to "get current weather". */
function humanName(key: string): string {
  const words = key
    .slice(0, 60)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_\-.]+/g, ' ')
    .toLowerCase();
  return toPlainLine(words, 60) || 'value';
}

const MOST_RESULTS = 12;
const MOST_FIELDS = 10;

/** Maximum nesting depth that is reported. */
const DEEPEST = 6;
