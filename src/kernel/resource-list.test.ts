import Type from 'typebox';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { oneOf, range } from '../storage/where.ts';
import { PAGE_DIALECTS, type PageDialect } from './page-dialect.ts';
import { callerOf, type Item, idsOf, type Note, open, query } from './resource.cases.ts';
import { resource } from './resource.ts';

describe('the filter of a list', () => {
  it('selects by fields, by sets, by creation, and in another order', async () => {
    const { fill, about } = open();
    await fill(6, (index) => ({ colour: ['red', 'blue', 'green'][index % 3]! }));
    const call = callerOf(
      resource({
        ...about,
        list: {
          id: 'listNotes',
          query: {
            ...query,
            colours: Type.Optional(Type.Array(Type.String())),
            from: Type.Optional(Type.Integer()),
            order_by: Type.Optional(Type.Unsafe<'colour'>({ type: 'string', enum: ['colour'] })),
          },
          filter: ({ colour, colours, from, order_by: orderBy }) => ({
            where: { colour: colour ?? oneOf(colours) },
            createdAt: range({ gte: from }),
            orderBy,
          }),
          defaultOrder: 'asc',
        },
      }),
    );
    const ids = async (search: string) => idsOf(await call('GET', `/notes?${search}`));
    expect(await ids('')).toEqual(['n-0', 'n-1', 'n-2', 'n-3', 'n-4', 'n-5']);
    expect(await ids('colour=red')).toEqual(['n-0', 'n-3']);
    expect(await ids('colours[]=red&colours[]=green')).toEqual(['n-0', 'n-2', 'n-3', 'n-5']);
    expect(await ids('from=4')).toEqual(['n-4', 'n-5']);
    expect(await ids('order_by=colour')).toEqual(['n-1', 'n-4', 'n-2', 'n-5', 'n-0', 'n-3']);
    expect(await ids('order_by=colour&limit=2&after=n-4')).toEqual(['n-2', 'n-5']);
    expect((await call('GET', '/notes?order_by=text')).status).toBe(400);
  });

  it('receives the query with the types of its schema', () => {
    const { about } = open();
    resource({
      ...about,
      list: {
        id: 'listNotes',
        query: { size: Type.Integer(), colour: Type.Optional(Type.String()) },
        filter: (given) => {
          expectTypeOf(given).toEqualTypeOf<{ size: number; colour?: string }>();
          // @ts-expect-error: not in the query
          return { where: { colour: given.color } };
        },
        defaultOrder: 'asc',
      },
    });
    resource({
      ...about,
      create: {
        id: 'createNote',
        body: Type.Object({ text: Type.String() }),
        make: ({ body }) => {
          expectTypeOf(body).toEqualTypeOf<{ text: string }>();
          return { stored: { id: 'n', colour: 'red', text: body.text }, createdAt: 0 };
        },
      },
      update: {
        id: 'updateNote',
        body: Type.Object({ text: Type.Optional(Type.String()) }),
        change: (stored, body) => {
          expectTypeOf(body).toEqualTypeOf<{ text?: string }>();
          return { ...stored, ...body };
        },
      },
    });
  });
});

describe('a list', () => {
  const { after, ...others } = query;

  it.each(Object.keys(PAGE_DIALECTS) as PageDialect[])('pages in the format %s', async (dialect) => {
    const { cursor } = PAGE_DIALECTS[dialect];
    const { fill, about } = open();
    await fill(23);
    const list = { id: 'listNotes', defaultOrder: 'desc', dialect } as const;
    const rows = resource({ ...about, list: { ...list, query: { ...others, [cursor ?? 'after']: after } } });
    const call = callerOf(rows);
    const { body: first } = await call('GET', '/notes');
    expect(Object.keys(first)).toEqual(Object.keys((rows[0]!.reply as typeof Item).properties));
    expect(first.data).toHaveLength(cursor ? 20 : 23);
    if (!cursor) return;
    const { body: last } = await call('GET', `/notes?${cursor}=${first.data.at(-1).id}`);
    expect(idsOf({ body: last })).toEqual(['n-2', 'n-1', 'n-0']);
    expect([first.has_more, last.has_more]).toEqual([true, false]);
    expect((await call('GET', `/notes?${cursor}=x`)).body.error.param).toBe(cursor);
  });

  it('can show less of an object than the other operations', async () => {
    const { fill, about } = open();
    await fill(1);
    const Summary = Type.Object({ id: Type.String(), colour: Type.String() });
    const toSummary = ({ id, colour }: Note) => ({ id, colour });
    const rows = resource({
      ...about,
      list: { id: 'listNotes', item: Summary, toItem: toSummary, query, defaultOrder: 'asc' },
      retrieve: { id: 'getNote' },
    });
    const call = callerOf(rows);
    expect((await call('GET', '/notes')).body.data).toEqual([{ id: 'n-0', colour: 'blue' }]);
    expect((await call('GET', '/notes/n-0')).body).toEqual({ id: 'n-0', object: 'note', text: 'text 0' });
    expect((rows[0]!.reply as { properties?: object }).properties).toMatchObject({
      data: { items: Summary },
    });
    // @ts-expect-error: an item without the function that makes it
    resource({ ...about, list: { id: 'listNotes', item: Summary, query, defaultOrder: 'asc' } });
  });
});
