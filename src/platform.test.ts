import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, vi } from 'vitest';
import { createFakeAI } from './fakeai.ts';
import { defineApi } from './kernel/api.ts';
import { defineNoun } from './kernel/noun.ts';
import { operation } from './kernel/operation.ts';
import { json } from './kernel/reply.ts';
import { mount } from './mount.ts';
import { openPlatform } from './platform.ts';
import { createVirtualClock } from './runtime/virtual-clock.ts';
import { openSqliteStore } from './storage/sqlite/store.ts';
import { openai } from './surfaces/openai/surface.ts';

const models = defineNoun({
  tag: 'Models',
  rows: () => [
    operation({
      id: 'listOtherModels',
      method: 'GET',
      path: '/models',
      access: 'project',
      summary: 'List',
      handle: () => json([]),
    }),
  ],
});
const clashing = defineApi({ dialect: openai, nouns: [models] });

describe('a platform', () => {
  it('closes what it has opened if the rest cannot be opened, or nothing can be mounted on it', async () => {
    const data = mkdtempSync(join(tmpdir(), 'fakeai-platform-'));
    const isClosed = () => !readdirSync(data).some((name) => name.endsWith('-wal'));
    try {
      const clock = createVirtualClock();
      expect(() => openPlatform({ data, clock, webhooks: ['http://user:pass@127.0.0.1/'] })).toThrow();
      await vi.waitFor(() => expect(isClosed()).toBe(true));
      expect(() => createFakeAI({ data, apis: [clashing] })).toThrow('same method, path');
      await vi.waitFor(() => expect(isClosed()).toBe(true));
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  });

  it('leaves parts that it was given open', async () => {
    const store = openSqliteStore();
    const platform = openPlatform({}, { store });
    mount(platform, []);
    await platform.close();
    await expect(store.check()).resolves.toBeUndefined();
    await store.close();
  });

  it('stores the models that were kept before it closes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fakeai-platform-'));
    const data = join(folder, 'store.sqlite');
    const ids = ['acme/one', 'acme/two'];
    const platform = openPlatform({ data });
    const lock = new DatabaseSync(data);
    try {
      lock.exec('BEGIN IMMEDIATE');
      for (const id of ids) platform.models.in('project').keep(id);
      const closed = platform.close();
      // While the first waits for the lock, the second has not begun.
      await new Promise((resolve) => setImmediate(resolve));
      lock.exec('ROLLBACK');
      await closed;
      const next = openPlatform({ data });
      const listed = await next.models.in('project').list();
      expect(listed.slice(next.models.catalogue.length).map(({ id }) => id)).toEqual(ids);
      await next.close();
    } finally {
      lock.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
