import type { Ids } from '../../../runtime/ids.ts';

/** The id of an answer: as the request wants it, or a new one of 29 characters behind the prefix. */
export function answerId(
  prefix: string,
  { request_id: asked, rid }: { readonly request_id?: string | undefined; readonly rid?: string | undefined },
  ids: Ids,
): string {
  const wanted = asked ?? rid;
  return wanted === undefined ? ids.next(prefix, 29) : `${prefix}${wanted}`;
}
