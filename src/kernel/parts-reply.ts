import type { Abort } from '../runtime/abort.ts';
import { fromPieces } from '../runtime/pieces.ts';
import type { Steps } from '../runtime/steps.ts';
import type { Turns } from '../runtime/turns.ts';
import { content, type Reply, type ReplyHeaders } from './reply.ts';

/**
 * Makes a text part by part. Each step takes well under a millisecond and yields the next part, or nothing if it
 * is only part of the work; so a `Steps` can be delegated to.
 *
 * @example
 * function* lines(texts: readonly string[]): Parts {
 *   for (const text of texts) yield `${(yield* embedInSteps(text)).join()}\n`;
 * }
 */
// biome-ignore lint/suspicious/noConfusingVoidType: what the steps of a delegate yield.
export type Parts = Generator<string | undefined | void, void>;

export interface PartsReplyOptions {
  readonly contentType?: string;
  readonly headers?: ReplyHeaders;
  readonly turns: Turns;
  readonly abort: Abort;
}

/** Characters. Longer texts are sent as they are made, so that they are never held as a whole. */
const LARGEST_WHOLE = 2 ** 20;

/** Characters that are sent together. */
const PIECE = 2 ** 16;

/**
 * A reply whose text is made in turns of the event loop: a whole reply if it is short, otherwise a stream that is
 * made slightly ahead of its reader and ends when the reader leaves.
 *
 * @throws what `parts` throws within the first megabyte; an error after that breaks the connection off
 * @example
 * return partsReply(listParts('{"data":[', users, JSON.stringify, ']}'), { turns, abort });
 */
export async function partsReply(parts: Parts, options: PartsReplyOptions): Promise<Reply> {
  const { contentType = 'application/json', headers, turns, abort } = options;
  const source = toPieces(parts, turns, abort);
  const made: string[] = [];
  for (let size = 0; size <= LARGEST_WHOLE; ) {
    const { done, value } = await source.next();
    if (done) return content(contentType, made.join(''), headers && { headers });
    made.push(value);
    size += value.length;
  }
  const frames = await fromPieces(resumed(made, source));
  return { kind: 'stream', status: 200, contentType, ...(headers && { headers }), frames };
}

async function* toPieces(parts: Parts, turns: Turns, abort: Abort): AsyncGenerator<string, undefined> {
  let piece = '';
  for (const part of parts) {
    if (part) piece += part;
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
    const pause = turns.pause(abort);
    if (pause) await pause;
  }
  if (piece !== '') yield piece;
}

async function* resumed(made: string[], source: AsyncGenerator<string, undefined>): AsyncGenerator<string> {
  try {
    // Given up one by one: they may be large.
    for (let piece = made.shift(); piece !== undefined; piece = made.shift()) yield piece;
    yield* source;
  } finally {
    await source.return(undefined);
  }
}

/**
 * The parts of a JSON text with a list: what comes before its entries, the entries, and what comes after them.
 *
 * @example
 * listParts('{"data":[', users, (user) => JSON.stringify(user), '],"object":"list"}');
 */
export function* listParts<T>(
  start: string,
  items: Iterable<T>,
  encode: (item: T, index: number) => string | Steps<string>,
  end: string,
): Parts {
  yield start;
  let index = 0;
  for (const item of items) {
    const encoded = encode(item, index);
    const text = typeof encoded === 'string' ? encoded : yield* encoded;
    yield index === 0 ? text : `,${text}`;
    index++;
  }
  yield end;
}

/**
 * The parts of the JSON of a value: a list, and each list that is a member of an object, entry by entry.
 *
 * @example
 * partsReply(jsonParts({ object: 'list', data: documents }), { turns, abort });
 */
export function* jsonParts(value: unknown): Parts {
  if (Array.isArray(value)) yield* listParts('[', value, toJson, ']');
  else if (typeof value !== 'object' || value === null) yield JSON.stringify(value);
  else {
    let start = '{';
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      const key = `${start}${JSON.stringify(name)}:`;
      if (Array.isArray(member)) yield* listParts(`${key}[`, member, toJson, ']');
      else yield key + JSON.stringify(member);
      start = ',';
    }
    yield start === '{' ? '{}' : '}';
  }
}

const toJson = (entry: unknown): string => JSON.stringify(entry) ?? 'null';
