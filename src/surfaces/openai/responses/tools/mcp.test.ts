import type { ServerResponse } from 'node:http';
import type OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { openFakeServer } from '../../../../mcp/fake-server.cases.ts';
import { itemOf, openTools } from './tools.cases.ts';

type Mcp = OpenAI.Responses.Tool.Mcp;
type Input = OpenAI.Responses.ResponseInputItem[];

const input = 'What is the tide in the harbour of Bergen?';
const server: Mcp = {
  type: 'mcp',
  server_label: 'sea',
  server_url: 'https://sea.test/mcp?key=1',
  allowed_tools: ['get_tide'],
  require_approval: 'never',
};
const asking: Mcp = { ...server, require_approval: 'always' };
const said = (content: string) => ({ role: 'user' as const, content });

describe('a server that nobody calls', () => {
  it('is listed, called, and the answer uses the result', async () => {
    const { stream } = openTools();
    const { types, events, final } = await stream({ input, tools: [server] });
    expect(types.slice(2, 6)).toEqual([
      'response.output_item.added',
      'response.mcp_list_tools.in_progress',
      'response.mcp_list_tools.completed',
      'response.output_item.done',
    ]);
    const ofCall = types.slice(6, types.indexOf('response.content_part.added') - 1);
    expect([...new Set(ofCall)]).toEqual([
      'response.output_item.added',
      'response.mcp_call.in_progress',
      'response.mcp_call_arguments.delta',
      'response.mcp_call_arguments.done',
      'response.mcp_call.completed',
      'response.output_item.done',
    ]);
    const list = itemOf(final, 'mcp_list_tools');
    expect(list).toMatchObject({
      id: expect.stringMatching(/^mcpl_/),
      server_label: 'sea',
      tools: [{ name: 'get_tide', annotations: { read_only: true } }],
    });
    const call = itemOf(final, 'mcp_call');
    expect(call).toMatchObject({
      id: expect.stringMatching(/^mcp_/),
      server_label: 'sea',
      name: 'get_tide',
      status: 'completed',
      error: null,
      approval_request_id: null,
    });
    const deltas = events.flatMap((event) =>
      event.type === 'response.mcp_call_arguments.delta' ? event.delta : [],
    );
    expect(deltas.join('')).toBe(call.arguments);
    const number = /result (\d+)/.exec(call.output ?? '')?.[1];
    expect(final.output_text).toContain(number);
  });

  it('has the same results for the same calls, and answers the same', async () => {
    const { create } = openTools();
    const [one, two] = [await create({ input, tools: [server] }), await create({ input, tools: [server] })];
    expect(itemOf(two, 'mcp_call').output).toBe(itemOf(one, 'mcp_call').output);
    expect(two.output_text).toBe(one.output_text);
  });

  it.each([
    ['a service by its tools', { connector_id: 'connector_gmail' as const }, 'search_emails'],
    ['a tunnel by a search', { tunnel_id: `tunnel_${'a'.repeat(32)}` }, 'search'],
  ])('stands for %s', async (_, address, name) => {
    const { create } = openTools();
    const { server_url: _url, allowed_tools: _tools, ...plain } = server;
    const tool = { ...plain, ...address } as Mcp;
    const list = itemOf(await create({ input: 'Hello', tools: [tool] }), 'mcp_list_tools');
    expect(list.tools.map((each) => each.name)).toContain(name);
  });

  it('fails for a tool that it does not have', async () => {
    const { create } = openTools();
    const asked = await create({ input, tools: [asking] });
    const request = { ...itemOf(asked, 'mcp_approval_request'), name: 'get_other' };
    const response = {
      type: 'mcp_approval_response',
      approval_request_id: request.id,
      approve: true,
    } as const;
    const answer = await create({ input: [said(input), request, response], tools: [asking] });
    expect(itemOf(answer, 'mcp_call')).toMatchObject({
      status: 'failed',
      output: null,
      error: { type: 'mcp_protocol_error', code: -32_602 },
    });
  });
});

