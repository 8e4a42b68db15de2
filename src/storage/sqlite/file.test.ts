import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../errors.ts';
import { describeStore } from '../store.cases.ts';
import { openSqliteStore } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'fakeai-store-'));
let folders = 0;
const folder = () => {
  const path = join(root, `${folders++}`);
  mkdirSync(path);
  return path;
};
afterAll(() => rmSync(root, { recursive: true, force: true }));

const DEFINITION = { name: 'notes', maximum: 10, overflow: 'refuse' } as const;

let current = '';
describeStore('SQLite in a file', {
  open: () => {
    current = join(folder(), 'store.sqlite');
    return openSqliteStore({ location: current });
  },
  reopen: () => openSqliteStore({ location: current }),
});

describe('the location', () => {
  it.each([
    ['new/and/deep/store.db', 'new/and/deep/store.db'],
    ['state', 'state/fakeai.sqlite'],
    ['.state', '.state/fakeai.sqlite'],
    ['with.dot/', 'with.dot/fakeai.sqlite'],
    ['.', 'fakeai.sqlite'],
  ])('%s holds %s, now and after a restart', (location, file) => {
    const base = folder();
    const path = base + (location === '.' ? '' : `/${location}`);
    for (const id of ['a', 'b']) {
      const store = openSqliteStore({ location: path });
      store.collection(DEFINITION).in('project').insert({ id }, { createdAt: 1 });
      store.close();
    }
    expect(existsSync(join(base, file))).toBe(true);
    const store = openSqliteStore({ location: path });
    expect(store.collection(DEFINITION).in('project').count()).toBe(2);
    store.close();
  });

  const refusal = (location: string): StoreUnavailable => {
    try {
      openSqliteStore({ location }).close();
    } catch (error) {
      expect(error).toBeInstanceOf(StoreUnavailable);
      return error as StoreUnavailable;
    }
    throw new Error('It was not refused');
  };

  it('is refused, untouched, when the file is not a database', () => {
    const path = join(folder(), 'notes.txt');
    const content = 'Dear diary, today I was nearly overwritten. '.repeat(50);
    writeFileSync(path, content);
    const error = refusal(path);
    expect(error.location).toBe(path);
    expect(error.message).toContain(path);
    expect(error.message).toContain('not a database');
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  it('is refused when the database is of another program', () => {
    const path = join(folder(), 'other.sqlite');
    const other = new DatabaseSync(path);
    other.exec('CREATE TABLE cookies (name TEXT)');
    other.close();
    const before = readFileSync(path);
    expect(refusal(path).message).toContain('another program');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is refused when a newer version wrote it', () => {
    const path = join(folder(), 'store.sqlite');
    openSqliteStore({ location: path }).close();
    const newer = new DatabaseSync(path);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect(refusal(path).message).toMatch(/newer version.*99/);
  });

  it('is refused when its folder cannot be made', () => {
    const path = join(folder(), 'file.txt');
    writeFileSync(path, '');
    expect(refusal(join(path, 'inside', 'store.sqlite')).message).toContain('folder');
    expect(refusal('a\0b.sqlite').message).toContain('folder');
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'is refused when it is read-only',
    () => {
      const path = join(folder(), 'store.sqlite');
      openSqliteStore({ location: path }).close();
      chmodSync(path, 0o444);
      expect(refusal(path).message).toContain('read-only');
    },
  );

  it('fails a write that another process keeps waiting, and lives on', () => {
    const path = join(folder(), 'store.sqlite');
    const store = openSqliteStore({ location: path });
    const notes = store.collection(DEFINITION).in('project');
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    expect(() => notes.insert({ id: 'a' }, { createdAt: 1 })).toThrow(StoreUnavailable);
    other.exec('ROLLBACK');
    notes.insert({ id: 'a' }, { createdAt: 1 });
    expect(notes.count()).toBe(1);
    other.close();
    store.close();
  });
});
