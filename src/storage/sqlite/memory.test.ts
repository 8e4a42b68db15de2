import { describe, expect, it } from 'vitest';
import { StoreFull } from '../errors.ts';
import { describeStore } from '../store.cases.ts';
import { withoutNotice } from './load.ts';
import { openSqliteStore } from './store.ts';

describeStore('SQLite in memory', { open: async (limits) => openSqliteStore(limits) });

describe('openSqliteStore in memory', () => {
  it('isolates stores from one another', async () => {
    const definition = { name: 'notes', maximum: 10, overflow: 'refuse' } as const;
    const [one, two] = [openSqliteStore(), openSqliteStore()];
    await one.collection(definition).in('project').insert({ id: 'a' }, { createdAt: 1 });
    expect(await two.collection(definition).in('project').get('a')).toBeUndefined();
    await one.leases.take('job', { now: 0, until: 10 });
    expect(await two.leases.take('job', { now: 1, until: 11 })).toBe(true);
    await one.close();
    await two.close();
  });

  it('stays usable when it is full', async () => {
    const store = openSqliteStore({ maximumBytes: 512 * 1024 });
    const notes = store
      .collection<{ id: string; text: string }>({ name: 'notes', maximum: 1000, overflow: 'refuse' })
      .in('project');
    const text = 'x'.repeat(20_000);
    let kept = 0;
    const fillUp = async () => {
      for (; kept < 1000; kept++) await notes.insert({ id: `note-${kept}`, text }, { createdAt: kept });
    };
    await expect(fillUp()).rejects.toThrow(StoreFull);
    expect(kept).toBeGreaterThan(5);
    expect(await notes.count()).toBe(kept);
    expect((await notes.get('note-0'))?.text).toBe(text);
    const half = store.commit([
      notes.updating('note-1', (note) => ({ ...note, text: 'undone' })),
      notes.inserting({ id: 'large', text: text.repeat(3) }, { createdAt: 1 }),
    ]);
    await expect(half).rejects.toThrow(StoreFull);
    expect((await notes.get('note-1'))?.text).toBe(text);
    await notes.delete('note-0');
    await notes.insert({ id: 'again', text }, { createdAt: 1 });
    expect((await notes.get('again'))?.text).toBe(text);
    await store.close();
  });

  it.each([0, -1, 1.5, Number.NaN])(
    'rejects a collection with a maximum of %d documents',
    async (maximum) => {
      const store = openSqliteStore();
      expect(() => store.collection({ name: 'notes', maximum, overflow: 'refuse' })).toThrow(RangeError);
      await store.close();
    },
  );
});

describe('withoutNotice', () => {
  it('suppresses the SQLite warning while loading, and nothing else', () => {
    const heard: unknown[][] = [];
    const original = process.emitWarning;
    process.emitWarning = ((...warning: unknown[]) => void heard.push(warning)) as typeof process.emitWarning;
    const listening = process.emitWarning;
    try {
      const result = withoutNotice(() => {
        process.emitWarning(
          'SQLite is an experimental feature and might change at any time',
          'ExperimentalWarning',
        );
        process.emitWarning('Another is an experimental feature', 'ExperimentalWarning');
        process.emitWarning('SQLite is slow today');
        return 'loaded';
      });
      expect(result).toBe('loaded');
      expect(heard).toEqual([
        ['Another is an experimental feature', 'ExperimentalWarning'],
        ['SQLite is slow today'],
      ]);
      expect(process.emitWarning).toBe(listening);
    } finally {
      process.emitWarning = original;
    }
  });
});
