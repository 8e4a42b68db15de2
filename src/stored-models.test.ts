import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createModelRegistry, type ProjectModels } from './engine/models/registry.ts';
import type { StoredModels } from './engine/ports/stored-models.ts';
import { createOpenCollection } from './kernel/collections.ts';
import { createLog } from './runtime/log.ts';
import { createTurns } from './runtime/turns.ts';
import { createVirtualClock } from './runtime/virtual-clock.ts';
import { openSqliteStore } from './storage/sqlite/store.ts';
import { createStoredModels } from './stored-models.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fakeai-models-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface World extends AsyncDisposable {
  /** Of the project `project`. */
  readonly models: ProjectModels;
  readonly stored: StoredModels;
  readonly said: readonly string[];
}

/** The models of one process on the folder. */
function openWorld({ strict = false, start = Date.UTC(2026, 0, 1), maxModels = 3 } = {}): World {
  const store = openSqliteStore({ location: folder });
  const clock = createVirtualClock({ automatic: false, start });
  const said: string[] = [];
  const log = createLog({ level: 'error', format: 'json', clock, write: (line) => said.push(line) });
  const collection = createOpenCollection(store, { maxObjects: 10, maxStored: 10, maxModels });
  const turns = createTurns(clock);
  const stored = createStoredModels({ collection, clock, turns, log, maxModels });
  return {
    models: createModelRegistry({ clock, stored, strict, catalogue: [] }).in('project'),
    stored,
    said,
    async [Symbol.asyncDispose]() {
      await stored.settled();
      await store.close();
    },
  };
}

const listed = async (models: ProjectModels): Promise<string[]> => (await models.list()).map(({ id }) => id);

const tuned = (number: number): string => `ft:gpt-4o:acme::${number}`;

describe('models that are not in the catalogue', () => {
  it('are there in the next process, with the same age and order', async () => {
    const ids = ['acme/two', 'acme/one', tuned(1)];
    {
      await using world = openWorld();
      for (const id of ids) world.models.keep(id);
    }
    await using next = openWorld({ start: Date.UTC(2027, 0, 1) });
    expect(await listed(next.models)).toEqual(ids);
    expect((await next.models.get('acme/one'))?.created).toBe(Date.UTC(2026, 0, 1) / 1000);
  });

  it('are seen by another process at once, unless it has just looked', async () => {
    await using one = openWorld();
    await using two = openWorld();
    one.models.keep(tuned(1));
    await one.stored.settled();
    expect((await two.models.get(tuned(1)))?.id).toBe(tuned(1));
    expect(await two.models.remove(tuned(1))).toBe('removed');
    expect(await one.models.get(tuned(1))).toBeUndefined();
    expect(await listed(one.models)).toEqual([]);
  });

  it('stay removed, also if an answer of theirs was still under way elsewhere', async () => {
    await using one = openWorld();
    await using two = openWorld();
    await two.models.find(tuned(1));
    expect(await one.models.remove(tuned(1))).toBe('removed');
    two.models.keep(tuned(1));
    await two.stored.settled();
    await using next = openWorld();
    expect(await next.models.find(tuned(1))).toBeUndefined();
    expect(await listed(next.models)).toEqual([]);
    expect(two.said).toEqual([]);
  });

  it('do not exist on a strict server', async () => {
    {
      await using world = openWorld();
      world.models.keep('acme/one');
    }
    await using next = openWorld({ strict: true });
    expect(await next.models.list()).toEqual([]);
  });

  it('are listed in full, however many there are', async () => {
    await using world = openWorld({ maxModels: 1000 });
    const ids = Array.from({ length: 250 }, (_, index) => `acme/${index}`);
    for (const id of ids) world.models.keep(id);
    expect(await listed(world.models)).toEqual(ids);
  });

  it('are logged if they cannot be stored', async () => {
    const world = openWorld();
    await world[Symbol.asyncDispose]();
    world.models.keep('acme/two');
    await world.stored.settled();
    expect(world.said.join()).toContain('could not store a model');
  });
});

describe('the maximum of a project', () => {
  it('drops the oldest, which can return', async () => {
    await using world = openWorld({ maxModels: 2 });
    for (const id of ['a', 'b', 'c']) world.models.keep(id);
    expect(await listed(world.models)).toEqual(['b', 'c']);
    await using next = openWorld({ maxModels: 2 });
    next.models.keep('a');
    expect(await listed(next.models)).toEqual(['c', 'a']);
  });

  it('is another for fine-tuned models, so that none comes back because of other models', async () => {
    await using world = openWorld({ maxModels: 2 });
    await world.models.remove(tuned(1));
    for (const id of [tuned(2), 'a', 'b', 'c']) world.models.keep(id);
    expect(await listed(world.models)).toEqual(['b', 'c', tuned(2)]);
    expect(await world.models.get(tuned(1))).toBeUndefined();
    expect(await world.models.remove(tuned(1))).toBe('missing');
  });

  it('can be none', async () => {
    await using world = openWorld({ maxModels: 0 });
    for (const id of ['a', tuned(1)]) world.models.keep(id);
    expect(await listed(world.models)).toEqual([]);
    expect(await world.models.remove(tuned(1))).toBe('removed');
    expect(await world.models.find(tuned(1))).toBeUndefined();
  });
});
