import { expect, it } from 'vitest';
import type { Timeline } from '../runtime/timeline.ts';
import { PrefixedTimeline } from './prefixed-timeline.ts';

function open(pieces: readonly string[]) {
  let made = 0;
  let cancelled = false;
  function* prefix(): Generator<string> {
    for (const piece of pieces) {
      made++;
      yield piece;
    }
  }
  let nextAt: number | undefined = 7;
  const rest: Timeline<string> = {
    get nextAt() {
      return nextAt;
    },
    take() {
      nextAt = undefined;
      return 'rest';
    },
    cancel() {
      cancelled = true;
      nextAt = undefined;
    },
  };
  return { timeline: new PrefixedTimeline(prefix(), rest), made: () => made, isCancelled: () => cancelled };
}

it('sends its pieces at once, one at a time, then the rest when it is due', () => {
  const { timeline, made } = open(['a', 'b', 'c']);
  expect(timeline.nextAt).toBe(Number.NEGATIVE_INFINITY);
  expect(timeline.take(0)).toBe('a');
  expect(made()).toBe(2);
  expect([timeline.take(0), timeline.take(0)]).toEqual(['b', 'c']);
  expect(timeline.nextAt).toBe(7);
  expect(timeline.take(7)).toBe('rest');
  expect(timeline.nextAt).toBeUndefined();
});

it('sends the last piece together with the rest if that is due', () => {
  const { timeline } = open(['a', 'b']);
  expect([timeline.take(7), timeline.take(7)]).toEqual(['a', 'brest']);
  expect(timeline.nextAt).toBeUndefined();
});

it('makes no more pieces once it is cancelled', () => {
  const { timeline, made, isCancelled } = open(['a', 'b', 'c']);
  timeline.take(0);
  timeline.cancel();
  expect([timeline.nextAt, made(), isCancelled()]).toEqual([undefined, 2, true]);
});

it('is the rest alone without pieces', () => {
  expect(open([]).timeline.nextAt).toBe(7);
});
