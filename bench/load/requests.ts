/** The kind of request. Every subject gets the same bytes. */
export type Work =
  | 'plain'
  | 'stream'
  | 'embedding'
  | 'response'
  | 'response-stream'
  | 'chat-stream'
  | 'azure'
  | 'azure-stream';

/** Tokens requested in a plain response. */
export const PLAIN_TOKENS = 16;
/** Content tokens per stream, and thus content events. */
export const STREAM_TOKENS = 100;
/** Requested pace in milliseconds: TTFT and gap between content events. */
export const TTFT = 100;
export const GAP = 20;
/** Duration of a stream at that pace, in milliseconds. */
export const STREAM_LENGTH = TTFT + (STREAM_TOKENS - 1) * GAP;

/** Returns the bytes of successive requests as latin1 strings. */
export type RequestSource = () => string;

/** The same request every time. */
export function createRepeatedRequest(work: Work): RequestSource {
  const request = frame(work, prompt(1, 2, 3));
  return () => request;
}

/**
 * Requests whose prompts do not repeat: three sentences out of 3 × 1,024, so that one in a billion repeats,
 * from a generator seeded with `seed`.
 */
export function createDistinctRequests(work: Work, seed: number): RequestSource {
  const next = xorshift(seed);
  return () => frame(work, prompt(next() & 1023, next() & 1023, next() & 1023));
}

/** A user message of about `tokens` tokens that is unique per `seed`, for the long-prompt row. */
export function createLongRequest(tokens: number, seed: number): string {
  const next = xorshift(seed);
  const words: string[] = [];
  // A sentence is 12 tokens including its space, its label 5.
  for (let length = 0; length < tokens; length += 17) {
    words.push(`Entry ${100_000 + (next() % 900_000)}: ${sentence(next() & 1023, next() % 3)}`);
  }
  return frame('plain', words.join(' '));
}

/** Texts per embeddings request. */
export const EMBEDDED_TEXTS = 32;

/**
 * The request for this text, head and body: a chat user message, or texts to embed, numbered so that each one
 * is new.
 */
export function frame(work: Work, text: string): string {
  if (work === 'embedding') {
    const texts = Array.from(
      { length: EMBEDDED_TEXTS },
      (_, index) => `"${sentence(index * 31, index)} ${text.slice(-60)}"`,
    );
    const body = `{"model":"text-embedding-3-small","encoding_format":"base64","input":[${texts.join(',')}]}`;
    return `${headOf('/v1/embeddings')}${body.length}\r\n\r\n${body}`;
  }
  const body = generationBody(work, text);
  return `${headOf(pathOf(work))}${body.length}\r\n\r\n${body}`;
}

function pathOf(work: Work): string {
  if (work.startsWith('response')) return '/v1/responses';
  return work.startsWith('azure') ? '/openai/v1/chat/completions' : '/v1/chat/completions';
}

const SYSTEM = 'You are a helpful assistant.';
const MESSAGES = `"messages":[{"role":"system","content":"${SYSTEM}"},{"role":"user","content":`;

function generationBody(work: Exclude<Work, 'embedding'>, text: string): string {
  switch (work) {
    case 'plain':
    case 'azure':
      return `{"model":"gpt-4o",${MESSAGES}"${text}"}],"max_tokens":${PLAIN_TOKENS},"temperature":0.7}`;
    case 'stream':
    case 'azure-stream':
      return `{"model":"gpt-4o",${MESSAGES}"${text}"}],"max_tokens":${STREAM_TOKENS},"temperature":0.7,"stream":true,"ignore_eos":true}`;
    // The Responses API has nothing like ignore_eos: what is compared with it may end earlier, too.
    case 'chat-stream':
      return `{"model":"gpt-4o",${MESSAGES}"${text}"}],"max_tokens":${STREAM_TOKENS},"temperature":0.7,"stream":true}`;
    case 'response':
      return `{"model":"gpt-4o","instructions":"${SYSTEM}","input":"${text}","max_output_tokens":${PLAIN_TOKENS},"temperature":0.7}`;
    case 'response-stream':
      return `{"model":"gpt-4o","instructions":"${SYSTEM}","input":"${text}","max_output_tokens":${STREAM_TOKENS},"temperature":0.7,"stream":true}`;
  }
}

function headOf(path: string): string {
  return (
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer sk-bench\r\n` +
    'content-type: application/json\r\naccept: application/json\r\ncontent-length: '
  );
}

const SUBJECTS = [
  'The river',
  'A teacher',
  'My neighbour',
  'The old bridge',
  'Our captain',
  'This garden',
  'A letter',
  'The market',
];
const VERBS = [
  'slowly follows',
  'quietly keeps',
  'often paints',
  'never leaves',
  'almost forgets',
  'gladly shows',
  'rarely finds',
  'always repairs',
];
const OBJECTS = [
  'a silver door',
  'the winter road',
  'an honest map',
  'seven green boats',
  'the broken clock',
  'a warm kitchen',
  'the distant tower',
  'some bitter fruit',
];
const PLACES = ['near the harbour', 'before sunrise', 'behind the station'];

/** Three sentences and a question: 38 tokens, or 50 with the system message and the chat template. */
function prompt(first: number, second: number, third: number): string {
  return `${sentence(first, 0)} ${sentence(second, 1)} ${sentence(third, 2)} Why?`;
}

function sentence(choice: number, place: number): string {
  const count = choice >> 9 === 0 ? 'twice' : 'again';
  return `${SUBJECTS[choice & 7]} ${VERBS[(choice >> 3) & 7]} ${OBJECTS[(choice >> 6) & 7]} ${count} ${PLACES[place % 3]}.`;
}

function xorshift(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
