import type { FakeAI } from '../../src/fakeai.ts';

/** A valid call of an operation. */
export interface Example {
  /** What it shows, where an operation has several. */
  readonly name?: string;
  /** Makes what the call needs to find, and answers the values of the path's parameters. */
  readonly prepare?: (send: Send) => Promise<Record<string, string>> | Record<string, string>;
  /** Without the question mark. */
  readonly query?: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** In place of a body; lists become repeated members. */
  readonly form?: Readonly<Record<string, FormValue>>;
  /** The content type of the answer that is no stream of events. Default: that of JSON. */
  readonly answer?: string;
  /** What makes it a stream of events; null where it cannot be one. Default: `stream: true`. */
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

export function toSend(fake: FakeAI): Send {
  return (method, path, { body, key = KEY, headers } = {}) =>
    fake.fetch(`http://fakeai.test${path}`, {
      method,
      headers: {
        ...(key !== null && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        body: typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body),
      }),
    });
}

/** A form as it is sent: lists by repeated members. */
export function toForm(values: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) for (const one of value) form.append(`${name}[]`, one as string);
    else if (value instanceof File) form.append(name, value);
    else form.append(name, String(value));
  }
  return form;
}
