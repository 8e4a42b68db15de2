import { describe, expect, it } from 'vitest';
import { requiredInput } from './required-input.ts';
import {
  type FakeSocket,
  ITL,
  LONG,
  ofType,
  openWorld,
  type Told,
  TTFT,
  typesOf,
  type World,
} from './rig.cases.ts';

const create = { type: 'response.create', model: 'gpt-6-astra', store: false, input: 'Plan a trip to Oslo.' };

const tools = [
  {
    type: 'function',
    name: 'get_weather',
    description: 'Get the weather of a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
];

const idIn = (told: readonly Told[], index = 0): string =>
  ofType(told, 'response.created')[index]?.response?.id as string;

const steer = (previous_response_id: string, input: unknown = 'Keep it short.') => ({
  type: 'response.steer',
  previous_response_id,
  input,
});

interface Begun extends World {
  readonly socket: FakeSocket;
  readonly id: string;
  /** Lets time pass until there is an event of a type. */
  until(type: string): Promise<void>;
}

async function begin(more: object = {}): Promise<Begun> {
  const world = await openWorld();
  const { socket } = await world.connect();
  socket.say({ ...create, ...more });
  await world.pass();
  const until = async (type: string): Promise<void> => {
    for (let token = 0; token < 1000 && ofType(socket.told, type).length === 0; token++)
      await world.pass(ITL);
  };
  return { ...world, socket, id: idIn(socket.told), until };
}

/** Numbers of all events that belong to the first response, in the order in which they were sent. */
const numbersBefore = (told: readonly Told[], type: string): (number | undefined)[] =>
  told.slice(0, told.findIndex((event) => event.type === type) + 1).map((event) => event.sequence_number);

describe('a steered response', () => {
  it('ends after its current item, and is continued with what steers it', async () => {
    const { socket, pass, id } = await begin({
      stream_id: 'main',
      instructions: 'Be nice.',
      max_output_tokens: 4000,
    });
    await pass(TTFT + 5 * ITL);
    socket.say(steer(id, 'My name is Ada. Keep it short.'));
    expect(socket.told.at(-1)).toEqual({
      type: 'response.steer.accepted',
      sequence_number: 3,
      steer: { id: expect.stringMatching(/^steer_[0-9a-f]{32}$/), previous_response_id: id },
      stream_id: 'main',
    });
    expect(socket.held).toBe(2);
    await pass(LONG);
    const [first] = ofType(socket.told, 'response.incomplete');
    expect(first?.response).toMatchObject({
      id,
      status: 'incomplete',
      incomplete_details: { reason: 'steered' },
      output: [{ type: 'reasoning' }],
    });
    expect(first?.response?.usage.output_tokens).toBeGreaterThan(5);
    expect(numbersBefore(socket.told, 'response.incomplete')).toEqual([0, 1, 2, 3, 4, 5]);
    await pass(LONG);
    expect(socket.told.every(({ stream_id: lane }) => lane === 'main')).toBe(true);
    const [second] = ofType(socket.told, 'response.completed');
    expect(second?.response).toMatchObject({
      status: 'completed',
      previous_response_id: id,
      instructions: 'Be nice.',
      max_output_tokens: 4000,
      store: false,
    });
    expect(second?.response?.usage.input_tokens).toBeGreaterThan(first?.response?.usage.input_tokens ?? 0);
    expect(socket.held).toBe(0);
    socket.say({
      ...create,
      stream_id: 'main',
      input: 'What is my name?',
      previous_response_id: second?.response?.id,
    });
    await pass(LONG);
    await pass(LONG);
    expect(JSON.stringify(socket.told.at(-1)?.response?.output)).toContain('Ada');
  });

  it('counts what it has told, however late it is', async () => {
    const ended = async (isLate: boolean) => {
      const { socket, pass, id, ended: observed, until } = await begin();
      // A client that reads nothing: what is due meanwhile comes together.
      socket.isFull = isLate;
      await pass(TTFT + 5 * ITL);
      socket.say(steer(id));
      if (isLate) await pass(LONG);
      socket.drain();
      await until('response.incomplete');
      return [ofType(socket.told, 'response.incomplete')[0]?.response?.usage, observed[0]?.usage];
    };
    expect(await ended(true)).toEqual(await ended(false));
  });

  it('is completed if its last item is being made', async () => {
    const { socket, pass, id, until } = await begin({ reasoning: { effort: 'low' } });
    await until('response.output_text.delta');
    socket.say(steer(id, 'First.'));
    socket.say(steer(id, [{ role: 'user', content: 'Second.' }]));
    socket.say({ ...create, input: 'Later' });
    await pass(LONG);
    expect(ofType(socket.told, 'response.completed')[0]?.response?.id).toBe(id);
    expect(ofType(socket.told, 'response.incomplete')).toEqual([]);
    await pass(LONG);
    await pass(LONG);
    const created = ofType(socket.told, 'response.created').map(
      ({ response }) => response?.previous_response_id,
    );
    expect(created).toEqual([null, id, null]);
  });

  it('waits for the results of calls, and is then continued by the client', async () => {
    const { socket, pass, id, until } = await begin({
      input: 'What is the weather in Oslo?',
      tools,
      tool_choice: 'required',
    });
    await until('response.function_call_arguments.delta');
    socket.say(steer(id, 'My name is Ada.'));
    await pass(LONG);
    const [first] = ofType(socket.told, 'response.completed');
    const call = first?.response?.output.at(-1);
    expect(call?.type).toBe('function_call');
    const accepted = ofType(socket.told, 'response.steer.accepted')[0]?.steer;
    expect(socket.told.at(-1)).toEqual({
      type: 'response.steer.pending',
      sequence_number: (first?.sequence_number ?? 0) + 1,
      steer: accepted,
      reason: 'waiting_for_required_input',
      required_input: [{ type: 'function_call_output', call_id: call?.call_id, name: 'get_weather' }],
    });
    socket.say(steer(id));
    expect(socket.told.at(-1)?.error?.code).toBe('response_already_completed');
    const result = { type: 'function_call_output', call_id: call?.call_id, output: 'Sunny' };
    socket.say({
      ...create,
      tools,
      previous_response_id: id,
      input: [result, { role: 'user', content: 'What is my name?' }],
    });
    await pass(LONG);
    await pass(LONG);
    expect(JSON.stringify(socket.told.at(-1)?.response?.output)).toContain('Ada');
    expect(socket.held).toBe(0);
  });

  it('is not announced as waiting if the results are already here', async () => {
    const { socket, pass, id, until } = await begin({
      input: 'What is the weather in Oslo?',
      tools,
      tool_choice: 'required',
    });
    await until('response.function_call_arguments.delta');
    socket.say(steer(id));
    socket.say({ ...create, previous_response_id: id, input: [] });
    await pass(LONG);
    await pass();
    expect(ofType(socket.told, 'response.steer.pending')).toEqual([]);
    const failed = ofType(socket.told, 'response.steer.failed');
    expect(ofType(socket.told, 'error')).toHaveLength(1);
    expect(failed).toMatchObject([
      {
        error: { type: 'invalid_request_error', code: 'successor_creation_failed' },
        steer: { ...ofType(socket.told, 'response.steer.accepted')[0]?.steer, input: 'Keep it short.' },
      },
    ]);
    expect(socket.held).toBe(0);
  });

  it('gives back what steers it if its continuation fails', async () => {
    const { socket, pass, id } = await begin();
    await pass(TTFT);
    socket.say(steer(id, [{ role: 'user', content: [{ type: 'input_image', file_id: 'file-unknown' }] }]));
    await pass(LONG);
    await pass();
    expect(typesOf(socket.told).slice(-2)).toEqual(['response.incomplete', 'response.steer.failed']);
    expect(socket.told.at(-1)).toMatchObject({ error: { code: 'successor_creation_failed' } });
    expect(socket.held).toBe(0);
  });
});

describe('steering that is refused', () => {
  const codeOf = ({ told }: FakeSocket): string | undefined => told.at(-1)?.error?.code;

  it('names no response of the connection', async () => {
    const { socket, connect } = await begin();
    const other = await connect();
    other.socket.say(steer(idIn(socket.told), 'Hi'));
    expect(other.socket.told).toMatchObject([
      {
        type: 'response.steer.failed',
        sequence_number: 0,
        steer: { previous_response_id: idIn(socket.told), input: 'Hi' },
        error: { type: 'invalid_request_error', code: 'response_not_found' },
      },
    ]);
    expect(other.socket.told[0]?.steer).not.toHaveProperty('id');
  });

  it.each([
    ['no input', { input: undefined }],
    ['no text', { input: '' }],
    ['no items', { input: [] }],
    ['another role', { input: [{ role: 'developer', content: 'x' }] }],
    ['a result', { input: [{ type: 'function_call_output', call_id: 'c', output: 'x' }] }],
    ['another part', { input: [{ role: 'user', content: [{ type: 'output_text', text: 'x' }] }] }],
    ['a lane', { stream_id: 'main' }],
  ])('has %s', async (_, more) => {
    const { socket, id } = await begin();
    socket.say({ ...steer(id), ...more });
    expect(socket.told.at(-1)).toMatchObject({
      type: 'response.steer.failed',
      sequence_number: 2,
      error: { code: 'invalid_input', message: expect.stringMatching(/\w/) },
    });
    expect(socket.held).toBe(1);
  });

  it('names no response at all', async () => {
    const { socket } = await begin();
    socket.say({ type: 'response.steer', input: 'Hi' });
    expect(socket.told.at(-1)).toMatchObject({ type: 'error', error: { param: 'previous_response_id' } });
  });

  it('comes after the end', async () => {
    const { socket, pass, id } = await begin({ max_output_tokens: 16 });
    await pass(LONG);
    socket.say(steer(id));
    expect(codeOf(socket)).toBe('response_not_active');
    socket.say({ ...create, generate: false });
    await pass(LONG);
    socket.say(steer(idIn(socket.told, 1)));
    expect(codeOf(socket)).toBe('response_already_completed');
  });

  it('is of a model or a response that cannot be steered', async () => {
    const { socket, id, pass, fetch } = await begin({ model: 'gpt-5.6' });
    socket.say(steer(id));
    expect(codeOf(socket)).toBe('steering_not_supported');
    const made = await fetch('http://x/v1/conversations', {
      method: 'POST',
      headers: { authorization: 'Bearer sk-fakeai-1234567890abcdef', 'content-type': 'application/json' },
      body: '{}',
    });
    const { id: conversation } = (await made.json()) as { id: string };
    socket.say({ ...create, stream_id: 'a', conversation });
    await pass();
    socket.say(steer(idIn(socket.told, 1)));
    expect(socket.told.at(-1)).toMatchObject({ stream_id: 'a', error: { code: 'steering_not_supported' } });
    socket.say({ ...create, stream_id: 'b', generate: false });
    await pass();
    socket.say(steer(idIn(socket.told, 2)));
    expect(codeOf(socket)).toBe('steering_not_supported');
  });

  it('is too much', async () => {
    const { socket, id, pass } = await begin();
    for (let index = 0; index < 17; index++) socket.say(steer(id, `${index}`));
    expect(ofType(socket.told, 'response.steer.accepted')).toHaveLength(16);
    expect(codeOf(socket)).toBe('too_many_pending_steers');
    for (let lane = 1; lane < 5; lane++) {
      socket.say({ ...create, stream_id: `${lane}` });
      await pass();
      for (let index = 0; index < 13; index++) socket.say(steer(idIn(socket.told, lane), `${index}`));
    }
    expect(ofType(socket.told, 'response.steer.accepted')).toHaveLength(64);
  });
});

describe('required input', () => {
  it('is one stub for each call that the client has to answer', () => {
    const output = [
      { type: 'reasoning', id: 'r' },
      { type: 'message', id: 'm' },
      { type: 'function_call', id: 'f', call_id: 'c1', name: 'one' },
      { type: 'custom_tool_call', id: 'u', call_id: 'c2', name: 'two' },
      { type: 'computer_call', id: 'p', call_id: 'c3' },
      { type: 'shell_call', id: 's', call_id: 'c4' },
      { type: 'shell_call_output', id: 'so', call_id: 'c4' },
      { type: 'apply_patch_call', id: 'a', call_id: 'c5' },
      { type: 'tool_search_call', id: 't', call_id: 'c6', execution: 'client' },
      { type: 'tool_search_call', id: 't2', call_id: null, execution: 'server' },
      { type: 'mcp_approval_request', id: 'mcpr_1', name: 'x' },
      { type: 'web_search_call', id: 'w' },
    ];
    expect(requiredInput(output)).toEqual([
      { type: 'function_call_output', call_id: 'c1', name: 'one' },
      { type: 'custom_tool_call_output', call_id: 'c2' },
      { type: 'computer_call_output', call_id: 'c3' },
      { type: 'apply_patch_call_output', call_id: 'c5' },
      { type: 'tool_search_output', call_id: 'c6', execution: 'client' },
      { type: 'mcp_approval_response', approval_request_id: 'mcpr_1' },
    ]);
  });
});
