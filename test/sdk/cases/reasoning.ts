import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../requests.ts';
import type { OpenWorld, World } from '../world.ts';

export function reasoningCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it.each(['o3', 'o4-mini', 'gpt-5'])('%s counts its reasoning tokens but hides the text', async (model) => {
    const request = { model, messages: ask('How many primes are below 30?') };
    const { choices, usage } = await world.client.chat.completions.create(request);
    const reasoned = usage?.completion_tokens_details?.reasoning_tokens ?? 0;
    expect(reasoned).toBeGreaterThan(0);
    expect(usage?.completion_tokens).toBeGreaterThan(reasoned);
    expect(choices[0]?.message).not.toHaveProperty('reasoning_content');
    for await (const chunk of await world.client.chat.completions.create({ ...request, stream: true })) {
      expect(chunk.choices[0]?.delta).not.toHaveProperty('reasoning_content');
    }
  });

  it.each(['gpt-oss-120b', 'deepseek-ai/DeepSeek-R1'])('%s returns its reasoning first', async (model) => {
    const request = { model, messages: ask('How many primes are below 30?') };
    const { choices, usage } = await world.client.chat.completions.create(request);
    const whole = reasoningOf(choices[0]?.message);
    expect(whole).not.toBe('');
    expect(usage?.completion_tokens_details?.reasoning_tokens).toBeGreaterThan(0);

    let reasoning = '';
    let text = '';
    for await (const chunk of await world.client.chat.completions.create({ ...request, stream: true })) {
      const delta = chunk.choices[0]?.delta;
      if (reasoningOf(delta) !== '') expect(text, 'reasoning comes first').toBe('');
      reasoning += reasoningOf(delta);
      text += delta?.content ?? '';
    }
    expect(reasoning).toBe(whole);
    expect(text).toBe(choices[0]?.message.content);
  });

  it('reasons more with more effort', async () => {
    const spend = async (effort: 'low' | 'high'): Promise<number> => {
      const { usage } = await world.client.chat.completions.create({
        model: 'gpt-5',
        reasoning_effort: effort,
        messages: ask('Why is the sky blue?'),
      });
      return usage?.completion_tokens_details?.reasoning_tokens ?? 0;
    };
    expect(await spend('high')).toBeGreaterThan(await spend('low'));
  });

  it('accepts an answer in the history that was cut off while reasoning', async () => {
    const messages = ask('Why is the sky blue?');
    const model = 'deepseek-ai/DeepSeek-R1';
    const cut = await world.client.chat.completions.create({ model, messages, max_tokens: 5 });
    expect(cut.choices[0]?.finish_reason).toBe('length');
    expect(cut.usage?.completion_tokens_details?.reasoning_tokens).toBe(5);
    const next = await world.client.chat.completions.create({
      model,
      messages: [...messages, cut.choices[0]!.message, ...ask('Go on.')],
    });
    expect(next.choices[0]?.message.content).toBeTruthy();
  });
}

/** Not in the client's types, because only servers of open models send it. */
function reasoningOf(message: object | undefined): string {
  return (message as { reasoning_content?: string } | undefined)?.reasoning_content ?? '';
}
