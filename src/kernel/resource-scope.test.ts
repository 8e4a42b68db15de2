import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { KEYS } from './dispatch.cases.ts';
import { Fault } from './fault.ts';
import { callerOf, idsOf, type Note, open, query } from './resource.cases.ts';
import { action, resource } from './resource.ts';
import { parentIn, type ScopeLevel, scopeBelow } from './resource-scope.ts';

interface Book {
  readonly id: string;
  readonly isClosed?: boolean;
}

const headersOf = (project: string) => ({
  authorization: `Bearer ${KEYS[0]}`,
  'openai-project': project,
});

/** Notes in books on shelves: three ids in the path. */
async function openLibrary(hooks: { beforeCreate?: () => unknown } = {}) {
  const { about, store, collection: notes } = open();
  const limits = { maximum: 100, overflow: 'refuse' } as const;
  const shelves = store.collection<{ id: string }>({ name: 'shelves', ...limits });
  const books = store.collection<Book>({ name: 'books', ...limits });
  const booksOf = (shelf: string) => books.in(scopeBelow('default', shelf));
  const notesOf = (shelf: string, book: string) => notes.in(scopeBelow(scopeBelow('default', shelf), book));
  for (const shelf of ['s-1', 's-2']) {
    await shelves.in('default').insert({ id: shelf }, { createdAt: 0 });
    for (const book of ['b-1', 'b-2']) {
      await booksOf(shelf).insert({ id: book }, { createdAt: 0 });
      await notesOf(shelf, book).insert(
        { id: 'n-1', text: `${shelf} ${book}`, colour: 'red' },
        { createdAt: 0 },
      );
    }
  }
  const rows = resource({
    ...about,
    path: '/shelves/{shelf_id}/books/{book_id}/notes',
    parent: {
      noun: 'book',
      param: 'book_id',
      collection: books,
      check: (book: Book) => {
        if (book.isClosed) throw new Fault({ kind: 'conflict', message: 'The book is closed.' });
      },
      parent: {
        noun: 'shelf',
        param: 'shelf_id',
        collection: shelves,
        missing: (id) => new Fault({ kind: 'invalid_value', param: null, message: `There is no ${id}.` }),
      },
    },
    list: { id: 'listNotes', query, defaultOrder: 'asc' },
    create: {
      id: 'createNote',
      body: Type.Object({ id: Type.String() }),
      make: async ({ body: { id } }) => {
        await hooks.beforeCreate?.();
        return { stored: { id, text: 'new', colour: 'blue' }, createdAt: 1 };
      },
    },
    retrieve: { id: 'getNote' },
    update: {
      id: 'updateNote',
      body: Type.Object({ text: Type.String() }),
      change: (note, { text }) => ({ ...note, text }),
    },
    delete: { id: 'deleteNote', object: 'note.deleted', reply: Type.Object({}) },
    actions: [
      action({
        id: 'paintNote',
        name: 'paint',
        summary: 'Paint',
        change: (note: Note) => ({ ...note, text: 'red' }),
      }),
    ],
  });
  return { call: callerOf(rows), rows, shelves: shelves.in('default'), booksOf, notesOf };
}

/** A request for each row. */
const REQUESTS: readonly (readonly [method: string, path: string, json: object | undefined])[] = [
  ['GET', '', undefined],
  ['POST', '', { id: 'n-2' }],
  ['GET', '/n-1', undefined],
  ['POST', '/n-1', { text: 'x' }],
  ['POST', '/n-1/paint', undefined],
  ['DELETE', '/n-1', undefined],
];
const WRITES = REQUESTS.filter(([method]) => method !== 'GET');

