import type { ResponsesServerEvent } from 'openai/resources/responses/responses';
import { ResponsesWS } from 'openai/resources/responses/ws';
import { Compile } from 'typebox/compile';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFakeAI, type FakeAIOptions } from '../../src/fakeai.ts';
import { ResponseStreamEvent } from '../../src/surfaces/openai/responses/schema/events.ts';
import { openOnSocket } from './world.ts';

const create = { type: 'response.create', model: 'gpt-6-astra', store: false } as const;

type Told<Type extends ResponsesServerEvent['type']> = Extract<ResponsesServerEvent, { type: Type }>;

async function open(options: FakeAIOptions = {}) {
  const world = await openOnSocket(options);
  onTestFinished(() => world[Symbol.asyncDispose]());
  return world;
}

/** A connection of the official client, read event by event. */
async function connect(options: FakeAIOptions = {}, apiKey?: string) {
  const { fake, connect } = await open(options);
  const ws = new ResponsesWS(connect(apiKey === undefined ? {} : { apiKey }));
  onTestFinished(() => ws.close());
  const events = ws.stream();
  const told: ResponsesServerEvent[] = [];
  /** Reads up to the next event of a type. */
  async function until<Type extends ResponsesServerEvent['type']>(type: Type): Promise<Told<Type>> {
    for (;;) {
      const { value, done } = await events.next();
      if (done) throw new Error(`The connection ended before ${type}`);
      if (value.type === 'error') throw value.error;
      if (value.type === 'close') throw new Error(`It was closed with ${value.code}`);
      if (value.type !== 'message') continue;
      told.push(value.message);
      if (value.message.type === type) return value.message as Told<Type>;
    }
  }
  return { fake, ws, until, told };
}

describe('the official client, over a connection', () => {
  it('is answered with events as they are specified', async () => {
    const { ws, until, told } = await connect();
    ws.send({ ...create, stream_id: 'main', input: 'What is 6 * 7?', reasoning: { summary: 'auto' } });
    const { response } = await until('response.completed');
    expect(response.output.at(-1)).toMatchObject({ type: 'message', status: 'completed' });
    expect(JSON.stringify(response.output)).toContain('42');
    const check = Compile(ResponseStreamEvent);
    for (const event of told) {
      const { stream_id: lane, ...plain } = event as ResponsesServerEvent & { stream_id?: string };
      expect(lane).toBe('main');
      expect(check.Check(plain) ? [] : check.Errors(plain), event.type).toEqual([]);
    }
  });

  it('runs a tool loop without anything being stored', async () => {
    const { ws, until, fake } = await connect();
    const tools = [
      {
        type: 'function' as const,
        name: 'get_weather',
        description: 'The current weather of a city',
        strict: false,
        parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
      },
    ];
    ws.send({ ...create, tools, tool_choice: 'required', input: 'What is the weather in Oslo?' });
    const { response } = await until('response.completed');
    const call = response.output.find((item) => item.type === 'function_call');
    expect(JSON.parse(call?.arguments ?? '')).toEqual({ city: 'Oslo' });
    ws.send({
      ...create,
      tools,
      previous_response_id: response.id,
      input: [
        { type: 'function_call_output', call_id: call?.call_id ?? '', output: 'It snows, -3 degrees.' },
      ],
    });
    const second = await until('response.completed');
    expect(JSON.stringify(second.response.output)).toMatch(/snow|-3/);
    expect(JSON.stringify(fake.metrics.snapshot().endpoints)).toContain('/v1/responses');
  });

  it('is told what is wrong', async () => {
    const { ws, until } = await connect();
    ws.send({ ...create, input: 'Hi', previous_response_id: `resp_${'0'.repeat(48)}` });
    await expect(until('response.created')).rejects.toMatchObject({
      error: { status: 400, error: { code: 'previous_response_not_found' } },
    });
    ws.send({ ...create, input: 'Hi' });
    expect((await until('response.completed')).response.status).toBe('completed');
  });

  it('steers a response', async () => {
    const { ws, until, told } = await connect({ fast: false, ttft: '100ms', itl: '1ms' });
    ws.send({ ...create, input: 'Draft a plan for a task app.', reasoning: { effort: 'medium' } });
    const { response } = await until('response.created');
    ws.send({ type: 'response.steer', previous_response_id: response.id, input: 'For one developer.' });
    expect((await until('response.steer.accepted')).steer.previous_response_id).toBe(response.id);
    expect((await until('response.incomplete')).response.incomplete_details?.reason).toBe('steered');
    expect((await until('response.completed')).response.previous_response_id).toBe(response.id);
    expect(told.filter(({ type }) => type === 'response.created')).toHaveLength(2);
  });

  it('cannot connect with a wrong key', async () => {
    const { until } = await connect({}, 'sk-wrong');
    await expect(until('response.created')).rejects.toThrow(/401/);
  });

  it('connects again when the server goes away', async () => {
    const first = createFakeAI({ fast: true });
    onTestFinished(() => first.close({ graceMs: 0 }));
    const { port } = await first.listen({ port: 0 }).then(({ url }) => new URL(url));
    const { connect: connectClient } = await open();
    const client = connectClient({ baseURL: `http://127.0.0.1:${port}/v1` });
    let reconnected = (): void => {};
    const again = new Promise<void>((resolve) => {
      reconnected = resolve;
    });
    const ws = new ResponsesWS(client, {
      reconnect: { initialDelay: 10, maxDelay: 50, onReconnecting: () => ({}) },
    });
    onTestFinished(() => ws.close());
    ws.on('reconnected', () => reconnected());
    ws.on('error', () => {});
    const completed = () =>
      new Promise<string>((resolve) => ws.on('response.completed', ({ response }) => resolve(response.id)));
    ws.send({ ...create, input: 'Hi' });
    await completed();
    await first.close({ graceMs: 1000 });
    const second = createFakeAI({ fast: true });
    onTestFinished(() => second.close({ graceMs: 0 }));
    await second.listen({ port: Number(port) });
    await again;
    ws.send({ ...create, input: 'Hi' });
    expect(await completed()).toMatch(/^resp_/);
  });

  it('reaches Azure, whose paths have a socket too', async () => {
    const { fake, connect: connectClient } = await open();
    expect(fake.operations.filter(({ socket }) => socket).map(({ id }) => id)).toEqual([
      'connectResponses',
      'azureConnectResponses',
    ]);
    const baseURL = new URL('/openai/v1', connectClient().baseURL).href;
    const ws = new ResponsesWS(connectClient({ baseURL }));
    onTestFinished(() => ws.close());
    const response = new Promise((resolve) => ws.on('response.completed', resolve));
    ws.send({ ...create, input: 'Hi' });
    expect(await response).toMatchObject({ response: { status: 'completed' } });
  });
});
