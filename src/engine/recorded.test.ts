import { describe, expect, it } from 'vitest';
import { finish } from '../runtime/steps.ts';
import { begin, openEngine, requestFor, saying } from './engine.cases.ts';
import type { GenerationEvent } from './event.ts';
import type { Generation } from './generation.ts';
import type { Pace } from './latency/model.ts';
import type { Answer } from './ports/content.ts';
import { recordAnswer, replayAnswer } from './recorded.ts';
import { createSoloScheduler } from './scheduler/solo.ts';

const answers: [string, Answer][] = [
  ['a text', { text: 'One two three 🦜' }],
  ['a refusal', { refusal: 'I cannot help.' }],
  [
    'text and a call',
    { text: 'Look.', toolCalls: [{ kind: 'function', name: 'look', input: '{"at":"moon"}' }] },
  ],
  [
    'citations',
    { text: 'Four is.', citations: [{ start: 0, end: 4, url: 'https://a.example', title: 'A' }] },
  ],
];

const uneven = { plan: (): Pace => ({ ttft: 100, gap: (index) => 10 * index }) };

function eventsOf(generation: Generation): GenerationEvent[] {
  const events: GenerationEvent[] = [];
  while (generation.nextAt !== undefined) events.push(...(generation.take(Number.POSITIVE_INFINITY) ?? []));
  return events;
}

describe.each([
  ['steady', {}],
  ['uneven', { scheduler: createSoloScheduler(uneven) }],
])('a recorded answer at a %s pace', (_, options) => {
  it.each(answers)('has the same events when it is played again: %s', async (__, answer) => {
    const { engine } = openEngine(saying(answer), options);
    const generation = await begin(engine, requestFor('go', { topLogprobs: 1 }), 50);
    const recorded = JSON.parse(JSON.stringify(finish(recordAnswer(generation))));
    const again = replayAnswer(recorded, 1050);
    expect([again.firstAt, again.endsAt]).toEqual([generation.firstAt + 1000, generation.endsAt + 1000]);
    const shifted = eventsOf(again).map((event) => ({ ...event, at: event.at - 1000 }));
    expect(shifted).toEqual(eventsOf(generation));
  });
});
