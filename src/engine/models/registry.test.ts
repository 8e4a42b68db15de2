import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { latencyProfiles } from '../latency/profiles.ts';
import { serves } from './card.ts';
import { modelCatalogue } from './catalogue.ts';
import { createMemoryModels, type MemoryModels } from './models.cases.ts';
import { createModelRegistry } from './registry.ts';

function createModels({ strict = false, stored = createMemoryModels() } = {}) {
  const clock = createVirtualClock({ automatic: false, start: 1_800_000_000_500 });
  const registry = createModelRegistry({ clock, stored, strict });
  return { clock, stored, registry, models: registry.in('project') };
}

const idsOf = (cards: readonly { readonly id: string }[]): string[] => cards.map(({ id }) => id);

describe('known models', () => {
  it('return the same card each time, strict or not, without waiting or reading the store', async () => {
    const { models, registry, stored } = createModels();
    const strict = createModels({ strict: true }).models;
    expect(await models.find('gpt-4o')).toMatchObject({ id: 'gpt-4o' });
    expect(await models.find('gpt-4o')).toBe(strict.find('gpt-4o'));
    expect(await models.get('openai/gpt-oss-120b')).toMatchObject({ ownedBy: 'openai' });
    models.keep('gpt-4o');
    expect(stored.calls).toEqual([]);
    expect(await models.list()).toEqual(modelCatalogue);
    expect(registry.catalogue).toBe(modelCatalogue);
  });
});

