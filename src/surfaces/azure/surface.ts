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

/** The schema of errors in Azure's dialect of a surface whose own errors have the given schema. */
export function toAzureError(inner: TSchema | undefined): TSchema {
  return inner ? Type.Union([GatewayError, inner]) : GatewayError;
}

/**
 * Azure's dialect of another surface's operations: the gateway checks keys, paths and versions and has its
 * own error format; all other errors pass through in the inner surface's format.
 */
export function toAzureSurface(inner: Surface, error: TSchema): Surface {
  return {
    name: 'azure',
    root: '/openai/',
    keyHeader: 'api-key',
    encodeFault: (fault) => gatewayReply(fault) ?? inner.encodeFault(fault),
    error,
    headers: ({ requestId, processingMs }) => ({
      'x-request-id': requestId,
      'apim-request-id': requestId,
      'x-envoy-upstream-service-time': String(processingMs),
    }),
  };
}