describe('a resource with parents', () => {
  it('has the objects of the parents in the path alone', async () => {
    const { call, rows } = await openLibrary();
    expect(rows.map(({ params }) => Object.keys((params as { properties: object }).properties))).toEqual(
      rows.map(({ path }) =>
        path.includes('note_id') ? ['shelf_id', 'book_id', 'note_id'] : ['shelf_id', 'book_id'],
      ),
    );
    expect((await call('GET', '/shelves/s-1/books/b-2/notes/n-1')).body.text).toBe('s-1 b-2');
    await call('POST', '/shelves/s-2/books/b-1/notes', { json: { id: 'n-2' } });
    expect(idsOf(await call('GET', '/shelves/s-2/books/b-1/notes'))).toEqual(['n-1', 'n-2']);
    expect(idsOf(await call('GET', '/shelves/s-1/books/b-1/notes'))).toEqual(['n-1']);
    await call('DELETE', '/shelves/s-1/books/b-1/notes/n-1');
    expect(idsOf(await call('GET', '/shelves/s-1/books/b-1/notes'))).toEqual([]);
    expect((await call('GET', '/shelves/s-2/books/b-1/notes/n-1')).status).toBe(200);
    const other = await call('GET', '/shelves/s-2/books/b-1/notes', { headers: headersOf('other') });
    expect(other.body.error.message).toBe('There is no s-2.');
  });

  it.each(REQUESTS)(
    'answers %s %s with the fault of the outermost missing parent',
    async (method, path, json) => {
      const { call, notesOf, booksOf, shelves } = await openLibrary();
      const request = (shelf: string, book: string) =>
        call(method, `/shelves/${shelf}/books/${book}/notes${path}`, json && { json });
      // The notes remain when these are deleted.
      await booksOf('s-1').delete('b-1');
      await shelves.delete('s-2');
      const { status, body } = await request('s-1', 'b-1');
      expect([status, body.error.message]).toEqual([404, expect.stringMatching(/book.*b-1|b-1.*book/i)]);
      for (const book of ['b-1', 'nothing']) {
        const answer = await request('s-2', book);
        expect([answer.status, answer.body.error.message]).toEqual([400, 'There is no s-2.']);
      }
      for (const shelf of ['s-1', 's-2']) {
        const { items } = await notesOf(shelf, 'b-1').page({ order: 'asc', limit: 10 });
        expect(items).toEqual([{ id: 'n-1', text: `${shelf} b-1`, colour: 'red' }]);
      }
      if (path !== '')
        expect(
          (await call(method, `/shelves/s-1/books/b-2/notes/n-9${path.slice(4)}`, json && { json })).body
            .error,
        ).toMatchObject({ message: expect.stringMatching(/note.*n-9|n-9.*note/i) });
    },
  );

  it('creates nothing below a parent that is deleted meanwhile', async () => {
    const { call, booksOf, notesOf } = await openLibrary({
      beforeCreate: () => booksOf('s-1').delete('b-1'),
    });
    const { status } = await call('POST', '/shelves/s-1/books/b-1/notes', { json: { id: 'n-2' } });
    expect(status).toBe(404);
    expect(await notesOf('s-1', 'b-1').count()).toBe(1);
  });

  it('can refuse writes below a parent', async () => {
    const { call, booksOf, notesOf } = await openLibrary();
    await booksOf('s-1').update('b-1', (book) => ({ ...book, isClosed: true }));
    for (const [method, path, json] of WRITES) {
      const answer = await call(method, `/shelves/s-1/books/b-1/notes${path}`, json && { json });
      expect([answer.status, answer.body.error.message]).toEqual([409, 'The book is closed.']);
    }
    expect((await call('GET', '/shelves/s-1/books/b-1/notes')).status).toBe(200);
    expect(await notesOf('s-1', 'b-1').get('n-1')).toMatchObject({ text: 's-1 b-1' });
  });

  it('keeps parents apart whose ids contain separators', () => {
    const scopes = [
      ['a/b', 'c'],
      ['a', 'b/c'],
      ['a%2Fb', 'c'],
      ['a', 'b%2Fc'],
    ].map(([first = '', second = '']) => scopeBelow(scopeBelow('default', first), second));
    expect(new Set(scopes).size).toBe(scopes.length);
    expect(scopeBelow('default', '\ud800')).toBe(scopeBelow('default', '\ufffd'));
  });

  it('must have them in its path', () => {
    const { about, collection } = open();
    const book = { noun: 'book', param: 'book_id', collection };
    expect(() => resource({ ...about, path: '/books/{book_id}/notes' })).toThrow(TypeError);
    expect(() => resource({ ...about, parent: book })).toThrow(TypeError);
    expect(() =>
      resource({
        ...about,
        path: '/books/{book_id}/shelves/{shelf_id}/notes',
        parent: { ...book, parent: { noun: 'shelf', param: 'shelf_id', collection } },
      }),
    ).toThrow('The parents of /books/{book_id}/shelves/{shelf_id}/notes are not those in its path');
  });
});

