import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createModelRegistry, type ModelRegistry } from './engine/models/registry.ts';
import { createLog } from './runtime/log.ts';
import { createVirtualClock } from './runtime/virtual-clock.ts';
import { openSqliteStore } from './storage/sqlite/store.ts';
import { createStoredModels } from './stored-models.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fakeai-models-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface World extends AsyncDisposable {
  readonly models: ModelRegistry;
  readonly said: readonly string[];
}

/** The models of one process on the folder, started a little later than the previous one. */
async function openModels({ strict = false, start = Date.UTC(2026, 0, 1) } = {}): Promise<World> {
  const store = openSqliteStore({ location: folder });
  const clock = createVirtualClock({ automatic: false, start });
  const said: string[] = [];
  const log = createLog({ level: 'error', format: 'json', clock, write: (line) => said.push(line) });
  const stored = createStoredModels({ store, clock, log, maximum: 3 });
  const models = createModelRegistry({ clock, strict, limit: 3, catalogue: [], onChange: stored.save });
  models.restore(await stored.load());
  return { models, said, [Symbol.asyncDispose]: () => store.close() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('models that are not in the catalogue', () => {
  it('are restored in the next process, with the same age and order', async () => {
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

  it('are not restored on a strict server', async () => {
    {
      await using world = await openModels();
      world.models.keep('acme/one');
      await settled();
    }
    await using next = await openModels({ strict: true });
    expect(next.models.list()).toEqual([]);
  });

  it('do not depend on a working store', async () => {
    const world = await openModels();
    await world[Symbol.asyncDispose]();
    world.models.keep('acme/two');
    expect(world.models.get('acme/two')?.id).toBe('acme/two');
    await settled();
    expect(world.said.join()).toContain('could not store a model');
  });
});
