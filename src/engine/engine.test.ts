import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../runtime/clock.ts';
import { createRandom } from '../runtime/random.ts';
import { play } from '../runtime/timeline.ts';
import { createTurns } from '../runtime/turns.ts';
import { createSimulatedGenerator } from '../simulation/simulated-generator.ts';
import { createCachedScheduler } from './cluster/cached-scheduler.ts';
import { Cluster } from './cluster/cluster.ts';
import {
  additions,
  begin,
  collect,
  ITL,
  openEngine,
  requestFor,
  saying,
  TTFT,
  tokenizer,
  user,
} from './engine.cases.ts';
import { ContextExceeded } from './errors.ts';
import type { GenerationEvent } from './event.ts';
import { createNoLatency } from './latency/none.ts';
import { CARD } from './models/card.cases.ts';
import type { Brief, ContentSource } from './ports/content.ts';
import type { GenerationRequest } from './request.ts';
import { toRouterOptions } from './router/router-options.ts';
import { createSoloScheduler } from './scheduler/solo.ts';
import { createTokenizers } from './tokenizer/create-tokenizers.ts';

const withTurns = (clock: Clock) => ({ clock, turns: createTurns(clock) });

const TEXTS = [
  'A plain answer in a few words, which goes on for a while and then, at last, comes to its end.',
  'Emoji 👩‍👩‍👧‍👦😀🎉 are 🏳️‍🌈 made of several tokens 🇩🇪, and so are 𠜎𠜱𠝹𠱓 and ᚠᛇᚻ; flags 🇫🇷🇮🇹 too.',
  '敏捷的棕色狐狸跳过了懒狗。日本語のテキストもここにあります。한국어 문장도 있습니다.',
  '```ts\nexport function sum(list: number[]): number {\n  return list.reduce((a, b) => a + b, 0);\n}\n```\n',
  'x'.repeat(400),
  '| a | b |\n|---|---|\n| 1 | 2 |\n\n\n    indented\n\t\ttabs   ',
];
const texts = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
);

const count = (text: string): number => tokenizer.encode(text).length;
const thinking = {
  ...CARD,
  reasoning: { efforts: ['medium'], defaultEffort: 'medium', visible: true },
} as const;
const hiding = { ...thinking, reasoning: { ...thinking.reasoning, visible: false } } as const;

