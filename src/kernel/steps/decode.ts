import type { TSchema } from 'typebox';
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
 * @throws Fault `unsupported_coding`; `body_too_large` and `damaged_body`, for a stream while it is read
 */
export async function decoded(
  incoming: Incoming,
  { form, bodyLimit }: { readonly form: TSchema | undefined; readonly bodyLimit: number },
): Promise<Incoming> {
  const codings = readCodings(header(incoming, 'content-encoding') ?? '');
  const { body, stream } = incoming;
  if (stream) return { ...incoming, stream: decode(stream, codings, mostBytesOf(form)) };
  if (!body || codings.length === 0) return incoming;
  return { ...incoming, body: await collect(decode(once(body), codings, bodyLimit)) };
}
