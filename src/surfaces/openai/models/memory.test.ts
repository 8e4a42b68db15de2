import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createModelRegistry, type ModelRegistry } from '../../../engine/models/registry.ts';
import { createLog } from '../../../runtime/log.ts';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { openSqliteStore } from '../../../storage/sqlite/store.ts';
import { createModelMemory } from './memory.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fakeai-models-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface World extends AsyncDisposable {
  readonly models: ModelRegistry;
  readonly said: readonly string[];
}

/** The models of one process on the folder, a little later than those of the one before. */
async function openModels({ strict = false, start = Date.UTC(2026, 0, 1) } = {}): Promise<World> {
  const store = openSqliteStore({ location: folder });
  const clock = createVirtualClock({ automatic: false, start });
  const said: string[] = [];
  const log = createLog({ level: 'error', format: 'json', clock, write: (line) => said.push(line) });
  const memory = createModelMemory({ store, clock, log, maximum: 3 });
  const models = createModelRegistry({ clock, strict, limit: 3, catalogue: [], onChange: memory.note });
  models.restore(await memory.recall());
  return { models, said, [Symbol.asyncDispose]: () => store.close() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('models that are not in the catalogue', () => {
  it('are there for the next process, as old as they were, and in the same order', async () => {
    const ids = ['acme/one', 'acme/two'];
    {
      await using world = await openModels();
      for (const id of ids) world.models.keep(id);
      await settled();
    }
    await using next = await openModels({ start: Date.UTC(2027, 0, 1) });
    expect(next.models.list().map(({ id }) => id)).toEqual(ids);
    expect(next.models.get('acme/one')?.created).toBe(Date.UTC(2026, 0, 1) / 1000);
  });

  it('stay removed', async () => {
    const id = 'ft:gpt-4o:acme::1';
    {
      await using world = await openModels();
      world.models.keep(id);
      expect(world.models.remove(id)).toBe('removed');
      await settled();
    }
    await using next = await openModels();
    expect(next.models.find(id)).toBeUndefined();
  });

  it('are no models of a strict server', async () => {
    {
      await using world = await openModels();
      world.models.keep('acme/one');
      await settled();
    }
    await using next = await openModels({ strict: true });
    expect(next.models.list()).toEqual([]);
  });

  it('are not held up by a store that fails', async () => {
    const world = await openModels();
    await world[Symbol.asyncDispose]();
    world.models.keep('acme/two');
    expect(world.models.get('acme/two')?.id).toBe('acme/two');
    await settled();
    expect(world.said.join()).toContain('could not keep a model');
  });
});
