import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { KEYS } from './dispatch.cases.ts';
import { Fault } from './fault.ts';
import { callerOf, idsOf, type Note, open, query } from './resource.cases.ts';
import { action, resource } from './resource.ts';
import { type ParentDefinition, type ScopeLevel, scopeBelow } from './resource-scope.ts';
import { singleton } from './resource-singleton.ts';

interface Book {
  readonly id: string;
  readonly isClosed?: boolean;
}

const PLACING = { createdAt: 0 };

/** Notes in books on shelves, in several projects. */
function openLibrary() {
  const { about, store, collection: notes } = open();
  const limits = { maximum: 100, overflow: 'refuse' } as const;
  const shelves = store.collection<{ id: string }>({ name: 'shelves', ...limits });
  const books = store.collection<Book>({ name: 'books', ...limits });
  const scopeOf = (owner: string, shelf: string, book: string) => scopeBelow(scopeBelow(owner, shelf), book);
  const add = async (owner: string, shelf: string, book: string, ...ids: string[]) => {
    await shelves.in(owner).put({ id: shelf }, PLACING);
    await books.in(scopeBelow(owner, shelf)).put({ id: book }, PLACING);
    for (const id of ids) {
      const note = { id, text: `${owner} ${shelf} ${book}`, colour: 'red' };
      await notes.in(scopeOf(owner, shelf, book)).insert(note, PLACING);
    }
  };
  const shelf: ParentDefinition = { noun: 'shelf', collection: shelves };
  const book: ParentDefinition = {
    noun: 'book',
    collection: books,
    check: ({ isClosed }: Book) => {
      if (isClosed) throw new Fault({ kind: 'conflict', message: 'The book is closed.' });
    },
  };
  const ofOne = {
    retrieve: { id: 'getNote' },
    update: {
      id: 'updateNote',
      body: Type.Object({ text: Type.String() }),
      change: (note: Note, { text }: { text: string }) => ({ ...note, text }),
    },
    delete: { id: 'deleteNote', object: 'note.deleted', reply: Type.Object({}) },
    actions: [
      action({
        id: 'paint',
        name: 'paint',
        summary: 'Paint',
        change: (note: Note) => ({ ...note, text: '' }),
      }),
    ],
  };
  const callerIn = (level?: ScopeLevel, organization = 'org-1') => {
    const parent = { ...book, parent: shelf };
    const rows = resource({ ...about, path: '/notes', parent, ...(level && { level }), ...ofOne });
    const call = callerOf(rows, { organization });
    return (project: string, method: string, path: string, json?: object) =>
      call(method, path, {
        headers: { authorization: `Bearer ${KEYS[0]}`, 'openai-project': project, ...(json && JSON_BODY) },
        ...(json && { json }),
      });
  };
  return { about, store, notes, shelves, books, shelf, book, ofOne, scopeOf, add, callerIn };
}

const JSON_BODY = { 'content-type': 'application/json' };

/** A request of each kind. */
const REQUESTS: readonly (readonly [method: string, path: string, json: object | undefined])[] = [
  ['GET', '/notes/n-1', undefined],
  ['POST', '/notes/n-1', { text: 'x' }],
  ['POST', '/notes/n-1/paint', undefined],
  ['DELETE', '/notes/n-1', undefined],
];

