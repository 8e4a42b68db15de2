import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../requests.ts';
import type { OpenWorld, World } from '../world.ts';

export function answerCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it('returns the complete object', async () => {
    const completion = await world.client.chat.completions.create({
      model: 'gpt-4o',
      messages: [
        { role: 'developer', content: 'You are a helpful assistant.' },
        { role: 'user', content: 'Tell me about artificial intelligence.', name: 'ann' },
      ],
    });
    const content = completion.choices[0]?.message.content ?? '';
    expect(completion).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-[A-Za-z0-9]{29}$/),
      object: 'chat.completion',
      created: expect.any(Number),
      model: 'gpt-4o-2024-08-06',
      choices: [
        { index: 0, finish_reason: 'stop', logprobs: null, message: { role: 'assistant', refusal: null } },
      ],
      service_tier: 'default',
      system_fingerprint: expect.stringMatching(/^fp_/),
    });
    expect(content).toMatch(/artificial intelligence/i);
    expect(completion.usage?.completion_tokens).toBe(countTokens(content));
    expect(completion.usage?.total_tokens).toBe(
      (completion.usage?.prompt_tokens ?? 0) + (completion.usage?.completion_tokens ?? 0),
    );
  });

  it('returns different choices and counts the tokens of all', async () => {
    const { choices, usage } = await world.client.chat.completions.create({
      model: 'gpt-4o',
      n: 4,
      messages: ask('Write a short poem about the sea.'),
    });
    expect(choices.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(new Set(choices.map(({ message }) => message.content)).size).toBe(4);
    expect(usage?.completion_tokens).toBe(
      choices.reduce((sum, { message }) => sum + countTokens(message.content ?? ''), 0),
    );
  });

  it('stops before a stop string', async () => {
    const request = { model: 'gpt-4o', messages: ask('List three kinds of tea.') };
    const whole = await world.client.chat.completions.create(request);
    const text = whole.choices[0]?.message.content ?? '';
    const stop = text.slice(12, 20);
    const cut = await world.client.chat.completions.create({ ...request, stop: ['never said so', stop] });
    expect(cut.choices[0]?.message.content).toBe(text.slice(0, text.indexOf(stop)));
    expect(cut.choices[0]?.finish_reason).toBe('stop');
  });

  it.each([1, 2, 7, 40])('reaches a limit of %i tokens exactly', async (limit) => {
    const { choices, usage } = await world.client.chat.completions.create({
      model: 'gpt-4o',
      max_completion_tokens: limit,
      messages: ask('Explain in detail how a steam engine works.'),
    });
    expect(choices[0]?.finish_reason).toBe('length');
    expect(usage?.completion_tokens).toBe(limit);
    expect(countTokens(choices[0]?.message.content ?? '')).toBe(limit);
  });

  it('is reproducible with the same seed and differs with another', async () => {
    const write = async (seed: number): Promise<string | null | undefined> => {
      const { choices } = await world.client.chat.completions.create({
        model: 'gpt-4o',
        seed,
        messages: ask('Tell me a story about a lighthouse.'),
      });
      return choices[0]?.message.content;
    };
    const first = await write(1);
    expect(await write(1)).toBe(first);
    expect(await write(2)).not.toBe(first);
  });

  it('returns log probabilities whose tokens add up to the text', async () => {
    const { choices } = await world.client.chat.completions.create({
      model: 'gpt-4o',
      logprobs: true,
      top_logprobs: 5,
      messages: ask('Say hello'),
    });
    const tokens = choices[0]?.logprobs?.content ?? [];
    expect(tokens.map(({ token }) => token).join('')).toBe(choices[0]?.message.content);
    for (const { token, logprob, bytes, top_logprobs } of tokens) {
      expect(Buffer.from(bytes ?? []).toString()).toBe(token);
      expect(top_logprobs).toHaveLength(5);
      expect(top_logprobs).toContainEqual({ token, logprob, bytes });
      expect(top_logprobs.reduce((sum, top) => sum + Math.exp(top.logprob), 0)).toBeLessThanOrEqual(
        1.000_001,
      );
    }
  });

  it('never generates a banned token, and only generates a dominating one', async () => {
    const messages = ask('Count from one to ten.');
    const forced = await world.client.chat.completions.create({
      model: 'gpt-4o',
      logit_bias: { 13: 100 },
      max_tokens: 6,
      messages,
    });
    expect(forced.choices[0]?.message.content).toBe('......');
    const forbidden = await world.client.chat.completions.create({
      model: 'gpt-4o',
      logit_bias: { 13: -100 },
      logprobs: true,
      messages,
    });
    const tokens = forbidden.choices[0]?.logprobs?.content?.map(({ token }) => token) ?? [];
    expect(tokens.length).toBeGreaterThan(0);
    expect(tokens).not.toContain('.');
  });

  it.each([
    ['all of it', 'The sky is blue today.', 6, 0],
    ['all but a word', 'The sky is green today.', 5, 1],
    ['nothing of it', 'Never said', 0, countTokens('Never said')],
  ])('counts accepted prediction tokens: %s', async (_name, content, accepted, rejected) => {
    await using told = await open({ content: { compose: () => ({ text: 'The sky is blue today.' }) } });
    const { usage } = await told.client.chat.completions.create({
      model: 'gpt-4o',
      prediction: { type: 'content', content },
      messages: ask('What colour is the sky today?'),
    });
    expect(usage?.completion_tokens_details).toMatchObject({
      accepted_prediction_tokens: accepted,
      rejected_prediction_tokens: rejected,
    });
    // Rejected prediction tokens are billed too.
    expect(usage?.completion_tokens).toBe(6 + rejected);
  });

  it('cites sources at the positions it reports', async () => {
    const { choices } = await world.client.chat.completions.create({
      model: 'gpt-4o-search-preview',
      web_search_options: {
        search_context_size: 'low',
        user_location: { type: 'approximate', approximate: { city: 'Lisbon', country: 'PT' } },
      },
      messages: ask('What happened in football this week?'),
    });
    const { content, annotations = [] } = choices[0]?.message ?? {};
    expect(annotations.length).toBeGreaterThan(0);
    for (const { type, url_citation: citation } of annotations) {
      expect(type).toBe('url_citation');
      expect(content?.slice(citation.start_index, citation.end_index)).toContain(citation.url);
      expect(new URL(citation.url).hostname).toMatch(/(^|\.)example\.(com|org|net)$/);
    }
  });

  it('caches a repeated long prompt, in steps of 128 tokens', async () => {
    const messages = ask(`Summarise: ${'The quick brown fox jumps over the lazy dog. '.repeat(150)}`);
    const first = await world.client.chat.completions.create({ model: 'gpt-4o', messages });
    const second = await world.client.chat.completions.create({ model: 'gpt-4o', messages });
    expect(first.usage?.prompt_tokens_details?.cached_tokens).toBe(0);
    const cached = second.usage?.prompt_tokens_details?.cached_tokens ?? 0;
    expect(cached).toBeGreaterThanOrEqual(1024);
    expect(cached % 128).toBe(0);
    expect(cached).toBeLessThanOrEqual(second.usage?.prompt_tokens ?? 0);
  });
}
