import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../runtime/steps.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { requestFor, tokenizer, user } from './engine.cases.ts';
import { fingerprintOf as fingerprintInSteps } from './fingerprint.ts';
import { CARD } from './models/card.cases.ts';
import { createPromptCache } from './prompt-cache.ts';
import type { GenerationRequest, Turn } from './request.ts';

const fingerprintOf = (request: GenerationRequest) => finish(fingerprintInSteps(request));

const MINUTE = 60_000;

function open(capacity?: number) {
  const clock = createVirtualClock({ automatic: false });
  const cache = createPromptCache({ clock, ...(capacity !== undefined && { capacity }) });
  /** Cached tokens of a conversation; its size is derived from its text. */
  const use = (turns: readonly Turn[] | string, scope = '', model = 'test-model'): number => {
    const request = requestFor('', {
      turns: typeof turns === 'string' ? [user(turns)] : turns,
      model: { ...CARD, id: model },
    });
    const text = request.turns.map((turn) => (turn.parts[0] as { text: string }).text).join('\n');
    return cache.use(scope, fingerprintOf(request), tokenizer.count(text));
  };
  return { clock, cache, use };
}

/** English text of about this many tokens, different for each topic. */
const prose = (tokens: number, topic = 'rain'): string =>
  Array.from(
    { length: Math.ceil(tokens / 10) },
    (_, index) => `Line ${index} of the long report tells about ${topic}.`,
  ).join(' ');

describe('the prompt cache', () => {
  it('has no hit for a new prompt', () => {
    expect(open().use(prose(5000))).toBe(0);
  });

  it('never caches prompts under 1,024 tokens', () => {
    const { use } = open();
    for (let round = 0; round < 3; round++) expect(use(prose(500))).toBe(0);
    const { cache } = open();
    const fingerprint = fingerprintOf(requestFor('x'.repeat(5000)));
    expect([1023, 1023].map((tokens) => cache.use('', fingerprint, tokens))).toEqual([0, 0]);
  });

  it('hits the whole of a repeated prompt, in steps of 128 from 1,024 on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1024, max: 50_000 }), (tokens) => {
        const { cache } = open();
        const fingerprint = fingerprintOf(requestFor('x'.repeat(tokens * 4)));
        expect(cache.use('', fingerprint, tokens)).toBe(0);
        const cached = cache.use('', fingerprint, tokens);
        expect(cached % 128).toBe(0);
        expect(cached).toBeGreaterThanOrEqual(1024);
        expect(cached).toBeLessThanOrEqual(tokens);
        expect(tokens - cached).toBeLessThanOrEqual(128);
      }),
      { numRuns: 50, examples: [[1024], [1025], [1152], [1153]] },
    );
  });

  it('hits the shared prefix of a continued conversation', () => {
    const { use } = open();
    const first: Turn[] = [{ role: 'system', parts: [{ kind: 'text', text: prose(3000) }] }, user('Hello')];
    const beginning = tokenizer.count(prose(3000));
    expect(use(first)).toBe(0);
    const more = [
      ...first,
      { role: 'assistant' as const, parts: first[1]?.parts ?? [] },
      user(prose(2000, 'sun')),
    ];
    const cached = use(more);
    expect(cached % 128).toBe(0);
    expect(cached).toBeGreaterThan(beginning * 0.85);
    expect(cached).toBeLessThanOrEqual(beginning * 1.1);
    const longer = use([...more, user('And now?')]);
    expect(longer).toBeGreaterThan(cached);
  });

  it('has no hit for prompts that share only their end', () => {
    const { use } = open();
    use(prose(3000));
    expect(use(`Another start. ${prose(3000)}`)).toBe(0);
  });

  it('has no hit when less than 1,024 tokens are shared', () => {
    const { use } = open();
    use(`${prose(700)} ${prose(3000, 'sun')}`);
    expect(use(`${prose(700)} ${prose(3000, 'snow')}`)).toBe(0);
  });

  it('separates scopes and models', () => {
    const { use } = open();
    const text = prose(2000);
    use(text, 'one');
    expect(use(text, 'two')).toBe(0);
    expect(use(text, 'one', 'other-model')).toBe(0);
    expect(use(text, 'one')).toBeGreaterThan(1024);
    expect(use(text)).toBe(0);
  });

  it('forgets blocks after ten idle minutes, counted from their last use', () => {
    const { use, clock } = open();
    const text = prose(2000);
    use(text);
    clock.advance(9.9 * MINUTE);
    expect(use(text)).toBeGreaterThan(1024);
    clock.advance(9.9 * MINUTE);
    expect(use(text)).toBeGreaterThan(1024);
    clock.advance(10 * MINUTE);
    expect(use(text)).toBe(0);
  });

  it('keeps a shared prefix for as long as any prompt with it is used', () => {
    const { use, clock } = open();
    const beginning = prose(2500);
    use(`${beginning} ${prose(600, 'sun')}`);
    for (const topic of ['snow', 'wind', 'fog']) {
      clock.advance(9 * MINUTE);
      expect(use(`${beginning} ${prose(600, topic)}`)).toBeGreaterThan(2000);
    }
  });

  it('holds a bounded number of blocks and evicts the least recently used first', () => {
    const { use } = open(60);
    const texts = ['rain', 'sun', 'snow', 'fog', 'wind'].map((topic) => prose(2000, topic));
    for (const text of texts) use(text);
    expect(use(texts[4] as string)).toBeGreaterThan(1024);
    expect(use(texts[0] as string)).toBe(0);
  });
});
