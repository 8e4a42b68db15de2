import type { Abort } from '../runtime/abort.ts';
import { createSystemClock } from '../runtime/system-clock.ts';

/** Takes a message to an address. Rejects when no answer came, and with the reason of `abort` when that fires first. */
export type Send = (message: Message) => Promise<{ readonly status: number }>;

export interface Message {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly abort: Abort;
}

/** The receiver took too long. */
class SendTimeout extends Error {
  override readonly name = 'SendTimeout';

  constructor(milliseconds: number) {
    super(`No answer within ${milliseconds} ms`);
  }
}

const TIMEOUT_MS = 10_000;

/** What is read of an answer, so that its connection can be used again. Bytes. */
const READ_AT_MOST = 16_384;

/**
 * Sends over the network. Redirects are not followed: a receiver names no other address. The network knows real time alone, so the timeout is
 * measured in it, whatever time is simulated elsewhere.
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

/** The status is what counts: an answer that breaks off, never ends or has no end in sight is an answer. */
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
