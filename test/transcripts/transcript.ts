import type { FakeAIOptions } from '../../src/fakeai.ts';
import { toFormBody } from './form.ts';

/** A conversation in the format described in README.md here. */
export interface Transcript {
  /** The raw text before the first request. */
  readonly preface: string;
  readonly options: FakeAIOptions;
  readonly exchanges: readonly Exchange[];
}

export interface Exchange {
  readonly request: string;
  /** The recorded answer; empty if not yet recorded. */
  readonly answer: string;
}

export interface ParsedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer<ArrayBuffer> | undefined;
}

const REQUEST = '--- request\n';
const ANSWER = '--- answer\n';
const KEY = 'sk-fakeai-1234567890abcdef';

/** Parses a transcript; throws if it is malformed. */
export function parseTranscript(text: string): Transcript {
  const [preface = '', ...parts] = text.split(REQUEST);
  const options = /^options (.+)$/m.exec(preface)?.[1];
  if (options === undefined || parts.length === 0)
    throw new Error('A transcript must have options and a request');
  const exchanges = parts.map((part) => {
    const [request = '', answer = ''] = part.split(ANSWER);
    return { request: request.replace(/\n$/, ''), answer };
  });
  return { preface, options: JSON.parse(options), exchanges };
}

export function toText({ preface, exchanges }: Pick<Transcript, 'preface' | 'exchanges'>): string {
  return (
    preface + exchanges.map(({ request, answer }) => `${REQUEST}${request}\n${ANSWER}${answer}`).join('')
  );
}

/** Parses one request of a transcript whose identifiers have been revealed. */
export function parseRequest(request: string): ParsedRequest {
  const end = request.indexOf('\n\n');
  const head = end === -1 ? request : request.slice(0, end);
  const [first = '', ...lines] = head.trimEnd().split('\n');
  const [method = '', path = ''] = first.split(' ');
  const named = lines.map((line): [string, string] => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
  const { authorization = `Bearer ${KEY}`, ...headers } = Object.fromEntries(named) as Record<string, string>;
  const body = end === -1 ? undefined : request.slice(end + 2);
  const form = headers['content-type'] === FORM && body !== undefined ? toFormBody(body) : undefined;
  return {
    method,
    path,
    headers: {
      ...(authorization !== 'none' && { authorization }),
      ...headers,
      ...(form && { 'content-type': form.contentType }),
    },
    body: form?.body ?? body,
  };
}

/** The content type of a body that is written as form fields. */
const FORM = 'multipart/form-data';

/** Data received, and when: milliseconds since the request. */
export interface Received {
  readonly status: number;
  readonly after: number;
  readonly headers: Headers;
  readonly writes: readonly { readonly at: number; readonly bytes: Uint8Array }[];
}

export function toAnswer({ status, after, headers, writes }: Received): string {
  const lines = toHeaderText([...headers]);
  const type = headers.get('content-type') ?? '';
  const isStream = type.startsWith('text/event-stream');
  const body = isStream
    ? writes.map(({ at, bytes }) => `+${toMilliseconds(at)}\n${toBodyText(type, bytes)}`).join('')
    : toBodyText(type, Buffer.concat(writes.map(({ bytes }) => bytes)));
  const end = body === '' || isStream ? '' : '\n';
  return `${status} after ${toMilliseconds(after)}\n${lines}\n${body}${end}`;
}

export function toHeaderText(headers: readonly (readonly [name: string, value: string])[]): string {
  return headers.map(([name, value]) => `${name}: ${value}\n`).join('');
}

/**
 * A body or chunk as recorded in a transcript. Audio and images are too long and recorded only by their size;
 * random padding only by its length.
 */
export function toBodyText(contentType: string, bytes: Uint8Array): string {
  if (/^(?:audio|image)\//.test(contentType)) return `<${bytes.length} bytes>`;
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  return text
    .replace(LONG_BASE64, '"<base64>"')
    .replace(PADDING, (_, member: string, padding: string) => `${member}"<${padding.length} characters>"`);
}

const LONG_BASE64 = /"[A-Za-z0-9+/]{256,}={0,2}"/g;

const PADDING = /("obfuscation":)"([^"]*)"/g;

/** The body of a recorded answer, without status and headers. */
export function bodyOf(answer: string): string {
  const body = answer.slice(answer.indexOf('\n\n') + 2);
  const isStream = /^content-type: text\/event-stream/m.test(answer);
  return isStream ? body.replace(/^\+\d+\.\d{3}ms\n/gm, '') : body.replace(/\n$/, '');
}

const toMilliseconds = (time: number): string => `${time.toFixed(3)}ms`;
