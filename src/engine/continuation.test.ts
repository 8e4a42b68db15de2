import { describe, expect, it } from 'vitest';
import { finish } from '../runtime/steps.ts';
import { additions, collect, ITL, openEngine, requestFor, saying, TTFT, tokenizer } from './engine.cases.ts';
import { ContextExceeded } from './errors.ts';
import type { GenerationEvent } from './event.ts';
import { fingerprintOf as fingerprintInSteps } from './fingerprint.ts';
import type { Generation } from './generation.ts';
import { CARD } from './models/card.cases.ts';
import type { ContentSource } from './ports/content.ts';
import type { PreparedRequest } from './prepared-request.ts';
import type { GenerationRequest } from './request.ts';
import type { Logprobs } from './sampling/logprobs.ts';
import { END_OF_TEXT } from './tokenizer/end-of-text.ts';

const text = 'The old man and the sea';

const toGoOn = (prompt: string, given: Parameters<typeof requestFor>[1] = {}): GenerationRequest =>
  requestFor(prompt, { continuation: { echo: false }, ...given });

function prepare(
  request: GenerationRequest,
  content: ContentSource = saying({ text: ' said.' }),
): PreparedRequest {
  const prepared = openEngine(content).engine.prepare(request);
  if (prepared instanceof Promise) throw new Error('The vocabulary is not loaded');
  return prepared;
}

const fingerprintOf = (request: GenerationRequest) => finish(fingerprintInSteps(request));

describe('a text to continue', () => {
  it('costs only its own tokens', () => {
    expect(prepare(toGoOn(text)).prompt).toEqual({ total: tokenizer.count(text), image: 0, audio: 0 });
    expect(prepare(toGoOn('')).prompt.total).toBe(0);
    expect(prepare(toGoOn(`${END_OF_TEXT}${text}`)).prompt.total).toBe(tokenizer.count(text) + 1);
    // In a message the same characters are ordinary text.
    const message = prepare(requestFor(END_OF_TEXT)).prompt.total - prepare(requestFor('')).prompt.total;
    expect(message).toBe(tokenizer.count(END_OF_TEXT));
    expect(message).toBeGreaterThan(1);
  });

  it('costs the tokens it was given as, and those of its suffix', () => {
    const tokens = [...text].flatMap((letter) => tokenizer.encode(letter));
    expect(prepare(toGoOn(text, { continuation: { echo: false, tokens } })).prompt.total).toBe(text.length);
    const { total } = prepare(toGoOn(text, { continuation: { echo: false, suffix: ' went home.' } })).prompt;
    expect(total).toBe(tokenizer.count(text) + tokenizer.count(' went home.'));
  });

  it('has to fit the context window', () => {
    const model = { ...CARD, contextWindow: 20, maxOutputTokens: 20 };
    const fits = toGoOn(text, { model, limits: { maxTokens: 14 } });
    expect(prepare(fits).limit).toBe(14);
    expect(() => prepare({ ...fits, limits: { ...fits.limits, maxTokens: 15 } })).toThrow(ContextExceeded);
  });

  it('has another fingerprint than a message with the same words', () => {
    const keys = [
      requestFor(text),
      toGoOn(text),
      toGoOn(text, { continuation: { echo: false, suffix: 'x' } }),
      toGoOn(`${text}x`),
    ].map((request) => fingerprintOf(request).key);
    expect(new Set(keys).size).toBe(4);
    expect(fingerprintOf(toGoOn(`${text} and more`)).text).toContain(fingerprintOf(toGoOn(text)).text);
  });

  it('is continued without reasoning, even by reasoning models', () => {
    const reasoning = { efforts: ['low'], defaultEffort: 'low', visible: true } as const;
    const { engine } = openEngine(saying({ reasoning: 'Let me think.', text: ' said no.' }));
    const { usage, choices } = collect(engine, toGoOn(text, { model: { ...CARD, reasoning } }));
    expect(choices[0]).toMatchObject({ text: ' said no.', reasoning: '' });
    expect(usage).toMatchObject({ reasoningTokens: 0, completionTokens: 3 });
  });

  it('may be echoed without an answer', () => {
    const { engine } = openEngine(saying({ text: ' said no.' }));
    const { generation, usage, events } = collect(engine, toGoOn(text, { limits: { maxTokens: 0 } }));
    expect(additions(events).map(({ type }) => type)).toEqual(['finished', 'usage']);
    expect(additions(events)[0]).toMatchObject({ reason: 'length', at: TTFT });
    expect(usage.completionTokens).toBe(0);
    expect(generation.endsAt).toBe(TTFT);
  });
});

