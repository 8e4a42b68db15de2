import { describe, expect, it, onTestFinished } from 'vitest';
import { incoming, KEYS } from '../../../kernel/dispatch.cases.ts';
import { type Delivery, deliveryCollection } from '../../../webhooks/delivery.ts';
import { openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { webhooks } from './noun.ts';

async function openLog() {
  const { platform, dispatch } = openRig([only(webhooks)], { apiKeys: [KEYS[0]] });
  onTestFinished(() => platform.close());
  const deliveries = platform.collection(deliveryCollection).in('default');
  const base: Delivery = {
    id: 'wh_0',
    eventId: 'evt_0',
    type: 'batch.completed',
    url: 'http://receiver.test/',
    createdAt: 1_735_689_600,
    state: 'delivered',
    attempts: [{ at: 1_735_689_600_500, status: 200, durationMs: 12.5 }],
  };
  const failing: Partial<Delivery> = {
    type: 'batch.failed',
    state: 'pending',
    attempts: [{ at: 1_735_689_600_000, error: 'refused', durationMs: 1 }],
    nextAttemptAt: 1_735_689_605_250,
  };
  for (let index = 0; index < 5; index++) {
    const delivery = { ...base, ...(index === 4 && failing), id: `wh_${index}`, eventId: `evt_${index}` };
    await deliveries.insert(delivery, { createdAt: delivery.createdAt });
  }
  return async (query: string, headers?: Record<string, string>) => {
    const answer = await dispatch(
      incoming({ method: 'GET', path: '/v1/webhooks/deliveries', query, ...(headers && { headers }) }),
    );
    return { status: answer.status, body: JSON.parse(String(answer.body)) };
  };
}

describe('the delivery log', () => {
  it('lists deliveries in pages, latest first', async () => {
    const list = await openLog();
    const first = await list('limit=2');
    expect(first).toMatchObject({ status: 200, body: { object: 'list', first_id: 'wh_4', has_more: true } });
    expect(first.body.data).toEqual([
      {
        id: 'wh_4',
        object: 'webhook.delivery',
        created_at: 1_735_689_600,
        event: { id: 'evt_4', type: 'batch.failed' },
        url: 'http://receiver.test/',
        state: 'pending',
        next_attempt_at: 1_735_689_605,
        attempts: [{ at: 1_735_689_600, status: null, error: 'refused', duration_ms: 1 }],
      },
      expect.objectContaining({
        id: 'wh_3',
        next_attempt_at: null,
        attempts: [{ at: 1_735_689_600, status: 200, error: null, duration_ms: 12.5 }],
      }),
    ]);
    const rest = await list('limit=5&after=wh_3');
    expect(rest.body.data.map(({ id }: Delivery) => id)).toEqual(['wh_2', 'wh_1', 'wh_0']);
    expect(await list('after=wh_unknown')).toMatchObject({
      status: 404,
      body: { error: { param: 'after' } },
    });
  });

  it('filters by state and type', async () => {
    const list = await openLog();
    const ids = async (query: string) => (await list(query)).body.data.map(({ id }: Delivery) => id);
    expect(await ids('state=pending')).toEqual(['wh_4']);
    expect(await ids('type=batch.completed&order=asc&limit=1')).toEqual(['wh_0']);
    expect(await ids('state=failed')).toEqual([]);
    expect((await list('state=lost')).status).toBe(400);
  });

  it('hides the deliveries of other projects', async () => {
    const list = await openLog();
    const headers = { authorization: `Bearer ${KEYS[0]}`, 'openai-project': 'other' };
    expect((await list('', headers)).body.data).toEqual([]);
  });
});
