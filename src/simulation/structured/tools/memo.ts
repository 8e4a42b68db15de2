import { keyOf } from '../facts/literals.ts';
import type { Profile } from './profile.ts';
import type { Given } from './step.ts';

/**
 * What is to be remembered, for a tool that stores it as text: what follows "remember that" or "for later:".
 *
 * @example
 * memoFor(profile, 'Please remember that my locker is 42.'); // Map { 'content' => 'My locker is 42.' }
 */
export function memoFor({ act, parameters, named, described }: Profile, request: string): Given | undefined {
  if (act === 'read' || act === 'remove') return undefined;
  if (![...named, ...described].some(({ families }) => families.includes('~memory'))) return undefined;
  const texts = parameters.filter(({ type, isRequired }) => type === 'string' && isRequired);
  const parameter = texts.find(({ words }) => words.some((word) => MEMOS.has(word)));
  const [, told] = TOLD.exec(request) ?? [];
  const memo = told ?? (/[?]\s*$/.test(request) ? undefined : request);
  if (parameter === undefined || memo === undefined) return undefined;
  const text = memo.trim();
  return new Map([[keyOf(parameter.name), `${text[0]!.toUpperCase()}${text.slice(1)}`]]);
}

const MEMOS = new Set('content fact text memory note information info data statement value memo'.split(' '));
const TOLD =
  /\b(?:remember|keep in mind|note(?: down)?|memori[sz]e|save|store|don['’]t forget|for (?:later|the record|future reference|next time)|make a note)\b(?: (?:for (?:me|later)|this|the following))?(?:,? that\b|\s*[:,])?\s+(\S.{2,1000})$/is;
