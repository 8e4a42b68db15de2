import { describe, expect, it } from 'vitest';
import { latencyProfiles } from '../latency/profiles.ts';
import { type ModelCard, serves } from './card.ts';
import { shutdowns } from './catalogue/shutdowns.ts';
import { modelCatalogue } from './catalogue.ts';

const byId = new Map(modelCatalogue.map((card) => [card.id, card]));

function card(id: string): ModelCard {
  const found = byId.get(id);
  if (!found) throw new Error(`${id} is not in the catalogue`);
  return found;
}

function refused(id: string): string[] {
  return card(id).refuses.map((refusal) => refusal.field);
}

describe('every row of the catalogue', () => {
  it('has an id of its own', () => {
    expect(byId.size).toBe(modelCatalogue.length);
  });

  const writes = new Set(['chat', 'completion', 'transcription', 'realtime', 'live']);

  it.each(modelCatalogue.map((row) => [row.id, row] as const))('%s is sound', (_id, row) => {
    expect(row.contextWindow).toBeGreaterThan(0);
    expect(row.maxOutputTokens).toBeLessThanOrEqual(row.contextWindow);
    if (writes.has(row.kind)) expect(row.maxOutputTokens).toBeGreaterThan(0);
    for (const price of Object.values(row.price ?? {})) expect(price).toBeGreaterThanOrEqual(0);
    expect(row.price?.cachedInput ?? 0).toBeLessThanOrEqual(row.price?.input ?? 0);
    expect(latencyProfiles.has(row.latency)).toBe(true);
    if (row.knowledgeCutoff) expect(row.knowledgeCutoff).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
    // Between 2020 and December 2026.
    expect(row.created).toBeGreaterThan(1_577_836_800);
    expect(row.created).toBeLessThan(1_796_083_200);
    if (row.shutdownDate) {
      expect(row.shutdownDate).toMatch(/^20\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/);
      expect(Date.parse(row.shutdownDate) / 1000).toBeGreaterThan(row.created);
    }
    expect(row.fineTuned).toBe(false);
    expect(row.root).toBe(row.id);
    if (row.reasoning) expect(row.reasoning.efforts).toContain(row.reasoning.defaultEffort);
    const fields = row.refuses.map((refusal) => refusal.field);
    expect(new Set(fields).size).toBe(fields.length);
    // Outside chat completions nothing is refused by name; a model that always thinks has no time off.
    if (row.kind !== 'chat') expect(fields).toEqual([]);
    if (row.refuses.some((refusal) => refusal.whileReasoning)) {
      expect(row.reasoning?.efforts).toContain('none');
    }
  });
});

describe('what the catalogue holds', () => {
  it.each([
    'openai/gpt-oss-120b',
    'openai/gpt-oss-20b',
    'gpt-oss-120b',
    'gpt-oss-20b',
    'meta-llama/Llama-3.1-8B-Instruct',
    'meta-llama/Llama-3.1-8B-Instruct-16k',
    'deepseek-ai/DeepSeek-R1',
    'deepseek-ai/DeepSeek-R1-Distill-Qwen-32B',
    'deepseek-ai/DeepSeek-R1-Distill-Llama-8B',
    'deepseek-v3',
    'mixtral-8x7b',
    'mixtral-8x22b',
    'sentence-transformers/all-mpnet-base-v2',
    'nomic-ai/nomic-embed-text-v1.5',
    'BAAI/bge-m3',
    'stabilityai/stable-diffusion-2-1',
    'stabilityai/stable-diffusion-xl-base-1.0',
    'whisper-1',
    'tts-1',
    'tts-1-hd',
    'nvidia/nv-rerankqa-mistral-4b-v3',
  ])('%s, which the original promises', (id) => {
    expect(byId.has(id)).toBe(true);
  });

  it('has the real limits and vocabularies of well-known models', () => {
    expect(card('gpt-4o')).toMatchObject({ contextWindow: 128_000, tokenizer: 'o200k_base' });
    expect(card('gpt-4')).toMatchObject({ contextWindow: 8192, tokenizer: 'cl100k_base' });
    expect(card('gpt-4o-mini').vision).toEqual({ kind: 'tiles', base: 2833, tile: 5667 });
    expect(card('gpt-4.1-nano').vision).toEqual({ kind: 'patches', factor: 2.46, limit: 1536 });
    expect(card('claude-3-opus').approximateTokens).toBe(true);
  });

  it('stamps each model with the day it came out', () => {
    expect(card('gpt-4o-2024-05-13').created).toBe(1_715_558_400);
    expect(card('gpt-3.5-turbo').created).toBe(1_677_542_400);
    expect(card('gpt-4-turbo-preview').created).toBe(1_705_968_000);
  });
});

