import { describe, expect, it } from 'vitest';
import type { Clock } from './clock.ts';
import { play, type Sink, type Timeline } from './timeline.ts';
import { createTurns } from './turns.ts';
import { createVirtualClock } from './virtual-clock.ts';

const withTurns = (clock: Clock) => ({ clock, turns: createTurns(clock) });

/**
 * A timeline whose items are each due at their own time; `cancelled` records the reasons of its cancellation.
 */
function timelineOf(...times: readonly number[]) {
  let index = 0;
  const cancelled: unknown[] = [];
  const timeline: Timeline<number[]> = {
    get nextAt() {
      return cancelled.length > 0 ? undefined : times[index];
    },
    take(now) {
      const batch: number[] = [];
      while (index < times.length && (times[index] as number) <= now) batch.push(times[index++] as number);
      return batch.length > 0 ? batch : undefined;
    },
    cancel(reason) {
      cancelled.push(reason);
    },
  };
  return { timeline, cancelled };
}

/** Records all calls; full after each batch for which `takes` returns false. */
function createSink(takes: (batch: number[]) => boolean = () => true) {
  const heard: unknown[] = [];
  const sink: Sink<number[]> = {
    write: (batch) => {
      heard.push(batch);
      return takes(batch);
    },
    end: () => heard.push('end'),
    fail: (error) => heard.push(['fail', error]),
  };
  return { sink, heard };
}

describe('play', () => {
  it('delivers everything already due as one batch before it returns', () => {
    const clock = createVirtualClock({ automatic: false });
    const { sink, heard } = createSink();
    play(withTurns(clock), timelineOf(0, 0, 0).timeline, sink);
    expect(heard).toEqual([[0, 0, 0], 'end']);
    expect(clock.pending).toBe(0);
  });

  it('delivers each item when it is due, and the end after the last', () => {
    const clock = createVirtualClock({ automatic: false });
    const { sink, heard } = createSink();
    play(withTurns(clock), timelineOf(0, 10, 10.5, 20).timeline, sink);
    expect(heard).toEqual([[0]]);
    clock.advance(10);
    expect(heard).toEqual([[0], [10]]);
    clock.advance(0.5);
    expect(heard.at(-1)).toEqual([10.5]);
    clock.advance(10);
    expect(heard).toEqual([[0], [10], [10.5], [20], 'end']);
    expect(clock.pending).toBe(0);
  });

  it('ends an empty timeline immediately', () => {
    const { sink, heard } = createSink();
    play(withTurns(createVirtualClock()), timelineOf().timeline, sink);
    expect(heard).toEqual(['end']);
  });

  it('joins items that became due while the sink was full into one batch', () => {
    const clock = createVirtualClock({ automatic: false });
    const { sink, heard } = createSink((batch) => batch[0] !== 10);
    const playback = play(withTurns(clock), timelineOf(10, 20, 30, 40).timeline, sink);
    clock.advance(35);
    expect(heard).toEqual([[10]]);
    expect(clock.pending).toBe(0);
    playback.resume();
    expect(heard).toEqual([[10], [20, 30]]);
    clock.advance(5);
    expect(heard).toEqual([[10], [20, 30], [40], 'end']);
    playback.resume();
    expect(heard).toHaveLength(4);
  });

  it('ends only once the full sink has room again', () => {
    const clock = createVirtualClock({ automatic: false });
    const { sink, heard } = createSink(() => false);
    const playback = play(withTurns(clock), timelineOf(0).timeline, sink);
    expect(heard).toEqual([[0]]);
    playback.resume();
    expect(heard).toEqual([[0], 'end']);
  });

  it('ignores a resume while it plays', () => {
    const clock = createVirtualClock({ automatic: false });
    const { sink, heard } = createSink();
    const playback = play(withTurns(clock), timelineOf(10).timeline, sink);
    playback.resume();
    playback.resume();
    expect(clock.pending).toBe(1);
    clock.advance(10);
    expect(heard).toEqual([[10], 'end']);
  });

  it('stops permanently: no timer, no more calls, timeline cancelled once', () => {
    const clock = createVirtualClock({ automatic: false });
    const { sink, heard } = createSink();
    const { timeline, cancelled } = timelineOf(0, 10);
    const playback = play(withTurns(clock), timeline, sink);
    playback.stop('why');
    playback.stop('again');
    playback.resume();
    clock.advance(100);
    expect(heard).toEqual([[0]]);
    expect(cancelled).toEqual(['why']);
    expect(clock.pending).toBe(0);
  });

  it('may be stopped by its sink', () => {
    const clock = createVirtualClock({ automatic: false });
    const { timeline, cancelled } = timelineOf(10, 20);
    const heard: string[] = [];
    const playback = play(withTurns(clock), timeline, {
      write: () => {
        heard.push('write');
        playback.stop();
        return false;
      },
      end: () => heard.push('end'),
      fail: () => heard.push('fail'),
    });
    clock.advance(50);
    playback.resume();
    expect(heard).toEqual(['write']);
    expect(cancelled).toHaveLength(1);
  });

  it('does not cancel a finished timeline when stopped', () => {
    const { sink } = createSink();
    const { timeline, cancelled } = timelineOf(0);
    play(withTurns(createVirtualClock()), timeline, sink).stop();
    expect(cancelled).toEqual([]);
  });

  it('reports a failure once, and cancels', () => {
    const clock = createVirtualClock({ automatic: false });
    const { sink, heard } = createSink();
    const { timeline, cancelled } = timelineOf(0, 10);
    const error = new Error('of the timeline');
    const take = timeline.take.bind(timeline);
    const failing: Timeline<number[]> = {
      get nextAt() {
        return timeline.nextAt;
      },
      take: (now) => {
        if (now >= 10) throw error;
        return take(now);
      },
      cancel: timeline.cancel,
    };
    play(withTurns(clock), failing, sink);
    clock.advance(10);
    expect(heard).toEqual([[0], ['fail', error]]);
    expect(cancelled).toEqual([error]);
    expect(clock.pending).toBe(0);
  });

  it('treats a throwing sink as a failure', () => {
    const { timeline, cancelled } = timelineOf(0, 10);
    const heard: unknown[] = [];
    play(withTurns(createVirtualClock()), timeline, {
      write: () => {
        throw new RangeError('of the sink');
      },
      end: () => heard.push('end'),
      fail: (error) => heard.push(error),
    });
    expect(heard).toEqual([new RangeError('of the sink')]);
    expect(cancelled).toHaveLength(1);
  });
});
