import type { Generation } from '../engine/generation.ts';
import type { ReplyHeaders } from '../kernel/reply.ts';

/** When a request came, and when its answer is sent. */
export interface SentTimes {
  readonly arrivedAt: number;
  readonly now: number;
  /** Whether all of the answer is sent. */
  readonly isWhole: boolean;
}

/**
 * What an answer has waited for, as the header `Server-Timing` of the reply that it begins with or is sent in (W3C, "Server
 * Timing"): the queue, the prefill, the planned time to first token, of a whole answer the decoding too, then how long it
 * really took until now, and how late that is. In milliseconds.
 *
 * @example
 * serverTiming(generation, { arrivedAt, now, isWhole: false })['server-timing'];
 * // 'queue;dur=3.1, prefill;dur=40.2, ttft;dur=43.3, sent;dur=43.9, late;dur=0.6'
 */
export function serverTiming(
  { admittedAt, firstAt, endsAt }: Pick<Generation, 'admittedAt' | 'firstAt' | 'endsAt'>,
  { arrivedAt, now, isWhole }: SentTimes,
): ReplyHeaders {
  const due = isWhole ? endsAt : firstAt;
  const durations: [string, number][] = [
    ['queue', admittedAt - arrivedAt],
    ['prefill', firstAt - admittedAt],
    ['ttft', firstAt - arrivedAt],
    ...(isWhole ? ([['decode', endsAt - firstAt]] as [string, number][]) : []),
    ['sent', now - arrivedAt],
    ['late', now - due],
  ];
  const metrics = durations.map(([name, ms]) => `${name};dur=${Math.max(0, ms).toFixed(2)}`);
  return { 'server-timing': metrics.join(', ') };
}