describe('a server that may be called', () => {
  it('is called with what the caller gives, which no response shows', async () => {
    const { url, origin, received } = await openFakeServer({ form: 'stream' });
    const { stream, client } = openTools({ mcpServers: [origin] });
    const tool: Mcp = {
      ...server,
      server_url: url,
      authorization: 'token-1',
      headers: { 'x-team': 'secret-2' },
    };
    const { final } = await stream({ input, tools: [tool] });
    expect(itemOf(final, 'mcp_call').output).toBe('The tide in Bergen is 3.25 metres.');
    expect(final.output_text).toContain('3.25');
    expect(received[0]?.headers).toMatchObject({ authorization: 'Bearer token-1', 'x-team': 'secret-2' });
    await expect.poll(() => received.at(-1)?.method).toBe('DELETE');
    const kept = JSON.stringify([final, await client.responses.inputItems.list(final.id)]);
    for (const secret of ['token-1', 'secret-2', '/mcp"']) expect(kept).not.toContain(secret);
    expect(final.tools[0]).toMatchObject({
      server_url: `${origin}/<redacted>`,
      headers: { 'x-team': '<redacted>' },
    });
  });

  it('is listed once in a conversation', async () => {
    const { url, origin, received } = await openFakeServer();
    const { create } = openTools({ mcpServers: [origin] });
    const tool: Mcp = { ...server, server_url: url };
    const lists = () => received.filter(({ asked }) => asked === 'tools/list').length;
    const first = await create({ input, tools: [tool] });
    const made = lists();
    const chained = await create({ previous_response_id: first.id, input: 'And of Oslo?', tools: [tool] });
    const sent = await create({
      input: [said(input), ...(first.output as Input), said('And of Oslo?')],
      tools: [tool],
    });
    expect(lists()).toBe(made);
    for (const each of [chained, sent]) {
      expect(each.output.map(({ type }) => type)).toEqual(['mcp_call', 'message']);
      expect(each.output_text).toContain('3.25');
    }
    expect(sent.output_text).toBe(chained.output_text);
    expect(sent.usage?.input_tokens).toBe(chained.usage?.input_tokens);
  });

  it('can fail to list its tools; the model answers without', async () => {
    const { url, origin, close } = await openFakeServer();
    await close();
    const { stream } = openTools({ mcpServers: [origin] });
    const { types, final } = await stream({ input, tools: [{ ...server, server_url: url }] });
    expect(types).toContain('response.mcp_list_tools.failed');
    expect(itemOf(final, 'mcp_list_tools')).toMatchObject({
      tools: [],
      error: 'The server cannot be reached',
    });
    expect(final.output_text).not.toBe('');
  });

  it.each([
    ['a failure of the tool', false, { type: 'mcp_tool_execution_error' }],
    ['a failure of the server', true, { type: 'http_error', code: 503 }],
  ])('can fail: %s', async (_, isDown, error) => {
    const instead = (asked: string, response: ServerResponse): boolean => {
      if (!isDown || asked !== 'tools/call') return false;
      response.writeHead(503).end();
      return true;
    };
    const { url, origin } = await openFakeServer({ instead });
    const { stream } = openTools({ mcpServers: [origin] });
    const tools = [{ ...server, server_url: url, allowed_tools: ['delete_station'] }];
    const { types, final } = await stream({ input: 'Delete the station with id A-17.', tools });
    expect(types).toContain('response.mcp_call.failed');
    expect(itemOf(final, 'mcp_call')).toMatchObject({ status: 'failed', output: null, error });
    expect(final.output.at(-1)?.type).toBe('message');
    expect(final.status).toBe('completed');
  });
});

