import { describe, expect, it } from 'vitest';
import { fixedLatency } from '../../../rig.cases.ts';
import { itemOf, openTools } from './tools.cases.ts';

const auto = { type: 'container_auto' as const };
const tools = [{ type: 'shell' as const, environment: auto }];
const input = 'Create a file hello.txt with the content "Hi" and show hello.txt.';

describe('a shell in a container', () => {
  it('runs commands and answers with what they printed, in one response', async () => {
    const { stream } = openTools();
    const { types, events, final } = await stream({ input, tools });
    expect(final.output.map(({ type }) => type)).toEqual(['shell_call', 'shell_call_output', 'message']);
    const call = itemOf(final, 'shell_call');
    expect(call).toMatchObject({
      status: 'completed',
      call_id: expect.stringMatching(/^call_/),
      action: { commands: ["printf '%s\\n' 'Hi' > hello.txt", 'cat hello.txt'] },
      environment: { type: 'container_reference', container_id: expect.stringMatching(/^cntr_\w+$/) },
    });
    const outcome = { type: 'exit', exit_code: 0 };
    const output = [
      { stdout: '', stderr: '', outcome },
      { stdout: 'Hi\n', stderr: '', outcome },
    ];
    expect(itemOf(final, 'shell_call_output')).toMatchObject({
      status: 'completed',
      call_id: call.call_id,
      output,
    });
    expect(final.output_text).toContain('The output of `cat hello.txt` is: Hi');
    const about = types.filter((type) => /shell|output_item/.test(type)).slice(0, 14);
    expect(about.map((type) => type.replace('response.', ''))).toEqual([
      'output_item.added',
      ...['added', 'delta', 'done', 'added', 'delta', 'done'].map((each) => `shell_call_command.${each}`),
      'output_item.done',
      'output_item.added',
      ...['delta', 'done', 'delta', 'done'].map((each) => `shell_call_output_content.${each}`),
      'output_item.done',
    ]);
    expect(events.filter(({ type }) => type === 'response.shell_call_output_content.done')).toMatchObject([
      { command_index: 0, output: [output[0]] },
      { command_index: 1, output: [output[1]] },
    ]);
  });

  it('tells failures truly', async () => {
    const { create } = openTools();
    const answer = await create({ input: 'Run `foo --bar`.', tools });
    expect(itemOf(answer, 'shell_call_output').output).toEqual([
      {
        stdout: '',
        stderr: 'bash: foo: command not found\n',
        outcome: { type: 'exit', exit_code: 127 },
      },
    ]);
    expect(answer.output_text).toContain('failed with exit code 127');
  });

  it('has the files of the request, and the clock of the instance', async () => {
    const { create, client } = openTools();
    const file = new File(['a\nb\nc\n'], 'letters.txt', { type: 'text/plain' });
    const { id } = await client.files.create({ file, purpose: 'user_data' });
    const environment = { ...auto, file_ids: [id], memory_limit: '4g' as const };
    const answer = await create({
      input: 'How many lines has letters.txt?',
      tools: [{ type: 'shell', environment }],
    });
    expect(answer.output_text).toContain('3 letters.txt');
    const date = await create({ input: 'Run `date +%Y`.', tools });
    expect(date.output_text).toMatch(/20\d\d/);
  });

  it('has no files that are too large together', async () => {
    const { refused, client } = openTools({ bodyLimit: 1500 });
    const upload = async (): Promise<string> => {
      const file = new File(['x'.repeat(1000)], 'x.txt', { type: 'text/plain' });
      return (await client.files.create({ file, purpose: 'user_data' })).id;
    };
    const environment = { ...auto, file_ids: [await upload(), await upload()] };
    const error = await refused({ input: 'Hi', tools: [{ type: 'shell', environment }] });
    expect([error.status, error.param]).toEqual([400, 'tools']);
  });

  it('keeps the files of a conversation for those who refer to its container', async () => {
    const { create } = openTools();
    const first = await create({ input, tools });
    const { environment } = itemOf(first, 'shell_call');
    const again = [
      {
        type: 'shell' as const,
        environment: environment as { type: 'container_reference'; container_id: string },
      },
    ];
    const second = await create({ previous_response_id: first.id, input: 'Run `ls`.', tools: again });
    expect(second.output_text).toContain('hello.txt');
    expect(itemOf(second, 'shell_call').environment).toEqual(environment);
    const sent = await create({
      input: [
        { role: 'user', content: input },
        itemOf(first, 'shell_call'),
        itemOf(first, 'shell_call_output'),
        { role: 'assistant', content: first.output_text },
        { role: 'user', content: 'Run `ls`.' },
      ] as never,
      tools: again,
    });
    expect(sent.output_text).toContain('hello.txt');
    expect(sent.usage?.input_tokens).toBe(second.usage?.input_tokens);
  });

  it('has nothing of what was run elsewhere', async () => {
    const { create } = openTools();
    const first = await create({ input, tools });
    const { environment } = itemOf(first, 'shell_call');
    const reference = [{ type: 'shell' as const, environment: environment as never }];
    const other = { type: 'container_reference', container_id: 'cntr_other' };
    const elsewhere = [{ type: 'shell' as const, environment: other as never }];
    const empty = await create({ previous_response_id: first.id, input: 'Run `ls`.', tools: elsewhere });
    expect(empty.output_text).not.toContain('hello.txt');
    const local = [{ type: 'shell' as const, environment: { type: 'local' as const } }];
    const asked = 'Create a file local.txt with the content "Hi".';
    const second = await create({ previous_response_id: first.id, input: asked, tools: local });
    const { call_id } = itemOf(second, 'shell_call');
    const outcome = { type: 'exit' as const, exit_code: 0 };
    const third = await create({
      previous_response_id: second.id,
      input: [
        { type: 'shell_call_output', call_id, output: [{ stdout: '', stderr: '', outcome }] },
        { role: 'user', content: 'Run `ls`.' },
      ],
      tools: reference,
    });
    const { output } = itemOf(third, 'shell_call_output');
    expect(output).toMatchObject([{ stdout: 'hello.txt\n' }]);
  });

  it('is stopped after the time that the request allows', async () => {
    const { create } = openTools();
    const answer = await create({ input: 'Run `sleep 9`. Use a timeout of 2 seconds.', tools });
    expect(itemOf(answer, 'shell_call')).toMatchObject({ action: { timeout_ms: 2000 } });
    expect(itemOf(answer, 'shell_call_output').output).toMatchObject([{ outcome: { type: 'timeout' } }]);
    expect(answer.output_text).toContain('did not end in time');
  });

  it('takes its time in the background, and can be called a limited number of times', async () => {
    const { create, client, clock } = openTools({ latencyModel: fixedLatency(10, 1) });
    const { id } = await create({ input: 'Run `sleep 5`.', tools, background: true });
    const before = clock.now();
    let response = await client.responses.retrieve(id);
    while (response.status !== 'completed') {
      await new Promise<void>((resolve) => clock.at(clock.now() + 500, resolve));
      response = await client.responses.retrieve(id);
    }
    expect(clock.now() - before).toBeGreaterThan(4_500);
    expect(response.output.map(({ type }) => type)).toContain('shell_call_output');
    const none = await create({ input: 'Run `ls`.', tools, max_tool_calls: 0 } as never).catch(
      (error) => error,
    );
    expect(JSON.stringify(none)).not.toContain('shell_call_output');
  });

  it('is cut off by a limit before it is run', async () => {
    const { create } = openTools();
    const cut = await create({
      input: `Run \`echo ${'long '.repeat(60)}\`.`,
      tools,
      max_output_tokens: 20,
    });
    expect(cut.status).toBe('incomplete');
    expect(itemOf(cut, 'shell_call')).toMatchObject({ status: 'incomplete', action: { commands: [] } });
  });

  it.each([
    ['container_id', { type: 'container_reference', container_id: 'box_1' }],
    ['container_id', { type: 'container_reference', container_id: 'cntr_../x' }],
    ['network_policy', { ...auto, network_policy: { type: 'allowlist', allowed_domains: ['a.com'] } }],
    ['skills', { ...auto, skills: [{ type: 'skill_reference', skill_id: 'skill_1' }] }],
    ['file_ids[0]', { ...auto, file_ids: ['nope'] }],
    ['file_ids[0]', { ...auto, file_ids: ['file-missing'] }],
  ])('refuses %s', async (member, environment) => {
    const { refused } = openTools();
    const error = await refused({ input: 'Hi', tools: [{ type: 'shell', environment }] });
    expect(error.status).toBe(400);
    expect(error.param).toBe(`tools[0].environment.${member}`);
  });
});
