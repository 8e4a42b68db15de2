import type { Turn } from '../../../engine/request.ts';
import { actOf } from '../../calls/acts.ts';
import { lastRequestIndex } from '../../reading/reading.ts';
import { textOf } from '../facts/facts.ts';
import { tokensOf } from '../facts/words.ts';
import type { Profile } from './profile.ts';

/**
 * The request that the last one confirms: "Yes, go ahead." after a question of the assistant. Undefined if it is a
 * request of its own.
 *
 * @example
 * confirmedIn(turns); // 'Delete account A-1.' for "Delete account A-1.", "Are you sure?", "Yes."
 */
export function confirmedIn(turns: readonly Turn[]): string | undefined {
  const last = lastRequestIndex(turns);
  const said = turns[last];
  if (said === undefined || !YES.test(textOf(said).trim())) return undefined;
  const asked = turns.slice(0, last).findLastIndex(({ role }) => role !== 'system');
  if (turns[asked]?.role !== 'assistant' || !textOf(turns[asked]).includes('?')) return undefined;
  const request = turns.slice(0, asked).findLast(({ role }) => role === 'user');
  return request && textOf(request);
}

const YES =
  /^(?:yes|yep|yeah|sure|ok(?:ay)?|please do|go ahead|do it|confirmed?|correct|that['’]s right|exactly)\b[^?\n]{0,40}$/i;

/** The question whether to do what a call does, if the system message wants it asked and the user has not confirmed it. */
export function confirming(
  { tool, act }: Profile,
  turns: readonly Turn[],
  system: string,
): string | undefined {
  if (act === undefined || act === 'read' || confirmedIn(turns) !== undefined) return undefined;
  const order = system
    .split(/(?<=[.!?])\s+|\n+/)
    .find((sentence) => CONFIRM.test(sentence) && !NOT.test(sentence));
  if (order === undefined) return undefined;
  const acts = tokensOf(order)
    .flatMap((word) => actOf(word) ?? [])
    .filter((each) => each !== 'read');
  if (acts.length > 0 && !acts.includes(act)) return undefined;
  const request = textOf(turns[lastRequestIndex(turns)]!)
    .trim()
    .replace(/[.!]+$/, '');
  return `Just to confirm before I ${tokensOf(tool.name).join(' ')}: "${request.slice(0, 200)}". Shall I go ahead?`;
}

const CONFIRM =
  /\b(?:ask(?:ing)?|request|get|wait)\b(?: the user| them| him| her)?(?: for)?(?: an?)?(?: explicit| their)? confirmation\b|\bconfirm (?:it |this |everything )?with the (?:user|customer)\b/i;
const NOT = /\b(?:without|not|never|no need)\b|n['’]t\b/i;
