import type { AnswerTooLarge } from '../../engine/errors.ts';
import type { SizeLimit } from '../../engine/request.ts';
import { Fault } from '../../kernel/fault.ts';

/** Maximum size in bytes of an answer that is stored: it is serialised, written and later read in one piece. */
const STORED = 2 * 2 ** 20;

interface Delivery {
  readonly stream?: boolean | null | undefined;
  readonly store?: boolean | null | undefined;
}

/** The maximum size of the answer to a request; undefined for a stream that is not stored. `limit` in bytes. */
export function toSizeLimit(
  { stream, store }: Delivery,
  limit: number,
  format: Omit<SizeLimit, 'bytes'>,
): SizeLimit | undefined {
  if (store) return { ...format, bytes: Math.min(STORED, limit) };
  return stream ? undefined : { ...format, bytes: limit };
}

/** @param options the parameters that make an answer shorter, for the message */
export function answerTooLarge({ limit }: AnswerTooLarge, { store }: Delivery, options: string): Fault {
  const size = toSize(limit);
  const what = store
    ? `The answer would have more than ${size}, the limit for stored answers. Use ${options}, or do not store it.`
    : `The answer would have more than ${size}, the limit for answers that are not streamed (option answerLimit). Use ${options}, or "stream": true.`;
  return new Fault({ kind: 'invalid_value', param: null, message: what, code: 'answer_too_large' });
}

/** In MiB or KiB. */
export function toSize(bytes: number): string {
  return bytes >= 2 ** 20 ? `${Number((bytes / 2 ** 20).toFixed(1))} MiB` : `${Math.floor(bytes / 1024)} KiB`;
}
