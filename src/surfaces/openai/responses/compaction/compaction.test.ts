import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createIds } from '../../../../runtime/ids.ts';
import { createVirtualClock } from '../../../../runtime/virtual-clock.ts';
import { fixedLatency, KEY, openRig } from '../../../rig.cases.ts';
import { only } from '../../api.ts';
import { conversations } from '../../conversations/noun.ts';
import { responses } from '../noun.ts';
import { createSealer } from '../seal.ts';
import { openHistory, sealHistory, tell } from './told-history.ts';

const LONG = 'The harbour was quiet that morning, and the boats lay still. '.repeat(120);
const THRESHOLD = 1000;
const context_management = [{ type: 'compaction', compact_threshold: THRESHOLD }];
const model = 'gpt-4o';

type Response = OpenAI.Responses.Response;
type Create = OpenAI.Responses.ResponseCreateParamsNonStreaming;

function open({ latency = false, data = ':memory:' } = {}) {
  const clock = createVirtualClock({ automatic: !latency });
  const rig = openRig([only(responses, conversations)], {
    clock,
    data,
    seed: 1,
    ids: createIds(),
    ...(latency && { latencyModel: fixedLatency(100, 10) }),
  });
  onTestFinished(() => rig.platform.close());
  const client = new OpenAI({ apiKey: KEY, baseURL: 'http://x/v1', fetch: rig.fetch, maxRetries: 0 });
  const create = (body: object): Promise<Response> => client.responses.create({ model, ...body } as Create);
  return { ...rig, client, create };
}

const typesOf = ({ output }: Response): string[] => output.map(({ type }) => type);
const input = [
  { role: 'user', content: `My name is Ada and I live in Oslo. ${LONG}` },
  { role: 'assistant', content: 'Welcome, Ada.' },
  { role: 'user', content: 'Where do I live?' },
];

describe('context management', () => {
  it('compacts a context above the threshold, and answers from the compacted one', async () => {
    const { create } = open();
    const plain = await create({ input });
    expect(typesOf(plain)).toEqual(['message']);
    const response = await create({ input, context_management });
    expect(typesOf(response)).toEqual(['compaction', 'message']);
    expect(response.output_text).toContain('Oslo');
    const [item] = response.output;
    expect(item?.id).toMatch(/^cmp_/);
    // Compacting reads the whole context, and the answer reads the short one.
    const read = plain.usage?.input_tokens ?? 0;
    expect(read).toBeGreaterThan(THRESHOLD);
    expect(response.usage?.input_tokens).toBeGreaterThan(read);
    expect(response.usage?.input_tokens).toBeLessThan(read + THRESHOLD);
    expect(response.usage?.total_tokens).toBe(
      (response.usage?.input_tokens ?? 0) + (response.usage?.output_tokens ?? 0),
    );
  });

  it('does nothing below the threshold, or if there is nothing to compact', async () => {
    const { create } = open();
    const asked = [{ type: 'compaction', compact_threshold: 100_000 }];
    expect(typesOf(await create({ input, context_management: asked }))).toEqual(['message']);
    // Three quarters of the window.
    const usual = [{ type: 'compaction' }];
    expect(typesOf(await create({ input, context_management: usual }))).toEqual(['message']);
    const alone = { input: `${LONG} What is 6 * 7?`, context_management };
    expect(typesOf(await create(alone))).toEqual(['message']);
  });

  it('is streamed as an item before the answer', async () => {
    const { client } = open();
    const stream = client.responses.stream({ model, input, context_management } as never);
    const events: OpenAI.Responses.ResponseStreamEvent[] = [];
    for await (const event of stream) events.push(event);
    expect(events.slice(0, 6).map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.compaction.compacting',
      'response.output_item.done',
      'response.output_item.added',
    ]);
    expect(events.map((event) => ('sequence_number' in event ? event.sequence_number : -1))).toEqual(
      events.map((_, index) => index),
    );
    expect(events[5]).toMatchObject({ output_index: 1 });
    const final = await stream.finalResponse();
    const kept = await client.responses.retrieve(final.id);
    expect(kept.output).toEqual(final.output.map((item) => expect.objectContaining({ id: item.id })));
    expect(events[4]).toMatchObject({ item: kept.output[0] });
  });

  it('is where a chain continues from', async () => {
    const { create, client } = open();
    const first = await create({ input: input.slice(0, 1) });
    const previous_response_id = first.id;
    const second = await create({ previous_response_id, input: 'Where do I live?', context_management });
    expect(typesOf(second)).toEqual(['compaction', 'message']);
    await client.responses.delete(first.id);
    const third = await create({ previous_response_id: second.id, input: 'What is my name?' });
    expect(third.output_text).toContain('Ada');
    expect(third.usage?.input_tokens).toBeLessThan(THRESHOLD);
    const count = { model, previous_response_id: second.id, input: 'What is my name?' };
    const counted = await client.responses.inputTokens.count(count);
    expect(counted.input_tokens).toBe(third.usage?.input_tokens);
  });

  it('is where a chain that is read from the store continues from', async () => {
    const data = mkdtempSync(join(tmpdir(), 'fakeai-compaction-'));
    onTestFinished(() => rmSync(data, { recursive: true }));
    const before = open({ data });
    const { id } = await before.create({ input: input.slice(0, 1) });
    const more = { previous_response_id: id, input: 'Where do I live?', context_management };
    const second = await before.create(more);
    const third = { previous_response_id: second.id, input: 'What is my name?' };
    const { usage } = await before.create(third);
    await before.platform.close();
    const { create } = open({ data });
    expect((await create(third)).usage?.input_tokens).toBe(usage?.input_tokens);
  });

  it('is where a conversation and a list of items continue from', async () => {
    const { create, client } = open();
    const { id: conversation } = await client.conversations.create({ items: input.slice(0, 2) as never });
    const first = await create({ conversation, input: 'Where do I live?', context_management });
    expect(typesOf(first)).toEqual(['compaction', 'message']);
    const next = await create({ conversation, input: 'What is my name?' });
    expect(next.output_text).toContain('Ada');
    expect(next.usage?.input_tokens).toBeLessThan(THRESHOLD);

    const items = [...input, ...first.output, { role: 'user', content: 'What is my name?' }];
    const told = await create({ input: items });
    expect(told.usage?.input_tokens).toBe(next.usage?.input_tokens);
  });

  it('keeps the latest calls with their results', async () => {
    const { create } = open();
    const call = (id: string, output: string) => [
      { type: 'function_call', call_id: id, name: 'look_up', arguments: '{}' },
      { type: 'function_call_output', call_id: id, output },
    ];
    const rounds = [...call('call_1', LONG), ...call('call_2', 'High tide in Oslo is at 14:30.')];
    const response = await create({
      input: [{ role: 'user', content: 'When is high tide in Oslo?' }, ...rounds],
      context_management,
    });
    expect(typesOf(response)[0]).toBe('compaction');
    expect(response.output_text).toContain('14:30');
  });

  it('is played again in the background', async () => {
    const { create, client, clock } = open({ latency: true });
    const queued = await create({ input, context_management, background: true });
    clock.advance(105);
    const early = await client.responses.retrieve(queued.id);
    expect(early.status).toBe('in_progress');
    expect(typesOf(early)).toEqual(['compaction', 'message']);
    clock.advance(60_000);
    const done = await client.responses.retrieve(queued.id);
    expect(done.status).toBe('completed');
    expect(done.output[0]).toEqual(early.output[0]);
    const stream = await client.responses.retrieve(queued.id, { stream: true });
    let last: unknown;
    const types: string[] = [];
    for await (const event of stream) {
      types.push(event.type);
      last = event;
    }
    expect(types).toContain('response.compaction.compacting');
    const { output_text: _, ...shown } = done;
    expect(last).toMatchObject({ type: 'response.completed', response: shown });
  });
});

