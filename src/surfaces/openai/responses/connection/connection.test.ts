import { describe, expect, it } from 'vitest';
import { ITL, LONG, ofType, openWorld, type Told, TTFT, typesOf } from './rig.cases.ts';

const create = { type: 'response.create', model: 'gpt-4o', store: false, input: 'What is 6 * 7?' };

const completedIn = (told: readonly Told[]): Told[] => ofType(told, 'response.completed');
const lanesOf = (told: readonly Told[]): (string | undefined)[] => told.map(({ stream_id: lane }) => lane);

describe('a response over a connection', () => {
  it('is told event by event, as over HTTP', async () => {
    const { connect, pass, fetch, ended, lines } = await openWorld();
    const { socket } = await connect();
    socket.say({ ...create, input: 'Tell me about the sea' });
    await pass();
    expect(typesOf(socket.told)).toEqual(['response.created', 'response.in_progress']);
    await pass(TTFT + 2 * ITL);
    expect(ofType(socket.told, 'response.output_text.delta')).toHaveLength(3);
    await pass(LONG);
    expect(socket.told.map((event) => event.sequence_number)).toEqual(socket.told.map((_, index) => index));
    expect(lanesOf(socket.told)).not.toContainEqual(expect.any(String));
    const overHttp = await fetch('http://x/v1/responses', {
      method: 'POST',
      headers: { authorization: 'Bearer sk-fakeai-1234567890abcdef', 'content-type': 'application/json' },
      body: JSON.stringify({ ...create, type: undefined, input: 'Tell me about the sea', stream: true }),
    });
    const reading = overHttp.text();
    await pass(LONG);
    const types = [...(await reading).matchAll(/^event: (.+)$/gm)].map(([, type]) => type);
    expect(socket.told.map(({ type }) => type)).toEqual(types);
    expect(socket.held).toBe(0);
    expect(ended).toContainEqual(
      expect.objectContaining({ operation: 'createResponse', internal: true, status: 200, outcome: 'ok' }),
    );
    expect(lines).toEqual([]);
  });

  it('is validated as over HTTP', async () => {
    const { connect, pass } = await openWorld({ strictModels: true });
    const { socket } = await connect();
    for (const wrong of [
      { model: 'no-such' },
      { temperature: 3 },
      { wrong: 1 },
      { input: [{ role: 'x', content: '' }] },
    ])
      socket.say({ ...create, stream_id: 'a', ...wrong });
    await pass();
    expect(socket.told).toMatchObject([
      { type: 'error', status: 404, stream_id: 'a', error: { code: 'model_not_found' } },
      { type: 'error', status: 400, stream_id: 'a', error: { param: 'temperature' } },
      { type: 'error', status: 400, stream_id: 'a', error: { code: 'unknown_parameter', param: 'wrong' } },
      { type: 'error', status: 400, stream_id: 'a', error: { param: 'input[0]' } },
    ]);
    expect(socket.closed).toEqual([]);
    expect(socket.held).toBe(0);
  });

  it('prepares without a word if it is not to generate', async () => {
    const { connect, pass } = await openWorld();
    const { socket } = await connect();
    socket.say({ ...create, generate: false, instructions: 'My name is Ada.' });
    await pass(TTFT - 1);
    expect(typesOf(socket.told)).toEqual(['response.created', 'response.in_progress']);
    await pass(1);
    const { response } = socket.told[2] as Told;
    expect(response).toMatchObject({ status: 'completed', output: [], usage: { output_tokens: 0 } });
    expect(response?.usage.input_tokens).toBeGreaterThan(5);
    socket.say({ ...create, input: 'Go on', previous_response_id: response?.id });
    await pass(LONG);
    const [, next] = completedIn(socket.told);
    expect(next?.response).toMatchObject({
      previous_response_id: response?.id,
      output: [{ type: 'message' }],
    });
  });

  it('is cancelled when its client is gone', async () => {
    const { connect, pass, ended, clock } = await openWorld();
    const { socket, gone } = await connect();
    socket.say({ ...create, input: 'Tell me about the sea' });
    socket.say({ ...create, input: 'Tell me about the sky' });
    await pass(TTFT + 2 * ITL);
    const before = socket.told.length;
    gone();
    await pass(LONG);
    expect(socket.told).toHaveLength(before);
    expect(clock.pending).toBe(0);
    expect(ended).toMatchObject([
      { operation: 'createResponse', outcome: 'aborted', usage: { completionTokens: 3 } },
      { operation: 'connectResponses', outcome: 'aborted', status: 101 },
    ]);
  });

  it('waits for a client that does not read', async () => {
    const { connect, pass } = await openWorld();
    const { socket } = await connect();
    socket.say({ ...create, input: 'Tell me about the sea' });
    await pass();
    socket.isFull = true;
    await pass(TTFT);
    const before = socket.told.length;
    await pass(LONG);
    expect(socket.told).toHaveLength(before);
    socket.drain();
    await pass();
    expect(completedIn(socket.told)).toHaveLength(1);
  });
});

