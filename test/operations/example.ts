import type { FakeAI } from '../../src/fakeai.ts';

/** A valid call of an operation. What a written example leaves out is derived from the row: see `derived.ts`. */
export interface Example {
  /** Tells several examples of one operation apart. */
  readonly name?: string;
  /** Creates the objects that the call needs; returns the values of the path parameters. */
  readonly prepare?: (send: Send) => Promise<Record<string, string>> | Record<string, string>;
  /** Query string without the question mark. */
  readonly query?: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** A form instead of a JSON body; lists become repeated fields. */
  readonly form?: Readonly<Record<string, FormValue>>;
  /** A body of raw bytes, with its media type. */
  readonly raw?: { readonly type: string; readonly bytes: Uint8Array };
  /** Content type of the non-streaming response. Default: that of JSON. */
  readonly answer?: string;
  /** Parameters that turn the response into an event stream; null if it cannot stream. Default: `stream: true`. */
  readonly stream?: Readonly<Record<string, unknown>> | null;
}

export type FormValue = string | File | readonly (string | File)[];

export const KEY = 'sk-fakeai-1234567890abcdef';

export interface Sent {
  readonly body?: unknown;
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
}

export type Send = (method: string, path: string, sent?: Sent) => Promise<Response>;

/** Sends to an instance; `always` are headers of every request. */
export function toSend(fake: Pick<FakeAI, 'fetch'>, always?: Record<string, string>): Send {
  return (method, path, { body, key = KEY, headers } = {}) =>
    fake.fetch(`http://fakeai.test${path}`, {
      method,
      headers: {
        ...(key !== null && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
        ...always,
        ...headers,
      },
      ...(body !== undefined && { body: isSentAsIs(body) ? body : JSON.stringify(body) }),
    });
}

const isSentAsIs = (body: unknown): body is string | FormData | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || body instanceof FormData || body instanceof Uint8Array;

/** Converts values to a form; lists become repeated `name[]` fields. */
export function toForm(values: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) for (const one of value) form.append(`${name}[]`, one as string);
    else if (value instanceof File) form.append(name, value);
    else form.append(name, String(value));
  }
  return form;
}