describe('shutdown dates', () => {
  const named = Object.entries(shutdowns).flatMap(([date, ids]) => ids.map((id) => [id, date] as const));

  it.each(named)('%s ends on %s', (id, date) => {
    expect(card(id).shutdownDate).toBe(date);
  });

  it('name no model twice', () => {
    expect(new Set(named.map(([id]) => id)).size).toBe(named.length);
  });

  it('are absent from models that stay', () => {
    for (const id of ['gpt-4o', 'gpt-5.6-sol', 'openai/gpt-oss-120b', 'text-embedding-3-small']) {
      expect(card(id)).not.toHaveProperty('shutdownDate');
    }
  });
});

describe('the GPT-6 models', () => {
  it.each([
    ['gpt-6.2-astra', { input: 8, output: 40, cachedInput: 0.4 }],
    ['gpt-6-astra', { input: 10, output: 50, cachedInput: 1 }],
    ['gpt-6.2-sol', { input: 2, output: 10, cachedInput: 0.1 }],
    ['gpt-6.1-terra', { input: 1, output: 5, cachedInput: 0.05 }],
    ['gpt-6-luna', { input: 0.1, output: 0.5, cachedInput: 0.01 }],
  ])('%s has its price and the window of its family', (id, price) => {
    expect(card(id)).toMatchObject({
      kind: 'chat',
      price,
      contextWindow: 1_050_000,
      maxOutputTokens: 128_000,
      input: { image: true, audio: false, file: true },
    });
  });

  it('reason always, or may answer without', () => {
    for (const id of ['gpt-6-astra', 'gpt-6.1-sol', 'gpt-6.2-astra', 'gpt-6.2-sol']) {
      expect(card(id).reasoning).toMatchObject({ defaultEffort: 'medium' });
      expect(card(id).reasoning?.efforts).not.toContain('none');
      expect(card(id).refuses).toContainEqual({ field: 'temperature', only: 1 });
    }
    for (const id of ['gpt-6-sol', 'gpt-6-luna', 'gpt-6.1-terra']) {
      expect(card(id).reasoning?.efforts).toEqual(['none', 'low', 'medium', 'high', 'xhigh', 'max']);
      expect(card(id).refuses).toContainEqual({ field: 'temperature', only: 1, whileReasoning: true });
    }
  });

  it('have no price where none is published', () => {
    for (const id of ['gpt-6-cyber', 'gpt-6-rosalind', 'gpt-rosalind-research', 'gpt-6.2-astra-law']) {
      expect(card(id).price).toBeUndefined();
      expect(card(id).responsesOnly).toBe(true);
    }
  });
});

describe('what a model refuses', () => {
  it('is nothing on open models', () => {
    for (const id of ['openai/gpt-oss-120b', 'gpt-oss-20b', 'meta-llama/Llama-3.1-8B-Instruct']) {
      expect(refused(id)).toEqual([]);
    }
  });

  it('is max_tokens and sampling on models that always reason', () => {
    expect(card('o3').refuses).toContainEqual({ field: 'max_tokens', instead: 'max_completion_tokens' });
    expect(card('o3').refuses).toContainEqual({ field: 'temperature', only: 1 });
    expect(refused('gpt-5')).toEqual(expect.arrayContaining(['logprobs', 'logit_bias', 'stop']));
  });

  it('is sampling only while they reason on models that need not', () => {
    expect(card('gpt-5.4').reasoning?.defaultEffort).toBe('none');
    expect(card('gpt-5.4').refuses).toContainEqual({ field: 'temperature', only: 1, whileReasoning: true });
    expect(card('gpt-5.4').refuses).toContainEqual({ field: 'max_tokens', instead: 'max_completion_tokens' });
  });

  it('is reasoning_effort on models that do not reason, and sampling on those that search', () => {
    expect(refused('gpt-4o')).toEqual(['reasoning_effort']);
    expect(refused('gpt-4o-search-preview')).toEqual(expect.arrayContaining(['temperature', 'n']));
  });
});

