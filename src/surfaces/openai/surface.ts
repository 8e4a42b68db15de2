import Type from 'typebox';
import type { Surface } from '../../kernel/operation.ts';
import { encodeFault, encodeFaultUnrecognized } from './errors.ts';
import { Nullable } from './shapes.ts';

/** The `openai-version` that OpenAI has sent since 2020. */
const API_VERSION = '2020-10-01';

/** Specification: ErrorResponse. */
export const ErrorResponse = Type.Object({
  error: Type.Object({
    message: Type.String(),
    type: Type.String(),
    param: Nullable(Type.String()),
    code: Nullable(Type.String()),
  }),
});

/**
 * OpenAI's dialect: where its paths begin, the error envelope, the headers of requests and responses.
 *
 * @example
 * createFakeAI({ apis: [defineApi({ dialect: openai, nouns: [notes] })] }); // serves /v1/notes
 */
export const openai: Surface = {
  name: 'openai',
  encodeFault,
  error: ErrorResponse,
  prefix: '/v1',
  callers: {
    project: { name: 'openai-project', title: 'OpenAI-Project' },
    requestId: {
      name: 'x-client-request-id',
      // Printable ASCII, at most 512 characters.
      isValid: (id) => /^[\x20-\x7e]{1,512}$/.test(id),
    },
  },
  headers: ({ requestId, processingMs, organization }) => ({
    'x-request-id': requestId,
    'openai-processing-ms': String(processingMs),
    'openai-version': API_VERSION,
    'openai-organization': organization,
  }),
};

/** The dialect of chat completions and completions, which word errors about unknown arguments differently. */
export const openaiText: Surface = { ...openai, encodeFault: encodeFaultUnrecognized };
