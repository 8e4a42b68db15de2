import type { ProgramCall } from '../../../engine/request.ts';
import { splitName } from '../../../engine/tool-group.ts';

type Rounds = readonly (readonly ProgramCall[])[];

/**
 * The text of a program that makes calls in rounds and ends with their results: of one call the result itself, of several an
 * object of them.
 *
 * @example
 * codeOf([[{ kind: 'function', name: 'get_time', input: '{"city":"Oslo"}', label: 'time' }]]);
 * // 'const time = await tools.get_time({"city":"Oslo"});\ntext(time);\n'
 */
export function codeOf(rounds: Rounds): string {
  const calls = rounds.flat();
  const [only] = calls;
  const said = calls.map((call) => memberOf(call)).join(', ');
  const end = calls.length === 1 && only ? resultOf(only) : `{ ${said} }`;
  return `${rounds.map(roundOf).join('')}text(${calls.length === 0 ? '""' : end});\n`;
}

function roundOf(calls: readonly ProgramCall[]): string {
  const [first] = calls;
  if (first === undefined) return '';
  if (calls.length === 1) return `const ${first.label} = await ${callOf(first)};\n`;
  const labels = calls.map(({ label }) => label).join(', ');
  const lines = calls.map((call) => `  ${callOf(call)},\n`).join('');
  return `const [${labels}] = await Promise.all([\n${lines}]);\n`;
}

function callOf({ kind, name, input, native }: ProgramCall): string {
  const { group, own } = splitName(name);
  const path = group === undefined ? [own] : [group, own];
  const isText = kind === 'custom' || native === 'code-interpreter';
  return `tools${path.map(accessTo).join('')}(${isText ? JSON.stringify(input) : input})`;
}

/** What a result adds to the object of all results. */
function memberOf(call: ProgramCall): string {
  const result = resultOf(call);
  return result === call.label ? result : `${call.label}: ${result}`;
}

function resultOf({ label, keeps }: ProgramCall): string {
  if (keeps === undefined) return label;
  const key = (name: string): string => (IDENTIFIER.test(name) ? name : JSON.stringify(name));
  return `{ ${keeps.map((name) => `${key(name)}: ${label}${accessTo(name)}`).join(', ')} }`;
}

const accessTo = (name: string): string => (IDENTIFIER.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`);

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
