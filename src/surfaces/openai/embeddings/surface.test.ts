import { expect, it } from 'vitest';
import type { Fault } from '../../../kernel/fault.ts';
import type { WholeReply } from '../../../kernel/reply.ts';
import { validate } from '../../../kernel/steps/validate.ts';
import { EmbeddingRequest } from './schema.ts';
import { openaiEmbeddings } from './surface.ts';

function errorOf(input: unknown): unknown {
  try {
    validate(EmbeddingRequest, { model: 'text-embedding-3-small', input });
  } catch (error) {
    return JSON.parse(String((openaiEmbeddings.encodeFault(error as Fault) as WholeReply).body)).error;
  }
  return undefined;
}

it.each([[''], [['one', '']]])('words an empty text as the API does: %j', (input) => {
  expect(errorOf(input)).toEqual({
    message:
      "'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.",
    type: 'invalid_request_error',
    param: null,
    code: null,
  });
});

it('encodes other faults like every endpoint', () => {
  expect(errorOf([])).toMatchObject({ param: 'input', code: 'empty_array' });
});
