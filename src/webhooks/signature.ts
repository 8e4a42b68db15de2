import { createHmac } from 'node:crypto';

/** Headers that let a receiver verify the sender, time and integrity of a message. */
export interface SignedHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/**
 * Signs a message according to the Standard Webhooks specification, like OpenAI: HMAC-SHA256 over id,
 * timestamp and body.
 *
 * @param message `timestamp` in Unix seconds; `secret` as `whsec_` followed by base64
 * @throws TypeError for a malformed secret; the error message does not reveal it
 * @example
 * const headers = toSignedHeaders({ id: 'wh_1', timestamp: 1_735_689_600, body: '{}', secret });
 * await client.webhooks.unwrap('{}', headers, secret);
 */
export function toSignedHeaders(message: {
  id: string;
  timestamp: number;
  body: string;
  secret: string;
}): SignedHeaders {
  const { id, timestamp, body, secret } = message;
  const hmac = createHmac('sha256', toKey(secret)).update(`${id}.${timestamp}.${body}`);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${hmac.digest('base64')}`,
  };
}

const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/;

function toKey(secret: string): Buffer {
  const encoded = SECRET.exec(secret)?.[1];
  if (encoded === undefined) throw new TypeError('A webhook secret is whsec_ followed by base64');
  return Buffer.from(encoded, 'base64');
}