it('is not triggered by an item of the input', async () => {
  const { create } = open();
  const triggered = create({ input: [...input, { type: 'compaction_trigger' }] });
  await expect(triggered).rejects.toMatchObject({ status: 400, param: 'input[3].type' });
});

describe('a compacted history', () => {
  it('knows what users have said, in case their messages are not sent with it', async () => {
    const { client } = open();
    const compacted = await client.responses.compact({
      model: 'gpt-4o',
      input: [
        { role: 'user', content: 'My name is Ada.' },
        { role: 'assistant', content: 'Hello!' },
      ],
    });
    const item = compacted.output.at(-1) as OpenAI.Responses.ResponseCompactionItem;
    const input = [item, { role: 'user' as const, content: 'What is my name?' }];
    const alone = await client.responses.create({ model: 'gpt-4o', input: input as never });
    expect(alone.output_text).toContain('Ada');
  });

  it('is read only if it was sealed here, and is one', () => {
    const { seal, open } = createSealer('a');
    const history = { covers: 'everything', text: 'Tides.' } as const;
    expect(openHistory(sealHistory(history, { seal }), open)).toEqual(history);
    expect(openHistory(sealHistory(history, createSealer('b')), open)).toBeUndefined();
    expect(openHistory(seal('A thought.'), open)).toBeUndefined();
    expect(openHistory(seal('{"a": 1}'), open)).toBeUndefined();
  });

  it('tells the latest turns within its bounds', () => {
    const turn = (text: string) => ({ role: 'assistant' as const, parts: [{ kind: 'text' as const, text }] });
    const turns = [turn('first'), turn('x'.repeat(1000)), turn('last')];
    expect(tell(turns, 'answers')).toBe(`first\n\n${'x'.repeat(600)}\n\nlast`);
    expect(tell(turns, 'answers', 10)).toBe(`${'x'.repeat(6)}\n\nlast`);
  });
});
