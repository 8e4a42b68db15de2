import type { TokenLogprob } from '../../../engine/event.ts';
import { tokenName } from '../token-name.ts';

/** A log probability as items hold it. */
export function toItemLogprob({ top, ...chosen }: TokenLogprob) {
  return { ...toNamed(chosen), top_logprobs: top.map(toNamed) };
}

/** The same as events carry it: without bytes. */
export function toEventLogprob({ top, ...chosen }: TokenLogprob) {
  const toShort = (one: Omit<TokenLogprob, 'top'>) => ({ token: tokenName(one), logprob: one.logprob });
  return { ...toShort(chosen), top_logprobs: top.map(toShort) };
}

function toNamed(one: Omit<TokenLogprob, 'top'>) {
  return { token: tokenName(one), logprob: one.logprob, bytes: [...one.bytes] };
}
