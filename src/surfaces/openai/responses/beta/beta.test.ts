import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../../../runtime/virtual-clock.ts';
import { fixedLatency, KEY } from '../../../rig.cases.ts';
import { betas, openBeta, outlineOf, PROPOSALS, saidBy } from './beta.cases.ts';

/** The rows with `?beta=true`, and several agents that answer one request. */

const authorization = `Bearer ${KEY}`;

describe('the header of the beta', () => {
  it('is needed for several agents', async () => {
    const { fetch } = openBeta();
    const send = (body: object, beta: string) =>
      fetch('http://x/v1/responses?beta=true', {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json', 'openai-beta': beta },
        body: JSON.stringify({ model: 'gpt-4o', input: 'Hi', ...body }),
      });
    const agents = { multi_agent: { enabled: true } };
    const without = await send(agents, 'assistants=v2');
    expect(without.status).toBe(400);
    expect(await without.json()).toMatchObject({
      error: {
        code: 'invalid_beta',
        param: 'multi_agent',
        message: expect.stringContaining("'OpenAI-Beta: responses_multi_agent=v1'"),
      },
    });
    expect((await send(agents, 'assistants=v2, responses_multi_agent=v1')).status).toBe(200);
    expect((await send({}, '')).status).toBe(200);
  });

  it('is not asked for by the plain rows, which know no agents', async () => {
    const { client } = openBeta();
    const body = { model: 'gpt-4o', input: 'Hi', multi_agent: { enabled: true } };
    await expect(client.responses.create(body)).rejects.toMatchObject({ code: 'unknown_parameter' });
  });
});

