import type { FaultDetail } from './fault.ts';

/**
 * One fault of each kind, and two where encoders distinguish further. Encoding them with a surface tells which
 * statuses and headers its errors have.
 */
export const FAULT_EXAMPLES: readonly FaultDetail[] = Object.values({
  malformed_body: [{ kind: 'malformed_body' }],
  malformed_form: [{ kind: 'malformed_form', message: 'A part has no name.' }],
  nested_too_deep: [{ kind: 'nested_too_deep', limit: 1 }],
  too_many_members: [{ kind: 'too_many_members', of: 'parts', limit: 1 }],
  body_too_large: [{ kind: 'body_too_large', limit: 1 }],
  unsupported_media_type: [
    { kind: 'unsupported_media_type', given: 'text/plain', expected: 'application/json' },
  ],
  unsupported_body_type: [
    { kind: 'unsupported_body_type', given: 'text/plain', supported: ['application/octet-stream'] },
  ],
  unsupported_coding: [{ kind: 'unsupported_coding', given: 'x', supported: ['gzip'], most: 1 }],
  damaged_body: [{ kind: 'damaged_body', coding: 'gzip' }],
  unknown_route: [{ kind: 'unknown_route', method: 'GET', path: '/x' }],
  method_not_allowed: [{ kind: 'method_not_allowed', method: 'PUT', path: '/x', allowed: ['GET'] }],
  upgrade_required: [{ kind: 'upgrade_required', protocol: 'websocket' }],
  unsatisfiable_range: [{ kind: 'unsatisfiable_range', size: 1 }],
  missing_credentials: [{ kind: 'missing_credentials' }],
  wrong_credentials: [{ kind: 'wrong_credentials', masked: 'sk-***' }],
  missing_parameter: [{ kind: 'missing_parameter', param: 'x' }],
  unknown_parameter: [{ kind: 'unknown_parameter', param: 'x' }],
  invalid_type: [{ kind: 'invalid_type', param: 'x', expected: ['string'], given: 'null' }],
  invalid_choice: [{ kind: 'invalid_choice', param: 'x', given: 'b', allowed: ['a'] }],
  out_of_range: [
    {
      kind: 'out_of_range',
      param: 'x',
      number: 'integer',
      side: 'above',
      bound: 1,
      exclusive: false,
      given: 2,
    },
  ],
  wrong_length: [
    { kind: 'wrong_length', param: 'x', of: 'array', side: 'below', bound: 1, given: 0 },
    { kind: 'wrong_length', param: 'x', of: 'array', side: 'above', bound: 1, given: 2 },
  ],
  invalid_format: [{ kind: 'invalid_format', param: 'x', expected: '^a$', given: 'b' }],
  invalid_value: [{ kind: 'invalid_value', param: 'x', message: 'It is wrong.' }],
  unsupported_parameter: [{ kind: 'unsupported_parameter', param: 'x' }],
  unsupported_value: [{ kind: 'unsupported_value', param: 'x', given: 'b', only: 'a' }],
  above_model_limit: [{ kind: 'above_model_limit', of: 'completion', param: 'x', limit: 1, given: 2 }],
  context_exceeded: [{ kind: 'context_exceeded', limit: 1, promptTokens: 2, param: 'x' }],
  too_many_tokens: [{ kind: 'too_many_tokens', limit: 1, tokens: 2 }],
  not_found: [{ kind: 'not_found', noun: 'thing', id: 'x' }],
  unknown_model: [{ kind: 'unknown_model', model: 'x' }],
  unsuited_model: [{ kind: 'unsuited_model', message: 'It is another kind of model.' }],
  conflict: [{ kind: 'conflict', message: 'It has ended.' }],
  forbidden: [{ kind: 'forbidden', message: 'It is not allowed.' }],
  rate_limited: [{ kind: 'rate_limited', message: 'Too many requests', retryAfter: 1 }],
  overloaded: [{ kind: 'overloaded', retryAfter: 1 }],
  storage_full: [{ kind: 'storage_full', message: 'It is full' }],
  storage_unavailable: [
    { kind: 'storage_unavailable', code: 'storage_full', message: 'The disk is full', retryAfter: 1 },
  ],
  internal: [{ kind: 'internal' }],
} satisfies {
  readonly [Kind in FaultDetail['kind']]: readonly Extract<FaultDetail, { kind: Kind }>[];
}).flat();
