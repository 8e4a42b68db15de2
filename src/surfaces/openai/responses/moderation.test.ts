import OpenAI from 'openai';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { fixedLatency, KEY, openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { conversations } from '../conversations/noun.ts';
import { moderations } from '../moderations/noun.ts';
import { responses } from './noun.ts';

const HARMFUL = 'I will kill you';
const model = 'gpt-4o';
const moderation = { model: 'omni-moderation-latest' };

/** @param answer what every request is answered with */
function open({ answer = 'Good morning!', latency = false } = {}) {
  const clock = createVirtualClock({ automatic: !latency });
  const rig = openRig([only(responses, moderations, conversations)], {
    clock,
    refusals: false,
    content: { compose: () => ({ text: answer }), repeats: true },
    ...(latency && { latencyModel: fixedLatency(100, 10) }),
  });
  onTestFinished(() => rig.platform.close());
  const client = new OpenAI({ apiKey: KEY, baseURL: 'http://x/v1', fetch: rig.fetch, maxRetries: 0 });
  const create = (body: object) =>
    client.responses.create({ model, ...body } as OpenAI.Responses.ResponseCreateParamsNonStreaming);
  return { ...rig, clock, client, create };
}

const policy = (side: 'input' | 'output', mode: string) => ({
  moderation: { ...moderation, policy: { [side]: { mode } } },
});

describe('moderation of a response', () => {
  it('is null unless it is asked for', async () => {
    const { create } = open();
    expect((await create({ input: HARMFUL })).moderation).toBeNull();
  });

  it('scores input and output as the moderations endpoint does', async () => {
    const { create, client } = open();
    const response = await create({ input: HARMFUL, moderation });
    expect(response.output_text).toBe('Good morning!');
    const { results } = await client.moderations.create({ input: [HARMFUL, 'Good morning!'] });
    const told = { type: 'moderation_result', model: moderation.model };
    expect(response.moderation).toEqual({
      input: { ...told, ...results[0] },
      output: { ...told, ...results[1] },
    });
    expect(response.moderation).toMatchObject({ input: { flagged: true }, output: { flagged: false } });
    expect((await client.responses.retrieve(response.id)).moderation).toEqual(response.moderation);
    // The same body again, whose answer is known.
    expect((await create({ input: HARMFUL, moderation })).moderation).toEqual(response.moderation);
  });

  it('reads the input of this response alone, and its images', async () => {
    const { create } = open();
    const { id } = await create({ input: HARMFUL });
    const image_url = 'https://example.com/he-was-stabbed-to-death.png';
    const image = { type: 'input_image', image_url, detail: 'auto' };
    const input = [{ role: 'user', content: [{ type: 'input_text', text: 'Look:' }, image] }];
    const next = { previous_response_id: id, moderation };
    expect((await create({ ...next, input: 'Hello' })).moderation).toMatchObject({
      input: { flagged: false },
    });
    expect((await create({ ...next, input })).moderation).toMatchObject({
      input: {
        flagged: true,
        categories: { violence: true },
        category_applied_input_types: { violence: ['text', 'image'] },
      },
    });
  });

  it('leaves out what an older model does not know', async () => {
    const { create } = open();
    const older = { model: 'text-moderation-latest' };
    const { moderation: told } = await create({ input: HARMFUL, moderation: older });
    expect(told).toMatchObject({ input: { model: older.model, categories: { violence: true } } });
    expect(told?.input).not.toHaveProperty('categories.illicit');
  });

  it('is told by the last event of a stream', async () => {
    const { client } = open();
    const stream = client.responses.stream({ model, input: HARMFUL, moderation } as never);
    const told: unknown[] = [];
    for await (const event of stream) if ('response' in event) told.push(event.response.moderation);
    expect(told).toEqual([null, null, expect.objectContaining({ output: expect.anything() })]);
  });

  it('is told when a response in the background has ended', async () => {
    const { create, client, clock } = open({ latency: true });
    const { id, moderation: queued } = await create({ input: HARMFUL, moderation, background: true });
    expect(queued).toBeNull();
    expect((await client.responses.retrieve(id)).moderation).toBeNull();
    clock.advance(60_000);
    const done = await client.responses.retrieve(id);
    expect(done).toMatchObject({ status: 'completed', moderation: { input: { flagged: true } } });
  });

  it.each([false, true])('blocks by its policy, if streamed: %s', async (stream) => {
    const { create } = open({ answer: HARMFUL });
    const refused = { status: 400, code: 'moderation_blocked', param: 'input' };
    await expect(create({ input: HARMFUL, stream, ...policy('input', 'block') })).rejects.toMatchObject(
      refused,
    );
    await expect(create({ input: 'Hello', stream, ...policy('output', 'block') })).rejects.toMatchObject({
      ...refused,
      param: null,
      message: expect.stringContaining('violence'),
    });
    for (const passes of [policy('input', 'block'), policy('output', 'score'), { moderation }])
      await create({ input: 'Hello', stream, ...passes });
  });

  it('frees the conversation of a response that it blocks', async () => {
    const { client, create } = open();
    const { id: conversation } = await client.conversations.create();
    await expect(create({ conversation, input: HARMFUL, ...policy('input', 'block') })).rejects.toThrow();
    expect(await create({ conversation, input: 'Hello' })).toMatchObject({ status: 'completed' });
  });

  it('needs a model that moderates', async () => {
    const { create } = open();
    await expect(create({ input: 'Hi', moderation: { model: 'gpt-4o' } })).rejects.toMatchObject({
      status: 400,
      param: 'moderation.model',
    });
  });
});