describe('a request that several agents answer', () => {
  it('is divided, reported and answered', async () => {
    const { create } = openBeta();
    const response = await create();
    expect(outlineOf(response.output)).toEqual([
      '/root multi_agent_call spawn_agent',
      '/root multi_agent_call_output spawn_agent',
      '/root multi_agent_call spawn_agent',
      '/root multi_agent_call_output spawn_agent',
      '/root multi_agent_call wait_agent',
      '/root/alpha message',
      '/root/alpha agent_message',
      '/root/beta message',
      '/root/beta agent_message',
      '/root multi_agent_call_output wait_agent',
      '/root message',
    ]);
    const calls = response.output.filter((item) => item.type === 'multi_agent_call');
    const results = response.output.filter((item) => item.type === 'multi_agent_call_output');
    expect(calls.map(({ call_id: id }) => id)).toEqual(results.map(({ call_id: id }) => id));
    expect(JSON.parse(calls[0]?.arguments ?? '')).toEqual({
      task_name: 'alpha',
      message: expect.stringContaining('$40k'),
    });
    expect(saidBy('/root/alpha', response)).toContain('$40k');
    // The answer uses what was reported.
    expect(saidBy('/root', response)).toContain('$40k');
    expect(saidBy('/root', response)).toContain('$70k');
    expect(response.output.at(-1)).toMatchObject({ phase: 'final_answer' });
    expect(response.output.find(({ type }) => type === 'agent_message')).toMatchObject({
      author: '/root/alpha',
      recipient: '/root',
      content: [{ type: 'encrypted_content' }],
    });
  });

  it('uses the tokens of all agents', async () => {
    const { create } = openBeta();
    const alone = await create({ multi_agent: { enabled: false } });
    const { usage, output } = await create();
    const said = ['/root', '/root/alpha', '/root/beta'].map((name) => saidBy(name, { output }));
    // Four characters are about a token; calls come on top.
    expect(usage?.output_tokens).toBeGreaterThan(said.join('').length / 6);
    // Six passes have read the request.
    expect(usage?.input_tokens).toBeGreaterThan(6 * (alone.usage?.input_tokens ?? 0));
    expect(usage?.total_tokens).toBe((usage?.input_tokens ?? 0) + (usage?.output_tokens ?? 0));
  });

  it('has as many agents at a time as it says', async () => {
    const { create } = openBeta();
    const { output } = await create({ multi_agent: { enabled: true, max_concurrent_subagents: 1 } });
    const actions = output.flatMap((item) => (item.type === 'multi_agent_call' ? item.action : []));
    expect(actions).toEqual(['spawn_agent', 'wait_agent', 'spawn_agent', 'wait_agent']);
    expect(saidBy('/root', { output })).toMatch(/\$40k.*\$70k/s);
  });

  it('is answered by the root agent alone if nobody is to be asked', async () => {
    const { create } = openBeta();
    const { output } = await create({ input: 'What is 6 * 7?' });
    expect(outlineOf(output)).toEqual(['/root message']);
    const instructions = 'Do not create subagents unless the user asks for it.';
    const listed = '- Oslo is in Norway\n- Turku is in Finland\nWhat do they have in common?';
    expect(outlineOf((await create({ input: listed, instructions })).output)).toEqual(['/root message']);
    const plain = await create({ multi_agent: { enabled: false } });
    expect(outlineOf(plain.output)).toEqual(['undefined message']);
  });

  it('has agents that use hosted tools', async () => {
    const { create } = openBeta();
    const { output } = await create({
      input: 'Ask two agents in parallel:\n- What is 17 * 23?\n- How far away is the moon?',
      tools: [{ type: 'code_interpreter', container: { type: 'auto' } }, { type: 'web_search' }],
    });
    const works = outlineOf(output).filter((item) => /code_interpreter|web_search/.test(item));
    expect(works).toEqual([
      expect.stringMatching(/^\/root\/\w+ code_interpreter_call$/),
      expect.stringMatching(/^\/root\/\w+ web_search_call/),
    ]);
    expect(saidBy('/root', { output })).toContain('391');
  });

  it('calls functions of the caller as the root agent, and goes on with the result', async () => {
    const { create } = openBeta();
    const tools = [
      {
        type: 'function' as const,
        name: 'get_weather',
        description: 'The weather of a city',
        parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
        strict: false,
      },
    ];
    const input =
      'Ask two agents in parallel:\n- What is 17 * 23?\n- Name a colour.\nWhat is the weather in Oslo?';
    const { id, output } = await create({ input, tools });
    const call = output.at(-1);
    if (call?.type !== 'function_call') return expect.fail(`ends with ${call?.type}`);
    expect(call).toMatchObject({ name: 'get_weather', agent: { agent_name: '/root' } });
    expect(outlineOf(output).filter((item) => item.startsWith('/root/'))).toHaveLength(4);
    const result = {
      type: 'function_call_output',
      call_id: call.call_id,
      output: '{"temperature":-4}',
    } as const;
    const next = await create({ input: [result], previous_response_id: id, tools });
    expect(outlineOf(next.output)).toEqual(['/root message']);
    expect(saidBy('/root', next)).toContain('-4');
  });

  it('has a long context compacted first', async () => {
    const { create } = openBeta();
    const told = { role: 'user', content: 'The sea is calm today. '.repeat(400) } as const;
    const context_management = [{ type: 'compaction', compact_threshold: 1_000 }];
    const { output } = await create({
      input: [told, { role: 'assistant', content: 'So it is.' }, { role: 'user', content: PROPOSALS }],
      context_management,
    });
    expect(outlineOf(output).slice(0, 2)).toEqual(['/root compaction', '/root multi_agent_call spawn_agent']);
  });

  it('ends at its limit of tokens, and can be continued', async () => {
    const { create } = openBeta();
    const cut = await create({ max_output_tokens: 120 });
    expect(cut).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } });
    const next = await create({ input: 'What is 6 * 7?', previous_response_id: cut.id });
    expect(saidBy('/root', next)).toContain('42');
  });

  it.each([
    [{ max_tool_calls: 2 }, 'max_tool_calls'],
    [{ model: 'gpt-5', reasoning: { summary: 'auto' } }, 'reasoning.summary'],
    [{ multi_agent: { enabled: true, max_concurrent_subagents: 0 } }, 'multi_agent.max_concurrent_subagents'],
    [{ multi_agent: {} }, 'multi_agent.enabled'],
    [
      {
        input: [
          {
            type: 'agent_message',
            author: '/root/a',
            recipient: '/root',
            content: [{ type: 'encrypted_content', encrypted_content: 'abc' }],
          },
        ],
      },
      'input[0].content[0].encrypted_content',
    ],
    [
      { input: [{ type: 'multi_agent_call_output', call_id: 'call_1', action: 'wait_agent', output: [] }] },
      'input',
    ],
  ])('is refused with %j', async (body, param) => {
    expect(await openBeta().refused(body)).toMatchObject({ status: 400, param });
  });
});

