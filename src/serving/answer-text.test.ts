import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toAnswerText } from './answer-text.ts';

describe('toAnswerText', () => {
  it('returns the JSON of the answer with any id and creation time', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.dictionary(fc.string(), fc.jsonValue()), (id, created, rest) => {
        const { id: _, object: __, created: ___, ...members } = rest;
        const answer = { id: 'first', object: 'chat.completion', created: 1, model: 'm', ...members };
        expect(JSON.parse(toAnswerText(answer)({ id, created }))).toEqual(
          JSON.parse(JSON.stringify({ ...answer, id, created })),
        );
      }),
    );
    const answer = { id: 'a', object: 'text_completion', created: 2, model: 'm', choices: [] };
    expect(toAnswerText(answer)(answer)).toBe(JSON.stringify(answer));
  });
});
