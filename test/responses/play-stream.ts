import OpenAI from 'openai';
import { createFakeAI } from '../../src/fakeai.ts';
import { createVirtualClock } from '../../src/runtime/virtual-clock.ts';
import { toEvents } from '../operations/events.ts';
import { KEY, toSend } from '../operations/example.ts';
import { type StreamExample, UNREACHABLE } from './stream-examples.ts';

/** An event as it was sent. */
export interface SentEvent {
  readonly type: string;
  readonly sequence_number: number;
  readonly [member: string]: unknown;
}

export interface Played {
  /** What was sent, in order. */
  readonly sent: readonly SentEvent[];
  /** What the helper of the official client makes of it; the error if it rejects. */
  readonly final: OpenAI.Responses.Response | InstanceType<typeof OpenAI.APIError>;
  /** The text with which the server answers a retrieval afterwards; undefined if there is no such response. */
  readonly kept: string | undefined;
  /** The events of its stream if that is read again afterwards; undefined if it was not made in the background. */
  readonly again: readonly SentEvent[] | undefined;
}

/** Plays an example on an instance of its own, on virtual time and with a fixed seed: what is sent is always the same. */
export async function playStream({ body, prepare, meanwhile }: StreamExample): Promise<Played> {
  const stops = meanwhile === 'the server stops';
  // A server that stops is one with a port. Its time stands still, so that the answer has not ended.
  const clock = createVirtualClock({ automatic: !stops });
  const fake = createFakeAI({ clock, seed: 1, mcpServers: [UNREACHABLE] });
  const origin = stops ? (await fake.listen({ port: 0 })).url : 'http://fakeai.test';
  const send = stops ? fetch : fake.fetch;
  const options = { apiKey: KEY, baseURL: `${origin}/v1`, maxRetries: 0 };
  const preparing = new OpenAI({ ...options, fetch: send });
  const added = await prepare?.(preparing);

  async function interrupt(): Promise<void> {
    if (stops) fake.close({ graceMs: 0 }).catch(() => {});
    else if (meanwhile) await preparing.conversations.delete(String(added?.conversation));
  }

  let text = '';
  const client = new OpenAI({
    ...options,
    async fetch(url, init) {
      const { body: bytes, status, headers } = await send(url, init);
      if (bytes === null) throw new Error('An answer without a body');
      const watched = bytes.pipeThrough(new TextDecoderStream()).pipeThrough(
        watching(async (chunk) => {
          const isFirst = text === '';
          text += chunk;
          if (isFirst) await interrupt();
        }),
      );
      return new Response(watched.pipeThrough(new TextEncoderStream()), { status, headers });
    },
  });
  const asked = { model: 'gpt-4o', ...body, ...added };
  const final = await client.responses
    .stream(asked as Parameters<typeof client.responses.stream>[0])
    .finalResponse()
    .catch((error: InstanceType<typeof OpenAI.APIError>) => error);
  const sent = eventsIn(text);
  const { id } = (sent[0] as SentEvent).response as { id: string };
  const query = ((body.include ?? []) as string[]).map((one) => `include[]=${one}`).join('&');
  const reply = stops ? undefined : await toSend(fake)('GET', `/v1/responses/${id}?${query}`);
  const kept = reply?.ok ? await reply.text() : undefined;
  const repeated = body.background
    ? await toSend(fake)('GET', `/v1/responses/${id}?stream=true&${query}`)
    : undefined;
  const again = repeated && eventsIn(await repeated.text());
  await fake.close();
  return { sent, final, kept, again };
}

/** Passes chunks on, and holds back what follows each one until it has been looked at. */
function watching(look: (chunk: string) => Promise<void>): TransformStream<string, string> {
  return new TransformStream({
    async transform(chunk, controller) {
      controller.enqueue(chunk);
      await look(chunk);
    },
  });
}

const eventsIn = (text: string): SentEvent[] => toEvents(text, { sentinel: false }) as SentEvent[];
