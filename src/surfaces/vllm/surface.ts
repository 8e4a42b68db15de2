import Type from 'typebox';
import type { Surface } from '../../kernel/operation.ts';
import { encodeFault } from './errors.ts';

/** The dialect of vLLM's own endpoints, which SGLang's share. Only a few of their paths begin with its prefix. */
export const vllm: Surface = {
  name: 'vllm',
  encodeFault,
  error: Type.Object({
    error: Type.Object({
      message: Type.String(),
      type: Type.String(),
      param: Type.Union([Type.String(), Type.Null()]),
      code: Type.Integer({ description: 'The status of the response.' }),
    }),
  }),
  prefix: '/v1',
  headers: ({ requestId }) => ({ 'x-request-id': requestId }),
};