describe('unknown models', () => {
  it('can be used with generous limits, and are listed once kept', async () => {
    const { models } = createModels();
    expect(await models.get('acme/helper')).toBeUndefined();
    expect(await models.find('acme/helper')).toMatchObject({
      id: 'acme/helper',
      root: 'acme/helper',
      ownedBy: 'custom',
      created: 1_800_000_000,
      contextWindow: 131_072,
      maxOutputTokens: 16_384,
      input: { image: true, audio: true, file: true },
      fineTuned: false,
    });
    expect(await models.get('acme/helper')).toBeUndefined();
    expect(await models.list()).toEqual(modelCatalogue);
    models.keep('acme/helper');
    expect((await models.get('acme/helper'))?.id).toBe('acme/helper');
    expect((await models.list()).at(-1)?.id).toBe('acme/helper');
  });

  it('keep the creation time of their first use', async () => {
    const { models, clock } = createModels();
    models.keep('acme/helper');
    clock.advance(60_000);
    const first = await models.find('acme/helper');
    models.keep('acme/helper');
    expect(first?.created).toBe(1_800_000_000);
    clock.advance(60_000);
    expect(await models.find('acme/helper')).toBe(first);
  });

  it('are accepted by every endpoint', async () => {
    const made = await createModels().models.find('acme/helper');
    expect(made && serves(made, 'chat') && serves(made, 'embedding') && serves(made, 'ranking')).toBe(true);
  });

  it('do not exist in a strict registry', async () => {
    const { models } = createModels({ strict: true });
    expect(await models.find('acme/helper')).toBeUndefined();
    expect(await models.find('ft:gpt-4o-mini:acme::abc')).toBeUndefined();
    models.keep('acme/helper');
    expect(await models.list()).toHaveLength(modelCatalogue.length);
  });

  it('copy a known model when a publisher or date is added to its id', async () => {
    const { models } = createModels();
    const { snapshot, ...known } = (await models.find('o4-mini'))!;
    expect(snapshot).toBe('o4-mini-2025-04-16');
    for (const id of ['openai/o4-mini', 'o4-mini-2030-01-31', 'acme/o4-mini-0101']) {
      expect(await models.find(id)).toEqual({ ...known, id, root: id, created: 1_800_000_000 });
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
  ])('%s is owned by %s and has the latency profile %s', async (id, ownedBy, latency) => {
    expect(await createModels().models.find(id)).toMatchObject({ ownedBy, latency });
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
  ])('OpenAI rules apply to %s: %s', async (id, isHeld) => {
    expect((await createModels().models.find(id))?.rules !== undefined).toBe(isHeld);
  });

  it('return their reasoning when their name suggests that they reason', async () => {
    const { models } = createModels();
    expect((await models.find('acme/reasoning-1'))?.reasoning?.visible).toBe(true);
    expect((await models.find('acme/season-1'))?.reasoning).toBeUndefined();
  });

  it('are not created for a malformed id', async () => {
    const { models } = createModels();
    const wrong = ['', '   ', 'a\nb', 'a\u0000', '\u0085', '\ud800', 'x'.repeat(257)];
    for (const id of [...wrong, 'gpt-4o/capabilities', 'acme/helper/capabilities']) {
      expect(await models.find(id)).toBeUndefined();
      models.keep(id);
    }
    expect(await models.find('x'.repeat(256))).toBeDefined();
    expect(await models.find('acme/capabilities-1')).toBeDefined();
    expect(await models.list()).toEqual(modelCatalogue);
  });

  it('are not looked up on object prototypes', async () => {
    const { models } = createModels({ strict: true });
    for (const id of ['__proto__', 'constructor', 'toString']) expect(await models.find(id)).toBeUndefined();
    expect((await createModels().models.find('__proto__'))?.id).toBe('__proto__');
  });

  it('have a latency profile and a root for any name', async () => {
    const { models } = createModels();
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 40, unit: 'binary-ascii' }), async (id) => {
        const card = await models.find(id);
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
  it('copy their base model and are owned by the organization', async () => {
    const { models } = createModels();
    const base = await models.find('gpt-4.1-mini-2025-04-14');
    expect(await models.find('ft:gpt-4.1-mini-2025-04-14:acme:support:Ab12')).toEqual({
      ...base,
      id: 'ft:gpt-4.1-mini-2025-04-14:acme:support:Ab12',
      root: 'gpt-4.1-mini-2025-04-14',
      ownedBy: 'acme',
      created: 1_800_000_000,
      fineTuned: true,
    });
    expect((await models.find('ft:gpt-4.1-mini:::Ab12'))?.ownedBy).toBe('user');
  });

  it('share the shutdown date of their base', async () => {
    const { models } = createModels();
    expect((await models.find('ft:gpt-4-0613:acme::Ab12'))?.shutdownDate).toBe('2026-10-23');
    expect((await models.find('ft:gpt-4o:acme::Ab12'))?.shutdownDate).toBeUndefined();
  });

  it('can be removed once, and do not come back', async () => {
    const { models } = createModels();
    const id = 'ft:gpt-4o-mini:acme::Ab12';
    models.keep(id);
    expect(await models.remove(id)).toBe('removed');
    expect(await models.find(id)).toBeUndefined();
    expect(await models.list()).toHaveLength(modelCatalogue.length);
    expect(await models.remove(id)).toBe('missing');
  });

  it('can be removed before their first use, unless the registry is strict', async () => {
    expect(await createModels().models.remove('ft:gpt-4o-mini:acme::Ab12')).toBe('removed');
    expect(await createModels({ strict: true }).models.remove('ft:gpt-4o-mini:acme::Ab12')).toBe('missing');
  });
});

describe('other models', () => {
  it('cannot be removed', async () => {
    const { models } = createModels();
    models.keep('acme/helper');
    expect(await models.remove('acme/helper')).toBe('not-removable');
    expect(await models.remove('gpt-4o')).toBe('not-removable');
    expect(await models.remove('never-seen')).toBe('missing');
    expect(await models.get('gpt-4o')).toBeDefined();
  });
});

describe('projects', () => {
  it('have models of their own', async () => {
    const { registry } = createModels();
    const [one, two] = [registry.in('one'), registry.in('two')];
    const tuned = 'ft:gpt-4o-mini:acme::Ab12';
    for (const id of ['acme/helper', tuned]) one.keep(id);
    expect(await two.get('acme/helper')).toBeUndefined();
    expect(await two.list()).toEqual(modelCatalogue);
    expect(await one.remove(tuned)).toBe('removed');
    expect(await one.find(tuned)).toBeUndefined();
    expect((await two.find(tuned))?.fineTuned).toBe(true);
  });
});

describe('the store', () => {
  const id = 'acme/helper';
  const reads = (stored: MemoryModels): number => stored.calls.filter((call) => call === `find ${id}`).length;

  it('is read once a second for an unknown model, however many requests name it', async () => {
    const { models, stored, clock } = createModels();
    const [first, second] = await Promise.all([models.find(id), models.find(id)]);
    expect(first).toBe(second);
    for (let request = 0; request < 5; request++) expect(models.find(id)).toBe(first);
    expect(reads(stored)).toBe(1);
    clock.advance(1000);
    expect(await models.find(id)).toBe(first);
    expect(reads(stored)).toBe(2);
  });

  it('is written once for a burst of first requests', async () => {
    const { models, stored } = createModels();
    await Promise.all(Array.from({ length: 20 }, () => models.find(id)));
    for (let request = 0; request < 20; request++) models.keep(id);
    expect(stored.calls.filter((call) => call.startsWith('add'))).toEqual([`add ${id}`]);
  });

  it('is not read for malformed ids, nor by a strict registry', async () => {
    const { models, stored } = createModels();
    for (const wrong of ['', 'a\nb', 'x'.repeat(257)]) {
      for (const read of [models.find(wrong), models.get(wrong)]) expect(await read).toBeUndefined();
      expect(await models.remove(wrong)).toBe('missing');
    }
    const strict = createModels({ strict: true, stored }).models;
    expect([await strict.find(id), await strict.get(id), await strict.remove(id)]).toEqual([
      undefined,
      undefined,
      'missing',
    ]);
    expect(stored.calls).toEqual([]);
  });

  it('shows what another process has made or removed', async () => {
    const stored = createMemoryModels();
    const [one, two] = [createModels({ stored }), createModels({ stored })];
    const tuned = 'ft:gpt-4o-mini:acme::Ab12';
    expect(await two.models.find(tuned)).toBeDefined();
    for (const made of [id, tuned]) one.models.keep(made);
    expect((await two.models.get(id))?.created).toBe(1_800_000_000);
    expect(idsOf(await two.models.list()).slice(modelCatalogue.length)).toEqual([id, tuned]);
    expect(await two.models.remove(tuned)).toBe('removed');
    expect(await one.models.get(tuned)).toBeUndefined();
    expect(await one.models.remove(tuned)).toBe('missing');
    one.clock.advance(1000);
    expect(await one.models.find(tuned)).toBeUndefined();
  });

  it('does not undo what was written while it was read', async () => {
    const memory = createMemoryModels();
    const answers = Promise.withResolvers<undefined>();
    const { models } = createModels({ stored: { ...memory, find: () => answers.promise } });
    const found = models.find(id);
    models.keep(id);
    answers.resolve(undefined);
    await found;
    models.keep(id);
    expect(memory.calls).toEqual([`add ${id}`]);
  });

  it('passes on its error, and is asked again by the next request', async () => {
    const memory = createMemoryModels();
    let isBroken = true;
    const find: MemoryModels['find'] = (...at) =>
      isBroken ? Promise.reject(new Error('broken')) : memory.find(...at);
    const { models } = createModels({ stored: { ...memory, find } });
    await expect(models.find(id)).rejects.toThrow('broken');
    isBroken = false;
    expect((await models.find(id))?.id).toBe(id);
  });
});
