import type { TokenLogprob } from '../../../engine/event.ts';
import { tokenName } from '../token-name.ts';

/** A log probability as items and events hold it. */
export function toLogprob({ top, ...chosen }: TokenLogprob) {
  return { ...toNamed(chosen), top_logprobs: top.map(toNamed) };
}

function toNamed(one: Omit<TokenLogprob, 'top'>) {
  return { token: tokenName(one), logprob: one.logprob, bytes: [...one.bytes] };
}
