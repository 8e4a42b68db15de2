import OpenAI from 'openai';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fixedLatency, KEY, openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { createFakeSynthesizer } from '../audio/fake-synthesizer.cases.ts';
import { responses } from './noun.ts';

const body = { model: 'gpt-audio', input: 'Tell me about the sea' };

type Event = OpenAI.Responses.ResponseStreamEvent;

function open(options: Parameters<typeof openRig>[1] = {}) {
  const synthesizer = createFakeSynthesizer();
  const { fetch, platform, clock } = openRig([only(responses)], {
    seed: 1,
    ...options,
    parts: { synthesizer },
  });
  onTestFinished(() => platform.close());
  const client = new OpenAI({ apiKey: KEY, baseURL: 'http://x/v1', fetch, maxRetries: 0 });
  const read = async (stream: AsyncIterable<Event>): Promise<Event[]> => {
    const events: Event[] = [];
    for await (const event of stream) events.push(event);
    return events;
  };
  const stream = async (more: object = {}) =>
    read(await client.responses.create({ ...body, ...more, stream: true }));
  return { client, clock, synthesizer, read, stream };
}

const deltasOf = (events: readonly Event[], type: Event['type']): string[] =>
  events.flatMap((event) => (event.type === type && 'delta' in event ? [String(event.delta)] : []));

const soundIn = (events: readonly Event[]): Buffer =>
  Buffer.concat(deltasOf(events, 'response.audio.delta').map((delta) => Buffer.from(delta, 'base64')));

/** The whole sound of what was said. */
async function soundOf(text: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const job = { text, voice: 'alloy', speed: 1, format: 'pcm' } as const;
  for await (const piece of createFakeSynthesizer().speak(job)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('a stream of a model that speaks', () => {
  it('has the whole sound of its words, each piece after its text', async () => {
    const { client, stream } = open();
    const events = await stream();
    const said = deltasOf(events, 'response.output_text.delta');
    expect(deltasOf(events, 'response.audio.transcript.delta')).toEqual(said);
    expect(soundIn(events)).toEqual(await soundOf(said.join('')));
    for (const delta of deltasOf(events, 'response.audio.delta'))
      expect(Buffer.from(delta, 'base64').length % 2).toBe(0);
    const types = events.map(({ type }) => type);
    const first = types.indexOf('response.output_text.delta');
    expect(types.slice(first, first + 3)).toEqual([
      'response.output_text.delta',
      'response.audio.transcript.delta',
      'response.audio.delta',
    ]);
    expect(types.slice(-4)).toEqual([
      'response.audio.done',
      'response.audio.transcript.done',
      'response.output_item.done',
      'response.completed',
    ]);
    const last = events.at(-1) as Extract<Event, { type: 'response.completed' }>;
    const { id } = last.response;
    const ofSound = events.filter(({ type }) => type.startsWith('response.audio.'));
    for (const event of ofSound) expect(event).toMatchObject({ response_id: id });
    expect((await client.responses.retrieve(id)).output).toEqual(last.response.output);
  });

  it('is paced with its words', async () => {
    const { client, clock } = open({ latencyModel: fixedLatency(100, 10) });
    const began = clock.now();
    const times: number[] = [];
    for await (const { type } of await client.responses.create({ ...body, stream: true }))
      if (type === 'response.audio.delta') times.push(clock.now() - began);
    expect(times[0]).toBe(100);
    expect(times.at(-1)).toBe(100 + 10 * (times.length - 1));
  });

  it('has only the words of an answer that is cut off', async () => {
    const { stream } = open();
    const events = await stream({ max_output_tokens: 16 });
    const said = deltasOf(events, 'response.output_text.delta').join('');
    expect(soundIn(events)).toEqual(await soundOf(said));
    expect(events.at(-1)?.type).toBe('response.incomplete');
    expect(events.map(({ type }) => type)).toContain('response.audio.done');
  });

  it('sounds the same in the background, from any event on', async () => {
    const { client, read, stream } = open();
    const events = await stream({ background: true });
    const said = deltasOf(events, 'response.output_text.delta').join('');
    expect(soundIn(events)).toEqual(await soundOf(said));
    const { id } = (events[0] as Extract<Event, { type: 'response.created' }>).response;
    const after = 7;
    const rest = await read(await client.responses.retrieve(id, { stream: true, starting_after: after }));
    expect(rest).toEqual(events.slice(after + 1));
  });
});

describe('no sound is made', () => {
  it('for an answer as a whole, or for other models', async () => {
    const { client, stream, synthesizer } = open();
    await client.responses.create(body);
    const events = await stream({ model: 'gpt-4o' });
    expect(synthesizer.jobs).toEqual([]);
    expect(events.some(({ type }) => type.startsWith('response.audio.'))).toBe(false);
  });

  it('for an answer without words', async () => {
    const { stream, synthesizer } = open();
    const parameters = { type: 'object', properties: { city: { type: 'string' } } };
    const tools = [{ type: 'function', name: 'get_weather', parameters, strict: false }];
    await stream({ input: 'What is the weather in Rome?', tools });
    expect(synthesizer.jobs).toEqual([]);
  });
});

it('is refused if the sound would be too large', async () => {
  const { stream } = open({ answerLimit: 20_000 });
  const error = await stream().catch((fault: unknown) => fault);
  expect(error).toMatchObject({ status: 400, param: 'max_output_tokens', code: 'answer_too_large' });
});
