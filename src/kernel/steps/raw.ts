import { Fault } from '../fault.ts';
import { header, type Incoming } from '../incoming.ts';
import type { Operation } from '../operation.ts';
import { isForm } from './form.ts';

/**
 * The body as bytes, if its content type is one of the row's `raw`. Undefined if the row accepts it as JSON or as a
 * form instead.
 *
 * @throws Fault `unsupported_body_type`, `body_too_large`
 */
export function readRaw(
  incoming: Incoming,
  { raw = [], body, form }: Pick<Operation, 'raw' | 'body' | 'form'>,
  { bodyLimit }: { readonly bodyLimit: number },
): Uint8Array | undefined {
  const given = header(incoming, 'content-type');
  const type = given?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!raw.includes(type)) {
    if (body || (form && isForm(incoming))) return undefined;
    const supported = form ? [...raw, 'multipart/form-data'] : raw;
    throw new Fault({ kind: 'unsupported_body_type', given: given ?? 'none', supported });
  }
  if (incoming.body === undefined) throw new Fault({ kind: 'body_too_large', limit: bodyLimit });
  return incoming.body;
}
