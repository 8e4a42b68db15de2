import Type from 'typebox';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { Fault } from './fault.ts';
import { callerOf, idsOf, type Note, open, query } from './resource.cases.ts';
import { action, resource, subList } from './resource.ts';

const Line = Type.Object({ id: Type.String(), words: Type.Integer(), author: Type.Optional(Type.String()) });

/** The lines of a note are the words of its text. */
function openLines(...given: (keyof typeof query)[]) {
  const { about, collection } = open();
  const queries = given.map((name) => [name, query[name]] as const);
  const rows = resource({
    ...about,
    lists: [
      subList({
        id: 'listLines',
        name: 'lines',
        summary: 'List the lines of a note',
        noun: 'line',
        item: Line,
        query: { ...Object.fromEntries(queries), longest: Type.Optional(Type.Integer()) },
        items: ({ text }: Note, { longest = 10 }) =>
          text
            .split('/')
            .map((line, index) => ({ id: `l-${index}`, words: line.split(' ').length }))
            .filter(({ words }) => words <= longest),
        defaultOrder: 'asc',
        include: { author: (line) => ({ ...line, author: 'Ada' }) },
      }),
    ],
  });
  const write = (text: string) =>
    collection.in('default').insert({ id: 'n-1', text, colour: 'red' }, { createdAt: 0 });
  return { rows, write, call: callerOf(rows) };
}

describe('the list of a part of an object', () => {
  it('pages like any other list', async () => {
    const { rows, write, call } = openLines('after', 'before', 'limit', 'order');
    expect(rows.map(({ method, path }) => [method, path])).toEqual([['GET', '/notes/{note_id}/lines']]);
    await write(Array.from({ length: 23 }, () => 'a b').join('/'));
    const first = await call('GET', '/notes/n-1/lines');
    expect(first.body).toMatchObject({ object: 'list', first_id: 'l-0', last_id: 'l-19', has_more: true });
    expect(first.body.data[0]).toEqual({ id: 'l-0', words: 2 });
    const ids = async (search: string) => idsOf(await call('GET', `/notes/n-1/lines?${search}`));
    expect(await ids('after=l-19')).toEqual(['l-20', 'l-21', 'l-22']);
    expect(await ids('order=desc&limit=2')).toEqual(['l-22', 'l-21']);
    expect(await ids('before=l-5&limit=2')).toEqual(['l-3', 'l-4']);
    for (const param of ['after', 'before'])
      expect(await call('GET', `/notes/n-1/lines?${param}=l-99`)).toMatchObject({
        status: 404,
        body: { error: { param, message: expect.stringContaining('line') } },
      });
    expect((await call('GET', '/notes/n-9/lines')).body.error.message).toMatch(/note/i);
  });

  it('filters by its query, and adds what is to be included', async () => {
    const { write, call } = openLines();
    await write('one/one two/one two three');
    expect(idsOf(await call('GET', '/notes/n-1/lines?longest=2'))).toEqual(['l-0', 'l-1']);
    const { body } = await call('GET', '/notes/n-1/lines?include[]=author&longest=1');
    expect(body.data).toEqual([{ id: 'l-0', words: 1, author: 'Ada' }]);
    expect((await call('GET', '/notes/n-1/lines?include[]=other')).status).toBe(400);
  });

  it('has the types of its schemas', () => {
    subList({
      id: 'listLines',
      name: 'lines',
      summary: 'List lines',
      noun: 'line',
      item: Line,
      query: { longest: Type.Integer() },
      items: (note: Note, given) => {
        expectTypeOf(given).toEqualTypeOf<{ longest: number }>();
        return [{ id: note.id, words: given.longest }];
      },
      defaultOrder: 'asc',
    });
    subList({
      id: 'listLines',
      name: 'lines',
      summary: 'List lines',
      noun: 'line',
      item: Line,
      query: {},
      // @ts-expect-error: not the items of the schema
      items: (note: Note) => [{ id: note.id, words: 'many' }],
      defaultOrder: 'asc',
    });
  });
});

