import Type from 'typebox';
import { afterEach, expect } from 'vitest';
import { createTurns } from '../runtime/turns.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { openSqliteStore } from '../storage/sqlite/store.ts';
import type { Store } from '../storage/store.ts';
import { incoming, openRig, type RigOptions } from './dispatch.cases.ts';
import type { Incoming } from './incoming.ts';
import type { Row } from './operation.ts';

/** An invented kind of object. */
export interface Note {
  readonly id: string;
  readonly text: string;
  readonly colour: string;
  readonly goneAt?: number;
}

export const Item = Type.Object({ id: Type.String(), object: Type.Literal('note'), text: Type.String() });
const toItem = ({ id, text }: Note) => ({ id, object: 'note' as const, text });
export const query = {
  after: Type.Optional(Type.String()),
  before: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  order: Type.Optional(Type.Unsafe<'asc' | 'desc'>({ type: 'string', enum: ['asc', 'desc'] })),
  colour: Type.Optional(Type.String()),
};

const stores: Store[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

/** A store with notes, and what all their resources have in common. */
export function open(now = () => 0) {
  const store = openSqliteStore({ now });
  stores.push(store);
  const collection = store.collection<Note>({
    name: 'notes',
    fields: { colour: (note) => note.colour },
    expires: ({ goneAt }) => goneAt,
    maximum: 100,
    overflow: 'refuse',
  });
  const journal = store
    .collection<{ id: string; entry: string }>({ name: 'journal', maximum: 100, overflow: 'refuse' })
    .in('default');
  const fill = async (
    count: number,
    part: (index: number) => Partial<Note> = () => ({}),
    scope = 'default',
  ) => {
    for (let index = 0; index < count; index++) {
      const colour = index % 2 ? 'red' : 'blue';
      const note = { id: `n-${index}`, text: `text ${index}`, colour, ...part(index) };
      await collection.in(scope).insert(note, { createdAt: index });
    }
  };
  const about = {
    turns: createTurns(createVirtualClock()),
    noun: 'note',
    path: '/notes',
    param: 'note_id',
    store,
    collection,
    item: Item,
    toItem,
  } as const;
  return { store, collection, journal, fill, about };
}

/** Makes requests of rows. */
export function callerOf(rows: readonly Row[], options: RigOptions = {}) {
  const { dispatch } = openRig(rows, options);
  return async (method: string, path: string, part: Partial<Incoming> & { json?: unknown } = {}) => {
    const [target = '', search = ''] = path.split('?');
    const answer = await dispatch(incoming({ ...part, method, path: target, query: search }));
    return { status: answer.status, body: JSON.parse(String(answer.body)) };
  };
}

export const idsOf = ({ body }: { body: { data: { id: string }[] } }) => body.data.map(({ id }) => id);

export const missing = {
  status: 404,
  body: { error: expect.objectContaining({ type: 'invalid_request_error' }) },
};
