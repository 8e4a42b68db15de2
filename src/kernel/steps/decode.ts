import type { TSchema } from 'typebox';
import { header, type Incoming } from '../incoming.ts';
import { decode, readCodings } from '../wire/content-coding.ts';
import { collect, once } from '../wire/pieces.ts';
import { mostBytesOf } from './form.ts';

/** Whether a request says that its body is encoded (`Content-Encoding`). */
export function isEncoded({ headers }: Pick<Incoming, 'headers'>): boolean {
  return headers['content-encoding'] !== undefined;
}

/**
 * A request with its body as it was before it was encoded. A body that was read completely is decoded completely, to at most `bodyLimit`
 * bytes; one that arrives as a stream is decoded while it is taken.
 *
 * @throws Fault `unsupported_coding`; `body_too_large` and `damaged_body`, of a stream when it is read
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