describe('calls that need an approval', () => {
  const approving = (id: string, approve = true, reason?: string) =>
    ({ type: 'mcp_approval_response', approval_request_id: id, approve, ...(reason && { reason }) }) as const;

  it('are made once they are approved', async () => {
    const { stream, create } = openTools();
    const { final: asked, types } = await stream({ input, tools: [asking] });
    expect(types.filter((type) => type.includes('mcp_call'))).toEqual([]);
    const request = itemOf(asked, 'mcp_approval_request');
    expect(request).toMatchObject({
      id: expect.stringMatching(/^mcpr_/),
      server_label: 'sea',
      name: 'get_tide',
    });
    expect(asked.output.at(-1)).toEqual(request);
    const answered = await stream({
      previous_response_id: asked.id,
      input: [approving(request.id)],
      tools: [asking],
    });
    const call = itemOf(answered.final, 'mcp_call');
    expect(call).toMatchObject({ arguments: request.arguments, approval_request_id: request.id });
    expect(answered.types.slice(2, 7)).toEqual([
      'response.output_item.added',
      'response.mcp_call.in_progress',
      'response.mcp_call_arguments.done',
      'response.mcp_call.completed',
      'response.output_item.done',
    ]);
    expect(answered.final.output_text).toContain(/result (\d+)/.exec(call.output ?? '')?.[1]);
    const sent = await create({
      input: [said(input), ...(asked.output as Input), approving(request.id)],
      tools: [asking],
    });
    expect(sent.output_text).toBe(answered.final.output_text);
    const later = await create({
      previous_response_id: answered.final.id,
      input: 'Thanks!',
      tools: [asking],
    });
    expect(later.output.map(({ type }) => type)).toEqual(['message']);
  });

  it('are not made if they are denied, and the model goes on', async () => {
    const { create } = openTools();
    const asked = await create({ input, tools: [asking] });
    const { id } = itemOf(asked, 'mcp_approval_request');
    const denied = await create({
      previous_response_id: asked.id,
      input: [approving(id, false, 'too costly')],
      tools: [asking],
    });
    expect(denied.output.map(({ type }) => type)).toEqual(['message']);
  });

  it.each([
    [{ never: { tool_names: ['get_tide'] } }, 'mcp_call'],
    [{ never: { read_only: true } }, 'mcp_call'],
    [{ never: { tool_names: ['other'] } }, 'mcp_approval_request'],
    [{ always: { tool_names: ['other'] } }, 'mcp_call'],
    [{ always: { read_only: true } }, 'mcp_approval_request'],
    [{ always: { tool_names: ['a'] }, never: { tool_names: ['b'] } }, 'mcp_approval_request'],
    [undefined, 'mcp_approval_request'],
  ])('are those that %o says', async (require_approval, type) => {
    const { create } = openTools();
    const { require_approval: _, ...plain } = server;
    const tool = { ...plain, ...(require_approval && { require_approval }) } as Mcp;
    const { output } = await create({ input, tools: [tool] });
    expect(output[1]?.type).toBe(type);
  });

  it('need answers that can be meant', async () => {
    const { create, refused } = openTools();
    const asked = await create({ input, tools: [asking] });
    const { id } = itemOf(asked, 'mcp_approval_request');
    const previous_response_id = asked.id;
    const param = 'input[0].approval_request_id';
    expect(await refused({ previous_response_id, input: 'Well?', tools: [asking] })).toMatchObject({
      status: 400,
      param: 'input',
      message: expect.stringContaining(id),
    });
    expect(
      await refused({ previous_response_id, input: [approving('mcpr_1')], tools: [asking] }),
    ).toMatchObject({ param, message: expect.stringContaining('mcpr_1') });
    expect(await refused({ previous_response_id, input: [approving(id)] })).toMatchObject({
      param,
      message: expect.stringContaining("'sea'"),
    });
    expect(
      await refused({ previous_response_id, input: [approving(id), approving(id, false)], tools: [asking] }),
    ).toMatchObject({ param: 'input[1].approval_request_id' });
    const done = await create({ previous_response_id, input: [approving(id)], tools: [asking] });
    expect(
      await refused({ previous_response_id: done.id, input: [approving(id)], tools: [asking] }),
    ).toMatchObject({ param, message: expect.stringContaining('already') });
  });
});

