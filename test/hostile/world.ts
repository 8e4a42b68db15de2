import { expect } from 'vitest';
import { createFakeAI, type FakeAI, type FakeAIOptions } from '../../src/fakeai.ts';
import { createLog, type LogOptions } from '../../src/runtime/log.ts';
import { createSystemClock } from '../../src/runtime/system-clock.ts';

/** A server on its own port, with its log recorded. */
export interface World extends AsyncDisposable {
  readonly fake: FakeAI;
  readonly url: string;
  readonly port: number;
  readonly log: readonly string[];
  /** Sends a raw body to a path, as JSON unless the headers say otherwise. */
  send(path: string, body: string | Uint8Array | FormData, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a raw body to the chat completions endpoint. */
  post(body: string | Uint8Array, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a simple chat request with these parameters added or replaced. */
  chat(members: object): Promise<Answer>;
  /** Throws unless an ordinary request succeeds. */
  isWell(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** OpenAI's error object; undefined if the request succeeded. */
  readonly error: { message: string; type: string; param: string | null; code: string | null } | undefined;
}

export const KEY = 'sk-fakeai-1234567890abcdef';

export const HELLO = {
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'Hello' }],
  max_completion_tokens: 50,
};

export async function openWorld(
  options: FakeAIOptions = {},
  format: LogOptions['format'] = 'json',
): Promise<World> {
  const lines: string[] = [];
  const clock = createSystemClock();
  const log = createLog({ level: 'debug', format, clock, write: (line) => void lines.push(line) });
  const fake = createFakeAI({ fast: true, log, clock, ...options });
  const { url, port } = await fake.listen({ port: 0 });

  const send: World['send'] = async (path, body, headers = {}) => {
    const reply = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${KEY}`,
        // `fetch` sets the content type of a form, which includes the boundary.
        ...(!(body instanceof FormData) && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body as string | Uint8Array<ArrayBuffer> | FormData,
    });
    const text = await reply.text();
    return { status: reply.status, text, error: reply.status === 200 ? undefined : JSON.parse(text).error };
  };
  const post: World['post'] = (body, headers) => send('/v1/chat/completions', body, headers);
  return {
    fake,
    url,
    port,
    log: lines,
    send,
    post,
    chat: (members) => post(JSON.stringify({ ...HELLO, ...members })),
    isWell: async () => {
      const { status, text } = await post(JSON.stringify(HELLO));
      if (status !== 200 || !text.includes('"finish_reason":"stop"')) throw new Error(`${status}: ${text}`);
    },
    [Symbol.asyncDispose]: () => fake.close({ graceMs: 0 }),
  };
}

/**
 * Expects success or a rejection as an invalid request, never a server error. `also` lists further accepted statuses
 * besides 400.
 */
export function expectManners({ status, text, error }: Answer, also: readonly number[] = []): void {
  if (status === 200) return;
  expect([400, ...also], text.slice(0, 500)).toContain(status);
  expect(error?.type).toBe('invalid_request_error');
  // An error must not echo a huge request.
  expect(text.length).toBeLessThan(5000);
}
