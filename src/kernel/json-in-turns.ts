import type { Abort } from '../runtime/abort.ts';
import { fromPieces } from '../runtime/pieces.ts';
import type { Steps } from '../runtime/steps.ts';
import type { Turns } from '../runtime/turns.ts';
import { content, type Reply, type ReplyHeaders } from './reply.ts';
import { jsonPieces, STEP } from './wire/lazy-json.ts';

/** Characters. Longer texts are sent as they are made, so that they are never held as a whole. */
const LARGEST_WHOLE = 2 ** 20;

/**
 * A JSON reply that is made in turns of the event loop, for values that may be large (see {@link jsonPieces}): a whole
 * reply if it turns out to be short, otherwise a stream that is made slightly ahead of its reader and ends when the
 * reader leaves.
 *
 * @throws what making the first megabyte throws; an error after that breaks the connection off
 * @example
 * return jsonInTurns({ object: 'list', data: new LazyArray(documents) }, { turns, abort });
 */
export async function jsonInTurns(
  value: object,
  {
    turns,
    abort,
    headers,
  }: { readonly turns: Turns; readonly abort: Abort; readonly headers?: ReplyHeaders },
): Promise<Reply> {
  const contentType = 'application/json';
  const source = inTurns(jsonPieces(value), turns, abort);
  const made: string[] = [];
  for (let size = 0; size <= LARGEST_WHOLE; ) {
    const next = await source.next();
    if (next.done) return content(contentType, made.join(''), headers && { headers });
    made.push(next.value);
    size += next.value.length;
  }
  const frames = await fromPieces(resumed(made, source));
  return { kind: 'stream', status: 200, contentType, ...(headers && { headers }), frames };
}

/**
 * The steps of making one item of a {@link LazyArray}.
 *
 * @example
 * function* items() {
 *   for (const text of texts) yield yield* itemSteps(embedInSteps(text));
 * }
 */
export function* itemSteps<T>(steps: Steps<T>): Generator<typeof STEP, T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield STEP;
  }
}

async function* inTurns(
  pieces: Iterable<string>,
  turns: Turns,
  abort: Abort,
): AsyncGenerator<string, undefined> {
  for (const piece of pieces) {
    if (piece !== '') yield piece;
    const pause = turns.pause(abort);
    if (pause) await pause;
  }
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