describe('an object below parents that the path does not name', () => {
  it.each(REQUESTS)('is found by %s %s', async (method, path, json) => {
    const { add, callerIn, notes, scopeOf } = openLibrary();
    await add('p', 's/1 %', 'b', 'n-1', 'n-2');
    expect((await callerIn()('p', method, path, json)).status).toBe(200);
    const note = await notes.in(scopeOf('p', 's/1 %', 'b')).get('n-1');
    expect(note?.text).toBe({ POST: json ? 'x' : '', GET: 'p s/1 % b', DELETE: undefined }[method]);
    expect(await notes.in(scopeOf('p', 's/1 %', 'b')).get('n-2')).toBeDefined();
  });

  it.each(REQUESTS)('of another project is never found by %s %s', async (method, path, json) => {
    const { add, callerIn, notes, scopeOf } = openLibrary();
    await add('p', 's', 'b', 'n-1');
    const call = callerIn();
    // Names that begin alike, and one that has the same parents.
    await add('p2', 's', 'b', 'n-2');
    for (const project of ['p2', 'p.', 'p-', 'q'])
      expect((await call(project, method, path, json)).status).toBe(404);
    expect(await notes.in(scopeOf('p', 's', 'b')).get('n-1')).toMatchObject({ text: 'p s b' });
    // The object of another project that was inserted first does not stand in the way.
    await add('q', 's', 'b', 'n-1');
    expect((await call('q', method, path, json)).status).toBe(200);
    expect(await notes.in(scopeOf('p', 's', 'b')).get('n-1')).toMatchObject({ text: 'p s b' });
  });

  it('is shared at the level of the resource', async () => {
    const { add, callerIn } = openLibrary();
    await add('org-1', 's', 'b', 'n-1');
    await add('everyone', 's', 'b', 'n-2');
    const statusOf = async (level: ScopeLevel, organization: string, id: string) =>
      (await callerIn(level, organization)('p', 'GET', `/notes/${id}`)).status;
    expect(await statusOf('organization', 'org-1', 'n-1')).toBe(200);
    expect(await statusOf('organization', 'org-2', 'n-1')).toBe(404);
    expect(await statusOf('organization', 'org-1', 'n-2')).toBe(404);
    expect(await statusOf('everyone', 'org-2', 'n-2')).toBe(200);
    expect(await statusOf('project', 'org-1', 'n-1')).toBe(404);
  });

  it('is the one that was stored first if two parents have one of its id', async () => {
    const { add, callerIn } = openLibrary();
    const call = callerIn();
    await add('p', 's-2', 'b', 'n-1');
    await add('p', 's-1', 'b', 'n-1');
    expect((await call('p', 'GET', '/notes/n-1')).body.text).toBe('p s-2 b');
    expect((await call('p', 'DELETE', '/notes/n-1')).status).toBe(200);
    expect((await call('p', 'GET', '/notes/n-1')).body.text).toBe('p s-1 b');
  });

  it.each(REQUESTS)('is missing for %s %s if a parent is', async (method, path, json) => {
    const { add, callerIn, shelves, books, notes, scopeOf } = openLibrary();
    const call = callerIn();
    const expectMissing = async () => {
      const { status, body } = await call('p', method, path, json);
      expect([status, body.error.message]).toEqual([404, expect.stringMatching(/note.*n-1|n-1.*note/i)]);
    };
    await expectMissing();
    await add('p', 's', 'b', 'n-1');
    await books.in('p/s').delete('b');
    await expectMissing();
    await books.in('p/s').insert({ id: 'b' }, PLACING);
    await shelves.in('p').delete('s');
    await expectMissing();
    expect(await notes.in(scopeOf('p', 's', 'b')).get('n-1')).toMatchObject({ text: 'p s b' });
  });

  it('cannot be changed if its parent refuses it', async () => {
    const { add, callerIn, books } = openLibrary();
    await add('p', 's', 'b', 'n-1');
    await books.in('p/s').update('b', (book) => ({ ...book, isClosed: true }));
    for (const [method, path, json] of REQUESTS)
      expect((await callerIn()('p', method, path, json)).status).toBe(method === 'GET' ? 200 : 409);
  });

  it('is not found at another depth', async () => {
    const { notes, callerIn } = openLibrary();
    for (const [index, scope] of ['p', 'p/s', 'p/s/b/x', 'p/'].entries())
      await notes.in(scope).insert({ id: `n-${index}`, text: '', colour: '' }, PLACING);
    for (const index of [0, 1, 2, 3])
      expect((await callerIn()('p', 'GET', `/notes/n-${index}`)).status).toBe(404);
  });
});

describe('a path that names some of the parents', () => {
  it('finds objects below those alone', async () => {
    const { about, add, shelf, book, ofOne } = openLibrary();
    await add('default', 's-1', 'b', 'n-1');
    await add('default', 's-2', 'b', 'n-2');
    const parent = { ...book, parent: { ...shelf, param: 'shelf_id' } };
    const call = callerOf(resource({ ...about, path: '/shelves/{shelf_id}/notes', parent, ...ofOne }));
    expect((await call('GET', '/shelves/s-1/notes/n-1')).body.text).toBe('default s-1 b');
    expect((await call('GET', '/shelves/s-1/notes/n-2')).status).toBe(404);
    const { status, body } = await call('GET', '/shelves/s-3/notes/n-1');
    expect([status, body.error.message]).toEqual([404, expect.stringMatching(/note/)]);
  });

  it('finds a parent by its own id', async () => {
    const { about, add, shelf, book } = openLibrary();
    await add('default', 's-1', 'b-1', 'n-1');
    await add('default', 's-2', 'b-2');
    await add('other', 's-1', 'b-3', 'n-3');
    const call = callerOf(
      resource({
        ...about,
        path: '/books/{book_id}/notes',
        parent: { ...book, param: 'book_id', parent: shelf },
        list: { id: 'listNotes', query, defaultOrder: 'asc' },
        create: {
          id: 'createNote',
          body: Type.Object({ id: Type.String() }),
          make: ({ body: { id } }) => ({ stored: { id, text: 'new', colour: '' }, createdAt: 1 }),
        },
      }),
    );
    expect((await call('POST', '/books/b-2/notes', { json: { id: 'n-2' } })).status).toBe(200);
    expect(idsOf(await call('GET', '/books/b-1/notes'))).toEqual(['n-1']);
    expect(idsOf(await call('GET', '/books/b-2/notes'))).toEqual(['n-2']);
    for (const [method, json] of [['GET'], ['POST', { id: 'n-4' }]] as const) {
      const { status, body } = await call(method, '/books/b-3/notes', json && { json });
      expect([status, body.error.message]).toEqual([404, expect.stringMatching(/book.*b-3|b-3.*book/i)]);
    }
  });

  it('must name the parent for operations without an id', () => {
    const { about, shelf } = openLibrary();
    const needed = 'An operation of /notes needs the id of its shelf, which is not in its path';
    const list = { id: 'listNotes', query, defaultOrder: 'asc' } as const;
    expect(() => resource({ ...about, parent: shelf, list })).toThrow(needed);
    const initial = () => ({ id: 'n', text: '', colour: '' });
    expect(() => singleton({ ...about, parent: shelf, initial })).toThrow(needed);
    expect(() => resource({ ...about, path: '/shelves/{shelf_id}/notes', parent: shelf })).toThrow(TypeError);
  });
});