describe('tools of a server', () => {
  it('have the same names as those of others without being mixed up', async () => {
    const { create } = openTools();
    const land = { ...server, server_label: 'land' };
    const own = { type: 'function', name: 'get_tide', strict: false, parameters: null } as const;
    const firstCall = async (choice: object) => {
      const { output } = await create({
        input,
        tools: [server, land, own],
        tool_choice: choice as OpenAI.Responses.ToolChoiceMcp,
      });
      return output.find(({ type }) => type !== 'mcp_list_tools');
    };
    for (const server_label of ['sea', 'land']) {
      const called = { type: 'mcp_call', server_label };
      expect(await firstCall({ type: 'mcp', server_label })).toMatchObject(called);
      expect(await firstCall({ type: 'mcp', server_label, name: 'get_tide' })).toMatchObject(called);
    }
    expect(await firstCall({ type: 'function', name: 'get_tide' })).toMatchObject({
      type: 'function_call',
      name: 'get_tide',
    });
    const allowed = {
      type: 'allowed_tools',
      mode: 'required',
      tools: [{ type: 'mcp', server_label: 'land' }],
    };
    expect(await firstCall(allowed)).toMatchObject({ type: 'mcp_call', server_label: 'land' });
  });

  it.each([
    [['get_tide'], ['get_tide']],
    [{ tool_names: ['delete_station'] }, ['delete_station']],
    [{ read_only: true }, ['get_tide']],
    [undefined, ['get_tide', 'delete_station']],
  ])('are those that are allowed: %o', async (allowed_tools, names) => {
    const { url, origin } = await openFakeServer();
    const { create } = openTools({ mcpServers: [url, origin] });
    const { allowed_tools: _, ...plain } = { ...server, server_url: url };
    const tool = { ...plain, ...(allowed_tools && { allowed_tools }) } as Mcp;
    const list = itemOf(await create({ input: 'Hello', tools: [tool] }), 'mcp_list_tools');
    expect(list.tools.map(({ name }) => name)).toEqual(names);
  });

  it('are used in the background, and within the limits of calls and tokens', async () => {
    const { client, create } = openTools();
    const begun = await create({ input, tools: [server], background: true });
    let shown = begun;
    while (shown.status === 'queued' || shown.status === 'in_progress')
      shown = await client.responses.retrieve(begun.id);
    expect(shown.output.map(({ type }) => type)).toEqual(['mcp_list_tools', 'mcp_call', 'message']);
    const one = await create({ input: `${input} And of Oslo?`, tools: [server], max_tool_calls: 1 });
    expect(one.output.map(({ type }) => type)).toEqual(['mcp_list_tools', 'mcp_call', 'message']);
    const cut = await create({ input, tools: [server], max_output_tokens: 16 });
    expect(cut.output[1]).toMatchObject({ type: 'mcp_call', status: 'incomplete', output: null });
    expect(cut.status).toBe('incomplete');
  });

  it('are known from the items of a conversation', async () => {
    const { client, create } = openTools();
    const { id: conversation } = await client.conversations.create();
    const first = await create({ conversation, input, tools: [asking] });
    const { id } = itemOf(first, 'mcp_approval_request');
    const response = { type: 'mcp_approval_response', approval_request_id: id, approve: true } as const;
    const second = await create({ conversation, input: [response], tools: [asking] });
    expect(second.output.map(({ type }) => type)).toEqual(['mcp_call', 'message']);
    const third = await create({ conversation, input: 'Thanks!', tools: [asking] });
    expect(third.output.map(({ type }) => type)).toEqual(['message']);
  });
});

it.each<[object, string]>([
  [{ server_label: '1 sea' }, 'tools[0].server_label'],
  [{ server_url: undefined }, 'tools[0].server_url'],
  [{ connector_id: 'connector_gmail' }, 'tools[0].connector_id'],
  [{ server_url: 'ftp://sea.test' }, 'tools[0].server_url'],
  [{ server_url: 'https://a:b@sea.test' }, 'tools[0].server_url'],
  [{ headers: { host: 'other.test' } }, 'tools[0].headers'],
  [{ headers: { 'x-a': 'b\nc' } }, 'tools[0].headers'],
  [{ authorization: 'a\nb' }, 'tools[0].authorization'],
  [{ authorization: 'a', headers: { Authorization: 'b' } }, 'tools[0].authorization'],
  [{ defer_loading: true }, 'tools[0].defer_loading'],
])('a server with %o is refused', async (members, param) => {
  const { refused } = openTools();
  expect(await refused({ input, tools: [{ ...server, ...members }] })).toMatchObject({ status: 400, param });
});

it('labels are told apart, and choices name one that is given', async () => {
  const { refused } = openTools();
  expect(await refused({ input, tools: [server, server] })).toMatchObject({ param: 'tools[1].server_label' });
  const tool_choice = { type: 'mcp', server_label: 'land' };
  expect(await refused({ input, tools: [server], tool_choice })).toMatchObject({ param: 'tool_choice' });
});
