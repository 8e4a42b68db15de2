import Type from 'typebox';
import { afterEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../storage/sqlite/store.ts';
import type { Store } from '../storage/store.ts';
import { openai } from '../surfaces/openai/surface.ts';
import { incoming, KEYS, openRig } from './dispatch.cases.ts';
import type { Incoming } from './incoming.ts';
import { resource } from './resource.ts';

interface Note {
  readonly id: string;
  readonly text: string;
  readonly colour: string;
}

const Item = Type.Object({ id: Type.String(), object: Type.Literal('note'), text: Type.String() });
const stores: Store[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

function openNotes(count: number) {
  const store = openSqliteStore();
  stores.push(store);
  const collection = store.collection<Note>({
    name: 'notes',
    fields: { colour: (note) => note.colour },
    maximum: 100,
    overflow: 'refuse',
  });
  for (let index = 0; index < count; index++) {
    collection
      .in('default')
      .insert(
        { id: `n-${index}`, text: `text ${index}`, colour: index % 2 ? 'red' : 'blue' },
        { createdAt: index },
      );
  }
  const rows = resource({
    noun: 'note',
    tag: 'Notes',
    surface: openai,
    path: '/notes',
    param: 'note_id',
    collection,
    item: Item,
    toItem: ({ id, text }) => ({ id, object: 'note' as const, text }),
    list: {
      id: 'listNotes',
      reply: Type.Object({}),
      query: {
        after: Type.Optional(Type.String()),
        before: Type.Optional(Type.String()),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
        order: Type.Optional(Type.Unsafe<'asc' | 'desc'>({ type: 'string', enum: ['asc', 'desc'] })),
        colour: Type.Optional(Type.String()),
      },
      where: ({ colour }) => ({ colour: colour as string | undefined }),
      defaultOrder: 'desc',
    },
    retrieve: { id: 'getNote' },
    update: {
      id: 'updateNote',
      body: Type.Object({ text: Type.String() }, { additionalProperties: false }),
      change: (stored, { text }) => ({ ...stored, text }),
    },
    delete: { id: 'deleteNote', object: 'note.deleted', reply: Type.Object({}) },
  });
  const { dispatch } = openRig(rows);
  const call = async (method: string, path: string, part: Partial<Incoming> & { json?: unknown } = {}) => {
    const [target = '', query = ''] = path.split('?');
    const answer = await dispatch(incoming({ ...part, method, path: target, query }));
    return { status: answer.status, body: JSON.parse(String(answer.body)) };
  };
  return { rows, call };
}

describe('a resource', () => {
  it('is the rows it declares, and no others', () => {
    const { rows } = openNotes(0);
    expect(rows.map(({ id, method, path }) => [id, method, path])).toEqual([
      ['listNotes', 'GET', '/notes'],
      ['getNote', 'GET', '/notes/{note_id}'],
      ['updateNote', 'POST', '/notes/{note_id}'],
      ['deleteNote', 'DELETE', '/notes/{note_id}'],
    ]);
    expect(rows.every(({ access }) => access === 'project')).toBe(true);
  });

  it('lists twenty in its own order unless asked otherwise, and walks on by cursor', async () => {
    const { call } = openNotes(25);
    const first = await call('GET', '/notes');
    expect(first.body).toMatchObject({ object: 'list', first_id: 'n-24', last_id: 'n-5', has_more: true });
    expect(first.body.data).toHaveLength(20);
    const rest = await call('GET', '/notes?after=n-5');
    expect(rest.body).toMatchObject({ first_id: 'n-4', last_id: 'n-0', has_more: false });
    const ascending = await call('GET', '/notes?limit=2&order=asc&after=n-3');
    expect(ascending.body.data.map(({ id }: { id: string }) => id)).toEqual(['n-4', 'n-5']);
  });

  it('filters by what it declares', async () => {
    const { call } = openNotes(5);
    const { body } = await call('GET', '/notes?colour=red');
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual(['n-3', 'n-1']);
  });

  it('refuses a cursor that it does not know', async () => {
    const { call } = openNotes(1);
    expect(await call('GET', '/notes?after=x')).toMatchObject({
      status: 404,
      body: { error: { param: 'after' } },
    });
  });

  it('retrieves, changes and deletes one', async () => {
    const { call } = openNotes(2);
    expect(await call('GET', '/notes/n-1')).toEqual({
      status: 200,
      body: { id: 'n-1', object: 'note', text: 'text 1' },
    });
    expect((await call('POST', '/notes/n-1', { json: { text: 'new' } })).body).toMatchObject({ text: 'new' });
    expect((await call('GET', '/notes/n-1')).body).toMatchObject({ text: 'new' });
    expect(await call('DELETE', '/notes/n-1')).toEqual({
      status: 200,
      body: { id: 'n-1', object: 'note.deleted', deleted: true },
    });
    for (const method of ['GET', 'DELETE']) expect((await call(method, '/notes/n-1')).status).toBe(404);
    expect((await call('POST', '/notes/n-1', { json: { text: 'x' } })).status).toBe(404);
  });

  it('refuses a change that does not fit', async () => {
    const { call } = openNotes(1);
    expect(await call('POST', '/notes/n-0', { json: { colour: 'red' } })).toMatchObject({
      status: 400,
      body: { error: { code: 'missing_required_parameter', param: 'text' } },
    });
  });

  it('shows nothing of another project', async () => {
    const { call } = openNotes(2);
    const headers = { authorization: `Bearer ${KEYS[0]}`, 'openai-project': 'other' };
    expect((await call('GET', '/notes', { headers })).body.data).toEqual([]);
    expect((await call('GET', '/notes/n-1', { headers })).status).toBe(404);
    expect((await call('DELETE', '/notes/n-1', { headers })).status).toBe(404);
    expect((await call('GET', '/notes/n-1')).status).toBe(200);
  });
});
