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
  let made = '';
  for (let step = 0; made.length <= LARGEST_WHOLE; step++) {
    const { done, value } = parts.next();
    if (done) return content(contentType, made, headers && { headers });
    if (value) made += value;
    const pause = step < AT_ONCE ? undefined : turns.pause(abort);
    if (pause) await endingOnFailure(pause, parts);
  }
  const frames = await fromPieces(toPieces(made, parts, turns, abort));
  return { kind: 'stream', status: 200, contentType, ...(headers && { headers }), frames };
}

/** Parts that are made before the first look at the time: most replies have no more. */
const AT_ONCE = 16;

async function endingOnFailure(pause: Promise<void>, parts: Parts): Promise<void> {
  try {
    await pause;
  } catch (error) {
    parts.return();
    throw error;
  }
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

async function* toPieces(
  made: string,
  parts: Parts,
  turns: Turns,
  abort: Abort,
): AsyncGenerator<string, undefined> {
  try {
    let piece = made;
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
  } finally {
    parts.return();
  }
}
