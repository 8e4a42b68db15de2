import { describe, expect, it } from 'vitest';
import { StoreFull } from '../errors.ts';
import { describeStore } from '../store.cases.ts';
import { withoutNotice } from './load.ts';
import { openSqliteStore } from './store.ts';

describeStore('SQLite in memory', { open: () => openSqliteStore() });

describe('openSqliteStore in memory', () => {
  it('gives every store a world of its own', () => {
    const definition = { name: 'notes', maximum: 10, overflow: 'refuse' } as const;
    const [one, two] = [openSqliteStore(), openSqliteStore()];
    one.collection(definition).in('project').insert({ id: 'a' }, { createdAt: 1 });
    expect(two.collection(definition).in('project').get('a')).toBeUndefined();
    one.close();
    two.close();
  });

  it('stays usable when it is full', () => {
    const store = openSqliteStore({ maximumBytes: 512 * 1024 });
    const notes = store
      .collection<{ id: string; text: string }>({ name: 'notes', maximum: 1000, overflow: 'refuse' })
      .in('project');
    const text = 'x'.repeat(20_000);
    let kept = 0;
    const fillUp = () => {
      for (; kept < 1000; kept++) notes.insert({ id: `note-${kept}`, text }, { createdAt: kept });
    };
    expect(fillUp).toThrow(StoreFull);
    expect(kept).toBeGreaterThan(5);
    expect(notes.count()).toBe(kept);
    expect(notes.get('note-0')?.text).toBe(text);
    // What caught the failure inside a transaction must not go on half undone.
    expect(() =>
      store.transaction(() => {
        notes.update('note-1', (note) => ({ ...note, text: 'undone' }));
        expect(() => notes.insert({ id: 'large', text }, { createdAt: 1 })).toThrow(StoreFull);
        notes.update('note-2', (note) => ({ ...note, text: 'undone' }));
        throw new Error('and everything with it');
      }),
    ).toThrow();
    expect(notes.get('note-1')?.text).toBe(text);
    expect(notes.get('note-2')?.text).toBe(text);
    notes.delete('note-0');
    notes.insert({ id: 'again', text }, { createdAt: 1 });
    expect(notes.get('again')?.text).toBe(text);
    store.close();
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses a collection of at most %d documents', (maximum) => {
    const store = openSqliteStore();
    expect(() => store.collection({ name: 'notes', maximum, overflow: 'refuse' })).toThrow(RangeError);
    store.close();
  });
});

describe('withoutNotice', () => {
  it('withholds the notice about SQLite while it loads, and nothing else', () => {
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
