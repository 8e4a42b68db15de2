import { describe, expect, it } from 'vitest';
import { finish } from '../runtime/steps.ts';
import { requestFor, user } from './engine.cases.ts';
import { fingerprintOf as fingerprintInSteps } from './fingerprint.ts';
import type { GenerationRequest } from './request.ts';

const fingerprintOf = (request: GenerationRequest) => finish(fingerprintInSteps(request));

const tool = { kind: 'function', name: 'f', description: '', strict: false } as const;

describe('a fingerprint', () => {
  it('is the same for the same conversation, whatever its limits', () => {
    const one = fingerprintOf(requestFor('hello'));
    expect(fingerprintOf(requestFor('hello'))).toEqual(one);
    expect(fingerprintOf(requestFor('hello', { limits: { maxTokens: 5, stop: ['x'] }, choices: 3 }))).toEqual(
      one,
    );
  });

  it('differs with everything that affects the answer', () => {
    const requests: GenerationRequest[] = [
      requestFor('hello'),
      requestFor('hello '),
      requestFor('', { turns: [{ ...user('hello'), role: 'system' }] }),
      requestFor('', { turns: [{ ...user('hello'), name: 'ann' }] }),
      requestFor('', { turns: [user('hel'), user('lo')] }),
      requestFor('', { turns: [{ role: 'user', parts: [...user('hel').parts, ...user('lo').parts] }] }),
      requestFor('hello', { tools: [tool] }),
      requestFor('hello', { tools: [{ ...tool, name: 'g' }] }),
      requestFor('hello', { format: { kind: 'json' } }),
      requestFor('hello', { format: { kind: 'schema', name: 'n', schema: {}, strict: false } }),
      requestFor('hello', { model: { ...requestFor('').model, id: 'other-model' } }),
      requestFor('x'.repeat(5000)),
      requestFor('x'.repeat(5001)),
      requestFor('x'.repeat(100_000)),
      requestFor('x'.repeat(100_001)),
      requestFor(`y${'x'.repeat(99_999)}`),
    ];
    const prints = requests.map(fingerprintOf);
    expect(new Set(prints.map(({ key }) => key)).size).toBe(requests.length);
    expect(new Set(prints.map(({ text }) => text)).size).toBe(requests.length);
  });

  it('has a key of bounded size, and a text that starts with that of a shorter conversation', () => {
    const short = fingerprintOf(requestFor('x'.repeat(100_000)));
    const long = fingerprintOf(requestFor('', { turns: [user('x'.repeat(100_000)), user('more')] }));
    expect(short.key.length).toBeLessThan(1000);
    expect(long.text.startsWith(short.text)).toBe(true);
  });
});
