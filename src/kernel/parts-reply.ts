import type { Abort } from '../runtime/abort.ts';
import { fromPieces } from '../runtime/pieces.ts';
import type { Turns } from '../runtime/turns.ts';
import { content, type Reply, type ReplyHeaders } from './reply.ts';
import { jsonParts } from './wire/lazy-json.ts';

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
 * return partsReply(lines(texts), { contentType: 'text/plain', turns, abort });
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

/**
 * A JSON reply whose value is made while it is written: see {@link jsonParts}. `toValue` may be called again.
 *
 * @throws as {@link partsReply}
 * @example
 * return lazyJson(() => ({ object: 'list', data: new LazyArray(documents) }), { turns, abort });
 */
export async function lazyJson(
  toValue: () => object,
  { onEnd, ...options }: PartsReplyOptions & { readonly onEnd?: () => void },
): Promise<Reply> {
  const parts = jsonParts(toValue());
  const reply = await partsReply(onEnd ? followedBy(parts, onEnd) : parts, options);
  return reply.kind === 'stream' ? { ...reply, toValue } : reply;
}

function* followedBy(parts: Parts, onEnd: () => void): Parts {
  try {
    yield* parts;
  } finally {
    onEnd();
  }
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