describe('the level of a resource', () => {
  const CALLERS = [
    ['org-1', 'p-1'],
    ['org-1', 'p-2'],
    ['org-2', 'p-1'],
  ] as const;

  it.each<[ScopeLevel | undefined, string[][]]>([
    [undefined, [['n-0', 'n-2'], ['n-1'], ['n-0', 'n-2']]],
    ['project', [['n-0', 'n-2'], ['n-1'], ['n-0', 'n-2']]],
    ['organization', [['n-0', 'n-1'], ['n-0', 'n-1'], ['n-2']]],
    ['everyone', Array.from(CALLERS, () => ['n-0', 'n-1', 'n-2'])],
  ])('%s says who shares its objects', async (level, expected) => {
    const { about } = open();
    const rows = resource({
      ...about,
      ...(level && { level }),
      list: { id: 'listNotes', query, defaultOrder: 'asc' },
      create: {
        id: 'createNote',
        body: Type.Object({ id: Type.String() }),
        make: ({ body: { id } }) => ({ stored: { id, text: '', colour: '' }, createdAt: 1 }),
      },
    });
    const calls = CALLERS.map(([organization, project]) => {
      const call = callerOf(rows, { organization });
      const headers = { ...headersOf(project), 'content-type': 'application/json' };
      return (method: string, json?: object) => call(method, '/notes', { headers, ...(json && { json }) });
    });
    for (const [index, call] of calls.entries())
      expect((await call('POST', { id: `n-${index}` })).status).toBe(200);
    expect(await Promise.all(calls.map(async (call) => idsOf(await call('GET'))))).toEqual(expected);
  });

  it('is independent of who may call', () => {
    const { about } = open();
    const [row] = resource({ ...about, access: 'admin', level: 'organization', retrieve: { id: 'getNote' } });
    expect(row?.access).toBe('admin');
  });
});

describe('objects whose collection declares their parent as owner', () => {
  it('are deleted with it, at any depth, and do not come back with a parent of the same id', async () => {
    const { about, store } = open();
    const limits = { maximum: 100, overflow: 'refuse' } as const;
    const shelves = store.collection<{ id: string }>({ name: 'shelves', ...limits });
    const books = store.collection<{ id: string }>({
      name: 'books',
      ...limits,
      owner: (_, scope) => ({ collection: 'shelves', ...parentIn(scope) }),
    });
    const pages = store.collection<{ id: string }>({
      name: 'pages',
      ...limits,
      owner: (_, scope) => ({ collection: 'books', ...parentIn(scope) }),
    });
    const shelf = { noun: 'shelf', param: 'shelf_id', collection: shelves };
    const Item = Type.Object({ id: Type.String() });
    const shared = { ...about, item: Item, toItem: ({ id }: { id: string }) => ({ id }) };
    const make = ({ body: { id } }: { body: { id: string } }) => ({ stored: { id }, createdAt: 0 });
    const call = callerOf([
      ...resource({
        ...shared,
        noun: 'shelf',
        path: '/shelves',
        param: 'shelf_id',
        collection: shelves,
        create: { id: 'createShelf', body: Item, make },
        delete: { id: 'deleteShelf', object: 'shelf.deleted', reply: Type.Object({}) },
      }),
      ...resource({
        ...shared,
        noun: 'book',
        path: '/shelves/{shelf_id}/books',
        param: 'book_id',
        collection: books,
        parent: shelf,
        create: { id: 'createBook', body: Item, make },
        retrieve: { id: 'getBook' },
      }),
      ...resource({
        ...shared,
        noun: 'page',
        path: '/shelves/{shelf_id}/books/{book_id}/pages',
        param: 'page_id',
        collection: pages,
        parent: { noun: 'book', param: 'book_id', collection: books, parent: shelf },
        create: { id: 'createPage', body: Item, make },
        retrieve: { id: 'getPage' },
      }),
    ]);
    const id = 's/1 %';
    const path = `/shelves/${encodeURIComponent(id)}`;
    const fill = async () => {
      expect((await call('POST', '/shelves', { json: { id } })).status).toBe(200);
      expect((await call('POST', `${path}/books`, { json: { id: 'b' } })).status).toBe(200);
    };
    await fill();
    expect((await call('POST', `${path}/books/b/pages`, { json: { id: 'p' } })).status).toBe(200);
    expect((await call('DELETE', path)).status).toBe(200);
    expect(await pages.in(scopeBelow(scopeBelow('default', id), 'b')).count()).toBe(0);
    await fill();
    expect((await call('GET', `${path}/books/b/pages/p`)).status).toBe(404);
  });
});

it('documents the parameters of a path as they are declared', () => {
  const { about, store } = open();
  const shelves = store.collection<{ id: string }>({ name: 'shelves', maximum: 1, overflow: 'refuse' });
  const [row] = resource({
    ...about,
    path: '/shelves/{shelf_id}/notes',
    paramSchema: Type.String({ description: 'Of a note.' }),
    parent: {
      noun: 'shelf',
      param: 'shelf_id',
      paramSchema: Type.String({ description: 'Of a shelf.' }),
      collection: shelves,
    },
    retrieve: { id: 'getNote' },
  });
  expect(row?.params).toMatchObject({
    properties: { shelf_id: { description: 'Of a shelf.' }, note_id: { description: 'Of a note.' } },
  });
});
