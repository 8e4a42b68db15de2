import { joinList } from '../../prose/grammar.ts';
import type { Reading } from '../../reading/reading.ts';
import { textOf } from '../facts/facts.ts';
import type { Parameter } from './profile.ts';
import { CODE } from './relevance.ts';
import type { Step } from './step.ts';

/** A question for the values that a call needs and the conversation does not state; undefined if it can be made. */
export function questionFor(
  { profile, missing }: Step,
  { request: { turns } }: Reading,
  system: string,
): string | undefined {
  if (missing.length === 0 || missing.every(({ kind }) => kind === 'number' && profile.act === 'read'))
    return undefined;
  const isTold = ASKING.test(system) || ASKING.test(profile.tool.description);
  if (!isTold && !missing.every(({ kind }) => kind === 'id')) return undefined;
  // What was said before may hold it.
  const said = turns
    .filter(({ role }) => role !== 'system')
    .slice(0, -1)
    .slice(-MOST_TURNS);
  if (!isTold && said.some((turn) => CODE.test(textOf(turn)) || turn.role === 'tool')) return undefined;
  return `Could you please tell me ${joinList(missing.map(spoken))}?`;
}

const MOST_TURNS = 20;
const ASKING =
  /\b(?:ask (?:the user |them |for |back|first|the customer |whenever |if )|never (?:make up|invent|guess|assume)|do(?: not|n['’]t) (?:make up|invent|guess|make assumptions|assume)|without guessing|request (?:it|them|the missing))/i;

function spoken({ words, description }: Parameter): string {
  const name = words.map((word) => (word === 'id' ? 'ID' : word)).join(' ');
  const article = /^(?:the|your|an?)\b/.test(name) ? '' : 'the ';
  const detail = description !== '' && description.length < 80 ? ` (${description.replace(/\.$/, '')})` : '';
  return `${article}${name}${detail}`;
}
