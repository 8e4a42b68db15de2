import Type from 'typebox';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { PAGE_DIALECTS, type PageDialect, pageSchema, toPage } from './page-dialect.ts';

const items = [{ id: 'a' }, { id: 'b' }];
const EXPECTED: { readonly [Dialect in PageDialect]: readonly [more: object, end: object] } = {
  ids: [
    { object: 'list', first_id: 'a', last_id: 'b', has_more: true },
    { object: 'list', first_id: null, last_id: null, has_more: false },
  ],
  plain: [
    { object: 'list', has_more: true },
    { object: 'list', has_more: false },
  ],
  next: [
    { object: 'list', has_more: true, next: 'b' },
    { object: 'list', has_more: false, next: null },
  ],
  next_page: [
    { object: 'page', has_more: true, next_page: 'b' },
    { object: 'page', has_more: false, next_page: null },
  ],
  token: [
    { object: 'list', first_id: 'a', last_id: 'b', has_more: true, next: 'b' },
    { object: 'list', first_id: null, last_id: null, has_more: false, next: null },
  ],
  whole: [{ object: 'list' }, { object: 'list' }],
};

describe.each(Object.keys(PAGE_DIALECTS) as PageDialect[])('the page format %s', (dialect) => {
  const [more, end] = EXPECTED[dialect];
  const schema = pageSchema(dialect, Type.Object({ id: Type.String() }));

  it('has its members', () => {
    expect(toPage(dialect, { items, hasMore: true })).toEqual({ ...more, data: items });
    expect(toPage(dialect, { items: [], hasMore: false })).toEqual({ ...end, data: [] });
    expect(toPage(dialect, { items, hasMore: false })).toMatchObject(
      'next' in end ? { next: null } : { data: items },
    );
  });

  it('is what its schema describes, no more and no less', () => {
    const page = toPage(dialect, { items, hasMore: true });
    expect(Check(schema, page)).toBe(true);
    expect(Object.keys(schema.properties)).toEqual(Object.keys(page));
    expect(schema.required).toEqual(Object.keys(page));
    expect(Check(schema, { ...page, data: [{}] })).toBe(false);
    for (const name of Object.keys(page)) expect(Check(schema, { ...page, [name]: 5 })).toBe(false);
  });
});
