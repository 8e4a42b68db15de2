import { describe, expect, it } from 'vitest';
import { itemOf, openTools } from './tools.cases.ts';

const input = 'List the files and then print the date.';

describe('a local shell', () => {
  const tools = [{ type: 'local_shell' as const }];

  it('is called for what the request asks, and the answer tells what it printed', async () => {
    const { create, stream } = openTools();
    const { types, final } = await stream({ input, tools });
    expect(types.slice(2, -1)).toEqual(['response.output_item.added', 'response.output_item.done']);
    const call = itemOf(final, 'local_shell_call');
    expect(call).toMatchObject({
      id: expect.stringMatching(/^lsh_/),
      call_id: expect.stringMatching(/^call_/),
      status: 'completed',
      action: { type: 'exec', command: ['bash', '-lc', 'ls && date'], env: {} },
    });
    const output = {
      type: 'local_shell_call_output' as const,
      id: call.call_id,
      output: JSON.stringify({ stdout: 'a.txt\nMon Nov 30\n', stderr: '', exit_code: 0 }),
    };
    const chained = await create({ tools, previous_response_id: final.id, input: [output] });
    expect(chained.output_text).toContain('a.txt\nMon Nov 30');
    const sent = await create({ tools, input: [{ role: 'user', content: input }, call, output] });
    expect(sent.output_text).toBe(chained.output_text);
    expect(sent.usage?.input_tokens).toBe(chained.usage?.input_tokens);
  });

  it('also accepts the words of a command instead of a script', async () => {
    const { create } = openTools();
    const action = { type: 'exec' as const, command: ['cat', 'my notes.txt'], env: {} };
    const answer = await create({
      tools,
      input: [
        { role: 'user', content: 'What is in my notes?' },
        { type: 'local_shell_call', id: 'lsh_1', call_id: 'call_1', action, status: 'completed' },
        { type: 'local_shell_call_output', id: 'call_1', output: 'Buy milk' },
      ],
    });
    expect(answer.output_text).toBe("The output of `cat 'my notes.txt'` is: Buy milk");
  });
});

describe('a shell of the caller', () => {
  const tools = [{ type: 'shell' as const, environment: { type: 'local' as const } }];
  const event = (name: string, command_index: number, members: object) =>
    expect.objectContaining({ type: `response.shell_call_command.${name}`, command_index, ...members });

  it('is called with all commands, which events tell', async () => {
    const { stream } = openTools();
    const { events, final } = await stream({ input: `${input} Use a timeout of 5 seconds.`, tools });
    expect(events.slice(3, -2)).toEqual([
      event('added', 0, { command: '' }),
      event('delta', 0, { delta: 'ls' }),
      event('done', 0, { command: 'ls' }),
      event('added', 1, { command: '' }),
      event('delta', 1, { delta: 'date' }),
      event('done', 1, { command: 'date' }),
    ]);
    expect(itemOf(final, 'shell_call')).toMatchObject({
      id: expect.stringMatching(/^sh_/),
      status: 'completed',
      action: { commands: ['ls', 'date'], timeout_ms: 5000, max_output_length: null },
      environment: { type: 'local' },
    });
  });

  it('has output, errors, exit codes and timeouts that the answer tells', async () => {
    const { create } = openTools();
    const first = await create({ input, tools });
    const call = itemOf(first, 'shell_call');
    const output = {
      type: 'shell_call_output' as const,
      call_id: call.call_id,
      output: [
        { stdout: 'a.txt\nb.txt\n', stderr: '', outcome: { type: 'exit' as const, exit_code: 0 } },
        { stdout: '', stderr: 'date: no clock\n', outcome: { type: 'exit' as const, exit_code: 2 } },
      ],
    };
    const answer = await create({ tools, previous_response_id: first.id, input: [output] });
    expect(answer.output_text).toBe(
      '`ls` printed:\n\n```\na.txt\nb.txt\n```\n\n`date` failed with exit code 2: date: no clock',
    );
    const again = await create({ tools, input: [{ role: 'user', content: input }, call, output] });
    expect(again.output_text).toBe(answer.output_text);
    expect(again.usage?.input_tokens).toBe(answer.usage?.input_tokens);
    const late = { stdout: '', stderr: '', outcome: { type: 'timeout' as const } };
    const timed = await create({
      tools,
      previous_response_id: first.id,
      input: [{ ...output, output: [late, late] }],
    });
    expect(timed.output_text).toBe('`ls` did not end in time.\n\n`date` did not end in time.');
  });

  it('is not called for what needs no shell, unless the request wants it', async () => {
    const { create } = openTools();
    const plain = await create({ input: 'Tell me a joke.', tools });
    expect(plain.output.map(({ type }) => type)).toEqual(['message']);
    const forced = await create({ input: 'Tell me a joke.', tools, tool_choice: { type: 'shell' } });
    expect(itemOf(forced, 'shell_call').action.commands).toEqual(['ls -la']);
    const none = await create({ input: 'Run `ls`.', tools, tool_choice: 'none' });
    expect(none.output.map(({ type }) => type)).toEqual(['message']);
  });

  it('knows the skills that are there', async () => {
    const { create } = openTools();
    const skill = { name: 'pdf', description: 'Reads PDF files.', path: '/skills/pdf' };
    const plain = await create({ input: 'Hello', tools });
    const skilled = await create({
      input: 'Hello',
      tools: [{ type: 'shell', environment: { type: 'local', skills: [skill] } }],
    });
    expect(skilled.usage!.input_tokens).toBeGreaterThan(plain.usage!.input_tokens);
  });

  it('is cut off by a limit', async () => {
    const { create } = openTools();
    const commands = Array.from({ length: 8 }, (_, index) => `echo ${'long '.repeat(5)}${index}`).join('\n');
    const cut = await create({
      input: `Run this:\n\`\`\`sh\n${commands}\n\`\`\``,
      tools,
      max_output_tokens: 20,
    });
    expect(cut).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } });
    expect(itemOf(cut, 'shell_call')).toMatchObject({ status: 'incomplete', action: { commands: [] } });
  });

  it('runs in the background', async () => {
    const { create, client } = openTools();
    const queued = await create({ input, tools, background: true });
    const done = await client.responses.retrieve(queued.id);
    expect(itemOf(done, 'shell_call').action.commands).toEqual(['ls', 'date']);
  });
});

it.each([
  ['shell_call_output', { output: [] }, 'shell call output'],
  ['local_shell_call_output', { id: 'call_x', output: '' }, 'local shell call output'],
])('%s needs a call', async (type, members, named) => {
  const { refused } = openTools();
  const input = [
    { role: 'user', content: 'Hi' },
    { type, call_id: 'call_x', ...members },
  ];
  expect((await refused({ input })).message).toContain(
    `No tool call found for ${named} with call_id call_x.`,
  );
});

it.each([
  ['shell', 'shell call'],
  ['local_shell', 'local shell call'],
])('a call of %s needs an output', async (type, named) => {
  const { create, refused } = openTools();
  const first = await create({ input: 'Run `ls`.', tools: [{ type } as { type: 'local_shell' }] });
  const error = await refused({ previous_response_id: first.id, input: 'And?' });
  expect(error.message).toMatch(new RegExp(`No tool output found for ${named} call_\\w+\\.`));
});
