import type { Declined, Refuser } from '../../engine/ports/refuser.ts';
import { type GenerationRequest, saidBy } from '../../engine/request.ts';
import type { Abort } from '../../runtime/abort.ts';

/**
 * Judges a request whose last message a first look suspects, unless an answer of a fixed length is wanted. Returns
 * undefined, not a promise, for all others.
 */
export function judge(
  { turns, limits }: Pick<GenerationRequest, 'turns' | 'limits'>,
  refuser: Refuser,
  abort: Abort,
): Promise<Declined | undefined> | undefined {
  if (limits.ignoreEos || limits.minTokens > 0) return undefined;
  const last = turns.findLast(({ role }) => role === 'user');
  const text = last?.parts.map((part) => saidBy(part) ?? '').join('\n') ?? '';
  return refuser.suspects(text) ? refuser.judge(text, abort) : undefined;
}
