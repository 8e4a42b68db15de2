type Document = string | Readonly<Record<string, unknown>>;

/**
 * The text of a document that is ranked: the document itself if it is a string, otherwise its `text`, or the
 * requested fields, one line each, prefixed with the name. An object with none of them counts as empty text.
 *
 * @example
 * toText({ title: 'Tea', body: 'Steep it.' }, ['title', 'body']); // 'title: Tea\nbody: Steep it.'
 */
export function toText(document: Document, rankFields: readonly string[] = []): string {
  if (typeof document === 'string') return document;
  if (rankFields.length === 0) return textOf(own(document, 'text'));
  return rankFields
    .filter((name) => own(document, name) !== undefined)
    .map((name) => `${name}: ${textOf(own(document, name))}`)
    .join('\n');
}

/** A document as returned in the response; objects are returned unchanged. */
export function toReturned(document: Document): Readonly<Record<string, unknown>> {
  return typeof document === 'string' ? { text: document } : document;
}

function own(document: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(document, name) ? document[name] : undefined;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
