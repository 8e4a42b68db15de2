import type { Fault } from '../../kernel/fault.ts';
import { json, type WholeReply } from '../../kernel/reply.ts';

/**
 * Errors that Azure's gateway itself answers, before a model is reached: only `code` and `message`. Undefined
 * for errors of the service behind it. Azure answers a missing or malformed dated version as an unknown path,
 * but under `/openai/v1` an unsupported version is named as the reason.
 *
 * @example
 * gatewayReply(new Fault({ kind: 'missing_credentials' }))?.status; // 401
 */
export function gatewayReply({ detail }: Fault): WholeReply | undefined {
  switch (detail.kind) {
    case 'missing_credentials':
    case 'wrong_credentials':
      return toReply(
        401,
        '401',
        'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
      );
    case 'unknown_route':
      return notFound();
    case 'missing_parameter':
    case 'invalid_format':
      return detail.param === API_VERSION ? notFound() : undefined;
    case 'invalid_choice':
      return detail.param === API_VERSION
        ? toReply(400, 'BadRequest', 'API version not supported')
        : undefined;
    case 'method_not_allowed':
      return toReply(405, '405', 'Method not allowed', { allow: detail.allowed.join(', ') });
    case 'unknown_model':
      return toReply(
        404,
        'DeploymentNotFound',
        'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
      );
    case 'rate_limited':
      return toReply(429, '429', detail.message, { 'retry-after': String(detail.retryAfter) });
    default:
      return undefined;
  }
}

/** Query parameter with the API version. */
export const API_VERSION = 'api-version';

const notFound = (): WholeReply => toReply(404, '404', 'Resource not found');

function toReply(
  status: number,
  code: string,
  message: string,
  headers?: Readonly<Record<string, string>>,
): WholeReply {
  return json({ error: { code, message } }, { status, ...(headers && { headers }) });
}
