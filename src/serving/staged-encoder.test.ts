import { describe, expect, it } from 'vitest';
import type { GenerationEvent } from '../engine/event.ts';
import { type StagedEncoder, Stages } from './staged-encoder.ts';

const reasoning = (text: string): GenerationEvent => ({ type: 'reasoning', at: 0, choice: 0, item: 0, text });

interface Said {
  readonly text: string;
}

/** Only events with a text have wire events. `calls` tells what was used. */
function open() {
  const calls: string[] = [];
  const toWire = (events: readonly GenerationEvent[]): Said[] =>
    events.flatMap((event) => (event.type === 'reasoning' && event.text ? [{ text: event.text }] : []));
  const toFrame = (event: object): string => `${(event as Said).text};`;
  const encoder: StagedEncoder = {
    opening: () => ['open;'],
    openingEvents: () => [{ text: 'open' }, { text: 'hidden' }],
    encode(events) {
      calls.push('encode');
      return toWire(events).map(toFrame).join('');
    },
    toWire(events) {
      calls.push('toWire');
      return toWire(events);
    },
    toFrame,
    end: () => 'end;',
    lastEvent: () => ({ text: 'last' }),
  };
  return { stages: new Stages(encoder), encoder, calls };
}

describe('without a filter', () => {
  it('does both stages at once', () => {
    const { stages, calls } = open();
    expect([...stages.opening()]).toEqual(['open;']);
    expect(stages.encode([reasoning('a'), reasoning('b')])).toBe('a;b;');
    expect(stages.end()).toBe('end;');
    expect(calls).toEqual(['encode']);
  });
});

describe('filters', () => {
  it('change all events of a stream, in the order in which they were added', () => {
    const { stages, calls } = open();
    stages.addFilter((events) => (events as Said[]).filter(({ text }) => text !== 'hidden'));
    stages.addFilter((events) => [
      ...(events as Said[]).map(({ text }) => ({ text: `${text}!` })),
      { text: '+' },
    ]);
    expect([...stages.opening()]).toEqual(['open!;+;', '+;']);
    expect(stages.encode([reasoning('a'), reasoning('hidden')])).toBe('a!;+;');
    expect(stages.write([{ text: 'error' }])).toBe('error!;+;');
    expect(stages.end()).toBe('last!;+;');
    expect(calls).toEqual(['toWire']);
  });

  it('are not called if there are no events', () => {
    const { stages } = open();
    const sizes: number[] = [];
    stages.addFilter((events) => {
      sizes.push(events.length);
      return events;
    });
    expect(stages.encode([reasoning('')])).toBe('');
    expect(stages.encode([reasoning('a')])).toBe('a;');
    expect(sizes).toEqual([1]);
  });

  it('can leave nothing of the opening', () => {
    const { stages } = open();
    stages.addFilter(() => []);
    expect([...stages.opening(), stages.encode([reasoning('a')]), stages.end()]).toEqual(['', '']);
  });

  it('keep an end that is no event', () => {
    const { encoder } = open();
    const { lastEvent: _, ...withSentinel } = encoder;
    const stages = new Stages(withSentinel);
    stages.addFilter(() => []);
    expect(stages.end()).toBe('end;');
  });
});