describe('the stream of several agents', () => {
  it('says whose each event is, and adds up to the response', async () => {
    const { client, stream } = openBeta();
    const events = await stream({ stream_options: { include_obfuscation: false } });
    const last = events.at(-1);
    if (last?.type !== 'response.completed') return expect.fail(`ends with ${last?.type}`);
    const done = events.flatMap((event) => (event.type === 'response.output_item.done' ? event.item : []));
    expect(done).toEqual(last.response.output);
    expect(await client.beta.responses.retrieve(last.response.id, { betas })).toEqual(last.response);
    const deltas = events.filter((event) => event.type === 'response.output_text.delta');
    const words = (name: string) =>
      deltas
        .filter(({ agent }) => agent?.agent_name === name)
        .map(({ delta }) => delta)
        .join('');
    for (const name of ['/root', '/root/alpha', '/root/beta'])
      expect(words(name)).toBe(saidBy(name, last.response));
    const unsaid = events.filter(({ agent }) => agent === undefined).map(({ type }) => type);
    expect(unsaid).toEqual(['response.created', 'response.in_progress', 'response.completed']);
  });

  it('is resumed in the background, and cancelled', async () => {
    const clock = createVirtualClock({ automatic: false });
    const { client, create } = openBeta({
      clock,
      latencyModel: fixedLatency(100, 10),
    });
    const queued = await create({ background: true });
    expect(queued.status).toBe('queued');
    clock.advance(1_000);
    const open = await client.beta.responses.retrieve(queued.id, { betas });
    expect(open.status).toBe('in_progress');
    expect(outlineOf(open.output).length).toBeGreaterThan(0);
    const cancelled = await client.beta.responses.cancel(queued.id, { betas });
    expect(cancelled.status).toBe('cancelled');

    const other = await create({ background: true });
    clock.advance(600_000);
    const all: object[] = [];
    const whole = await client.beta.responses.retrieve(other.id, { stream: true, betas });
    for await (const event of whole) all.push(event);
    const rest: object[] = [];
    const resumed = await client.beta.responses.retrieve(other.id, {
      stream: true,
      starting_after: 20,
      betas,
    });
    for await (const event of resumed) rest.push(event);
    expect(rest).toEqual(all.slice(21));
    expect(all.at(-1)).toMatchObject({ type: 'response.completed' });
    expect(rest.some((event) => 'agent' in event)).toBe(true);
  });
});

describe('the history of several agents', () => {
  it('is continued, also by the plain rows', async () => {
    const { client, create } = openBeta();
    const first = await create();
    const next = await create({ input: 'Ask alpha what it costs.', previous_response_id: first.id });
    expect(outlineOf(next.output).slice(0, 3)).toEqual([
      '/root multi_agent_call followup_task',
      '/root multi_agent_call_output followup_task',
      '/root multi_agent_call wait_agent',
    ]);
    const plain = await client.responses.create({
      model: 'gpt-4o',
      input: 'What does Alpha cost?',
      previous_response_id: first.id,
    });
    expect(plain.output_text).toContain('$40k');
    // A response is the same, whichever row shows it.
    const { output } = await client.responses.retrieve(first.id);
    expect(output).toEqual(first.output);
  });

  it('is accepted back as items', async () => {
    const { client, create } = openBeta();
    const first = await create({ store: false });
    const question = { role: 'user', content: 'Ask beta what it costs.' } as const;
    const history = [{ role: 'user', content: PROPOSALS } as const, ...first.output, question];
    const next = await create({ input: history as never });
    expect(outlineOf(next.output)[0]).toBe('/root multi_agent_call followup_task');
    const items = [];
    const listed = client.beta.responses.inputItems.list(next.id, { order: 'asc', limit: 5, betas });
    for await (const item of listed) items.push(item);
    expect(items.slice(1, -1)).toEqual(first.output);
    const { input_tokens: tokens } = await client.beta.responses.inputTokens.count({
      model: 'gpt-4o',
      input: history as never,
      betas,
    });
    expect(tokens).toBeGreaterThan(100);
    const compacted = await client.beta.responses.compact({
      model: 'gpt-4o',
      input: history as never,
      betas,
    });
    expect(compacted.output.at(-1)).toMatchObject({ type: 'compaction' });
  });

  it('is kept in a conversation, and deleted', async () => {
    const { client, create } = openBeta();
    const { id: conversation } = await client.conversations.create();
    const first = await create({ conversation });
    const next = await create({ conversation, input: 'Which agents are there?' });
    const listed = next.output.find((item) => item.type === 'multi_agent_call_output');
    expect(JSON.stringify(listed)).toContain('/root/beta');
    await client.beta.responses.delete(first.id, { betas });
    await expect(client.beta.responses.retrieve(first.id, { betas })).rejects.toMatchObject({ status: 404 });
  });
});
