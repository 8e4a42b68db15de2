import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Abort } from '../runtime/abort.ts';
import { createTurns } from '../runtime/turns.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { UnknownCursor } from '../storage/errors.ts';
import type { Page, PageRequest } from '../storage/store.ts';
import { pageInTurns, pageOf, withCursor } from './page.ts';

const items = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `i-${index}` }));

describe('pages of an in-memory list', () => {
  it('cover every item once, in either order', () => {
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

  it('are those that the store would return', () => {
    const edge = fc.option(fc.nat(19), { nil: undefined });
    const order = fc.constantFrom('asc' as const, 'desc' as const);
    const idOf = (index: number | undefined) => (index === undefined ? undefined : `i-${index}`);
    fc.assert(
      fc.property(fc.nat(9), order, edge, edge, (limit, order, after, before) => {
        const request = { order, limit, after: idOf(after), before: idOf(before) };
        expect(pageOf(items(20), request, limit)).toEqual(modelPage(items(20), request));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('end after the last item', () => {
    expect(pageOf(items(3), { after: 'i-2' }, 5)).toEqual({ items: [], hasMore: false });
  });

  it('cannot start after or end before an unknown item', () => {
    expect(() => pageOf(items(3), { after: 'x' }, 5)).toThrow(UnknownCursor);
    expect(() => pageOf(items(3), { before: 'x' }, 5)).toThrow(UnknownCursor);
  });
});

describe('a page read in pieces', () => {
  it('is the same as one read at once', async () => {
    const request = fc.record({
      count: fc.nat(25),
      limit: fc.nat(9),
      order: fc.constantFrom('asc' as const, 'desc' as const),
      after: fc.option(fc.nat(24), { nil: undefined }),
      before: fc.option(fc.nat(24), { nil: undefined }),
    });
    const property = fc.asyncProperty(request, async ({ count, limit, order, ...edges }) => {
      const all = items(count);
      const cursor = (index: number | undefined) =>
        index === undefined || index >= all.length ? undefined : `i-${index}`;
      const asked = { order, limit, after: cursor(edges.after), before: cursor(edges.before) };
      const page = await pageInTurns({ page: async (part) => modelPage(all, part) }, asked, {
        turns,
        abort: new Abort(),
      });
      const { items: found, hasMore } = modelPage(all, asked);
      expect(page).toEqual({ items: found, hasMore });
    });
    await fc.assert(property, { seed: 1, numRuns: 500 });
  });
});

const turns = createTurns(createVirtualClock());

describe('reading a page', () => {
  async function readsOf(pause: () => Promise<void> | undefined): Promise<number[]> {
    const reads: number[] = [];
    const all = items(101);
    const page = async (asked: PageRequest) => {
      reads.push(asked.limit);
      return modelPage(all, asked);
    };
    const services = { turns: { ...turns, pause }, abort: new Abort() };
    const found = await pageInTurns({ page }, { order: 'asc', limit: 100 }, services);
    expect(found.items).toEqual(all.slice(0, 100));
    return reads;
  }

  it('takes a few reads of small documents', async () => {
    expect(await readsOf(() => undefined)).toEqual([1, 4, 16, 64, 15]);
  });

  it('takes a read, and a turn of the event loop, for each large document', async () => {
    let pauses = 0;
    const reads = await readsOf(async () => {
      pauses++;
    });
    expect(reads).toEqual(Array.from({ length: 100 }, () => 1));
    expect(pauses).toBe(100);
  });
});

/** The page a store would return for a list in memory. */
function modelPage(all: readonly { readonly id: string }[], request: PageRequest): Page<{ id: string }> {
  const ordered = request.order === 'desc' ? all.toReversed() : all;
  const indexOf = (id: string) => ordered.findIndex((item) => item.id === id);
  const start = request.after === undefined ? 0 : indexOf(request.after) + 1;
  const end = request.before === undefined ? ordered.length : indexOf(request.before);
  const range = ordered.slice(start, Math.max(start, end));
  const isBackwards = request.before !== undefined && request.after === undefined;
  const cut = Math.max(0, range.length - request.limit);
  const found = isBackwards ? range.slice(cut) : range.slice(0, request.limit);
  return { items: found, hasMore: range.length > request.limit };
}

describe('an unknown cursor', () => {
  const failing = async () => {
    throw new UnknownCursor('things', 'x');
  };
  const told = (param: string, id: string) =>
    expect.objectContaining({ detail: { kind: 'not_found', noun: 'thing', id, param } });

  it('is reported with the name of the query parameter', async () => {
    await expect(withCursor({ after: 'x' }, 'thing', failing)).rejects.toEqual(told('after', 'x'));
    await expect(withCursor({ before: 'y' }, 'thing', failing)).rejects.toEqual(told('before', 'y'));
    await expect(withCursor({ after: 'x' }, 'thing', failing, { name: 'page' })).rejects.toEqual(
      told('page', 'x'),
    );
  });

  it('does not mask other errors', async () => {
    const other = () => {
      throw new RangeError('other');
    };
    await expect(withCursor({}, 'thing', other)).rejects.toThrow(RangeError);
    expect(await withCursor({}, 'thing', () => 5)).toBe(5);
  });
});
