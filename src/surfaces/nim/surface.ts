import Type from 'typebox';
import type { Surface } from '../../kernel/operation.ts';
import { encodeFault } from './errors.ts';

/** Depending on the fault: a list of issues, a problem with a title, or just an `error`. */
const ErrorReply = Type.Object({
  status: Type.Optional(Type.Integer()),
  title: Type.Optional(Type.String()),
  detail: Type.Optional(
    Type.Union([
      Type.String(),
      Type.Array(
        Type.Object({
          type: Type.String(),
          loc: Type.Array(Type.Union([Type.String(), Type.Integer()])),
          msg: Type.String(),
          input: Type.Optional(Type.Unknown()),
          ctx: Type.Optional(Type.Unsafe<Record<string, unknown>>({ type: 'object' })),
        }),
      ),
    ]),
  ),
  error: Type.Optional(Type.String()),
});

/** The dialect of NVIDIA's retrieval microservices. */
export const nim: Surface = {
  name: 'nim',
  encodeFault,
  error: ErrorReply,
  prefix: '/v1',
  headers: ({ requestId }) => ({ 'x-request-id': requestId }),
};
