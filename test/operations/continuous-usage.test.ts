import { afterAll, describe, expect, it } from 'vitest';
import type { Example } from './example.ts';
import { type ObjectSchema, openTable, readEvents } from './table.ts';

/** Every stream that accepts `stream_options` reports running usage per chunk on request, also without latency. */

const table = openTable();
afterAll(() => table[Symbol.asyncDispose]());

interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
  readonly completion_tokens_details: Readonly<Record<string, number>>;
}

interface Chunk {
  readonly choices: readonly object[];
  readonly usage?: Usage | null;
}

const messages = [{ role: 'user', content: 'Name three colours and say why.' }];
const parameters = { type: 'object', properties: { city: { type: 'string' } } };
const tools = [{ type: 'function', function: { name: 'get_weather', description: 'Weather', parameters } }];
const audio = { voice: 'alloy', format: 'pcm16' };

type Bodies = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Requests in addition to the examples, by the feature they use. */
const CHAT: Bodies = {
  'several choices': { model: 'gpt-4o', messages, n: 3, max_tokens: 9 },
  tools: { model: 'gpt-4o', messages, tools, tool_choice: 'required' },
  'legacy functions': { model: 'gpt-4o', messages, functions: [tools[0]?.function], function_call: 'auto' },
  'hidden reasoning': { model: 'o3', messages },
  'visible reasoning': { model: 'gpt-oss-120b', messages, n: 2 },
  speech: { model: 'gpt-audio', modalities: ['text', 'audio'], audio, messages },
  'log probabilities': { model: 'gpt-4o', messages, logprobs: true, top_logprobs: 2, n: 2 },
  'a prediction': { model: 'gpt-4o', messages, prediction: { type: 'content', content: 'Red and green.' } },
  'characters of several tokens': {
    model: 'gpt-4o',
    messages: [{ role: 'user', content: 'Say exactly: 👩‍👩‍👧‍👦 🦜' }],
  },
  'a search': { model: 'gpt-4o-search-preview', messages },
};
const model = 'gpt-3.5-turbo-instruct';
const COMPLETIONS: Bodies = {
  'several prompts': { model, prompt: ['Red', 'The green field'], n: 2, max_tokens: 9, echo: true },
  'no tokens': { model, prompt: 'Red', max_tokens: 0 },
  'log probabilities': { model, prompt: 'Red', logprobs: 2 },
};
const MORE: Readonly<Record<string, Bodies>> = {
  createChatCompletion: CHAT,
  createCompletion: COMPLETIONS,
};

const cases = table.rows.flatMap(({ id, row }) => {
  const { stream_options: options } = (row.body as ObjectSchema | undefined)?.properties ?? {};
  if (!row.event || !Object.hasOwn((options as ObjectSchema | undefined)?.properties ?? {}, 'include_usage'))
    return [];
  const further = Object.entries(MORE[id] ?? {}).map(([name, body]): Example => ({ name, body }));
  // `best_of` cannot be streamed.
  const examples = table.examplesOf(row).filter(({ body }) => body?.best_of === undefined);
  return [...examples, ...further].map((example) => ({
    call: `${id}, ${example.name ?? 'its example'}`,
    row,
    example,
  }));
});

describe('continuous usage', () => {
  it('is covered for chats and completions, including Azure', () => {
    const ids = cases.map(({ row }) => row.id);
    for (const name of ['createChatCompletion', 'createCompletion']) {
      expect(ids).toContain(name);
      expect(
        ids.filter((id) => id.startsWith('azure') && id.toLowerCase().endsWith(name.toLowerCase())),
      ).not.toEqual([]);
    }
  });

  it.each(cases)('of $call counts up to the total', async ({ row, example }) => {
    const options = { include_usage: true, continuous_usage_stats: true };
    const stream = { ...example.stream, stream: true, stream_options: options };
    const reply = await table.stream(row, { ...example, stream });
    const text = await reply.text();
    expect(reply.status, text).toBe(200);
    const chunks = readEvents(row, text) as Chunk[];
    const total = chunks.at(-1)?.usage as Usage;
    const told = chunks.filter(({ choices }) => choices.length > 0).map(({ usage }) => usage as Usage);
    expect(told.length).toBeGreaterThan(0);
    expect(told.at(-1)).toEqual(total);
    // A chat stream starts with a role chunk, before the first token.
    if (/chat/i.test(row.id)) expect(told[0]).toMatchObject({ completion_tokens: 0 });
    let before = told[0] as Usage;
    for (const usage of told) {
      expect(usage.prompt_tokens).toBe(total.prompt_tokens);
      expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
      expect(usage.completion_tokens).toBeGreaterThanOrEqual(before.completion_tokens);
      for (const [name, count] of Object.entries(usage.completion_tokens_details)) {
        expect(count).toBeGreaterThanOrEqual(before.completion_tokens_details[name] as number);
        expect(count).toBeLessThanOrEqual(usage.completion_tokens);
      }
      before = usage;
    }
    // The counts grow gradually instead of starting at the total.
    const counts = new Set(told.map(({ completion_tokens }) => completion_tokens));
    if (total.completion_tokens > 2) expect(counts.size).toBeGreaterThan(2);
  });
});