describe('the tokens of a text to continue', () => {
  const all = <Token>(sequence: Logprobs<Token> | undefined): Token[] | undefined =>
    sequence && Array.from({ length: sequence.length }, sequence.start());
  const collected = (prompt: string, continuation: GenerationRequest['continuation'], topLogprobs?: number) =>
    all(
      prepare(toGoOn(prompt, { continuation, ...(topLogprobs !== undefined && { topLogprobs }) }))
        .promptTokens,
    );

  it('are reported when requested', () => {
    expect(collected(text, { echo: true })).toBeUndefined();
    expect(collected(text, { echo: false }, 2)).toBeUndefined();
    const [first, ...others] = collected(text, { echo: true }, 2) ?? [];
    expect(first).toEqual({ id: 976, token: 'The', logprob: null, bytes: [...Buffer.from('The')] });
    expect(['The', ...others.map(({ token }) => token)].join('')).toBe(text);
    for (const other of others) {
      expect(other.logprob).toBeLessThan(0);
      expect('top' in other && other.top).toHaveLength(2);
    }
    expect(collected(text, { echo: true }, 2)).toEqual([first, ...others]);
  });

  it('are the ones the request contained', () => {
    const tokens = [...tokenizer.encode('Once'), 199_999, ...tokenizer.encode(' more')];
    expect(
      collected(`Once${END_OF_TEXT} more`, { echo: true, tokens }, 0)?.map(({ token }) => token),
    ).toEqual(['Once', END_OF_TEXT, ' more']);
    expect(collected('', { echo: true }, 0)).toEqual([]);
  });
});

describe('several prompts together', () => {
  const answers: Readonly<Record<string, string>> = { Red: ' one two three four', Green: ' a b', Blue: ' x' };
  const content: ContentSource = {
    repeats: true,
    compose: ({ request }) => {
      const part = request.turns[0]?.parts[0];
      return { text: part?.kind === 'text' ? (answers[part.text] as string) : '' };
    },
  };

  it('are one generation with consecutively numbered choices', () => {
    const { engine } = openEngine(content);
    const batch = ['Red', 'Green', 'Blue'].map(
      (prompt, index) => engine.prepare(toGoOn(prompt, { choices: index + 1 })) as PreparedRequest,
    );
    const generation = engine.generateBatch(batch, { arrivedAt: 1000, tenant: '' }) as Generation;
    expect([generation.firstAt, generation.endsAt]).toEqual([1000 + TTFT, 1000 + TTFT + 3 * ITL]);
    expect(generation.usage).toMatchObject({ promptTokens: 3, completionTokens: 4 + 2 * 2 + 3 });

    const events: GenerationEvent[] = [];
    while (generation.nextAt !== undefined) events.push(...(generation.take(generation.nextAt) ?? []));
    const said = (choice: number): string =>
      events
        .flatMap((event) => (event.type === 'text' && event.choice === choice ? event.pieces : []))
        .join('');
    expect([0, 1, 2, 3, 4, 5].map(said)).toEqual([' one two three four', ' a b', ' a b', ' x', ' x', ' x']);
    const ends = events.flatMap((event) =>
      event.type === 'finished' ? [[event.choice, event.at - 1000 - TTFT]] : [],
    );
    expect(ends).toEqual([
      [3, 0],
      [4, 0],
      [5, 0],
      [1, ITL],
      [2, ITL],
      [0, 3 * ITL],
    ]);
  });

  it('need at least one', () => {
    expect(() => openEngine(content).engine.generateBatch([], { arrivedAt: 0, tenant: '' })).toThrow(
      RangeError,
    );
  });
});
