import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Abort } from '../runtime/abort.ts';
import {
  additions,
  begin,
  type Collected,
  collect,
  ITL,
  openEngine,
  requestFor,
  saying,
  TTFT,
} from './engine.cases.ts';
import type { ChoiceEvent, GenerationEvent } from './event.ts';
import type { Generation } from './generation.ts';
import { createNoLatency } from './latency/none.ts';
import { CARD } from './models/card.cases.ts';
import type { Answer, AnswerItem, ContentSource } from './ports/content.ts';
import { createSoloScheduler } from './scheduler/solo.ts';

const thinking = {
  ...CARD,
  reasoning: { efforts: ['medium'], defaultEffort: 'medium', visible: true },
} as const;

const words = (text: string): AnswerItem => ({ kind: 'message', parts: [{ kind: 'text', text }] });
const call = (input: string): AnswerItem => ({
  kind: 'call',
  call: { kind: 'function', name: 'look', input },
});

const ask = (answer: Answer, more: Parameters<typeof requestFor>[1] = {}): Collected =>
  collect(openEngine(saying(answer)).engine, requestFor('go', { model: thinking, ...more }));

/** An answer as its events tell it, item by item. */
function itemsIn(events: readonly GenerationEvent[]): unknown[] {
  const items: { kind: string; text: string; parts?: string[] }[] = [];
  for (const event of events) {
    const last = items.at(-1);
    switch (event.type) {
      case 'item-open':
        expect(event.item).toBe(items.length);
        items.push({
          kind: event.opened.kind,
          text: '',
          ...(event.opened.kind === 'message' && { parts: [] }),
        });
        break;
      case 'part-open':
        expect(event.part).toBe(last?.parts?.length);
        last?.parts?.push('');
        break;
      case 'text':
      case 'refusal': {
        const text = event.type === 'text' ? event.pieces.join('') : event.text;
        expect([event.item, event.part]).toEqual([items.length - 1, (last?.parts?.length ?? 0) - 1]);
        last?.parts?.push(last.parts.pop() + text);
        break;
      }
      case 'reasoning':
      case 'call-input':
        expect(event.item).toBe(items.length - 1);
        if (last) last.text += event.text;
        break;
    }
  }
  return items.map(({ kind, text, parts }) => parts ?? `${kind}: ${text}`);
}