describe("OpenAI's own rules", () => {
  const formatsOf = (id: string) => card(id).rules?.formats;

  it('hold for the chat models that OpenAI hosts, and for no others', () => {
    for (const { id, kind, ownedBy, rules } of modelCatalogue) {
      const isHosted = kind === 'chat' && ownedBy === 'openai' && !id.includes('gpt-oss');
      expect(rules !== undefined, id).toBe(isHosted);
    }
  });

  it.each(['gpt-4o', 'gpt-4o-2024-08-06', 'gpt-4o-mini', 'gpt-4.1-nano', 'o1', 'o3-mini', 'gpt-5.6'])(
    'let %s follow schemas',
    (id) => expect(formatsOf(id)).toEqual(['json_object', 'json_schema']),
  );

  it.each([
    'gpt-4o-2024-05-13',
    'chatgpt-4o-latest',
    'gpt-4-turbo',
    'gpt-4-1106-preview',
    'gpt-3.5-turbo',
    'gpt-3.5-turbo-1106',
  ])('let %s write JSON alone', (id) => expect(formatsOf(id)).toEqual(['json_object']));

  it.each([
    'gpt-4',
    'gpt-4-0613',
    'gpt-4-32k',
    'gpt-4-vision-preview',
    'gpt-3.5-turbo-0613',
    'gpt-3.5-turbo-0301',
    'gpt-3.5-turbo-16k',
    'o1-preview',
    'o1-mini',
  ])('let %s write neither', (id) => expect(formatsOf(id)).toEqual([]));

  it('take instructions from all but the first reasoning models', () => {
    const without = modelCatalogue.filter(({ rules }) => rules && !rules.instructions).map(({ id }) => id);
    expect(without.sort()).toEqual(['o1-mini', 'o1-mini-2024-09-12', 'o1-preview', 'o1-preview-2024-09-12']);
  });
});

describe('reasoning', () => {
  it('is shown by open models and hidden by hosted ones', () => {
    expect(card('gpt-oss-120b').reasoning).toMatchObject({ visible: true, defaultEffort: 'medium' });
    expect(card('deepseek-ai/DeepSeek-R1').reasoning?.visible).toBe(true);
    expect(card('gpt-5').reasoning?.visible).toBe(false);
    expect(card('gpt-4o').reasoning).toBeUndefined();
  });

  it('starts on the original work horses only when asked for', () => {
    expect(card('openai/gpt-oss-120b').reasoning?.defaultEffort).toBe('none');
  });
});

describe('serves', () => {
  it('follows the kind, and lets open chat models complete plain prompts', () => {
    expect(serves(card('gpt-4o'), 'chat')).toBe(true);
    expect(serves(card('gpt-4o'), 'completion')).toBe(false);
    expect(serves(card('openai/gpt-oss-120b'), 'completion')).toBe(true);
    expect(serves(card('BAAI/bge-m3'), 'chat')).toBe(false);
  });

  it('has plain completions by three families, of which one fills gaps', () => {
    const plain = modelCatalogue.filter(({ kind }) => kind === 'completion');
    expect(plain.map(({ id }) => id).sort()).toEqual([
      'babbage-002',
      'davinci-002',
      'gpt-3.5-turbo-instruct',
      'gpt-3.5-turbo-instruct-0914',
    ]);
    expect(modelCatalogue.filter(({ insertion }) => insertion).map(({ id }) => id)).toEqual([
      'gpt-3.5-turbo-instruct',
      'gpt-3.5-turbo-instruct-0914',
    ]);
  });
});
