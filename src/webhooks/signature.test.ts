import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { toSignedHeaders } from './signature.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const BODY = '{"id":"evt_1","object":"event","type":"batch.completed","data":{"id":"batch_ü"}}';
const client = new OpenAI({ apiKey: 'none', webhookSecret: SECRET });

/** The official client compares timestamps with real time. */
const now = () => Math.floor(Date.now() / 1000);

describe('a signature', () => {
  it('matches other implementations of Standard Webhooks', () => {
    const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
    const headers = toSignedHeaders({
      id,
      timestamp: 1614265330,
      body: '{"test": 2432232314}',
      secret: SECRET,
    });
    expect(headers).toEqual({
      'webhook-id': id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is accepted by the official client', async () => {
    const headers = { ...toSignedHeaders({ id: 'wh_1', timestamp: now(), body: BODY, secret: SECRET }) };
    await expect(client.webhooks.unwrap(BODY, headers)).resolves.toMatchObject({
      type: 'batch.completed',
      data: { id: 'batch_ü' },
    });
  });

  it('is rejected by the official client for another body, secret, id or time', async () => {
    const message = { id: 'wh_1', timestamp: now(), body: BODY, secret: SECRET };
    const headers = { ...toSignedHeaders(message) };
    const rejected = (body: string, changed: Record<string, string>, secret = SECRET) =>
      expect(client.webhooks.unwrap(body, { ...headers, ...changed }, secret)).rejects.toThrow(
        OpenAI.InvalidWebhookSignatureError,
      );
    await rejected(BODY.replace('completed', 'cancelled'), {});
    await rejected(BODY, {}, 'whsec_ZmFrZWFpLXdlYmhvb2stc2VjcmV0LWZvci10ZXN0cw==');
    await rejected(BODY, { 'webhook-id': 'wh_2' });
    await rejected(BODY, { 'webhook-timestamp': String(message.timestamp - 1) });
    await rejected(BODY, { ...toSignedHeaders({ ...message, timestamp: now() - 301 }) });
  });

  it('requires a well-formed secret', () => {
    for (const secret of ['', 'whsec_', 'secret', 'whsec_not base64', `${SECRET}\n`]) {
      expect(() => toSignedHeaders({ id: 'wh_1', timestamp: 1, body: BODY, secret })).toThrow(TypeError);
    }
  });
});
