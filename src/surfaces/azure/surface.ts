import Type, { type TSchema } from 'typebox';
import type { Surface } from '../../kernel/operation.ts';
import { gatewayReply } from './errors.ts';

/** Errors of the gateway and of the content filter. */
const GatewayError = Type.Object({
  error: Type.Object({
    code: Type.String(),
    message: Type.String(),
    innererror: Type.Optional(Type.Unsafe<object>({ type: 'object' })),
  }),
});

/**
 * Azure's dialect of another surface's operations: the gateway checks keys, paths and versions and has its
 * own error format; all other errors pass through in the inner surface's format.
 */
export function toAzureSurface(inner: Surface): Surface {
  return {
    name: 'azure',
    root: '/openai/',
    keyHeader: 'api-key',
    encodeFault: (fault) => gatewayReply(fault) ?? inner.encodeFault(fault),
    error: inner.error ? Type.Union([GatewayError, inner.error as TSchema]) : GatewayError,
    headers: ({ requestId, processingMs }) => ({
      'x-request-id': requestId,
      'apim-request-id': requestId,
      'x-envoy-upstream-service-time': String(processingMs),
    }),
  };
}
