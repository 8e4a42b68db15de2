import { type NativeTool, saidBy, type Turn } from '../../engine/request.ts';
import { isResult, lastRequestIndex } from './reading.ts';

/** A tool call of the conversation with its result. */
export interface MadeCall {
  readonly name: string;
  /** Present: a call of a tool that models are trained to use. */
  readonly native?: NativeTool;
  /** Its arguments; empty if they are not a JSON object. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The result, at most {@link LONGEST_RESULT} characters; undefined if there is none yet. */
  readonly result: string | undefined;
  /** What became of it. */
  readonly outcome: 'found' | 'empty' | 'failed';
}

const LONGEST_RESULT = 20_000;
/** Characters of all results together. */
const MOST_CHARACTERS = 200_000;
/** Latest turns whose calls are read. */
const MOST_TURNS = 200;

/**
 * The calls that were made since the last request, oldest first.
 *
 * @param names of the tools: a result in a user turn is that of a tool which the assistant named in its text
 *
 * @example
 * callsSince(turns); // [{ name: 'get_weather', input: { city: 'Rome' }, result: '{"temperature":21}', outcome: 'found' }]
 */
export function callsSince(turns: readonly Turn[], names: readonly string[] = []): MadeCall[] {
  return callsIn(turns.slice(lastRequestIndex(turns) + 1), names);
}

/** The calls in some turns, of which the latest {@link MOST_TURNS} are read. */
export function callsIn(turns: readonly Turn[], names: readonly string[] = []): MadeCall[] {
  const calls: Making[] = [];
  const open = new Map<string, Making>();
  let said = '';
  const read = turns.slice(-MOST_TURNS);
  const longest = Math.min(LONGEST_RESULT, MOST_CHARACTERS / Math.max(1, read.filter(isResult).length));
  for (const turn of read) {
    for (const { id, name, input, native } of turn.toolCalls ?? []) {
      const call: Making = { name, input: parsedObject(input), ...(native && { native }) };
      calls.push(call);
      open.set(id, call);
    }
    if (turn.role === 'assistant') said = textOf(turn).slice(0, LONGEST_NAMING);
    if (!isResult(turn)) continue;
    const result = textOf(turn).slice(0, longest);
    const call = open.get(turn.toolCallId ?? '');
    if (call) call.result = result;
    else if (turn.role === 'tool') calls.push({ name: turn.name ?? '', input: {}, result });
    else for (const name of names) if (said.includes(name)) calls.push({ name, input: {}, result });
  }
  return calls.map(({ result, ...call }) => ({ ...call, result, outcome: outcomeOf(result) }));
}

type Making = Pick<MadeCall, 'name' | 'native' | 'input'> & { result?: string };

const LONGEST_NAMING = 4_000;

function textOf(turn: Turn): string {
  let text = '';
  for (const part of turn.parts) {
    text += saidBy(part) ?? '';
    if (text.length > LONGEST_RESULT) break;
  }
  return text.slice(0, LONGEST_RESULT);
}

function parsedObject(input: string): MadeCall['input'] {
  if (input.length > LONGEST_RESULT) return {};
  const value = parsed(input);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as MadeCall['input'])
    : {};
}

/** The JSON value of a text; undefined if it is none. */
export function parsed(text: string): unknown {
  if (!/^\s*[[{"\dtfn-]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function outcomeOf(result: string | undefined): MadeCall['outcome'] {
  const text = result?.trim() ?? '';
  if (text === '' || NOTHING.test(text)) return 'empty';
  const value = parsed(text);
  if (typeof value !== 'object' || value === null) return FAILED.test(text) ? 'failed' : 'found';
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : 'found';
  const fields = Object.entries(value);
  if (fields.some(([key, each]) => ERROR_KEY.test(key) && each !== null && each !== false && each !== ''))
    return 'failed';
  if (fields.some(([key, each]) => /^(?:ok|success|succeeded)$/i.test(key) && each === false))
    return 'failed';
  const isEmpty = (each: unknown): boolean =>
    each === null ||
    each === '' ||
    each === 0 ||
    each === false ||
    (Array.isArray(each) && each.length === 0) ||
    (typeof each === 'string' && NOTHING.test(each));
  const lists = fields.filter(([, each]) => Array.isArray(each));
  const isNothing =
    fields.length === 0 ||
    (lists.length > 0 &&
      fields.every(([key, each]) => isEmpty(each) || /^(?:query|q|message|status)$/.test(key)));
  return isNothing || fields.every(([, each]) => each === null || each === '') ? 'empty' : 'found';
}

const ERROR_KEY = /^(?:errors?|exception|error_?message|error_?code|traceback)$/i;
const NOTHING =
  /^(?:\[\s*\]|\{\s*\}|null|none|nil|n\/a|not found|nothing(?: was)?(?: found)?|(?:there (?:are|is|were|was) )?no (?:[\w-]{1,20} ){0,5}(?:results?|match(?:es)?|matching|entries|entry|hits|records?|rows|documents?|articles?|files?|data|information|answer)\b.{0,120}|0 (?:results?|hits|rows|matches).{0,40}|.{0,80}\b(?:not found|no results|nothing found|returned nothing))[.!]?$/is;
const FAILED =
  /^(?:error|exception|traceback|failed|failure|http (?:4|5)\d\d|(?:4|5)\d\d\b|invalid|unknown|bad request|timeout|timed out|permission denied|access denied|unauthori[sz]ed|forbidden|tool error|\d{1,3} validation errors?)\b|^\w{1,40}(?:Error|Exception)\b/i;