describe('an answer of items', () => {
  const answer: Answer = [
    { kind: 'reasoning', text: 'First look.' },
    words('Let me look.'),
    call('{"at":"moon"}'),
    { kind: 'reasoning', text: 'Then tell.' },
    {
      kind: 'message',
      parts: [
        { kind: 'text', text: 'It is there.' },
        { kind: 'refusal', text: 'No more.' },
      ],
    },
  ];

  it('is told in its order', () => {
    expect(itemsIn(ask(answer).events)).toEqual([
      'reasoning: First look.',
      ['Let me look.'],
      'call: {"at":"moon"}',
      'reasoning: Then tell.',
      ['It is there.', 'No more.'],
    ]);
  });

  it('is opened and closed with its tokens', () => {
    const types = ask([words('Hello'), call('{}')]).events.map(({ at, type }) => `${at - TTFT} ${type}`);
    expect(types).toEqual([
      '0 item-open',
      '0 part-open',
      '0 text',
      '0 part-close',
      '0 item-close',
      ...[`${4 * ITL} item-open`, `${5 * ITL} call-input`, `${5 * ITL} item-close`],
      ...[`${5 * ITL} finished`, `${5 * ITL} usage`],
    ]);
  });

  it('counts all its reasoning', () => {
    const { usage, generation } = ask(answer);
    expect(usage.reasoningTokens).toBe(6);
    expect(generation.said(0)).toBe('Let me look.It is there.No more.');
  });

  it('is the same at once and at a pace, and its usage grows to the total', async () => {
    const { events, usage } = ask(answer);
    const { engine, clock } = openEngine(saying(answer));
    const generation = (await begin(engine, requestFor('go', { model: thinking }), 0)) as Generation;
    const paced: GenerationEvent[] = [];
    let completionTokens = 0;
    while (generation.nextAt !== undefined) {
      clock.advance(generation.nextAt - clock.now());
      paced.push(...(generation.take(clock.now()) ?? []));
      const soFar = generation.usageSoFar();
      expect(soFar.completionTokens).toBeGreaterThan(completionTokens);
      expect(soFar.reasoningTokens).toBeLessThanOrEqual(usage.reasoningTokens);
      ({ completionTokens } = soFar);
    }
    expect(itemsIn(paced)).toEqual(itemsIn(events));
    expect(generation.usageSoFar()).toEqual(usage);
  });

  it('ends at the limit, and what does not fit is left out', () => {
    const whole = ask(answer).usage.completionTokens;
    for (let maxTokens = 1; maxTokens < whole; maxTokens++) {
      const { reason, usage } = ask(answer, { limits: { maxTokens } });
      expect(reason).toBe('length');
      expect(usage.completionTokens).toBeLessThanOrEqual(maxTokens);
    }
    expect(itemsIn(ask(answer, { limits: { maxTokens: 3 } }).events)).toEqual(['reasoning: First look.']);
  });

  it('ends at a stop string in any message', () => {
    const { events, reason } = ask(answer, { limits: { stop: ['look.'] } });
    expect([itemsIn(events), reason]).toEqual([['reasoning: First look.', ['Let me ']], 'stop']);
  });

  it('is filled up if the last item is a message', () => {
    const { usage } = ask([words('One.'), words('Two.')], { limits: { minTokens: 20 } });
    expect(usage.completionTokens).toBe(20);
  });

  it('has an empty message if it has neither a message nor a call', () => {
    expect(itemsIn(ask([]).events)).toEqual([['']]);
    expect(itemsIn(ask([{ kind: 'reasoning', text: 'Hm.' }]).events)).toEqual(['reasoning: Hm.', ['']]);
  });

  it('has log probabilities for all its texts', () => {
    const { choices, generation } = ask([words('One two.'), words('Three.')], { topLogprobs: 0 });
    const logprobs = generation.logprobsOf(0);
    const next = logprobs?.start();
    const all = Array.from({ length: logprobs?.length ?? 0 }, () => next?.());
    expect(all).toEqual(choices[0]?.logprobs);
    expect(all.map((one) => one?.token)).toEqual(['One', ' two', '.', 'Three', '.']);
  });

  it('tells where a citing part begins', () => {
    const cited = [{ start: 0, end: 3, url: 'https://a.example', title: 'A' }];
    const { events } = ask([
      words('Four'),
      { kind: 'message', parts: [{ kind: 'text', text: 'Six is.', citations: cited }] },
    ]);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'citations', item: 1, part: 0, before: 4 }),
    );
  });

  it('opens and closes each item and part exactly once, whatever it contains', () => {
    const text = fc.constantFrom('', 'a', 'Some words of text. ', '🦜');
    const item = fc.oneof(
      text.map((one): AnswerItem => ({ kind: 'reasoning', text: one })),
      fc.array(text, { maxLength: 3 }).map(
        (texts): AnswerItem => ({
          kind: 'message',
          parts: texts.map((one) => ({ kind: 'text', text: one })),
        }),
      ),
      text.map(call),
    );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 5 }), fc.boolean(), (items, isInstant) => {
        const { engine } = openEngine(
          saying(items),
          isInstant ? { scheduler: createSoloScheduler(createNoLatency()) } : {},
        );
        const { events } = collect(engine, requestFor('go', { model: thinking }));
        let open: string[] = [];
        for (const event of events as readonly ChoiceEvent[]) {
          if (event.type === 'item-open') open = [...open, `item ${event.item}`];
          if (event.type === 'part-open') open = [...open, `part ${event.part}`];
          if (event.type === 'part-close') expect(open.pop()).toBe(`part ${event.part}`);
          if (event.type === 'item-close') expect(open.pop()).toBe(`item ${event.item}`);
        }
        expect(open).toEqual([]);
      }),
      { seed: 1 },
    );
  });
});

describe('a source that needs time', () => {
  const later = (answer: Answer): ContentSource => ({ compose: async () => answer });

  it('is waited for, choice by choice', async () => {
    const { engine } = openEngine({ compose: async ({ choice }) => ({ text: `Number ${choice}` }) });
    const generation = await begin(engine, requestFor('go', { choices: 3 }), 0);
    expect([0, 1, 2].map((choice) => generation.said(choice))).toEqual(['Number 0', 'Number 1', 'Number 2']);
  });

  it('gives the same events as one that answers at once', async () => {
    const { engine } = openEngine(later({ text: 'Hello there' }));
    const generation = await begin(engine, requestFor('go'), 0);
    const events = generation.take(Number.POSITIVE_INFINITY) ?? [];
    expect(additions(events)).toEqual(additions(ask({ text: 'Hello there' }).events));
  });

  it('fails the request if it fails', async () => {
    const { engine } = openEngine({ compose: () => Promise.reject(new Error('no answer')) });
    await expect(begin(engine, requestFor('go'), 0)).rejects.toThrow('no answer');
  });

  it('is left alone once the caller has gone', async () => {
    const { engine } = openEngine({ compose: () => new Promise(() => {}) });
    const abort = new Abort();
    const prepared = await engine.prepare(requestFor('go'));
    const generation = engine.generate(prepared, { arrivedAt: 0, tenant: '', abort });
    abort.abort(new Error('left'));
    await expect(generation).rejects.toThrow('left');
  });

  it('is asked again if it said that it repeats itself', async () => {
    const { engine } = openEngine({ ...later({ text: 'Hello' }), repeats: true });
    const generation = await begin(engine, requestFor('go'), 0);
    expect(generation.said(0)).toBe('Hello');
  });
});