describe('limits', () => {
  it('are hit exactly in tokens, and the text re-tokenises to the same count', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 60 }), (text, maxTokens) => {
        const { engine } = openEngine(saying({ text }));
        const collected = collect(engine, requestFor('go', { limits: { maxTokens } }));
        const natural = count(text);
        expect(collected.usage.completionTokens).toBe(Math.min(maxTokens, natural));
        expect(count(collected.text)).toBe(collected.usage.completionTokens);
        expect(collected.reason).toBe(natural > maxTokens ? 'length' : 'stop');
      }),
      { numRuns: 300 },
    );
  });

  it('are hit exactly by the simulated generator, too', () => {
    const { engine } = openEngine(createSimulatedGenerator());
    const prompts = [
      'Write a poem about rain',
      'Translate "good morning" into Japanese',
      'Write a Python function',
      '12*12?',
    ];
    for (const prompt of prompts) {
      for (const maxTokens of [1, 2, 3, 7, 16, 33]) {
        const collected = collect(engine, requestFor(prompt, { limits: { maxTokens } }));
        expect(collected.usage.completionTokens).toBeLessThanOrEqual(maxTokens);
        if (collected.reason === 'length') expect(collected.usage.completionTokens).toBe(maxTokens);
        expect(count(collected.text)).toBe(collected.usage.completionTokens);
      }
    }
  });

  it('above the length of the source text are met: minTokens and ignoreEos', () => {
    fc.assert(
      fc.property(
        texts,
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 0, max: 60 }),
        (text, minTokens, more) => {
          const { engine } = openEngine(saying({ text }));
          const maxTokens = minTokens + more;
          const least = collect(engine, requestFor('go', { limits: { minTokens, maxTokens } }));
          expect(least.usage.completionTokens).toBe(Math.min(Math.max(count(text), minTokens), maxTokens));
          expect(count(least.text)).toBe(least.usage.completionTokens);

          const endless = collect(engine, requestFor('go', { limits: { ignoreEos: true, maxTokens } }));
          expect(endless.usage.completionTokens).toBe(maxTokens);
          expect(endless.reason).toBe('length');
          expect(count(endless.text)).toBe(maxTokens);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('are passed to the source', () => {
    const budgets: unknown[] = [];
    const { engine } = openEngine(
      saying((brief) => {
        budgets.push(brief.budget);
        return { text: 'x' };
      }),
    );
    collect(engine, requestFor('a', { limits: { minTokens: 3, maxTokens: 9 } }));
    collect(engine, requestFor('b', { limits: { ignoreEos: true, maxTokens: 9 } }));
    collect(engine, requestFor('c'));
    expect(budgets).toEqual([
      { minimum: 3, maximum: 9 },
      { minimum: 9, maximum: 9 },
      { minimum: 0, maximum: CARD.maxOutputTokens },
    ]);
  });

  it('default to the model’s own', () => {
    const { engine } = openEngine(saying({ text: 'word '.repeat(500) }));
    const model = { ...CARD, maxOutputTokens: 50 };
    expect(collect(engine, requestFor('go', { model }))).toMatchObject({
      reason: 'length',
      usage: { completionTokens: 50 },
    });
    // The rest of the context window is a limit, too.
    const small = { ...CARD, contextWindow: 30 };
    const collected = collect(engine, requestFor('go', { model: small }));
    expect(collected.usage.promptTokens + collected.usage.completionTokens).toBe(30);
  });
});

describe('the context window', () => {
  const { engine } = openEngine(saying({ text: 'ok' }));
  const prompt = requestFor('one two three four five');
  const promptTokens = collect(engine, prompt).usage.promptTokens;
  const within = (contextWindow: number, maxTokens?: number) => () =>
    collect(engine, {
      ...prompt,
      model: { ...CARD, contextWindow },
      limits: { ...prompt.limits, ...(maxTokens !== undefined && { maxTokens }) },
    });

  it('may be filled to the last token', () => {
    expect(within(promptTokens + 1)).not.toThrow();
    expect(within(promptTokens + 10, 10)).not.toThrow();
  });

  it('is exceeded by a prompt that leaves no room', () => {
    for (const window of [promptTokens, promptTokens - 1]) {
      expect(within(window)).toThrow(
        expect.objectContaining({
          name: 'ContextExceeded',
          limit: window,
          promptTokens,
          completionTokens: undefined,
        }),
      );
    }
  });

  it('is exceeded by prompt and completion together', () => {
    expect(within(promptTokens + 9, 10)).toThrow(
      expect.objectContaining({ limit: promptTokens + 9, promptTokens, completionTokens: 10 }),
    );
    expect(within(promptTokens + 9, 10)).toThrow(ContextExceeded);
  });
});

describe('stop strings', () => {
  const text = 'One two three. Four five six. Seven eight nine.';
  const stopped = (stop: string[], limits = {}) =>
    collect(openEngine(saying({ text })).engine, requestFor('go', { limits: { stop, ...limits } }));

  it.each([
    [['Four'], 'One two three. '],
    [['six', 'three'], 'One two '],
    [['three', 'six'], 'One two '],
    [['o th'], 'One tw'],
    [['e. Fo'], 'One two thre'],
    [['One'], ''],
    [['nine.'], 'Seven eight '],
    [['.'], 'One two three'],
    [['missing'], text],
    [[''], text],
    [[], text],
  ])('%j end the answer and are not part of it', (stop, end) => {
    const collected = stopped(stop);
    expect(collected.text.endsWith(end)).toBe(true);
    expect(text.startsWith(collected.text)).toBe(true);
    for (const sequence of stop) if (sequence) expect(collected.text).not.toContain(sequence);
    expect(collected.reason).toBe('stop');
    expect(collected.usage.completionTokens).toBe(count(collected.text));
  });

  it('match inside tokens and across characters of several tokens', () => {
    const { engine } = openEngine(saying({ text: 'a 👩‍👩‍👧‍👦 b 𠜎 c' }));
    expect(collect(engine, requestFor('go', { limits: { stop: ['𠜎'] } })).text).toBe('a 👩‍👩‍👧‍👦 b ');
  });

  it('are ignored after the token limit', () => {
    expect(stopped(['nine'], { maxTokens: 5 })).toMatchObject({
      reason: 'length',
      usage: { completionTokens: 5 },
    });
  });

  it('are ignored before the minimum number of tokens', () => {
    const collected = stopped(['.'], { minTokens: 6 });
    expect(collected.text).toBe('One two three. Four five six');
    expect(collected.usage.completionTokens).toBeGreaterThanOrEqual(6);
  });

  it('also end an answer with ignoreEos', () => {
    expect(stopped(['Seven'], { ignoreEos: true, maxTokens: 200 })).toMatchObject({
      reason: 'stop',
      text: 'One two three. Four five six. ',
    });
  });
});

describe('a logit bias', () => {
  const banned = (words: string[]) =>
    new Map(words.flatMap((word) => tokenizer.encode(word)).map((id) => [id, -100]));

  it('of -100 applies to the filler words of cut and padded answers too', () => {
    const some = banned([' and', ' so', ' the', ' it', ' of', ' in']);
    const all = new Map([...some, ...banned([' to', ' a'])]);
    for (const [text, logitBias] of TEXTS.flatMap((text) => [[text, some] as const, [text, all] as const])) {
      for (const limits of [
        { maxTokens: 9 },
        { maxTokens: 3 },
        { minTokens: 150 },
        { ignoreEos: true, maxTokens: 90 },
      ]) {
        const { engine } = openEngine(saying({ text }));
        const collected = collect(engine, requestFor('go', { limits, sampling: { logitBias } }));
        expect(tokenizer.encode(collected.text).filter((id) => logitBias.has(id))).toEqual([]);
        expect(count(collected.text)).toBe(collected.usage.completionTokens);
      }
    }
  });

  it('of 100 makes up the whole answer, up to the limit', () => {
    const { engine } = openEngine(saying({ text: TEXTS[0] as string }));
    const [yes = 0] = tokenizer.encode(' yes');
    const collected = collect(
      engine,
      requestFor('go', { limits: { maxTokens: 40 }, sampling: { logitBias: new Map([[yes, 100]]) } }),
    );
    expect(collected.text).toBe(' yes'.repeat(40));
    expect([collected.reason, collected.usage.completionTokens]).toEqual(['length', 40]);
  });

  it('on tokens that do not exist is ignored', () => {
    const { engine } = openEngine(saying({ text: 'hello' }));
    for (const value of [-100, 5, 100]) {
      const collected = collect(
        engine,
        requestFor('go', { sampling: { logitBias: new Map([[8_888_888, value]]) } }),
      );
      expect([collected.text, collected.reason]).toEqual(['hello', 'stop']);
    }
  });
});

describe('log probabilities', () => {
  it('are one per token, in order, and their bytes make up the text', () => {
    for (const text of TEXTS) {
      const { engine } = openEngine(saying({ text }));
      const [choice] = collect(
        engine,
        requestFor('go', { topLogprobs: 2, limits: { maxTokens: 30 } }),
      ).choices;
      const bytes = Buffer.concat((choice?.logprobs ?? []).map((entry) => Buffer.from(entry.bytes)));
      expect(bytes.toString('utf8')).toBe(choice?.text);
      expect(choice?.logprobs).toHaveLength(count(choice?.text ?? ''));
      for (const entry of choice?.logprobs ?? []) expect(entry.top).toHaveLength(2);
    }
  });

  it('are present only when requested, and change nothing else', () => {
    const { engine } = openEngine(createSimulatedGenerator());
    const plain = collect(engine, requestFor('Tell me about rain'));
    const asked = collect(engine, requestFor('Tell me about rain', { topLogprobs: 0 }));
    expect(plain.choices[0]?.logprobs).toEqual([]);
    expect(asked.choices[0]?.logprobs.length).toBeGreaterThan(0);
    expect(asked.text).toBe(plain.text);
  });
});

describe('a prediction', () => {
  it('is compared with the answer, and its rejected tokens are billed', () => {
    const { engine } = openEngine(saying({ text: 'The colour is red and the size is large.' }));
    const prediction = 'The colour is blue and the size is large.';
    const { usage } = collect(engine, requestFor('go', { prediction }));
    expect(usage.acceptedPredictionTokens).toBe(count(prediction) - 1);
    expect(usage.rejectedPredictionTokens).toBe(1);
    expect(usage.completionTokens).toBe(count('The colour is red and the size is large.') + 1);
    expect(collect(engine, requestFor('go')).usage).toMatchObject({
      acceptedPredictionTokens: 0,
      rejectedPredictionTokens: 0,
    });
  });
});

describe('tool calls', () => {
  const call = (input: string, name = 'get_weather') => ({ kind: 'function', name, input }) as const;
  const ask = (answer: Parameters<typeof saying>[0], limits = {}) =>
    collect(openEngine(saying(answer)).engine, requestFor('go', { limits }));

  it('are complete and have unique identifiers', () => {
    const inputs = ['{"city":"Zürich 😀"}', '{}'];
    const collected = ask({ toolCalls: inputs.map((input) => call(input)) });
    const calls = collected.choices[0]?.calls ?? [];
    expect(calls.map(({ name, input }) => [name, input])).toEqual(
      inputs.map((input) => ['get_weather', input]),
    );
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
    for (const { id } of calls) expect(id).toMatch(/^call_[A-Za-z0-9]{24}$/);
    expect(collected.reason).toBe('tool-calls');
    expect(collected.usage.completionTokens).toBeGreaterThanOrEqual(
      inputs.reduce((sum, input) => sum + count(input), 0),
    );
  });

  it.each([
    [{ mode: 'auto' }, 'tool-calls'],
    [{ mode: 'required' }, 'tool-calls'],
    [{ mode: 'named', name: 'get_weather' }, 'stop'],
  ] as const)('finish %o with %s', (toolChoice, reason) => {
    const { engine } = openEngine(saying({ toolCalls: [call('{"a":1}')] }));
    expect(collect(engine, requestFor('go', { toolChoice })).reason).toBe(reason);
    expect(collect(engine, requestFor('go', { toolChoice, limits: { maxTokens: 4 } })).reason).toBe('length');
  });

  it('may follow text', () => {
    const collected = ask({ text: 'Let me look.', toolCalls: [call('{}')] });
    expect([collected.text, collected.choices[0]?.calls.length]).toEqual(['Let me look.', 1]);
  });

  it('name the tool before its input, and their framing tokens take time', () => {
    const { events } = ask({ toolCalls: [call('{"a":1}')] });
    const types = events.map(({ type }) => type);
    expect(types.indexOf('item-open')).toBeLessThan(types.indexOf('call-input'));
    expect(events[0]?.at).toBeGreaterThan(TTFT);
  });

  it('beyond the limit are cut, with finish reason length', () => {
    const inputs = [
      '{"text":"One two three four five six seven"}',
      '{"text":"😀🎉😀🎉😀"}',
      '{"e":"𠜎"}',
      '"ᚠᛇᚻ"',
    ];
    for (const input of inputs) {
      const whole = ask({ toolCalls: [call(input)] }).usage.completionTokens;
      for (let maxTokens = 1; maxTokens <= whole + 1; maxTokens++) {
        const collected = ask({ toolCalls: [call(input)] }, { maxTokens });
        expect(collected.usage.completionTokens).toBeLessThanOrEqual(maxTokens);
        expect(collected.reason).toBe(maxTokens < whole ? 'length' : 'tool-calls');
        if (maxTokens >= whole) expect(collected.choices[0]?.calls[0]?.input).toBe(input);
      }
    }
  });
});

describe('reasoning', () => {
  const answer = { reasoning: 'First I think about it. Then I think again.', text: 'Here it is.' };

  it('comes before the answer, is counted, and is visible if the model shows it', () => {
    const shown = collect(openEngine(saying(answer)).engine, requestFor('go', { model: thinking }));
    expect(shown.choices[0]).toMatchObject({
      reasoning: answer.reasoning,
      text: answer.text,
      reason: 'stop',
    });
    const types = shown.events.map(({ type }) => type);
    expect(types.lastIndexOf('reasoning')).toBeLessThan(types.indexOf('text'));
    expect(shown.usage.reasoningTokens).toBe(count(answer.reasoning));
    expect(shown.usage.completionTokens).toBe(count(answer.reasoning) + count(answer.text));

    const hidden = collect(openEngine(saying(answer)).engine, requestFor('go', { model: hiding }));
    expect(hidden.choices[0]).toMatchObject({ reasoning: '', text: answer.text });
    expect(hidden.usage).toEqual(shown.usage);
    expect(additions(hidden.events)[0]?.at).toBe(TTFT + shown.usage.reasoningTokens * ITL);
  });

  it('is absent on a model that does not reason', () => {
    const collected = collect(openEngine(saying(answer)).engine, requestFor('go'));
    expect([collected.choices[0]?.reasoning, collected.usage.reasoningTokens]).toEqual(['', 0]);
  });

  it('counts towards the limit and may use all of it', () => {
    const { engine } = openEngine(saying(answer));
    const total = count(answer.reasoning) + count(answer.text);
    for (let maxTokens = 1; maxTokens <= total; maxTokens++) {
      const collected = collect(engine, requestFor('go', { model: thinking, limits: { maxTokens } }));
      expect(collected.usage.completionTokens).toBe(maxTokens);
      expect(collected.usage.reasoningTokens).toBe(Math.min(maxTokens, count(answer.reasoning)));
      expect(collected.reason).toBe(maxTokens < total ? 'length' : 'stop');
    }
  });

  it('cut by the limit has finish reason length, even without an answer text', () => {
    const { engine } = openEngine(saying({ reasoning: answer.reasoning, text: '' }));
    expect(collect(engine, requestFor('go', { model: thinking, limits: { maxTokens: 3 } })).reason).toBe(
      'length',
    );
  });
});

describe('timing', () => {
  it('is exact to the microsecond over a forty-second answer', async () => {
    const text = 'word '.repeat(1991).trim();
    expect(count(text)).toBe(1991);
    const { engine, clock } = openEngine(saying({ text }));
    clock.advance(123.456);
    const generation = await begin(engine, requestFor('go'), clock.now());
    const end = 123.456 + TTFT + 1990 * ITL;
    expect(end - 123.456).toBe(40_000);
    expect([generation.firstAt, generation.endsAt]).toEqual([123.456 + TTFT, end]);
    const batches: GenerationEvent[][] = [];
    play(withTurns(clock), generation, {
      write: (batch) => batches.push(batch) > 0,
      end: () => {},
      fail: () => {},
    });
    clock.advance(40_000 - 0.001);
    expect(generation.nextAt).toBe(end);
    clock.advance(0.001);
    expect(clock.now()).toBeCloseTo(end, 6);
    expect(batches).toHaveLength(1991);
    batches.forEach((events, index) => {
      for (const event of events) expect(Math.abs(event.at - (323.456 + index * ITL))).toBeLessThan(0.001);
    });
    expect(clock.pending).toBe(0);
  });

  it('has the same end whether an answer is taken at once or streamed', () => {
    const { engine } = openEngine(saying({ text: 'One two three four' }));
    const collected = collect(engine, requestFor('go'), 1000);
    const last = collected.events.at(-1);
    expect(last).toMatchObject({ type: 'usage', at: collected.generation.endsAt });
    expect(collected.generation.endsAt).toBe(1000 + TTFT + (collected.usage.completionTokens - 1) * ITL);
    expect(collected.generation.gaps).toHaveLength(collected.usage.completionTokens - 1);
  });

  it('returns nothing before it is due', async () => {
    const { engine } = openEngine(saying({ text: 'One two' }));
    const generation = await begin(engine, requestFor('go'), 50);
    expect(generation.take(50 + TTFT - 0.001)).toBeUndefined();
    expect(additions(generation.take(50 + TTFT) ?? [])).toMatchObject([{ type: 'text', pieces: ['One'] }]);
    expect(generation.take(50 + TTFT)).toBeUndefined();
    expect(generation.nextAt).toBe(50 + TTFT + ITL);
  });

  it('is shared by several choices: tokens with the same index are due together, each end with its last token', () => {
    const said = ['One', 'One two three', 'One two'];
    const { engine } = openEngine(saying(({ choice }) => ({ text: said[choice] as string })));
    const { events } = collect(engine, requestFor('go', { choices: 3 }));
    const collected = additions(events).map(
      (event) => `${event.at} ${'choice' in event ? event.choice : ''} ${event.type}`,
    );
    expect(collected).toEqual([
      `${TTFT} 0 text`,
      `${TTFT} 0 finished`,
      `${TTFT} 1 text`,
      `${TTFT} 2 text`,
      `${TTFT + ITL} 1 text`,
      `${TTFT + ITL} 2 text`,
      `${TTFT + ITL} 2 finished`,
      `${TTFT + 2 * ITL} 1 text`,
      `${TTFT + 2 * ITL} 1 finished`,
      `${TTFT + 2 * ITL}  usage`,
    ]);
  });

  it('never runs backwards', () => {
    const latency = {
      plan: () => {
        const random = createRandom('gaps');
        return { ttft: 0.1, gap: () => (random.chance(0.1) ? 1000 * random.next() : random.next() / 1e6) };
      },
    };
    const { engine } = openEngine(saying({ text: 'word '.repeat(300) }), {
      scheduler: createSoloScheduler(latency),
    });
    const { events, generation } = collect(engine, requestFor('go'));
    for (let index = 1; index < events.length; index++) {
      expect(events[index]?.at).toBeGreaterThanOrEqual(events[index - 1]?.at as number);
    }
    expect(events.at(-1)?.at).toBe(generation.endsAt);
  });

  it('is instant without latency, and an answer without tokens still takes its time to first token', async () => {
    const instant = openEngine(saying({ text: TEXTS[0] as string }), {
      scheduler: createSoloScheduler(createNoLatency()),
    });
    const collected = collect(instant.engine, requestFor('go'), 7);
    expect([collected.generation.firstAt, collected.generation.endsAt]).toEqual([7, 7]);

    const silent = await begin(openEngine(saying({ text: '' })).engine, requestFor('go'), 0);
    expect([silent.nextAt, silent.endsAt]).toEqual([TTFT, TTFT]);
    expect(additions(silent.take(TTFT) ?? [])).toMatchObject([
      { type: 'finished', reason: 'stop' },
      { type: 'usage' },
    ]);
    expect(silent.nextAt).toBeUndefined();
  });

  it('returns long overdue answers in batches, without loss', async () => {
    const text = 'word '.repeat(2000);
    const { engine } = openEngine(saying({ text }), { scheduler: createSoloScheduler(createNoLatency()) });
    const generation = await begin(engine, requestFor('go'), 0);
    const batches: GenerationEvent[][] = [];
    while (generation.nextAt !== undefined) batches.push(generation.take(0) ?? []);
    expect(batches.length).toBeGreaterThan(2);
    expect(
      batches
        .flat()
        .map((event) => (event.type === 'text' ? event.pieces.join('') : ''))
        .join(''),
    ).toBe(text);
  });
});

describe('continuous usage', () => {
  const answer = { reasoning: 'One two three', text: 'Four five six seven' };
  const usages = (events: readonly GenerationEvent[]) =>
    additions(events).flatMap((event) => (event.type === 'usage' ? [] : [event.soFar]));

  it.each([
    ['at a pace', {}],
    ['without latency', { scheduler: createSoloScheduler(createNoLatency()) }],
  ])('is on every event, %s', (_, options) => {
    const { engine } = openEngine(saying(answer), options);
    const collected = collect(
      engine,
      requestFor('go', { model: thinking, choices: 2, continuousUsage: true }),
    );
    const counts = usages(collected.events).map((soFar) => soFar?.completionTokens);
    // Each choice ends with its last token.
    expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 13, 14, 14]);
    expect(usages(collected.events).map((soFar) => soFar?.reasoningTokens)).toEqual([
      ...[1, 2, 3, 4, 5, 6],
      ...new Array(10).fill(6),
    ]);
    expect(usages(collected.events).at(-1)).toEqual(collected.usage);
  });

  it('is absent unless requested', () => {
    const { engine } = openEngine(saying(answer));
    expect(new Set(usages(collect(engine, requestFor('go')).events))).toEqual(new Set([undefined]));
  });
});

