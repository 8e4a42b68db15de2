import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../runtime/clock.ts';
import { latencyProfiles } from '../latency/profiles.ts';
import { serves } from './card.ts';
import { modelCatalogue } from './catalogue.ts';
import { createModelRegistry, type ModelChange } from './registry.ts';

function createClock(): Clock & { milliseconds: number } {
  return {
    milliseconds: 1_800_000_000_500,
    now: () => 0,
    epoch() {
      return this.milliseconds;
    },
    at: () => ({ cancel() {} }),
    atEpoch: () => ({ cancel() {} }),
    hold: () => ({ cancel() {} }),
  };
}

function createModels(options: { strict?: boolean; limit?: number } = {}) {
  const clock = createClock();
  return { clock, models: createModelRegistry({ clock, ...options }) };
}

describe('known models', () => {
  it('return the same card each time, strict or not', () => {
    const { models } = createModels();
    const strict = createModels({ strict: true }).models;
    expect(models.find('gpt-4o')).toBe(strict.find('gpt-4o'));
    expect(strict.find('openai/gpt-oss-120b')?.ownedBy).toBe('openai');
    expect(models.list()).toEqual(modelCatalogue);
  });
});

describe('unknown models', () => {
  it('can be used with generous limits, and are listed once kept', () => {
    const { models } = createModels();
    expect(models.get('acme/helper')).toBeUndefined();
    expect(models.find('acme/helper')).toMatchObject({
      id: 'acme/helper',
      root: 'acme/helper',
      ownedBy: 'custom',
      created: 1_800_000_000,
      contextWindow: 131_072,
      maxOutputTokens: 16_384,
      input: { image: true, audio: true, file: true },
      fineTuned: false,
    });
    expect(models.get('acme/helper')).toBeUndefined();
    expect(models.list()).toEqual(modelCatalogue);
    models.keep('acme/helper');
    expect(models.get('acme/helper')?.id).toBe('acme/helper');
    expect(models.list().at(-1)?.id).toBe('acme/helper');
  });

  it('keep the creation time of their first use', () => {
    const { models, clock } = createModels();
    models.keep('acme/helper');
    const first = models.get('acme/helper');
    clock.milliseconds += 60_000;
    models.keep('acme/helper');
    expect(models.find('acme/helper')).toBe(first);
    expect(first?.created).toBe(1_800_000_000);
  });

  it('are reported once, when first kept', () => {
    const changes: ModelChange[] = [];
    const models = createModelRegistry({ clock: createClock(), onChange: (change) => changes.push(change) });
    models.find('acme/helper');
    expect(changes).toEqual([]);
    for (const id of ['acme/helper', 'acme/helper', 'gpt-4o', '']) models.keep(id);
    expect(changes).toEqual([{ id: 'acme/helper', created: 1_800_000_000, isRemoved: false }]);
  });

  it('are accepted by every endpoint', () => {
    const made = createModels().models.find('acme/helper');
    expect(made && serves(made, 'chat') && serves(made, 'embedding') && serves(made, 'ranking')).toBe(true);
  });

  it('do not exist in a strict registry', () => {
    const { models } = createModels({ strict: true });
    expect(models.find('acme/helper')).toBeUndefined();
    expect(models.find('ft:gpt-4o-mini:acme::abc')).toBeUndefined();
    models.keep('acme/helper');
    expect(models.list()).toHaveLength(modelCatalogue.length);
  });

  it('copy a known model when a publisher or date is added to its id', () => {
    const { models } = createModels();
    const known = models.find('o4-mini');
    for (const id of ['openai/o4-mini', 'o4-mini-2030-01-31', 'acme/o4-mini-0101']) {
      expect(models.find(id)).toEqual({ ...known, id, root: id, created: 1_800_000_000 });
    }
  });

  it.each([
    ['mistralai/Mixtral-8x22B-Instruct-v0.1', 'mistralai', 'mixtral-8x22b'],
    ['deepseek-chat', 'deepseek-ai', 'deepseek-671b'],
    ['gpt-oss-safeguard-20b', 'openai', 'gpt-oss-20b'],
    ['meta-llama/Llama-3.3-70B-Instruct', 'meta', 'llama-3.1-70b'],
    ['gpt-9', 'openai', 'hosted-large'],
    ['acme/thing-400B-chat', 'custom', 'llama-3.1-405b'],
    ['acme/thing', 'custom', 'default'],
  ])('%s is owned by %s and has the latency profile %s', (id, ownedBy, latency) => {
    expect(createModels().models.find(id)).toMatchObject({ ownedBy, latency });
  });

  it.each([
    ['gpt-9', true],
    ['gpt-9-mini', true],
    ['openai/gpt-9', true],
    ['o9-mini', true],
    ['openai/gpt-4o', true],
    ['gpt-4o-2099-01-01', true],
    ['ft:gpt-4o-mini:acme::abc', true],
    ['ft:gpt-9:acme::abc', true],
    ['gpt-oss-7b', false],
    ['openai/gpt-oss-120b-quantised', false],
    ['meta/llama-3.1-8b-instruct', false],
    ['ft:meta/llama-3.1-8b:acme::abc', false],
    ['mistral-9', false],
    ['acme/helper', false],
    ['my-gpt-9', false],
  ])('OpenAI rules apply to %s: %s', (id, isHeld) => {
    expect(createModels().models.find(id)?.rules !== undefined).toBe(isHeld);
  });

  it('return their reasoning when their name suggests that they reason', () => {
    const { models } = createModels();
    expect(models.find('acme/reasoning-1')?.reasoning?.visible).toBe(true);
    expect(models.find('acme/season-1')?.reasoning).toBeUndefined();
  });

  it('are not created for a malformed id', () => {
    const { models } = createModels();
    const wrong = ['', '   ', 'a\nb', 'a\u0000', '\u0085', '\ud800', 'x'.repeat(257)];
    for (const id of [...wrong, 'gpt-4o/capabilities', 'acme/helper/capabilities']) {
      expect(models.find(id)).toBeUndefined();
      models.keep(id);
    }
    expect(models.find('x'.repeat(256))).toBeDefined();
    expect(models.find('acme/capabilities-1')).toBeDefined();
    expect(models.list()).toEqual(modelCatalogue);
  });

  it('are not looked up on object prototypes', () => {
    const { models } = createModels({ strict: true });
    for (const id of ['__proto__', 'constructor', 'toString']) expect(models.find(id)).toBeUndefined();
    expect(createModels().models.find('__proto__')?.id).toBe('__proto__');
  });

  it('are bounded in number: the oldest is dropped and can return', () => {
    const { models } = createModels({ limit: 2 });
    for (const id of ['a', 'b', 'c']) models.keep(id);
    expect(
      models
        .list()
        .slice(modelCatalogue.length)
        .map((card) => card.id),
    ).toEqual(['b', 'c']);
    models.keep('a');
    expect(models.get('a')?.id).toBe('a');
    expect(models.get('b')).toBeUndefined();
  });

  it('have a latency profile and a root for any name', () => {
    const { models } = createModels({ limit: 10 });
    fc.assert(
      fc.property(fc.string({ maxLength: 40, unit: 'binary-ascii' }), (id) => {
        const card = models.find(id);
        if (!card) return;
        expect(card.id).toBe(id);
        expect(latencyProfiles.has(card.latency)).toBe(true);
        expect(card.root.length).toBeGreaterThan(0);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('fine-tuned models', () => {
  it('copy their base model and are owned by the organization', () => {
    const { models } = createModels();
    const base = models.find('gpt-4.1-mini-2025-04-14');
    expect(models.find('ft:gpt-4.1-mini-2025-04-14:acme:support:Ab12')).toEqual({
      ...base,
      id: 'ft:gpt-4.1-mini-2025-04-14:acme:support:Ab12',
      root: 'gpt-4.1-mini-2025-04-14',
      ownedBy: 'acme',
      created: 1_800_000_000,
      fineTuned: true,
    });
    expect(models.find('ft:gpt-4.1-mini:::Ab12')?.ownedBy).toBe('user');
  });

  it('share the shutdown date of their base', () => {
    const { models } = createModels();
    expect(models.find('ft:gpt-4-0613:acme::Ab12')?.shutdownDate).toBe('2026-10-23');
    expect(models.find('ft:gpt-4o:acme::Ab12')?.shutdownDate).toBeUndefined();
  });

  it('can be removed once, and do not come back', () => {
    const { models } = createModels();
    const id = 'ft:gpt-4o-mini:acme::Ab12';
    models.keep(id);
    expect(models.remove(id)).toBe('removed');
    expect(models.find(id)).toBeUndefined();
    expect(models.list()).toHaveLength(modelCatalogue.length);
    expect(models.remove(id)).toBe('missing');
  });

  it('can be removed before their first use, unless the registry is strict', () => {
    expect(createModels().models.remove('ft:gpt-4o-mini:acme::Ab12')).toBe('removed');
    expect(createModels({ strict: true }).models.remove('ft:gpt-4o-mini:acme::Ab12')).toBe('missing');
  });
});

describe('other models', () => {
  it('cannot be removed', () => {
    const { models } = createModels();
    models.keep('acme/helper');
    expect(models.remove('acme/helper')).toBe('not-removable');
    expect(models.remove('gpt-4o')).toBe('not-removable');
    expect(models.remove('never-seen')).toBe('missing');
    expect(models.get('gpt-4o')).toBeDefined();
  });
});

it('isolates two registries from each other', () => {
  const first = createModels().models;
  const second = createModels().models;
  first.keep('acme/helper');
  expect(second.get('acme/helper')).toBeUndefined();
});
