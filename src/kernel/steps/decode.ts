import type { TSchema } from 'typebox';
import type { BodyReservation } from '../../runtime/body-reservation.ts';
import { Fault } from '../fault.ts';
import { header, type Incoming } from '../incoming.ts';
import { decode, readCodings } from '../wire/content-coding.ts';
import { collect, once } from '../wire/pieces.ts';
import { mostBytesOf } from './form.ts';

/** Whether a request has a `Content-Encoding` header. */
export function isEncoded({ headers }: Pick<Incoming, 'headers'>): boolean {
  return headers['content-encoding'] !== undefined;
}

/**
 * Returns the request with its body decoded. A buffered body is decoded completely, to at most `bodyLimit`
 * bytes; a streamed body is decoded while it is read.
 *
 * @throws Fault `unsupported_coding`; `body_too_large` and `damaged_body`, for a stream while it is read;
 * `overloaded` if there is no room for the decoded body
 */
export async function decoded(
  incoming: Incoming,
  { form, bodyLimit }: { readonly form: TSchema | undefined; readonly bodyLimit: number },
): Promise<Incoming> {
  const codings = readCodings(header(incoming, 'content-encoding') ?? '');
  const { body, stream, reservation } = incoming;
  if (stream) return { ...incoming, stream: decode(stream, codings, mostBytesOf(form)) };
  if (!body || codings.length === 0) return incoming;
  const pieces = decode(once(body), codings, bodyLimit);
  return {
    ...incoming,
    body: await collect(reservation ? reserved(pieces, reservation, bodyLimit) : pieces),
  };
}

/** Seconds after which a caller may try again if there is no room for its body. */
export const BODIES_RETRY_AFTER = 5;

/** The reservation is for the larger one of a body and its decoded form. */
async function* reserved(
  pieces: AsyncIterable<Uint8Array>,
  reservation: BodyReservation,
  limit: number,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of pieces) {
    size += piece.byteLength;
    const missing = reservation.missing(size, { limit });
    if (missing > 0 && !(await reservation.grow(missing)))
      throw new Fault({ kind: 'overloaded', retryAfter: BODIES_RETRY_AFTER });
    yield piece;
  }
  reservation.keep(size);
}