describe('a cancelled answer', () => {
  it('has used what was generated up to then', async () => {
    const answer = { reasoning: 'One two three', text: 'Four five six seven' };
    const { engine } = openEngine(saying(answer));
    const generation = await begin(engine, requestFor('go', { model: thinking, choices: 2 }), 0);
    expect(generation.usageSoFar()).toMatchObject({ completionTokens: 0, reasoningTokens: 0 });
    generation.take(TTFT);
    expect(generation.usageSoFar()).toMatchObject({ completionTokens: 2, reasoningTokens: 2 });
    generation.take(TTFT + 4 * ITL);
    expect(generation.usageSoFar()).toMatchObject({
      completionTokens: 10,
      reasoningTokens: 6,
      promptTokens: generation.usage.promptTokens,
    });
    generation.cancel();
    generation.cancel();
    expect(generation.nextAt).toBeUndefined();
    expect(generation.take(1e9)).toBeUndefined();
    expect(generation.usageSoFar().completionTokens).toBe(10);
    expect(generation.usage.completionTokens).toBe(14);
  });

  it('is complete if it had already ended', () => {
    const { generation } = collect(openEngine(saying({ text: 'One two' })).engine, requestFor('go'));
    generation.cancel();
    expect(generation.usageSoFar()).toEqual(generation.usage);
  });
});

