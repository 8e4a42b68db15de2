import { frame, STREAM_TOKENS } from './load/requests.ts';

/** One plain response and one stream captured from a server, for the floor to replay. */
export interface Sample {
  readonly plain: { readonly headers: Headers; readonly body: string };
  readonly stream: { readonly headers: Headers; readonly events: readonly string[] };
}

type Headers = readonly (readonly [name: string, value: string])[];

/** Requests both responses from a server without latency, and checks that they match what the rows count. */
export async function captureSample(port: number): Promise<Sample> {
  const [plain, stream] = [await ask(port, 'plain'), await ask(port, 'stream')];
  const events = stream.body.split('\n\n').slice(0, -1);
  const tokens = events.filter((event) => /"content":"(?!")/.test(event)).length;
  if (tokens !== STREAM_TOKENS)
    throw new Error(`the stream has ${tokens} content events, not ${STREAM_TOKENS}`);
  if (!/"content":""/.test(events[0] ?? '')) throw new Error('the stream does not start with a role event');
  return { plain, stream: { headers: stream.headers, events } };
}

/** A typical chat API response, for runs without this project's server. */
export function createSample(): Sample {
  const id = 'chatcmpl-000000000000000000000000000000';
  const created = 1_700_000_000;
  const model = 'gpt-4o-2024-08-06';
  const headers = [
    ['content-type', 'application/json'],
    ['openai-version', '2020-10-01'],
    ['openai-processing-ms', '1'],
    ['x-request-id', 'req_00000000000000000000000000000000'],
  ] as const;
  const usage = {
    prompt_tokens: 55,
    completion_tokens: 16,
    total_tokens: 71,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
  const content = 'Water carries what the season lends it, and the town keeps the rest.';
  const message = { role: 'assistant', content, refusal: null, annotations: [] };
  const choice = { index: 0, message, logprobs: null, finish_reason: 'length' };
  const tail = { service_tier: 'default', system_fingerprint: 'fp_0123456789' };
  const body = JSON.stringify({
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [choice],
    usage,
    ...tail,
  });
  const chunk = (delta: object, finish_reason: string | null) => {
    const choices = [{ index: 0, delta, logprobs: null, finish_reason }];
    return `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created, model, ...tail, choices })}`;
  };
  const events = [
    chunk({ role: 'assistant', content: '', refusal: null }, null),
    ...Array.from({ length: STREAM_TOKENS }, (_, index) =>
      chunk({ content: SPOKEN[index % SPOKEN.length] }, null),
    ),
    chunk({}, 'length'),
    'data: [DONE]',
  ];
  const streamHeaders = [...headers.slice(1), ['content-type', 'text/event-stream; charset=utf-8'] as const];
  return { plain: { headers, body }, stream: { headers: streamHeaders, events } };
}

const SPOKEN = [' the', ' river', ' turns', ' again', ',', ' carrying', ' small', ' lights', ' home', '.'];

async function ask(port: number, work: 'plain' | 'stream') {
  const request = frame(work, 'Please say something about a river that turns near an old town.');
  const response = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-bench' },
    body: request.slice(request.indexOf('\r\n\r\n') + 4),
    signal: AbortSignal.timeout(10_000),
  });
  const body = await response.text();
  if (response.status !== 200) throw new Error(`status ${response.status}: ${body.slice(0, 200)}`);
  return { headers: [...response.headers].filter(([name]) => !TRANSPORT.has(name)), body };
}

/** Headers that the sender sets by itself. */
const TRANSPORT = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);
