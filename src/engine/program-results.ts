import type { ProgramCall } from './request.ts';

/** Characters of a result that is read as JSON; longer ones stay text. */
const LONGEST_JSON = 100_000;
/** Characters that a program ends with. */
const LONGEST = 200_000;

/** What a result is to a program: the value of JSON, or else the text. */
export function valueIn(text: string): unknown {
  if (text.length > LONGEST_JSON || !/^\s*[[{"\dtfn-]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The members of an object that a program goes on with. Any other value stays whole: it is no result of the declared form. */
export function keptOf(value: unknown, keeps: readonly string[] | undefined): unknown {
  if (keeps === undefined || typeof value !== 'object' || value === null || Array.isArray(value))
    return value;
  const members = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(keeps.flatMap((name) => (name in members ? [[name, members[name]]] : [])));
}

/**
 * What a program ends with: the result of its only call, or an object of all results.
 *
 * @param results texts, in the order of the calls
 * @example
 * programResult([{ kind: 'function', name: 'get_time', input: '{}', label: 'time' }], ['{"hour":9}']); // '{"hour":9}'
 */
export function programResult(calls: readonly ProgramCall[], results: readonly string[]): string {
  const values = calls.map(({ keeps }, index) => keptOf(valueIn(results[index] ?? ''), keeps));
  const value =
    calls.length === 1
      ? values[0]
      : Object.fromEntries(calls.map(({ label }, index) => [label, values[index]]));
  if (calls.length === 0) return '';
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, LONGEST).toWellFormed();
}