describe('answers', () => {
  const prompt = 'Write a short story about a lighthouse';
  const open = () => openEngine(createSimulatedGenerator()).engine;
  const text = (given: Parameters<typeof requestFor>[1] = {}, engine = open()) =>
    collect(engine, requestFor(prompt, given)).text;

  it('repeat for the same request, in any order and in any instance with the same seed', () => {
    const engine = open();
    const first = text({}, engine);
    collect(engine, requestFor('Something else'));
    expect(text({}, engine)).toBe(first);
    expect(text()).toBe(first);
    expect(
      text({}, openEngine(createSimulatedGenerator(), { random: createRandom('other') }).engine),
    ).not.toBe(first);
  });

  it('are the same whether they are cached or generated again', () => {
    const source = createSimulatedGenerator();
    const forgetful: ContentSource = { compose: (brief) => source.compose(brief) };
    const engine = open();
    for (const given of [{}, { choices: 2 }, { sampling: { seed: 5 } }, { limits: { maxTokens: 20 } }]) {
      const once = collect(engine, requestFor(prompt, given));
      const again = collect(engine, requestFor(prompt, given));
      const anew = collect(openEngine(forgetful).engine, requestFor(prompt, given));
      expect(again.events).toEqual(once.events);
      expect(anew.choices).toEqual(once.choices);
    }
  });

  it('to one request differ, and the first equals the answer to a request for one', () => {
    const { choices } = collect(open(), requestFor(prompt, { choices: 4 }));
    expect(new Set(choices.map((choice) => choice.text)).size).toBe(4);
    expect(choices[0]?.text).toBe(text());
  });

  it('differ by seed, unless sampling is greedy', () => {
    expect(text({ sampling: { seed: 1 } })).toBe(text({ sampling: { seed: 1 } }));
    expect(text({ sampling: { seed: 1 } })).not.toBe(text({ sampling: { seed: 2 } }));
    expect(text({ sampling: { seed: 1 } })).not.toBe(text());
    for (const greedy of [{ temperature: 0 }, { topP: 0 }]) {
      expect(text({ sampling: { ...greedy, seed: 1 } })).toBe(text({ sampling: { ...greedy, seed: 2 } }));
    }
  });

  it('are cut by a limit but not changed otherwise', () => {
    const whole = text();
    const cut = text({ limits: { maxTokens: 12 } });
    expect(whole.startsWith(cut.slice(0, cut.lastIndexOf(' ')))).toBe(true);
  });

  it('come from a custom source, which receives the brief', () => {
    const briefs: Brief[] = [];
    const { engine } = openEngine(
      saying((brief) => {
        briefs.push(brief);
        return {
          text: 'See here.',
          citations: [{ start: 4, end: 8, url: 'https://example.org', title: 'Example' }],
        };
      }),
    );
    const collected = collect(engine, requestFor('hello', { choices: 2 }));
    expect(collected.choices[1]).toMatchObject({ text: 'See here.', citations: [{ start: 4, end: 8 }] });
    expect(briefs.map(({ choice }) => choice)).toEqual([0, 1]);
    expect(briefs[0]?.request.turns).toEqual([user('hello')]);
    expect(briefs[0]?.random.next()).not.toBe(briefs[1]?.random.next());
  });

  it('may be refusals', () => {
    const { engine } = openEngine(saying({ refusal: 'I cannot help with that.' }));
    const [choice] = collect(engine, requestFor('go', { topLogprobs: 1 })).choices;
    expect(choice).toMatchObject({ refusal: 'I cannot help with that.', text: '', reason: 'stop' });
    expect(choice?.logprobs.length).toBeGreaterThan(0);
  });

  it('lose citations of text that was cut off', () => {
    const citations = [
      { start: 0, end: 3, url: 'https://a.example', title: 'A' },
      { start: 8, end: 13, url: 'https://b.example', title: 'B' },
    ];
    const { engine } = openEngine(saying({ text: 'One two three', citations }));
    expect(collect(engine, requestFor('go', { limits: { maxTokens: 2 } })).choices[0]?.citations).toEqual([
      citations[0],
    ]);
  });

  it('wait for a vocabulary only the first time', async () => {
    const { engine } = openEngine(saying({ text: 'ok' }), { tokenizers: createTokenizers() });
    const first = begin(engine, requestFor('go'), 0);
    expect(first).toBeInstanceOf(Promise);
    await first;
    expect(begin(engine, requestFor('go'), 0)).not.toBeInstanceOf(Promise);
  });

  it('share one effort account among the choices of a request, and a new one each time', () => {
    const accounts: Brief['effort'][] = [];
    const { engine } = openEngine(
      saying(({ effort }) => {
        accounts.push(effort);
        return { text: 'ok' };
      }),
    );
    collect(engine, requestFor('go', { choices: 3 }));
    collect(engine, requestFor('go', { choices: 2 }));
    expect(accounts).toHaveLength(5);
    expect(new Set(accounts.slice(0, 3)).size).toBe(1);
    expect(new Set(accounts).size).toBe(2);
  });

  it('to repeated long prompts report cached tokens', () => {
    const cluster = new Cluster(
      { workers: 2, blocks: 1000, hostBlocks: 0, router: toRouterOptions() },
      createRandom('router'),
    );
    const scheduler = createCachedScheduler(createSoloScheduler(createNoLatency()), cluster);
    const { engine } = openEngine(saying({ text: 'ok' }), { scheduler });
    const long = 'The rain in the hills never quite stops. '.repeat(300);
    const usageOf = (change: Partial<GenerationRequest> = {}) =>
      collect(engine, requestFor(long, change)).usage;
    expect(usageOf().cachedTokens).toBe(0);
    const { cachedTokens, promptTokens } = usageOf();
    expect(cachedTokens).toBe(Math.floor((promptTokens - 1) / 128) * 128);
    expect(usageOf({ cacheKey: 'mine' }).cachedTokens).toBe(0);
  });
});
