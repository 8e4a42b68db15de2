import type { Dispatcher } from '../kernel/dispatch.ts';
import type { Received, StreamOutgoing } from '../kernel/incoming.ts';
import { Abort, Aborted } from '../runtime/abort.ts';
import { BodyReservation } from '../runtime/body-reservation.ts';
import type { ByteBudget } from '../runtime/byte-budget.ts';
import type { Clock } from '../runtime/clock.ts';
import { JoinedBytes } from '../runtime/joined-bytes.ts';
import { type Playback, play } from '../runtime/timeline.ts';
import type { Turns } from '../runtime/turns.ts';

export interface FetchOptions {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly turns: Turns;
  /** Maximum size in bytes of a body that is read into memory. */
  readonly bodyLimit: number;
  /** Memory shared by all request bodies of the instance. */
  readonly bodies: ByteBudget;
}

/**
 * A `fetch` that calls dispatch in process: same routes, same validation, same bytes as over a socket. Host
 * and port of the URL are ignored. Rejects only as `fetch` does, with the signal's reason when aborted.
 *
 * @example
 * const client = new OpenAI({ apiKey: 'sk-fakeai-1234567890abcdef', fetch: fake.fetch });
 */
export function createFetch(options: FetchOptions): typeof fetch {
  const { clock, dispatcher } = options;
  return async (input, init) => {
    const request = input instanceof Request && init === undefined ? input : new Request(input, init);
    const { signal } = request;
    signal.throwIfAborted();
    const abort = new Abort();
    const onAbort = (): void => abort.abort();
    signal.addEventListener('abort', onAbort, { once: true });
    const receivedAt = clock.now();
    const url = new URL(request.url);
    const { method } = request;
    const headers = Object.fromEntries(request.headers);
    const path = url.pathname;
    const query = url.search.slice(1);
    const arrival = request.body
      ? dispatcher.arrive({ method, path, query, headers, receivedAt })
      : undefined;
    const stream =
      request.body && arrival?.body !== 'whole'
        ? new Pieces(request.body, { isGiven: init?.body instanceof ReadableStream })
        : undefined;
    const reservation = new BodyReservation(options.bodies, clock);
    const leave = (error: unknown): never => {
      if (arrival) dispatcher.drop(arrival);
      throw error;
    };
    const body = stream ? undefined : await readBody(request, options.bodyLimit, reservation).catch(leave);
    const incoming: Received = {
      method,
      path,
      origin: url.origin,
      query,
      headers,
      body: typeof body === 'string' ? undefined : body,
      reservation,
      isOverloaded: body === 'overloaded',
      stream,
      arrival,
      abort,
      receivedAt,
    };
    const outgoing = await dispatcher.dispatch(incoming);
    reservation.release();
    // The handler is done: the rest of the body is not needed.
    stream?.return();
    if (stream?.failure) throw stream.failure.error;
    if (signal.aborted) {
      outgoing.frames?.cancel();
      throw signal.reason;
    }
    if (outgoing.frames === undefined) signal.removeEventListener('abort', onAbort);
    const content =
      outgoing.frames !== undefined
        ? toReadable(options, outgoing, request)
        : outgoing.status === 204 || request.method === 'HEAD'
          ? null
          : (outgoing.body as string | Uint8Array<ArrayBuffer>);
    return new Response(content, { status: outgoing.status, headers: outgoing.headers });
  };
}

/** Rejects with the error of the stream that the caller passed. */
async function readBody(
  { body }: Request,
  limit: number,
  reservation: BodyReservation,
): Promise<Uint8Array | 'too_large' | 'overloaded'> {
  const bytes = new JoinedBytes(0, limit);
  const reader = body?.getReader();
  try {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      bytes.add(read.value);
      if (bytes.size > limit) return giveUp('too_large');
      const missing = reservation.missing(bytes.size, { limit });
      if (missing > 0 && !(await reservation.grow(missing))) return giveUp('overloaded');
    }
  } catch (error) {
    reservation.release();
    throw error;
  }
  reservation.keep(bytes.size);
  return bytes.whole;

  function giveUp<Reason>(reason: Reason): Reason {
    reservation.release();
    reader?.cancel().catch(() => {});
    return reason;
  }
}

/** The chunks of a request's stream. `return` cancels the stream, even during a pending read. */
class Pieces implements AsyncIterableIterator<Uint8Array> {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #isGiven: boolean;
  /** The error with which the stream failed. */
  failure: { readonly error: unknown } | undefined;

  /** `isGiven`: the caller passed a stream; otherwise `Request` made one from a form or text. */
  constructor(body: ReadableStream<Uint8Array>, { isGiven }: { isGiven: boolean }) {
    this.#reader = body.getReader();
    this.#isGiven = isGiven;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array>> {
    try {
      return (await this.#reader.read()) as IteratorResult<Uint8Array>;
    } catch (error) {
      this.failure ??= { error };
      throw new Aborted();
    }
  }

  async return(): Promise<IteratorResult<Uint8Array>> {
    // Errors while cancelling do not matter. Streams that Node made of forms must not be cancelled during a
    // read: that causes a rejection that nobody can catch, which ends the process.
    if (this.#isGiven) this.#reader.cancel().catch(() => {});
    return { done: true, value: undefined };
  }
}

/**
 * A pull-based stream: nothing is buffered if the reader does not read. It keeps a reference to the request,
 * because a request's signal follows the caller's only until the request is garbage-collected.
 */
function toReadable(
  options: Pick<FetchOptions, 'clock' | 'turns'>,
  { frames, farewell }: StreamOutgoing,
  request: Request,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let playback: Playback | undefined;
  return new ReadableStream({
    start(controller) {
      const onAbort = (): void => {
        playback?.stop(request.signal.reason);
        controller.error(request.signal.reason);
      };
      request.signal.addEventListener('abort', onAbort, { once: true });
      playback = play(options, frames, {
        write(batch) {
          controller.enqueue(typeof batch === 'string' ? encoder.encode(batch) : batch);
          return (controller.desiredSize ?? 0) > 0;
        },
        end() {
          request.signal.removeEventListener('abort', onAbort);
          controller.close();
        },
        fail(error) {
          request.signal.removeEventListener('abort', onAbort);
          if (farewell === undefined) {
            controller.error(error);
            return;
          }
          controller.enqueue(encoder.encode(farewell()));
          controller.close();
        },
      });
    },
    pull() {
      playback?.resume();
    },
    cancel(reason) {
      playback?.stop(reason);
    },
  });
}
