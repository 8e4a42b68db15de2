import { describe, expect, it } from 'vitest';
import { itemOf, openTools } from './tools.cases.ts';

const patch = { type: 'apply_patch' as const };

/** Applies a change as clients do: each hunk where its old lines are found, from the end of the hunk before. */
function applied(content: string, diff: string): string {
  const lines = content.replace(/\n$/, '').split('\n');
  let from = 0;
  for (const hunk of diff.split(/^@@\n/m).filter((part) => part !== '')) {
    const parts = hunk.replace(/\n$/, '').split('\n');
    const old = parts.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
    const next = parts.filter((line) => !line.startsWith('-')).map((line) => line.slice(1));
    const at = lines.findIndex(
      (_, index) => index >= from && old.every((line, offset) => lines[index + offset] === line),
    );
    expect(at, `place of ${hunk}`).not.toBe(-1);
    lines.splice(at, old.length, ...next);
    from = at + next.length;
  }
  return lines.join('\n');
}

describe('apply_patch', () => {
  it('creates and deletes files, one in each call, and the answer tells it', async () => {
    const { create, stream } = openTools();
    const input = 'Create hello.py that prints "Hi" and delete old.txt.';
    const { final, types } = await stream({ input, tools: [patch] });
    expect(types.slice(2, -1)).toEqual(['response.output_item.added', 'response.output_item.done']);
    const call = itemOf(final, 'apply_patch_call');
    expect(call).toMatchObject({
      id: expect.stringMatching(/^apc_/),
      status: 'completed',
      operation: { type: 'create_file', path: 'hello.py', diff: '+print("Hi")' },
    });
    const done = (call_id: string) => ({
      type: 'apply_patch_call_output' as const,
      call_id,
      status: 'completed' as const,
    });
    const second = await create({
      tools: [patch],
      previous_response_id: final.id,
      input: [done(call.call_id)],
    });
    const deletion = itemOf(second, 'apply_patch_call');
    expect(deletion.operation).toEqual({ type: 'delete_file', path: 'old.txt' });
    const last = await create({
      tools: [patch],
      previous_response_id: second.id,
      input: [done(deletion.call_id)],
    });
    expect(last.output_text).toBe('I have created `hello.py`. I have deleted `old.txt`.');
    const sent = await create({
      tools: [patch],
      input: [{ role: 'user', content: input }, call, done(call.call_id), deletion, done(deletion.call_id)],
    });
    expect(sent.output_text).toBe(last.output_text);
    expect(sent.usage?.input_tokens).toBe(last.usage?.input_tokens);
  });

  const file = [
    'import os',
    '',
    'A = 1',
    'LIMIT = 3',
    'A = 1',
    'LIMIT = 3',
    '',
    'def f():',
    '    return LIMIT',
  ].join('\n');

  it.each([
    ['Rename LIMIT to MOST in conf.py', file.replaceAll('LIMIT', 'MOST')],
    ['Remove the line `import os` from conf.py', file.replace('import os\n', '')],
    ['Append "END = 1" to conf.py', `${file}\nEND = 1`],
    ['Change the start "A = 1" to "B = 2" in conf.py', file.replaceAll('A = 1', 'B = 2')],
  ])('changes a file that the request shows: %s', async (asked, expected) => {
    const { create } = openTools();
    const input = `${asked}.\n\nconf.py\n\`\`\`python\n${file}\n\`\`\``;
    const { operation } = itemOf(await create({ input, tools: [patch] }), 'apply_patch_call');
    expect(operation).toMatchObject({ type: 'update_file', path: 'conf.py' });
    expect(applied(file, (operation as { diff: string }).diff)).toBe(expected);
  });

  it('reads a file with the shell first', async () => {
    const { create } = openTools();
    const tools = [patch, { type: 'shell' as const }];
    const first = await create({ input: 'Set LIMIT to 5 in conf.py.', tools });
    const { call_id, action } = itemOf(first, 'shell_call');
    expect(action.commands).toEqual(['cat conf.py']);
    const outcome = { type: 'exit' as const, exit_code: 0 };
    const second = await create({
      tools,
      previous_response_id: first.id,
      input: [{ type: 'shell_call_output', call_id, output: [{ stdout: `${file}\n`, stderr: '', outcome }] }],
    });
    const { operation } = itemOf(second, 'apply_patch_call');
    expect(applied(file, (operation as { diff: string }).diff)).toBe(
      file.replaceAll('LIMIT = 3', 'LIMIT = 5'),
    );
  });

  it('tells what failed', async () => {
    const { create } = openTools();
    const first = await create({ input: 'Replace "foo" with "bar" in a.txt.', tools: [patch] });
    const { call_id, operation } = itemOf(first, 'apply_patch_call');
    expect(operation).toEqual({ type: 'update_file', path: 'a.txt', diff: '@@\n-foo\n+bar' });
    const answer = await create({
      tools: [patch],
      previous_response_id: first.id,
      input: [{ type: 'apply_patch_call_output', call_id, status: 'failed', output: 'Invalid context' }],
    });
    expect(answer.output_text).toBe('I could not change `a.txt`: Invalid context.');
  });

  it('is not called for what changes no file, unless the request wants it', async () => {
    const { create } = openTools();
    const plain = await create({ input: 'Tell me a joke.', tools: [patch] });
    expect(plain.output.map(({ type }) => type)).toEqual(['message']);
    const forced = await create({ input: 'Tell me a joke.', tools: [patch], tool_choice: patch });
    expect(itemOf(forced, 'apply_patch_call').operation).toMatchObject({ type: 'create_file' });
  });

  it('is cut off by a limit, and stays in progress', async () => {
    const { create } = openTools();
    const input = `Create a.txt with the text "${'many words '.repeat(40)}".`;
    const cut = await create({ input, tools: [patch], max_output_tokens: 30 });
    expect(cut.status).toBe('incomplete');
    expect(itemOf(cut, 'apply_patch_call').status).toBe('in_progress');
  });

  it('needs results for its calls, and calls for its results', async () => {
    const { create, refused } = openTools();
    const first = await create({ input: 'Delete a.txt.', tools: [patch] });
    expect((await refused({ previous_response_id: first.id, input: 'And?' })).message).toContain(
      'No tool output found for apply patch call call_',
    );
    const output = { type: 'apply_patch_call_output', call_id: 'call_x', status: 'completed' };
    expect((await refused({ input: [output] })).message).toContain(
      'No tool call found for apply patch call output with call_id call_x.',
    );
    expect((await refused({ input: [{ ...output, status: 'done' }] })).param).toBe('input[0].status');
  });
});
