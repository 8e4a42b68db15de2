import Type from 'typebox';
import type { Surface } from '../../kernel/operation.ts';
import { encodeFault, encodeFaultUnrecognized } from './errors.ts';
import { Nullable } from './shapes.ts';

/** The version OpenAI has announced in this header since 2020. */
const API_VERSION = '2020-10-01';

/** Specification: ErrorResponse. */
const ErrorResponse = Type.Object({
  error: Type.Object({
    message: Type.String(),
    type: Type.String(),
    param: Nullable(Type.String()),
    code: Nullable(Type.String()),
  }),
});

/** OpenAI's dialect: its error envelope and the headers on each of its answers. */
export const openai: Surface = {
  name: 'openai',
  encodeFault,
  error: ErrorResponse,
  headers: ({ requestId, processingMs, organization }) => ({
    'x-request-id': requestId,
    'openai-processing-ms': String(processingMs),
    'openai-version': API_VERSION,
    'openai-organization': organization,
  }),
};

/** The dialect of the endpoints for text, chat completions and completions: they word arguments that they do not know in their own way. */
export const openaiText: Surface = { ...openai, encodeFault: encodeFaultUnrecognized };
