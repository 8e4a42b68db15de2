import type { FakeAIOptions } from '../../src/fakeai.ts';

/** A conversation as README.md here describes it. */
export interface Transcript {
  /** Everything before the first request, as it stands. */
  readonly preface: string;
  readonly options: FakeAIOptions;
  readonly exchanges: readonly Exchange[];
}

export interface Exchange {
  readonly request: string;
  /** Empty when it has not been recorded. */
  readonly answer: string;
}

export interface ParsedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

const REQUEST = '--- request\n';
const ANSWER = '--- answer\n';
const KEY = 'sk-fakeai-1234567890abcdef';

/** Throws when the text is no transcript. */
export function parseTranscript(text: string): Transcript {
  const [preface = '', ...parts] = text.split(REQUEST);
  const options = /^options (.+)$/m.exec(preface)?.[1];
  if (options === undefined || parts.length === 0) throw new Error('A transcript has options and a request');
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

/** `id` is that of the first answer. */
export function parseRequest(request: string, id = ''): ParsedRequest {
  const end = request.indexOf('\n\n');
  const head = end === -1 ? request : request.slice(0, end);
  const [first = '', ...lines] = head.trimEnd().split('\n');
  const [method = '', path = ''] = first.split(' ');
  const named = lines.map((line): [string, string] => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
  const { authorization = `Bearer ${KEY}`, ...headers } = Object.fromEntries(named) as Record<string, string>;
  return {
    method,
    path: path.replace('{id}', id),
    headers: authorization === 'none' ? headers : { authorization, ...headers },
    body: end === -1 ? undefined : request.slice(end + 2),
  };
}

/** What came, and when: milliseconds since the request. */
export interface Received {
  readonly status: number;
  readonly after: number;
  readonly headers: Headers;
  readonly writes: readonly { readonly at: number; readonly text: string }[];
}

export function toAnswer({ status, after, headers, writes }: Received): string {
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\n`).join('');
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') === true;
  const body = isStream
    ? writes.map(({ at, text }) => `+${toMilliseconds(at)}\n${text}`).join('')
    : writes.map(({ text }) => text).join('');
  const end = body === '' || isStream ? '' : '\n';
  return `${status} after ${toMilliseconds(after)}\n${lines}\n${body}${end}`;
}

/** The `id` in an answer's body; undefined when it has none. */
export function idOf(answer: string): string | undefined {
  return /"id":"([^"]+)"/.exec(answer)?.[1];
}

/** The body alone of a recorded answer. */
export function bodyOf(answer: string): string {
  const body = answer.slice(answer.indexOf('\n\n') + 2);
  const isStream = /^content-type: text\/event-stream/m.test(answer);
  return isStream ? body.replace(/^\+\d+\.\d{3}ms\n/gm, '') : body.replace(/\n$/, '');
}

const toMilliseconds = (time: number): string => `${time.toFixed(3)}ms`;
