import { afterAll, describe, expect, it } from 'vitest';
import { openTable } from '../operations/table.ts';
import { KEY } from './world.ts';

/** What one project does never shows in another. */

const table = openTable();
afterAll(() => table[Symbol.asyncDispose]());
const { fake, rows } = table;

const LONG = 'The report is about rain in the hills and how it fills the lake below. '.repeat(200);

const PROMPTS = {
  '/v1/chat/completions': { messages: [{ role: 'user', content: LONG }] },
  '/v1/completions': { prompt: LONG },
  '/openai/v1/chat/completions': { messages: [{ role: 'user', content: LONG }] },
};

async function cachedTokens(path: string, model: string, headers: Record<string, string>): Promise<number> {
  const prompt = PROMPTS[path as keyof typeof PROMPTS];
  const reply = await fake.fetch(`http://localhost${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ model, max_tokens: 5, prompt_cache_key: 'same', ...prompt }),
  });
  const { usage } = (await reply.json()) as {
    usage: { prompt_tokens_details?: { cached_tokens?: number } };
  };
  return usage.prompt_tokens_details?.cached_tokens ?? 0;
}

describe('projects', () => {
  it.each(Object.keys(PROMPTS))('do not share the prompt cache of POST %s', async (path) => {
    // A model that nothing else uses: Azure's paths share the cache of the same project.
    const model = `isolated-${path.length}`;
    const one = { 'openai-project': 'proj_one' };
    expect(await cachedTokens(path, model, one)).toBe(0);
    expect(await cachedTokens(path, model, one)).toBeGreaterThan(1024);
    expect(await cachedTokens(path, model, { 'openai-project': 'proj_two' })).toBe(0);
    expect(await cachedTokens(path, model, {})).toBe(0);
    expect(await cachedTokens(path, model, { ...one, 'openai-organization': 'org-other' })).toBeGreaterThan(
      1024,
    );
  });

  const scoped = rows.filter(({ row }) => row.access === 'project');

  it.each(scoped)('that are invalid are refused by $id', async ({ row }) => {
    for (const project of ['', 'a b', '../etc', 'x'.repeat(129)]) {
      const reply = await fake.fetch(`http://localhost${table.anyCall(row)}`, {
        method: row.method,
        headers: { authorization: `Bearer ${KEY}`, 'api-key': KEY, 'openai-project': project },
      });
      expect([400, 422]).toContain(reply.status);
      expect(await reply.text()).toContain('OpenAI-Project');
    }
  });
});
