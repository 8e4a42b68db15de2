import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnknownCursor } from './errors.ts';
import type { CollectionDefinition, PageRequest, Store } from './store.ts';
import { type FieldValue, oneOf, range } from './where.ts';

interface Item {
  readonly id: string;
  readonly size?: FieldValue;
  readonly kind?: string;
  readonly at: number;
}

const ITEMS: CollectionDefinition<Item> = {
  name: 'items',
  fields: { size: ({ size }) => size, kind: ({ kind }) => kind },
  maximum: 100_000,
  overflow: 'refuse',
};

/** Shared cases of ranges, sets and orders. */
export function describeQueries(open: () => Store | Promise<Store>): void {
  describe('ranges, sets and orders', () => {
    const filled = async (items: readonly Item[]) => {
      const documents = (await open()).collection(ITEMS).in('project');
      for (const item of items) await documents.insert(item, { createdAt: item.at });
      const idsOf = async (request: Partial<PageRequest>) => {
        const { items } = await documents.page({ order: 'asc', limit: 1000, ...request });
        return items.map(({ id }) => id).join('');
      };
      return { documents, idsOf };
    };

    it.each([
      ['numbers', [-1, 2, 10, 2.5], range({ gt: 2 }), 'cd'],
      ['numbers, both bounds included', [-1, 2, 10, 2.5], range({ gte: 2, lte: 10 }), 'bcd'],
      ['numbers, both bounds excluded', [-1, 2, 10, 2.5], range({ gt: 2, lt: 10 }), 'd'],
      ['the tighter of two bounds', [1, 2, 3, 4], range({ gt: 2, gte: 2, lt: 9, lte: 3 }), 'c'],
      ['numbers only, without an upper bound', [1, '5', true, 5], range({ gt: 0 }), 'ad'],
      ['numbers only, without a lower bound', [1, '5', true, 5], range({ lt: 9 }), 'ad'],
      ['texts', ['a', 'b', 'c', 'ba'], range({ gte: 'b', lt: 'c' }), 'bd'],
      ['texts only', ['x', 5, 'b', 'a'], range({ gt: 'a' }), 'ac'],
      ['nothing', [1, 2, 3, 4], range({ gt: 3, lt: 2 }), ''],
      ['everything', [1, 2, 3, 4], range({}), 'abcd'],
      ['any of a set', [1, '1', 2, true], oneOf([1, true, 7]), 'ad'],
      ['any of an empty set', [1, 2, 3, 4], oneOf([]), ''],
    ] as const)('select %s', async (_, sizes, wanted, expected) => {
      const { idsOf } = await filled(
        sizes.map((size, index) => ({ id: 'abcd'.charAt(index), size, at: index })),
      );
      expect(await idsOf({ where: { size: wanted } })).toBe(expected);
    });

    it('reject bounds of different types', () => {
      expect(() => range({ gt: 1, lt: 'b' })).toThrow(TypeError);
      expect(() => range({ gt: Number.NaN })).toThrow(TypeError);
      expect(() => range({ gt: true as never })).toThrow(TypeError);
    });

    it('can be of creation', async () => {
      const { idsOf } = await filled([...'abcde'].map((id, at) => ({ id, at })));
      expect(await idsOf({ createdAt: range({ gt: 1, lte: 3 }) })).toBe('cd');
      expect(await idsOf({ createdAt: range({ gte: 1, lt: 3 }), order: 'desc' })).toBe('cb');
      expect(await idsOf({ createdAt: range({ gte: 1 }), after: 'c' })).toBe('de');
      expect(await idsOf({ createdAt: range({ gte: 3 }), after: 'a', limit: 1 })).toBe('d');
    });

    it('order by a field, then by creation, without documents that lack it', async () => {
      const { documents, idsOf } = await filled([
        { id: 'a', size: 3, at: 1 },
        { id: 'b', size: 1, at: 2 },
        { id: 'c', at: 3 },
        { id: 'd', size: 3, at: 0 },
        { id: 'e', size: 2, at: 5 },
      ]);
      expect(await idsOf({ orderBy: 'size' })).toBe('beda');
      expect(await idsOf({ orderBy: 'size', order: 'desc' })).toBe('adeb');
      expect(await idsOf({ orderBy: 'size', after: 'd' })).toBe('a');
      expect(await idsOf({ orderBy: 'size', before: 'd', limit: 1 })).toBe('e');
      await documents.delete('e');
      expect(await idsOf({ orderBy: 'size', after: 'e' })).toBe('da');
      await expect(idsOf({ orderBy: 'size', after: 'c' })).rejects.toThrow(UnknownCursor);
      await expect(idsOf({ orderBy: 'nothing' })).rejects.toThrow(TypeError);
    });

    it('find few and many matches of a range alike', async () => {
      const items = Array.from({ length: 1500 }, (_, at) => ({ id: `i${at}`, size: (at * 7) % 1500, at }));
      const { documents } = await filled(items);
      for (const bounds of [{ gte: 1450 }, { gte: 100 }]) {
        const wanted = items.filter(({ size }) => size >= bounds.gte).map(({ id }) => id);
        const seen: string[] = [];
        for (let after: string | undefined; ; ) {
          const page = await documents.page({
            order: 'asc',
            limit: 100,
            after,
            where: { size: range(bounds) },
          });
          seen.push(...page.items.map(({ id }) => id));
          after = seen.at(-1);
          if (!page.hasMore) break;
        }
        expect(seen).toEqual(wanted);
      }
    });

    it('page through the same documents as sorting and filtering all of them', async () => {
      const store = await open();
      let scopes = 0;
      const size = fc.option(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom('p', 'q', 'r')), {
        nil: undefined,
      });
      const item = fc.record({ size, kind: fc.constantFrom('m', 'n'), at: fc.integer({ min: 0, max: 4 }) });
      const bound = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined });
      const bounds = fc.record({ gt: bound, gte: bound, lt: bound, lte: bound });
      const query = fc.record({
        items: fc.array(item, { maxLength: 20 }),
        order: fc.constantFrom('asc' as const, 'desc' as const),
        orderBy: fc.constantFrom(undefined, 'size', 'kind'),
        limit: fc.integer({ min: 1, max: 5 }),
        sizes: bounds,
        created: bounds,
        kinds: fc.constantFrom(undefined, ['m'], ['n', 'm'], ['x'], []),
      });
      const property = fc.asyncProperty(
        query,
        async ({ items, order, orderBy, limit, sizes, created, kinds }) => {
          const documents = store.collection(ITEMS).in(`query-${scopes++}`);
          const all: Item[] = items.map(({ size, ...rest }, index) => ({
            id: `i${index}`,
            ...(size !== undefined && { size }),
            ...rest,
          }));
          for (const one of all) await documents.insert(one, { createdAt: one.at });
          const where = { size: range(sizes), kind: oneOf(kinds) };
          const isIn = (value: unknown, { gt, gte, lt, lte }: typeof sizes): boolean =>
            [gt, gte, lt, lte].every((limit) => limit === undefined) ||
            (typeof value === 'number' &&
              !(gt !== undefined && value <= gt) &&
              !(gte !== undefined && value < gte) &&
              !(lt !== undefined && value >= lt) &&
              !(lte !== undefined && value > lte));
          const rank = (one: Item): [number, FieldValue] => {
            const value = orderBy === 'size' ? one.size : one.kind;
            return [typeof value === 'number' ? 0 : 1, value ?? 0];
          };
          const wanted = all
            .filter((one) => isIn(one.size, sizes) && isIn(one.at, created))
            .filter(({ kind }) => kinds === undefined || kinds.includes(kind as never))
            .filter(({ size }) => orderBy !== 'size' || size !== undefined)
            .map((one, index) => ({ one, index }))
            .sort((left, right) => {
              const [leftRank, leftValue] = rank(left.one);
              const [rightRank, rightValue] = rank(right.one);
              const byField =
                leftRank - rightRank || (leftValue < rightValue ? -1 : leftValue > rightValue ? 1 : 0);
              return (orderBy ? byField : 0) || left.one.at - right.one.at || left.index - right.index;
            })
            .map(({ one }) => one.id);
          if (order === 'desc') wanted.reverse();
          const seen: string[] = [];
          for (let after: string | undefined; ; ) {
            const page = await documents.page({
              order,
              orderBy,
              limit,
              after,
              where,
              createdAt: range(created),
            });
            seen.push(...page.items.map(({ id }) => id));
            after = seen.at(-1);
            if (!page.hasMore) break;
            expect(page.items.length).toBe(limit);
          }
          expect(seen).toEqual(wanted);
          // From the other end.
          const back: string[] = [];
          for (let before: string | undefined = wanted.at(-1); before !== undefined; ) {
            const page = await documents.page({
              order,
              orderBy,
              limit,
              before,
              where,
              createdAt: range(created),
            });
            back.unshift(...page.items.map(({ id }) => id));
            before = page.hasMore ? back[0] : undefined;
          }
          expect(back).toEqual(wanted.slice(0, -1));
        },
      );
      await fc.assert(property, { seed: 1, numRuns: 300 });
    });
  });
}
