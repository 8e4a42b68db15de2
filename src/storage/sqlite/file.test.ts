import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { read } from '../blobs/blob-place.cases.ts';
import { StoreFull, StoreUnavailable, UnknownBlob } from '../errors.ts';
import { describeStore } from '../store.cases.ts';
import { oneOf, range } from '../where.ts';
import { MIGRATIONS } from './schema.ts';
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
  open: async (limits) => {
    current = join(folder(), 'store.sqlite');
    return openSqliteStore({ location: current, ...limits });
  },
  reopen: async (limits) => openSqliteStore({ location: current, ...limits }),
  breakWrites: (reason) => {
    const errcode = { full: 13, 'read-only': 8, failed: 10 }[reason];
    const execute = StatementSync.prototype.run;
    const spy = vi.spyOn(StatementSync.prototype, 'run').mockImplementation(function (
      this: StatementSync,
      ...given
    ) {
      if (this.sourceSQL !== 'COMMIT') return execute.apply(this, given as never);
      throw Object.assign(new Error('simulated'), { errcode });
    });
    return () => spy.mockRestore();
  },
});

describe('location', () => {
  it.each([
    ['new/and/deep/store.db', 'new/and/deep/store.db'],
    ['state', 'state/fakeai.sqlite'],
    ['.state', '.state/fakeai.sqlite'],
    ['with.dot/', 'with.dot/fakeai.sqlite'],
    ['.', 'fakeai.sqlite'],
  ])('%s stores its data in %s, also after a restart', async (location, file) => {
    const base = folder();
    const path = base + (location === '.' ? '' : `/${location}`);
    for (const id of ['a', 'b']) {
      const store = openSqliteStore({ location: path });
      await store.collection(DEFINITION).in('project').insert({ id }, { createdAt: 1 });
      await store.close();
    }
    expect(existsSync(join(base, file))).toBe(true);
    const store = openSqliteStore({ location: path });
    expect(await store.collection(DEFINITION).in('project').count()).toBe(2);
    await store.close();
  });

  const refusal = async (location: string): Promise<StoreUnavailable> => {
    try {
      openSqliteStore({ location }).close();
    } catch (error) {
      expect(error).toBeInstanceOf(StoreUnavailable);
      return error as StoreUnavailable;
    }
    throw new Error('It was not refused');
  };

  it('is rejected and left untouched if the file is not a database', async () => {
    const path = join(folder(), 'notes.txt');
    const content = 'Dear diary, today I was nearly overwritten. '.repeat(50);
    writeFileSync(path, content);
    const error = await refusal(path);
    expect(error.location).toBe(path);
    expect(error.message).toContain(path);
    expect(error.message).toContain('not a database');
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  it('is rejected if the database belongs to another program', async () => {
    const path = join(folder(), 'other.sqlite');
    const other = new DatabaseSync(path);
    other.exec('CREATE TABLE cookies (name TEXT)');
    other.close();
    const before = readFileSync(path);
    expect((await refusal(path)).message).toContain('another program');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is rejected if it was written by a newer version', async () => {
    const path = join(folder(), 'store.sqlite');
    openSqliteStore({ location: path }).close();
    const newer = new DatabaseSync(path);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect((await refusal(path)).message).toMatch(/newer version.*99/);
  });

  it('is rejected if its folder cannot be created', async () => {
    const path = join(folder(), 'file.txt');
    writeFileSync(path, '');
    expect((await refusal(join(path, 'inside', 'store.sqlite'))).message).toContain('folder');
    expect((await refusal('a\0b.sqlite')).message).toContain('folder');
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'is refused when it is read-only',
    async () => {
      const path = join(folder(), 'store.sqlite');
      openSqliteStore({ location: path }).close();
      chmodSync(path, 0o444);
      expect((await refusal(path)).message).toContain('read-only');
    },
  );

  it.skipIf(!existsSync('/proc/self'))('is rejected in a file system that refuses new folders', async () => {
    expect((await refusal('/proc/fakeai/data')).message).toMatch(/its folder cannot be created .*ENOENT/);
  });

  it('is lost when its folder is removed or replaced, and found when it comes back', async () => {
    const path = join(folder(), 'state');
    const clock = createVirtualClock({ automatic: false });
    const store = openSqliteStore({ location: path, clock });
    const notes = store.collection(DEFINITION).in('project');
    await notes.insert({ id: 'a' }, { createdAt: 1 });
    const lost = { name: 'StoreUnavailable', reason: 'lost' };
    const expectLost = async () => {
      clock.advance(20);
      await expect(notes.insert({ id: 'b' }, { createdAt: 1 })).rejects.toMatchObject(lost);
      await expect(store.check()).rejects.toMatchObject(lost);
      await expect(notes.delete('a')).rejects.toMatchObject(lost);
      await expect(store.blobs.write([Buffer.from('x')])).rejects.toMatchObject(lost);
    };
    renameSync(path, `${path}-away`);
    await expectLost();
    mkdirSync(path);
    writeFileSync(join(path, 'fakeai.sqlite'), '');
    await expectLost();
    rmSync(path, { recursive: true });
    renameSync(`${path}-away`, path);
    await store.check();
    await notes.insert({ id: 'b' }, { createdAt: 1 });
    rmSync(path, { recursive: true });
    await expectLost();
    expect(await notes.count()).toBe(2);
    await store.close();
    expect(existsSync(path)).toBe(false);
  });

  it('stays unusable once damage was found', async () => {
    const path = join(folder(), 'store.sqlite');
    let store = openSqliteStore({ location: path });
    let notes = store.collection<{ id: string; text: string }>(DEFINITION).in('project');
    for (const id of 'abcdefgh') await notes.insert({ id, text: 'x'.repeat(9000) }, { createdAt: 1 });
    await store.close();
    const bytes = readFileSync(path);
    // The pages written last, which hold the texts.
    writeFileSync(path, bytes.fill(0xff, bytes.byteLength - 6 * 4096));
    store = openSqliteStore({ location: path });
    notes = store.collection<{ id: string; text: string }>(DEFINITION).in('project');
    const damaged = { name: 'StoreUnavailable', reason: 'damaged' };
    await expect(notes.get('h')).rejects.toMatchObject(damaged);
    await expect(store.check()).rejects.toMatchObject(damaged);
    await store.close();
  });
});

describe('blob folder', () => {
  const FILES = {
    name: 'files',
    blobs: ({ blob }: { id: string; blob: string }) => [blob],
    maximum: 10,
    overflow: 'refuse',
  } as const;
  const DAMAGED = { name: 'StoreUnavailable', reason: 'damaged' };
  const writeOne = async (location: string) => {
    const store = openSqliteStore({ location });
    const { id: blob } = await store.blobs.write([Buffer.from('content')]);
    await store.collection(FILES).in('project').insert({ id: 'a', blob }, { createdAt: 1 });
    await store.close();
    return blob;
  };

  it.each([
    ['state', 'state/blobs'],
    ['state/fakeai.sqlite', 'state/blobs'],
    ['state/other.db', 'state/other.db-blobs'],
  ])('of %s is %s', async (location, expected) => {
    const base = folder();
    const blob = await writeOne(join(base, location));
    expect(readdirSync(join(base, expected), { recursive: true })).toContain(join(blob.slice(0, 2), blob));
  });

  it('loses unreferenced blobs, including those left by a crash', async () => {
    const location = join(folder(), 'store.sqlite');
    const blob = await writeOne(location);
    const blobs = `${location}-blobs`;
    mkdirSync(join(blobs, 'ab'), { recursive: true });
    writeFileSync(join(blobs, 'ab', 'ab-left-by-a-crash'), 'x');
    // The store does not touch files it did not create.
    writeFileSync(join(blobs, 'ab', 'README.TXT'), 'x');
    const store = openSqliteStore({ location });
    await expect.poll(() => existsSync(join(blobs, 'ab', 'ab-left-by-a-crash'))).toBe(false);
    expect(existsSync(join(blobs, 'ab', 'README.TXT'))).toBe(true);
    expect(existsSync(join(blobs, blob.slice(0, 2), blob))).toBe(true);
    await store.collection(FILES).in('project').delete('a');
    await store.close();
    expect(existsSync(join(blobs, blob.slice(0, 2), blob))).toBe(false);
  });

  it('reports a blob whose bytes are missing', async () => {
    const location = join(folder(), 'store.sqlite');
    const blob = await writeOne(location);
    rmSync(`${location}-blobs`, { recursive: true });
    const store = openSqliteStore({ location });
    await expect(read(store.blobs.read(blob))).rejects.toMatchObject(DAMAGED);
    await store.collection(FILES).in('project').delete('a');
    await expect(read(store.blobs.read(blob))).rejects.toThrow(UnknownBlob);
    await store.close();
  });

  it.each([
    ['fewer', 'cont'],
    ['more', 'content and more'],
  ])('reports a blob with %s bytes than it had, before the first of them', async (_, content) => {
    const location = join(folder(), 'store.sqlite');
    const blob = await writeOne(location);
    writeFileSync(join(`${location}-blobs`, blob.slice(0, 2), blob), content);
    const store = openSqliteStore({ location });
    const reader = store.blobs.read(blob, { start: 0, end: 2 })[Symbol.asyncIterator]();
    await expect(reader.next()).rejects.toMatchObject(DAMAGED);
    await expect(store.blobs.check(blob)).rejects.toMatchObject(DAMAGED);
    // One damaged blob does not make the store unusable.
    await store.check();
    await store.close();
  });

  it('can be full without breaking the store', async () => {
    const location = join(folder(), 'store.sqlite');
    const store = openSqliteStore({ location });
    const handle = await open(root, 'r');
    await handle.close();
    const failure = Object.assign(new Error('ENOSPC: simulated'), { code: 'ENOSPC' });
    const write = vi.spyOn(Object.getPrototypeOf(handle), 'write').mockRejectedValueOnce(failure);
    await expect(store.blobs.write([new Uint8Array(5)])).rejects.toMatchObject({ reason: 'full' });
    expect(write).toHaveBeenCalledTimes(1);
    write.mockRestore();
    await store.close();
    expect(
      readdirSync(`${location}-blobs`, { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      ),
    ).toEqual([]);
    await writeOne(location);
    const database = new DatabaseSync(location);
    expect(database.prepare('SELECT blob_bytes FROM usage').get()).toEqual({ blob_bytes: 7 });
    expect(database.prepare('SELECT bytes, holder FROM blobs').all()).toEqual([{ bytes: 7, holder: null }]);
    database.close();
  });
});

/** What version 1 wrote for two documents, the first of which was deleted. */
const VERSION_1 = `
  CREATE TABLE collections (name TEXT PRIMARY KEY, fields TEXT NOT NULL, documents INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE documents (
    position INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, scope TEXT NOT NULL, id TEXT NOT NULL,
    created_at REAL NOT NULL, body TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX documents_by_id ON documents (collection, scope, id);
  CREATE INDEX documents_by_creation ON documents (collection, scope, created_at);
  CREATE INDEX documents_by_age ON documents (collection);
  CREATE TABLE document_fields (
    collection TEXT NOT NULL, scope TEXT NOT NULL, field TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    created_at REAL NOT NULL, position INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    PRIMARY KEY (collection, scope, field, key, value, created_at, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX document_fields_by_position ON document_fields (position);
  CREATE TABLE departed (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, scope TEXT NOT NULL, id TEXT NOT NULL,
    created_at REAL NOT NULL, position INTEGER NOT NULL, UNIQUE (collection, scope, id)
  ) STRICT;
  INSERT INTO collections VALUES ('notes', '["model"]', 1);
  INSERT INTO documents VALUES (2, 'notes', 'project', 'b', 1, '{"id":"b","model":"m"}');
  INSERT INTO document_fields VALUES ('notes', 'project', 'model', '', '"m"', 1, 2);
  INSERT INTO departed VALUES (1, 'notes', 'project', 'a', 1, 1);
  PRAGMA application_id = ${0x466b4149};
  PRAGMA user_version = 1;
`;

describe('version 1 file', () => {
  it('keeps its contents and accepts blobs', async () => {
    const location = join(folder(), 'store.sqlite');
    const old = new DatabaseSync(location);
    old.exec(VERSION_1);
    old.close();
    for (const round of [1, 2]) {
      const store = openSqliteStore({ location });
      const notes = store
        .collection<{ id: string; model: string; blob?: string }>({
          ...DEFINITION,
          fields: { model: ({ model }) => model },
          blobs: ({ blob }) => (blob === undefined ? [] : [blob]),
        })
        .in('project');
      const { items } = await notes.page({ order: 'asc', limit: 10, after: 'a', where: { model: 'm' } });
      expect(items.map(({ id }) => id)).toEqual(round === 1 ? ['b'] : ['b', 'c']);
      const { id: blob } = await store.blobs.write([Buffer.from(`round ${round}`)]);
      await notes.insert({ id: round === 1 ? 'c' : 'd', model: 'm', blob }, { createdAt: round });
      expect(await store.leases.take('job', { now: round, until: round + 10 })).toBe(true);
      await store.close();
    }
  });
});

describe('version 2 file', () => {
  /** What version 2 added to version 1. */
  const ADDED = `
    CREATE TABLE holders (id TEXT PRIMARY KEY, machine TEXT NOT NULL, pid INTEGER NOT NULL, started TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, expires_at REAL NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX leases_by_expiry ON leases (expires_at);
    CREATE TABLE blobs (id TEXT PRIMARY KEY, bytes INTEGER, holder TEXT, written_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX blobs_by_holder ON blobs (holder) WHERE holder IS NOT NULL;
    CREATE TABLE blob_references (
      position INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, blob TEXT NOT NULL REFERENCES blobs,
      PRIMARY KEY (position, blob)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX blob_references_by_blob ON blob_references (blob);
    CREATE TABLE usage (blob_bytes INTEGER NOT NULL) STRICT;
    INSERT INTO usage VALUES (0);
    DELETE FROM documents;
    UPDATE collections SET documents = 3, fields = '["model","size"]';
    INSERT INTO documents VALUES (2, 'notes', 'project', 'b', 1, '{"id":"b","model":"m","size":9,"until":50}');
    INSERT INTO documents VALUES (3, 'notes', 'project', 'c', 2, '{"id":"c","model":"7","size":10}');
    INSERT INTO documents VALUES (4, 'notes', 'project', 'd', 3, '{"id":"d","model":"m","size":1.5}');
    INSERT INTO document_fields VALUES
      ('notes', 'project', 'model', '', '"m"', 1, 2), ('notes', 'project', 'size', '', '9', 1, 2),
      ('notes', 'project', 'model', '', '"7"', 2, 3), ('notes', 'project', 'size', '', '10', 2, 3),
      ('notes', 'project', 'model', '', '"m"', 3, 4), ('notes', 'project', 'size', '', '1.5', 3, 4);
    PRAGMA user_version = 2;
  `;

  const openVersion2 = (more = '') => {
    const location = join(folder(), 'store.sqlite');
    const old = new DatabaseSync(location);
    old.exec(VERSION_1 + ADDED + more);
    old.close();
    return openSqliteStore({ location, now: () => 100 });
  };

  it('is found by ranges and sets, expires and is bounded as if written today', async () => {
    const store = openVersion2();
    const notes = store
      .collection<{ id: string; model: string; size: number; until?: number }>({
        ...DEFINITION,
        fields: { model: ({ model }) => model, size: ({ size }) => size },
        expires: ({ until }) => until,
        maximum: 3,
      })
      .in('project');
    const idsOf = async (request: object) => {
      const { items } = await notes.page({ order: 'asc', limit: 10, ...request });
      return items.map(({ id }) => id);
    };
    expect(await idsOf({ orderBy: 'size' })).toEqual(['d', 'c']);
    expect(await idsOf({ where: { size: range({ gte: 10 }) } })).toEqual(['c']);
    expect(await idsOf({ where: { model: oneOf(['7', 'x']) } })).toEqual(['c']);
    expect(await idsOf({ after: 'a' })).toEqual(['c', 'd']);
    await notes.insert({ id: 'e', model: 'm', size: 2 }, { createdAt: 4 });
    await expect(notes.insert({ id: 'f', model: 'm', size: 2 }, { createdAt: 4 })).rejects.toThrow(StoreFull);
    await store.close();
  });

  it('has its models in the default project, fine-tuned ones separately', async () => {
    const models = [
      { id: 'acme/helper', created: 1, isRemoved: false },
      { id: 'ft:gpt-4o:acme::1', created: 2, isRemoved: false },
      { id: 'ft:gpt-4o:acme::2', created: 3, isRemoved: true },
      { id: 'ft:gpt-4o', created: 4, isRemoved: false },
    ];
    const rows = models.map(
      (model, index) =>
        `INSERT INTO documents VALUES (${index + 10}, 'models', '', '${model.id}', ${index}, '${JSON.stringify(model)}');`,
    );
    const store = openVersion2(`${rows.join('')}INSERT INTO collections VALUES ('models', '[]', 4);`);
    const keptIn = async (name: string, scopes: readonly string[]) => {
      const collection = store.collection({ name, maximum: 10, overflow: 'drop-oldest' });
      const pages = scopes.map((scope) => collection.in(scope).page({ order: 'asc', limit: 10 }));
      return (await Promise.all(pages)).map(({ items }) => items);
    };
    expect(await keptIn('models', ['default', ''])).toEqual([[models[0], models[3]], []]);
    expect(await keptIn('models.fine_tuned', ['default', ''])).toEqual([[models[1], models[2]], []]);
    await store.close();
  });
});

describe('version 3 file', () => {
  it('keeps owners, what is left of removed ones, logs and the places of deleted documents', async () => {
    const location = join(folder(), 'store.sqlite');
    const old = new DatabaseSync(location);
    old.exec(`
      ${MIGRATIONS.slice(0, 3).join('\n')}
      INSERT INTO collections VALUES ('threads', '[]'), ('messages', '{"fields":["size"],"owner":true}');
      INSERT INTO documents VALUES
        (1, 'threads', 'project', 't', 1, '{"id":"t"}', NULL, NULL),
        (2, 'messages', 'project', 'm', 2, '{"id":"m","thread":"t","size":5}', NULL, '["threads","project","t"]'),
        (3, 'messages', 'project', 'left', 3, '{"id":"left","thread":"gone","size":6}', NULL, '["threads","project","gone"]');
      INSERT INTO document_fields VALUES
        ('messages', 'project', 'size', '', 5.0, 2, 2), ('messages', 'project', 'size', '', 6.0, 3, 3);
      INSERT INTO removed_owners VALUES ('["threads","project","gone"]');
      INSERT INTO departed VALUES (1, 'messages', 'project', 'former', 1, 4, '[["size",4]]');
      INSERT INTO logs VALUES (1, 'events', 'project', 'object', 1, 3, 10);
      INSERT INTO log_entries VALUES (1, 1, '"one"'), (1, 2, '"two"');
      PRAGMA user_version = 3;
    `);
    old.close();
    const store = openSqliteStore({ location });
    const threads = store
      .collection<{ id: string }>({ name: 'threads', maximum: 9, overflow: 'refuse' })
      .in('project');
    const messages = store
      .collection<{ id: string; thread: string; size: number }>({
        name: 'messages',
        fields: { size: ({ size }) => size },
        owner: ({ thread }) => ({ collection: 'threads', id: thread }),
        maximum: 9,
        overflow: 'refuse',
      })
      .in('project');
    const bySize = { order: 'asc', orderBy: 'size', limit: 9 } as const;
    const idsOf = async (after?: string) =>
      (await messages.page({ ...bySize, after })).items.map(({ id }) => id);
    expect(await idsOf()).toEqual(['m']);
    expect(await idsOf('former')).toEqual(['m']);
    expect(await messages.get('left')).toBeUndefined();
    await messages.update('m', (message) => ({ ...message, size: 3 }));
    expect(await idsOf('former')).toEqual([]);
    await expect.poll(() => rowsOf(location, 'documents')).toBe(2);
    await threads.delete('t');
    expect(await messages.get('m')).toBeUndefined();
    const log = store.logs
      .open<string>({ name: 'events', maximumEntries: 9, maximumBytes: 99 })
      .in('project')
      .of('object');
    expect(await log.append(['three'])).toBe(3);
    expect((await log.read({ from: 1, limit: 9 })).entries.map(({ value }) => value)).toEqual([
      'one',
      'two',
      'three',
    ]);
    await store.close();
  });
});

function rowsOf(location: string, table: 'documents'): number {
  const database = new DatabaseSync(location, { readOnly: true });
  const row = database.prepare(`SELECT count(*) AS count FROM ${table}`).get();
  database.close();
  return row?.count as number;
}
