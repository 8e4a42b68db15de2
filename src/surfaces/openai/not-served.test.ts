import { describe, expect, it } from 'vitest';
import { createFakeAI } from '../../fakeai.ts';
import { isNotServedYet } from './not-served.ts';

describe('isNotServedYet', () => {
  it.each([
    '/v1/assistants',
    '/assistants',
    '/v1/threads/thread_1/runs',
    '/v1/audio/voices',
    '/v1/fine_tuning/jobs/',
  ])('is true for %s', (path) => {
    expect(isNotServedYet(path)).toBe(true);
  });

  it.each([
    '/',
    '/v1',
    '/v1/',
    '/v1/chat/compeltions',
    '/v1/audio',
    '/v2/responses',
    '/openai/responses',
    '/x/responses',
  ])('is false for %s', (path) => {
    expect(isNotServedYet(path)).toBe(false);
  });

  it('is false for every served path', async () => {
    const fake = createFakeAI();
    const served = fake.operations.filter(({ absolute, path }) => !absolute && isNotServedYet(path));
    await fake.close();
    expect(served.map(({ id }) => id)).toEqual([]);
  });
});
