import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, openEngine, requestFor, saying } from './engine.cases.ts';
import { CARD } from './models/card.cases.ts';
import { spread, summaryOf } from './summary.ts';

describe('summaryOf', () => {
  it('is a short text as a whole, and the first sentences of a long one', () => {
    expect(summaryOf(' One. Two.\n')).toBe('One. Two.');
    expect(summaryOf(`First one. ${'Then the second goes on and on '.repeat(20)}.`)).toBe('First one.');
  });

  it('is never long and never empty', () => {
    expect(summaryOf('word '.repeat(200)).length).toBeLessThanOrEqual(300);
    expect(summaryOf('x'.repeat(400)).length).toBeGreaterThan(0);
  });
});

it('spreads all words over the tokens, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,5}$/)),
      fc.integer({ min: 1, max: 50 }),
      (words, tokens) => {
        const pieces = spread(words.join(' '), tokens);
        expect([pieces.length, pieces.join('')]).toEqual([tokens, words.join(' ')]);
      },
    ),
    { seed: 1 },
  );
});

describe('a reasoning summary', () => {
  const thinking = (visible: boolean) =>
    ({ ...CARD, reasoning: { efforts: ['medium'], defaultEffort: 'medium', visible } }) as const;
  const summaryIn = (visible: boolean, reasoningSummary: 'concise' | undefined, summary?: string) => {
    const { engine } = openEngine(
      saying([{ kind: 'reasoning', text: 'First this. Then that.', ...(summary && { summary }) }]),
    );
    const { events } = collect(engine, requestFor('go', { model: thinking(visible), reasoningSummary }));
    return {
      text: events.map((event) => (event.type === 'summary' ? event.text : '')).join(''),
      parts: events.flatMap((event) => (event.type === 'part-open' ? [event.kind] : [])),
    };
  };

  it('is told while the model reasons, whether or not the reasoning is shown', () => {
    for (const visible of [true, false]) {
      expect(summaryIn(visible, 'concise')).toEqual({
        text: 'First this. Then that.',
        parts: ['summary', 'text'],
      });
    }
  });

  it('can be given by the source', () => {
    expect(summaryIn(false, 'concise', 'In short.').text).toBe('In short.');
  });

  it('is absent unless it is wanted', () => {
    expect(summaryIn(true, undefined, 'In short.')).toEqual({ text: '', parts: ['text'] });
  });
});
