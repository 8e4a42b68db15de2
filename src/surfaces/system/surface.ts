import Type from 'typebox';
import type { FaultDetail } from '../../kernel/fault.ts';
import type { Surface } from '../../kernel/operation.ts';
import { json } from '../../kernel/reply.ts';

const STATUS: { readonly [Kind in FaultDetail['kind']]?: number } = {
  forbidden: 403,
  not_found: 404,
  internal: 500,
  unsupported_body_type: 415,
  upgrade_required: 426,
  overloaded: 503,
  storage_unavailable: 503,
};

/** The dialect of the server's own endpoints: a simple error with code and message. */
export const system: Surface = {
  name: 'system',
  encodeFault: ({ detail }) => {
    return json(
      { error: { code: detail.kind, message: tell(detail) } },
      { status: STATUS[detail.kind] ?? 400 },
    );
  },
  error: Type.Object({ error: Type.Object({ code: Type.String(), message: Type.String() }) }),
  headers: ({ requestId }) => ({ 'x-request-id': requestId, 'x-content-type-options': 'nosniff' }),
};

function tell(detail: FaultDetail): string {
  switch (detail.kind) {
    case 'not_found':
      return `No ${detail.noun} named '${detail.id}'.`;
    case 'internal':
      return detail.message ?? 'The server had an error.';
    default:
      return ('message' in detail && detail.message) || detail.kind;
  }
}
