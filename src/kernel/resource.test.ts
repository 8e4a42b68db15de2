import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { KEYS } from './dispatch.cases.ts';
import { Fault } from './fault.ts';
import { callerOf, type Item, idsOf, missing, type Note, open, query } from './resource.cases.ts';
import { action, resource } from './resource.ts';

async function openNotes(count: number) {
  const { fill, about, journal } = open();
  await fill(count);
  const rows = resource({
    ...about,
    list: {
      id: 'listNotes',
      query,
      filter: ({ colour }) => ({ where: { colour } }),
      defaultOrder: 'desc',
    },
    create: {
      id: 'createNote',
      body: Type.Object({ id: Type.String(), text: Type.String() }, { additionalProperties: false }),
      make: ({ body }) => ({ stored: { ...body, colour: 'green' }, createdAt: 1000 }),
    },
    retrieve: { id: 'getNote' },
    update: {
      id: 'updateNote',
      body: Type.Object({ text: Type.String() }, { additionalProperties: false }),
      change: (stored, { text }) => ({ ...stored, text }),
    },
    delete: { id: 'deleteNote', object: 'note.deleted', reply: Type.Object({}) },
    actions: [
      action({
        id: 'archiveNote',
        name: 'archive',
        summary: 'Archive one note',
        change: (note: Note) => {
          if (note.text === 'archived')
            throw new Fault({ kind: 'conflict', message: 'It is archived already.' });
          return { ...note, text: 'archived' };
        },
      }),
    ],
  });
  return { rows, journal, call: callerOf(rows) };
}

describe('a resource', () => {
  it('expands into exactly the rows it declares', async () => {
    const { rows } = await openNotes(0);
    expect(rows.map(({ id, method, path }) => [id, method, path])).toEqual([
      ['listNotes', 'GET', '/notes'],
      ['createNote', 'POST', '/notes'],
      ['getNote', 'GET', '/notes/{note_id}'],
      ['updateNote', 'POST', '/notes/{note_id}'],
      ['deleteNote', 'DELETE', '/notes/{note_id}'],
      ['archiveNote', 'POST', '/notes/{note_id}/archive'],
    ]);
    expect(rows.every(({ access }) => access === 'project')).toBe(true);
    expect(
      rows.map(({ params }) => Object.keys((params as typeof Item | undefined)?.properties ?? {})),
    ).toEqual([[], [], ['note_id'], ['note_id'], ['note_id'], ['note_id']]);
    expect(resource({ ...open().about })).toEqual([]);
  });

  it('lists twenty items in its default order, and pages by cursor', async () => {
    const { call } = await openNotes(25);
    const first = await call('GET', '/notes');
    expect(first.body).toMatchObject({ object: 'list', first_id: 'n-24', last_id: 'n-5', has_more: true });
    expect(first.body.data).toHaveLength(20);
    const rest = await call('GET', '/notes?after=n-5');
    expect(rest.body).toMatchObject({ first_id: 'n-4', last_id: 'n-0', has_more: false });
    expect(idsOf(await call('GET', '/notes?limit=2&order=asc&after=n-3'))).toEqual(['n-4', 'n-5']);
    expect(idsOf(await call('GET', '/notes?limit=2&before=n-3'))).toEqual(['n-5', 'n-4']);
    expect((await call('GET', '/notes?limit=0')).body).toMatchObject({ data: [], has_more: true });
    expect((await call('GET', '/notes?limit=101')).status).toBe(400);
  });

  it('filters by its declared filters', async () => {
    const { call } = await openNotes(5);
    expect(idsOf(await call('GET', '/notes?colour=red'))).toEqual(['n-3', 'n-1']);
  });

  it('rejects an unknown cursor', async () => {
    const { call } = await openNotes(1);
    for (const [search, param] of [
      ['after=x', 'after'],
      ['before=x', 'before'],
      ['after=n-0&before=x', 'before'],
      ['after=x&before=n-0', 'after'],
    ])
      expect(await call('GET', `/notes?${search}`)).toMatchObject({
        status: 404,
        body: { error: { param, message: expect.stringContaining('x') } },
      });
  });

  it('creates, retrieves, updates, acts on and deletes objects', async () => {
    const { call } = await openNotes(2);
    const created = await call('POST', '/notes', { json: { id: 'n-new', text: 'hello' } });
    expect(created).toEqual({ status: 200, body: { id: 'n-new', object: 'note', text: 'hello' } });
    expect(await call('GET', '/notes/n-new')).toEqual(created);
    expect(idsOf(await call('GET', '/notes'))).toEqual(['n-new', 'n-1', 'n-0']);
    expect((await call('POST', '/notes/n-1', { json: { text: 'new' } })).body).toMatchObject({ text: 'new' });
    expect((await call('GET', '/notes/n-1')).body).toMatchObject({ text: 'new' });
    expect((await call('POST', '/notes/n-1/archive')).body).toMatchObject({ id: 'n-1', text: 'archived' });
    expect((await call('POST', '/notes/n-1/archive')).status).toBe(409);
    expect(await call('DELETE', '/notes/n-1')).toEqual({
      status: 200,
      body: { id: 'n-1', object: 'note.deleted', deleted: true },
    });
    for (const method of ['GET', 'DELETE']) expect(await call(method, '/notes/n-1')).toMatchObject(missing);
    expect(await call('POST', '/notes/n-1', { json: { text: 'x' } })).toMatchObject(missing);
    expect(await call('POST', '/notes/n-1/archive')).toMatchObject(missing);
  });

  it('rejects an invalid body', async () => {
    const { call } = await openNotes(1);
    const refusal = { status: 400, body: { error: { code: 'missing_required_parameter', param: 'text' } } };
    expect(await call('POST', '/notes/n-0', { json: { colour: 'red' } })).toMatchObject(refusal);
    expect(await call('POST', '/notes', { json: { id: 'x' } })).toMatchObject(refusal);
  });

  it('hides objects of other projects', async () => {
    const { call } = await openNotes(2);
    const headers = { authorization: `Bearer ${KEYS[0]}`, 'openai-project': 'other' };
    expect((await call('GET', '/notes', { headers })).body.data).toEqual([]);
    expect((await call('GET', '/notes/n-1', { headers })).status).toBe(404);
    expect((await call('DELETE', '/notes/n-1', { headers })).status).toBe(404);
    expect((await call('GET', '/notes/n-1')).status).toBe(200);
  });
});

