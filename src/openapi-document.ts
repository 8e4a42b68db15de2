import { version } from './config/version.ts';
import { toOpenApi } from './kernel/openapi.ts';
import type { Operation } from './kernel/operation.ts';
import { ErrorResponse } from './surfaces/openai/surface.ts';
import { MALFORMED_STATUSES } from './transport/malformed.ts';

/** The OpenAPI 3.1 document of an instance. `exampleKey` is an API key that anyone may see. */
export function openApiDocument(operations: readonly Operation[], exampleKey: string | undefined): object {
  return toOpenApi(operations, {
    title: 'FakeAI',
    version,
    exampleKey,
    // Malformed requests are refused in OpenAI's format at every path.
    transport: { error: ErrorResponse, statuses: MALFORMED_STATUSES },
  });
}
