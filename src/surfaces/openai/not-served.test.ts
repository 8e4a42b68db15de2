import { describe, expect, it } from 'vitest';
import { createFakeAI } from '../../fakeai.ts';
import { isNotServedYet } from './not-served.ts';

describe('isNotServedYet', () => {
  it.each([
    '/v1/responses',
    '/responses',
    '/v1/responses/resp_1/cancel',
    '/v1/audio/voices',
    '/v1/fine_tuning/jobs/',
  ])('knows %s', (path) => {
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
  ])('leaves %s alone', (path) => {
    expect(isNotServedYet(path)).toBe(false);
  });

  it('names nothing that is served', async () => {
    const fake = createFakeAI();
    const served = fake.operations.filter(({ absolute, path }) => !absolute && isNotServedYet(path));
    await fake.close();
    expect(served.map(({ id }) => id)).toEqual([]);
  });
});