describe('objects that expire', () => {
  it('are gone once they expire', async () => {
    let now = 0;
    const { fill, about } = open(() => now);
    await fill(10, (index) => (index % 3 === 0 ? { goneAt: 1000 } : {}));
    const call = callerOf(
      resource({
        ...about,
        list: { id: 'listNotes', query, defaultOrder: 'asc' },
        retrieve: { id: 'getNote' },
        update: { id: 'updateNote', body: Type.Object({}), change: (note) => ({ ...note, text: 'changed' }) },
        delete: { id: 'deleteNote', object: 'note.deleted', reply: Type.Object({}) },
      }),
    );
    expect((await call('GET', '/notes')).body.data).toHaveLength(10);
    now = 1000;
    expect(idsOf(await call('GET', '/notes'))).toEqual(['n-1', 'n-2', 'n-4', 'n-5', 'n-7', 'n-8']);
    const first = await call('GET', '/notes?limit=4');
    expect([idsOf(first), first.body.has_more]).toEqual([['n-1', 'n-2', 'n-4', 'n-5'], true]);
    // The very last document has expired, so no visible item follows.
    const second = await call('GET', '/notes?limit=2&after=n-5');
    expect([idsOf(second), second.body.has_more]).toEqual([['n-7', 'n-8'], false]);
    const before = await call('GET', '/notes?limit=3&before=n-7');
    expect([idsOf(before), before.body.has_more]).toEqual([['n-2', 'n-4', 'n-5'], true]);
    for (const [method, json] of [['GET'], ['DELETE'], ['POST', {}]] as const)
      expect(await call(method, '/notes/n-3', json && { json })).toMatchObject(missing);
    expect((await call('DELETE', '/notes/n-1')).status).toBe(200);
  });
});

describe('additional writes', () => {
  it('are committed together with the main write, or not at all', async () => {
    const { fill, about, journal, store } = open();
    await fill(2);
    const told: string[] = [];
    const entry = (id: string) => [journal.inserting({ id, entry: 'x' }, { createdAt: 1 })];
    const call = callerOf(
      resource({
        ...about,
        create: {
          id: 'createNote',
          body: Type.Object({ id: Type.String() }),
          status: 201,
          make: async ({ body: { id } }) => ({
            stored: { id, text: '', colour: 'red' },
            createdAt: 1,
            also: entry(`created ${id}`),
          }),
          done: ({ id }) => told.push(`created ${id}`),
        },
        update: {
          id: 'updateNote',
          body: Type.Object({ text: Type.String() }),
          change: (note, { text }) => ({ ...note, text }),
          also: ({ params }) => entry(`changed ${params.note_id}`),
          done: ({ text }) => told.push(`changed to ${text}`),
        },
        delete: {
          id: 'deleteNote',
          object: 'note.deleted',
          reply: Type.Object({}),
          check: ({ colour }) => {
            if (colour === 'blue') throw new Fault({ kind: 'conflict', message: 'Blue notes stay.' });
          },
          also: ({ params }) => entry(`deleted ${params.note_id}`),
          toReply: (id) => ({ object: 'note.deleted', note_id: id }),
          done: (id) => told.push(`deleted ${id}`),
        },
        actions: [
          action({
            id: 'paintNote',
            name: 'paint',
            summary: 'Paint one note',
            body: Type.Object({ colour: Type.String() }),
            change: (note: Note, { colour }) => ({ ...note, text: colour }),
            also: ({ params }) => entry(`painted ${params.note_id}`),
          }),
        ],
      }),
    );
    const entries = async () => (await journal.page({ order: 'asc', limit: 100 })).items.map(({ id }) => id);

    expect((await call('POST', '/notes', { json: { id: 'a' } })).status).toBe(201);
    await call('POST', '/notes/a', { json: { text: 'new' } });
    expect((await call('POST', '/notes/a/paint', { json: { colour: 'green' } })).body.text).toBe('green');
    expect(await call('DELETE', '/notes/n-0')).toMatchObject({ status: 409 });
    expect((await call('DELETE', '/notes/n-1')).body).toEqual({ object: 'note.deleted', note_id: 'n-1' });
    expect(await call('POST', '/notes/nobody', { json: { text: 'x' } })).toMatchObject(missing);
    expect(await call('DELETE', '/notes/nobody')).toMatchObject(missing);
    expect(await entries()).toEqual(['created a', 'changed a', 'painted a', 'deleted n-1']);
    expect(told).toEqual(['created a', 'changed to new', 'deleted n-1']);

    // If an additional write fails, the object stays unchanged, and the error is not reported as a missing
    // object.
    expect((await call('POST', '/notes/a', { json: { text: 'newer' } })).status).toBe(500);
    expect((await about.collection.in('default').get('a'))?.text).toBe('green');
    expect(told).toHaveLength(3);
    await store.commit([journal.deleting('changed a')]);
  });
});
