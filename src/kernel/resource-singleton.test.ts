import Type from 'typebox';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { KEYS } from './dispatch.cases.ts';
import { Fault } from './fault.ts';
import { callerOf, open } from './resource.cases.ts';
import { scopeBelow } from './resource-scope.ts';
import { singleton } from './resource-singleton.ts';

interface Theme {
  readonly id: string;
  readonly colour: string;
  readonly changes: number;
}

function openTheme(part: { method?: 'PUT' } = {}) {
  const { store, collection: notes } = open();
  const themes = store.collection<Theme>({ name: 'themes', maximum: 100, overflow: 'refuse' });
  const told: Theme[] = [];
  const about = {
    noun: 'theme',
    store,
    collection: themes,
    initial: () => ({ id: 'theme', colour: 'blue', changes: 0 }),
    item: Type.Object({ colour: Type.String(), changes: Type.Integer() }),
    toItem: ({ colour, changes }: Theme) => ({ colour, changes }),
    retrieve: { id: 'retrieveTheme' },
    update: {
      id: 'updateTheme',
      ...part,
      body: Type.Object({ colour: Type.Optional(Type.String()) }),
      change: (theme: Theme, body: { colour?: string }) => ({
        ...theme,
        ...body,
        changes: theme.changes + 1,
      }),
      done: (theme: Theme) => told.push(theme),
    },
  };
  return { about, notes, themes, told };
}

describe('a singleton', () => {
  it('has its initial value until it is changed', async () => {
    const { about, themes, told } = openTheme();
    const rows = singleton({ ...about, path: '/theme' });
    expect(rows.map(({ method, path, params }) => [method, path, params])).toEqual([
      ['GET', '/theme', undefined],
      ['POST', '/theme', undefined],
    ]);
    const call = callerOf(rows);
    expect(await call('GET', '/theme')).toEqual({ status: 200, body: { colour: 'blue', changes: 0 } });
    expect(await themes.in('default').count()).toBe(0);
    expect((await call('POST', '/theme', { json: { colour: 'red' } })).body).toEqual({
      colour: 'red',
      changes: 1,
    });
    expect((await call('POST', '/theme', { json: {} })).body).toEqual({ colour: 'red', changes: 2 });
    expect((await call('GET', '/theme')).body).toEqual({ colour: 'red', changes: 2 });
    expect(told.map(({ changes }) => changes)).toEqual([1, 2]);
    const headers = { authorization: `Bearer ${KEYS[0]}`, 'openai-project': 'other' };
    expect((await call('GET', '/theme', { headers })).body).toEqual({ colour: 'blue', changes: 0 });
  });

  it('has its initial value again when it is deleted', async () => {
    const { about } = openTheme();
    const deletion = { id: 'deleteTheme', object: 'theme.deleted', reply: Type.Object({}) };
    const call = callerOf(singleton({ ...about, path: '/theme', delete: deletion }));
    const isDeleted = async () => (await call('DELETE', '/theme')).body;
    expect(await isDeleted()).toEqual({ object: 'theme.deleted', deleted: false });
    await call('POST', '/theme', { json: { colour: 'red' } });
    expect(await isDeleted()).toEqual({ object: 'theme.deleted', deleted: true });
    expect((await call('GET', '/theme')).body).toEqual({ colour: 'blue', changes: 0 });
  });

  it('can have nothing to show until it is set', async () => {
    const { about } = openTheme();
    const toItem = (theme: Theme) => {
      if (theme.changes === 0) throw new Fault({ kind: 'not_found', noun: 'theme', id: theme.id });
      return about.toItem(theme);
    };
    const call = callerOf(singleton({ ...about, path: '/theme', toItem }));
    expect((await call('GET', '/theme')).status).toBe(404);
    expect((await call('POST', '/theme', { json: {} })).status).toBe(200);
    expect((await call('GET', '/theme')).status).toBe(200);
  });

  it('loses none of several first changes at once', async () => {
    const { about } = openTheme({ method: 'PUT' });
    const call = callerOf(singleton({ ...about, path: '/theme' }));
    await Promise.all(Array.from({ length: 8 }, () => call('PUT', '/theme', { json: {} })));
    expect((await call('GET', '/theme')).body.changes).toBe(8);
  });

  it('exists below its parent alone', async () => {
    const { about, notes, themes } = openTheme();
    const parent = { noun: 'note', param: 'note_id', collection: notes };
    const deletion = { id: 'deleteTheme', object: 'theme.deleted', reply: Type.Object({}) };
    const call = callerOf(singleton({ ...about, path: '/notes/{note_id}/theme', parent, delete: deletion }));
    const requests = [['GET'], ['POST', { colour: 'red' }], ['DELETE']] as const;
    for (const [method, json] of requests) {
      const { status, body } = await call(method, '/notes/n-1/theme', json && { json });
      expect([status, body.error.message]).toEqual([404, expect.stringMatching(/note.*n-1|n-1.*note/i)]);
    }
    expect(await themes.in(scopeBelow('default', 'n-1')).count()).toBe(0);
    for (const id of ['n-1', 'n-2'])
      await notes.in('default').insert({ id, text: '', colour: '' }, { createdAt: 0 });
    await call('POST', '/notes/n-1/theme', { json: { colour: 'red' } });
    expect((await call('GET', '/notes/n-1/theme')).body.colour).toBe('red');
    expect((await call('GET', '/notes/n-2/theme')).body.colour).toBe('blue');
    expect(() => singleton({ ...about, path: '/theme', parent })).toThrow(TypeError);
  });

  it('has the types of its schemas', () => {
    const { about } = openTheme();
    singleton({
      ...about,
      path: '/theme',
      update: {
        ...about.update,
        change: (theme, body) => {
          expectTypeOf(body).toEqualTypeOf<{ colour?: string }>();
          return { ...theme, ...body };
        },
      },
    });
  });
});
