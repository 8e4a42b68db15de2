import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnknownCursor } from '../storage/errors.ts';
import { pageOf, toCursorPage, withCursor } from './page.ts';

const items = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `i-${index}` }));

describe('a cursor page', () => {
  it('tells its first and last ids', () => {
    expect(toCursorPage({ items: items(2), hasMore: true })).toEqual({
      object: 'list',
      data: [{ id: 'i-0' }, { id: 'i-1' }],
      first_id: 'i-0',
      last_id: 'i-1',
      has_more: true,
    });
    expect(toCursorPage({ items: [], hasMore: false })).toMatchObject({ first_id: null, last_id: null });
  });
});

describe('pages of a list at hand', () => {
  it('walk through all of it once, in either order', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.integer({ min: 1, max: 12 }), fc.boolean(), (count, limit, isDescending) => {
        const all = items(count);
        const walked: string[] = [];
        let after: string | undefined;
        for (let round = 0; round <= count; round++) {
          const page = pageOf(all, { after, order: isDescending ? 'desc' : 'asc' }, limit);
          walked.push(...page.items.map(({ id }) => id));
          after = page.items.at(-1)?.id;
          if (!page.hasMore) break;
          expect(page.items).toHaveLength(limit);
        }
        const expected = all.map(({ id }) => id);
        expect(walked).toEqual(isDescending ? expected.reverse() : expected);
      }),
    );
  });

  it('end behind the last item', () => {
    expect(pageOf(items(3), { after: 'i-2' }, 5)).toEqual({ items: [], hasMore: false });
  });

  it('begin nowhere behind an item that is not there', () => {
    expect(() => pageOf(items(3), { after: 'x' }, 5)).toThrow(UnknownCursor);
  });
});

describe('an unknown cursor', () => {
  const failing = () => {
    throw new UnknownCursor('things', 'x');
  };

  it('is told by the parameter that named it', () => {
    expect(() => withCursor({ after: 'x' }, 'thing', failing)).toThrow(
      expect.objectContaining({ detail: { kind: 'not_found', noun: 'thing', id: 'x', param: 'after' } }),
    );
    expect(() => withCursor({ before: 'y' }, 'thing', failing)).toThrow(
      expect.objectContaining({ detail: { kind: 'not_found', noun: 'thing', id: 'y', param: 'before' } }),
    );
  });

  it('hides no other failure', () => {
    expect(() =>
      withCursor({}, 'thing', () => {
        throw new RangeError('other');
      }),
    ).toThrow(RangeError);
    expect(withCursor({}, 'thing', () => 5)).toBe(5);
  });
});
