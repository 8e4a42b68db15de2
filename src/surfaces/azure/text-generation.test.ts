import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { ITL, KEY, openRig, saying, TTFT } from './rig.cases.ts';
import { TextGeneration } from './text-generation.ts';

const rig = openRig();

const generate = (body: object, { send } = rig) =>
  send(
    '/v1/text/generation',
    { model: 'gpt-4o', input: 'Tell me about the sea.', ...body },
    {
      authorization: `Bearer ${KEY}`,
    },
  );
const outputOf = async (body: object, from = rig): Promise<TextGeneration> =>
  (await generate(body, from)).json() as Promise<TextGeneration>;

describe('text generation', () => {
  it('responds in its own format', async () => {
    const answer = await outputOf({ temperature: 0.7, top_p: 0.9, user: 'user-1' });
    expect(Compile(TextGeneration).Check(answer)).toBe(true);
    const { usage, output, ...rest } = answer;
    expect(rest).toEqual({
      id: expect.stringMatching(/^txtgen-[0-9a-f]{32}$/),
      created: expect.any(Number),
      model: 'gpt-4o',
    });
    expect(output.length).toBeGreaterThan(20);
    expect(usage).toMatchObject({
      input_tokens: usage.prompt_tokens,
      output_tokens: usage.completion_tokens,
      total_tokens: usage.prompt_tokens + usage.completion_tokens,
    });
  });

  const long = openRig({ content: saying('one two three four five six seven eight nine ten. '.repeat(40)) });

  it('generates at most a hundred tokens by default', async () => {
    expect((await outputOf({}, long)).usage.completion_tokens).toBe(100);
    expect((await outputOf({ max_output_tokens: null }, long)).usage.completion_tokens).toBe(100);
    expect((await outputOf({ max_output_tokens: 7 }, long)).usage.completion_tokens).toBe(7);
  });

  it('takes as long as its tokens do', async () => {
    const start = long.clock.now();
    await generate({ max_output_tokens: 11 }, long);
    expect(long.clock.now() - start).toBe(TTFT + 10 * ITL);
    expect(long.ended.at(-1)).toMatchObject({
      operation: 'createTextGeneration',
      endpoint: '/v1/text/generation',
      usage: { completionTokens: 11 },
    });
  });

  it.each(['four', ['never', ' four']])('stops at %j', async (stop) => {
    expect((await outputOf({ stop }, long)).output.trim()).toBe('one two three');
  });

  it.each([
    [{ model: undefined }, 400, 'model'],
    [{ input: undefined }, 400, 'input'],
    [{ input: ['Hi'] }, 400, 'input'],
    [{ max_output_tokens: 0 }, 400, 'max_output_tokens'],
    [{ max_output_tokens: 1e9 }, 400, 'input'],
    [{ temperature: 2.1 }, 400, 'temperature'],
    [{ top_p: 1.5 }, 400, 'top_p'],
    [{ stop: ['a', 'b', 'c', 'd', 'e'] }, 400, 'stop'],
    [{ stream: true }, 400, 'stream'],
    [{ model: 'text-embedding-3-small' }, 400, 'model'],
  ])('rejects %j', async (body, status, param) => {
    const reply = await generate(body);
    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject({ error: { type: 'invalid_request_error', param } });
  });

  it('reports an unknown model', async () => {
    const reply = await generate({ model: 'nobody' }, openRig({ strictModels: true }));
    expect(await reply.json()).toMatchObject({ error: { code: 'model_not_found' } });
  });

  it('logs no unexpected errors', () => {
    expect([...rig.lines, ...long.lines]).toEqual([]);
  });
});
