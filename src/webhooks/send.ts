import type { Abort } from '../runtime/abort.ts';
import { createSystemClock } from '../runtime/system-clock.ts';

/**
 * Sends a message to an address. Rejects if there is no response, and with the reason of `abort` if that
 * fires first.
 */
export type Send = (message: Message) => Promise<{ readonly status: number }>;

export interface Message {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly abort: Abort;
}

/** The receiver did not respond in time. */
class SendTimeout extends Error {
  override readonly name = 'SendTimeout';

  constructor(milliseconds: number) {
    super(`No answer within ${milliseconds} ms`);
  }
}

const TIMEOUT_MS = 10_000;

/** Bytes of a response that are read so that its connection can be reused. */
const READ_AT_MOST = 16_384;

/**
 * Sends over the network. Redirects are not followed, so a receiver cannot direct us to another address. The
 * timeout is measured in real time even if the instance uses simulated time.
 *
 * @example
 * const { status } = await createSend()({ url: 'http://127.0.0.1:9000/events', headers: {}, body: '{}', abort: new Abort() });
 */
export function createSend({ timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {}): Send {
  const clock = createSystemClock();
  return async ({ url, headers, body, abort }) => {
    const controller = new AbortController();
    const end = (reason: unknown): void => controller.abort(reason);
    const timer = clock.at(clock.now() + timeoutMs, () => end(new SendTimeout(timeoutMs)));
    const forget = abort.onAbort(end);
    try {
      const { signal } = controller;
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      await drain(response.body);
      return { status: response.status };
    } finally {
      timer.cancel();
      forget();
    }
  };
}

/** Only the status matters, so a response body that breaks off, stalls or never ends is not an error. */
async function drain(body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (!body) return;
  let read = 0;
  try {
    for await (const piece of body) {
      read += piece.byteLength;
      if (read > READ_AT_MOST) return;
    }
  } catch {}
}
