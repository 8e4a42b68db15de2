import type { Turn } from '../../../engine/request.ts';
import { joinList } from '../../prose/grammar.ts';
import type { Reading } from '../../reading/reading.ts';
import { textOf } from '../facts/facts.ts';
import { spansIn } from '../values/spans.ts';
import type { Parameter, Profile } from './profile.ts';
import { CODE } from './relevance.ts';
import type { Step } from './step.ts';

/** A question for the values that a call needs and the conversation does not state; undefined if it can be made. */
export function questionFor(
  { profile, missing: unfound }: Step,
  { request: { turns } }: Reading,
  system: string,
): string | undefined {
  const isTold = ASKING.test(system) || ASKING.test(profile.tool.description);
  const missing = isTold ? [...unfound, ...untimed(profile, turns)] : unfound;
  if (missing.length === 0 || missing.every(({ kind }) => kind === 'number' && profile.act === 'read'))
    return undefined;
  if (!isTold && !missing.every(({ kind }) => kind === 'id')) return undefined;
  // What was said before may hold it.
  const said = turns
    .filter(({ role }) => role !== 'system')
    .slice(0, -1)
    .slice(-MOST_TURNS);
  if (!isTold && said.some((turn) => CODE.test(textOf(turn)) || turn.role === 'tool')) return undefined;
  return `Could you please tell me ${joinList(missing.map(spoken))}?`;
}

/** The required dates and times of a call of which the user has stated none. */
function untimed({ parameters }: Profile, turns: readonly Turn[]): Parameter[] {
  const open = parameters.filter(
    ({ isRequired, words, type }) => isRequired && type === 'string' && TIMES.has(words.at(-1) ?? ''),
  );
  if (open.length === 0) return [];
  const said = turns
    .filter(({ role }) => role === 'user')
    .slice(-MOST_TURNS)
    .map(textOf)
    .join('\n');
  const kinds = new Set(spansIn(said.slice(-LONGEST)).map(({ kind }) => kind));
  return open.filter(({ words }) =>
    /time|hour/.test(words.at(-1)!) ? !kinds.has('time') : !kinds.has('date') && !kinds.has('day'),
  );
}

const TIMES = new Set('date day time hour'.split(' '));
const LONGEST = 4_000;
const MOST_TURNS = 20;
const ASKING =
  /\b(?:ask (?:the user |them |for |back|first|the customer |whenever |if )|never (?:make up|invent|guess|assume)|do(?: not|n['’]t) (?:make up|invent|guess|make assumptions|assume)|without guessing|request (?:it|them|the missing))/i;

function spoken({ words, description }: Parameter): string {
  const name = words.map((word) => (word === 'id' ? 'ID' : word)).join(' ');
  const article = /^(?:the|your|an?)\b/.test(name) ? '' : 'the ';
  const detail = description !== '' && description.length < 80 ? ` (${description.replace(/\.$/, '')})` : '';
  return `${article}${name}${detail}`;
}
