import { describe, expect, it } from 'vitest';
import { malformedId } from './object-id.ts';

describe('an id', () => {
  it.each(['conv', 'conv_1', 'conv_-aZ09', 'conversation'])('may be %s', (id) => {
    expect(malformedId('conversation_id', id, 'conv')).toBeUndefined();
  });

  it.each([
    ['', "Expected an ID that begins with 'conv'."],
    ['resp_1', "Expected an ID that begins with 'conv'."],
    [
      'conv_1/2',
      'Expected an ID that contains letters, numbers, underscores, or dashes, but this value contained additional characters.',
    ],
    [
      'conv_\n',
      'Expected an ID that contains letters, numbers, underscores, or dashes, but this value contained additional characters.',
    ],
  ])('may not be %j', (id, expected) => {
    expect(malformedId('conversation_id', id, 'conv')?.detail).toEqual({
      kind: 'invalid_value',
      param: 'conversation_id',
      message: `Invalid 'conversation_id': '${id}'. ${expected}`,
    });
  });
});