describe('lanes', () => {
  it('run in order within, and side by side', async () => {
    const { connect, pass } = await openWorld();
    const { socket } = await connect();
    for (const lane of ['a', 'a', 'b']) socket.say({ ...create, stream_id: lane });
    socket.say(create);
    await pass();
    expect(lanesOf(ofType(socket.told, 'response.created'))).toEqual(['a', 'b', undefined]);
    await pass(TTFT + 20 * ITL);
    expect(lanesOf(completedIn(socket.told)).sort()).toEqual(['a', 'b', undefined]);
    await pass(LONG);
    const ofA = typesOf(socket.told.filter(({ stream_id: lane }) => lane === 'a'));
    expect(ofA.indexOf('response.completed')).toBeLessThan(ofA.lastIndexOf('response.created'));
    expect(ofA.filter((type) => type === 'response.completed')).toHaveLength(2);
  });

  it('are at most 32 with names, of which 16 make responses', async () => {
    const { connect, pass } = await openWorld();
    const { socket } = await connect();
    for (let index = 0; index < 33; index++) socket.say({ ...create, stream_id: `lane-${index}` });
    socket.say(create);
    await pass();
    expect(ofType(socket.told, 'error')).toMatchObject([
      {
        status: 400,
        stream_id: 'lane-32',
        error: { code: 'websocket_stream_limit_reached', param: 'stream_id' },
      },
    ]);
    expect(ofType(socket.told, 'response.created')).toHaveLength(16);
    await pass(LONG);
    await pass(LONG);
    await pass(LONG);
    expect(completedIn(socket.told)).toHaveLength(33);
  });

  it.each(['', 'a b', 'a'.repeat(257), 7])('have no name like %j', async (lane) => {
    const { connect, pass } = await openWorld();
    const { socket } = await connect();
    socket.say({ ...create, stream_id: lane });
    await pass();
    expect(socket.told).toMatchObject([
      { type: 'error', status: 400, error: { code: 'invalid_stream_id', param: 'stream_id' } },
    ]);
    expect(socket.told[0]).not.toHaveProperty('stream_id');
  });

  it('stop reading while too much waits', async () => {
    const { connect, pass } = await openWorld();
    const { socket } = await connect();
    for (let index = 0; index < 258; index++) socket.say({ ...create, input: 'Hi', max_output_tokens: 16 });
    await pass();
    expect(socket.isPaused).toBe(true);
    for (let time = 0; time < 3; time++) await pass(LONG);
    expect(socket.isPaused).toBe(false);
  });
});

describe('messages that cannot be read', () => {
  it.each([
    ['{', 400, null],
    ['[]', 400, null],
    ['"x"', 400, null],
    ['{}', 400, 'type'],
    ['{"type":"response.cancel"}', 400, 'type'],
    ['{"type":"response.create","stream":false}', 400, 'stream'],
    ['{"type":"response.create","background":true}', 400, 'background'],
    ['{"type":"response.create","generate":"no"}', 400, 'generate'],
    [`${'['.repeat(200)}${']'.repeat(200)}`, 400, null],
  ])('are answered with an error: %s', async (text, status, param) => {
    const { connect, pass } = await openWorld();
    const { socket } = await connect();
    socket.say(text);
    socket.say(create);
    await pass();
    expect(socket.told[0]).toMatchObject({
      type: 'error',
      status,
      error: { type: 'invalid_request_error', param },
    });
    expect(socket.told[1]?.type).toBe('response.created');
  });

  it('keep their order, however large they are', async () => {
    const { connect, pass } = await openWorld();
    const { socket } = await connect();
    socket.say({ ...create, stream_id: '', input: 'x'.repeat(3_000_000) });
    socket.say('{');
    await pass();
    expect(socket.told.map(({ error }) => error?.param)).toEqual(['stream_id', null]);
  });
});

describe('the end of a connection', () => {
  it('comes after an hour', async () => {
    const { connect, pass, ended } = await openWorld();
    const { socket, gone } = await connect();
    await pass(60 * 60_000 - 1);
    expect(socket.told).toEqual([]);
    await pass(1);
    expect(socket.told).toMatchObject([
      { type: 'error', status: 400, error: { code: 'websocket_connection_limit_reached' } },
    ]);
    expect(socket.closed).toMatchObject([{ code: 1001 }]);
    socket.say(create);
    await pass(LONG);
    expect(socket.told).toHaveLength(1);
    gone();
    expect(ended).toMatchObject([{ operation: 'connectResponses' }]);
  });

  it('waits for what is under way when the server closes', async () => {
    const { connect, pass } = await openWorld();
    const { socket } = await connect();
    const idle = await connect();
    socket.say(create);
    socket.say(create);
    await pass();
    socket.announceEnd();
    idle.socket.announceEnd();
    expect([socket.closed, idle.socket.closed]).toMatchObject([[], [{ code: 1001 }]]);
    socket.say(create);
    await pass(LONG);
    expect(completedIn(socket.told)).toHaveLength(1);
    expect(socket.closed).toMatchObject([{ code: 1001 }]);
    expect(socket.held).toBe(0);
  });
});