describe('what a query includes', () => {
  async function openColours() {
    const { about, fill } = open();
    await fill(2);
    const rows = resource({
      ...about,
      item: Type.Object({
        id: Type.String(),
        colour: Type.Optional(Type.String()),
        size: Type.Optional(Type.Integer()),
      }),
      toItem: ({ id }: Note) => ({ id }),
      include: {
        colour: (item, { colour }) => ({ ...item, colour }),
        'text.size': (item, { text }) => ({ ...item, size: (item.size ?? 0) + text.length }),
      },
      list: { id: 'listNotes', query, defaultOrder: 'asc' },
      create: {
        id: 'createNote',
        body: Type.Object({ id: Type.String() }),
        make: ({ body: { id } }) => ({ stored: { id, text: 'new', colour: 'green' }, createdAt: 9 }),
      },
      retrieve: { id: 'getNote' },
    });
    return callerOf(rows);
  }

  it('is added to the items of the list, of creation and of retrieval', async () => {
    const call = await openColours();
    expect((await call('GET', '/notes/n-1')).body).toEqual({ id: 'n-1' });
    expect((await call('GET', '/notes/n-1?include[]=colour')).body).toEqual({ id: 'n-1', colour: 'red' });
    const all = 'include[]=colour&include[]=text.size';
    expect((await call('GET', `/notes?${all}&limit=1`)).body.data).toEqual([
      { id: 'n-0', colour: 'blue', size: 6 },
    ]);
    const created = await call('POST', `/notes?${all}`, { json: { id: 'n-2' } });
    expect(created.body).toEqual({ id: 'n-2', colour: 'green', size: 3 });
  });

  it('is included once, however it is asked for', async () => {
    const call = await openColours();
    for (const search of [
      'include=text.size',
      'include[]=text.size',
      'include=text.size&include[]=text.size',
    ])
      expect((await call('GET', `/notes/n-1?${search}`)).body).toEqual({ id: 'n-1', size: 6 });
  });

  it.each(['text', 'toString', '__proto__'])('cannot be %s, which is not declared', async (value) => {
    const call = await openColours();
    for (const path of ['/notes', '/notes/n-1'])
      expect(await call('GET', `${path}?include[]=${value}`)).toMatchObject({
        status: 400,
        body: { error: { param: 'include[0]', message: expect.stringContaining('text.size') } },
      });
  });
});

describe('an update', () => {
  it.each([undefined, 'POST', 'PUT', 'PATCH'] as const)('with the method %s', async (method) => {
    const { about, fill } = open();
    await fill(1);
    const [row] = resource({
      ...about,
      update: {
        id: 'updateNote',
        ...(method && { method }),
        body: Type.Object({ text: Type.String() }),
        change: (note, { text }) => ({ ...note, text }),
      },
    });
    expect(row?.method).toBe(method ?? 'POST');
    const answer = await callerOf([row!])(row!.method, '/notes/n-0', { json: { text: 'new' } });
    expect(answer).toMatchObject({ status: 200, body: { text: 'new' } });
  });
});

describe('an archived object', () => {
  it('is gone from use, but still there', async () => {
    const { about, fill } = open();
    await fill(2);
    let archived = 0;
    const rows = resource({
      ...about,
      list: { id: 'listNotes', query, defaultOrder: 'asc' },
      retrieve: { id: 'getNote' },
      update: {
        id: 'updateNote',
        body: Type.Object({ text: Type.String() }),
        change: (note, { text }) => ({ ...note, text }),
      },
      archive: {
        id: 'archiveNote',
        isArchived: ({ colour }) => colour === 'grey',
        change: (note) => {
          if (note.text === 'fixed') throw new Fault({ kind: 'conflict', message: 'It stays.' });
          archived++;
          return { ...note, colour: 'grey', text: 'old' };
        },
      },
      delete: { id: 'deleteNote', object: 'note.deleted', reply: Type.Object({}) },
      actions: [
        action({
          id: 'paintNote',
          name: 'paint',
          summary: 'Paint',
          change: (note: Note) => ({ ...note, colour: 'red' }),
        }),
      ],
    });
    expect(rows.find(({ id }) => id === 'archiveNote')).toMatchObject({
      method: 'POST',
      path: '/notes/{note_id}/archive',
    });
    const call = callerOf(rows);
    const answer = await call('POST', '/notes/n-1/archive');
    expect(answer).toEqual({ status: 200, body: { id: 'n-1', object: 'note', text: 'old' } });
    expect(await call('POST', '/notes/n-1/archive')).toEqual(answer);
    expect(archived).toBe(1);
    expect(idsOf(await call('GET', '/notes'))).toEqual(['n-0', 'n-1']);
    expect(await call('GET', '/notes/n-1')).toEqual(answer);
    for (const [path, json] of [
      ['/notes/n-1', { text: 'x' }],
      ['/notes/n-1/paint', {}],
    ] as const)
      expect(await call('POST', path, { json })).toMatchObject({
        status: 409,
        body: { error: { message: "The note 'n-1' is archived." } },
      });
    expect((await call('GET', '/notes/n-1')).body.text).toBe('old');
    expect((await call('POST', '/notes/n-0', { json: { text: 'fixed' } })).status).toBe(200);
    expect((await call('POST', '/notes/n-0/archive')).body.error.message).toBe('It stays.');
    expect((await call('POST', '/notes/n-9/archive')).status).toBe(404);
    expect((await call('DELETE', '/notes/n-1')).status).toBe(200);
  });
});
