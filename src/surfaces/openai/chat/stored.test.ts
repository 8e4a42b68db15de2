import { describe, expect, it } from 'vitest';
import type { ChatCompletion, ChatCompletionRequest } from './schema.ts';
import { checkStorable, toRecord } from './stored.ts';

const completion = { id: 'chatcmpl-1' } as ChatCompletion;
const record = (request: Partial<ChatCompletionRequest>) =>
  toRecord({ model: 'gpt-4o', messages: [], ...request } as ChatCompletionRequest, completion, 'req_1');

const MEGABYTES = 2 ** 20;
const url = (length: number) => `data:image/png;base64,${'A'.repeat(length)}`;

describe('a request that is stored', () => {
  it('may be large', () => {
    const content = 'x'.repeat(7 * MEGABYTES);
    expect(record({ messages: [{ role: 'user', content }] }).messages).toMatchObject([{ content }]);
  });

  it.each<[string, Partial<ChatCompletionRequest>]>([
    ['one text', { messages: [{ role: 'user', content: 'x'.repeat(9 * MEGABYTES) }] }],
    [
      'pictures',
      {
        messages: [3, 6].map((size) => ({
          role: 'user',
          content: [{ type: 'image_url', image_url: { url: url(size * MEGABYTES) } }],
        })),
      },
    ],
  ])('is refused if it is too large to be stored: %s', (_what, request) => {
    expect(() => checkStorable(request as ChatCompletionRequest)).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ kind: 'invalid_value', param: 'store' }) }),
    );
  });
});
