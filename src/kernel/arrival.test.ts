import { describe, expect, it, vi } from 'vitest';
import { openai } from '../surfaces/openai/surface.ts';
import { incoming, KEYS, openRig, row } from './dispatch.cases.ts';
import type { Head } from './head.ts';
import { json } from './reply.ts';
import { createRouter } from './router.ts';

const rows = [
  row({ id: 'createThing', method: 'POST', path: '/things', handle: () => json({}) }),
  row({ id: 'createNote', method: 'POST', path: '/notes', access: 'public', handle: () => json({}) }),
];
const options = {
  surface: openai,
  organization: 'org-test',
  apiKeys: KEYS,
  requireApiKey: true,
  allowedHosts: [],
  hasPublicAccess: true,
};
const { arrive } = openRig(rows, options).dispatcher;
const KEYED = { authorization: `Bearer ${KEYS[0]}`, host: 'localhost' };
const head = (part: Partial<Head>): Head => ({
  method: 'POST',
  path: '/things',
  query: '',
  headers: KEYED,
  receivedAt: 0,
  ...part,
});

const REFUSED: [string, Partial<Head>][] = [
  ['no key', { headers: {} }],
  ['a wrong key', { headers: { authorization: 'Bearer nobody' } }],
  ['an invalid project', { headers: { ...KEYED, 'openai-project': 'a b' } }],
  ['an unknown path', { path: '/other' }],
  ['another method', { method: 'DELETE' }],
  ['a foreign host', { headers: { ...KEYED, host: 'evil.example' }, listener: 'loopback' }],
];

describe('the head of a request', () => {
  it('finds the row of a request that nothing speaks against', () => {
    expect(arrive(head({}))).toMatchObject({ match: { operation: { id: 'createThing' } }, body: 'whole' });
    const noted = arrive(head({ path: '/notes', headers: {} }));
    expect(noted).toMatchObject({ match: { operation: { id: 'createNote' } }, body: 'whole' });
  });

  it.each(REFUSED)('agrees with dispatch on %s', async (_, part) => {
    expect(arrive(head(part)).body).toBe('unwanted');
    const { dispatch } = openRig(rows, options);
    const answer = await dispatch(incoming({ ...head(part), body: undefined }));
    expect([400, 401, 403, 404, 405]).toContain(answer.status);
  });

  it('has dispatch check the key of nobody twice', async () => {
    const { dispatch } = openRig(rows, options);
    const arrival = arrive(head({}));
    expect((await dispatch(incoming({ ...head({ headers: {} }), arrival }))).status).toBe(200);
  });

  it.each([['a row', {}], ...REFUSED])('has dispatch ask the router no second time: %s', async (_, part) => {
    const router = createRouter(rows);
    const find = vi.spyOn(router, 'find');
    const { dispatch, dispatcher } = openRig(rows, { ...options, router });
    const arrival = dispatcher.arrive(head(part));
    await dispatch(incoming({ ...head(part), arrival, body: undefined }));
    expect(find).toHaveBeenCalledTimes(1);
  });
});
