import { describe, expect, it } from 'vitest';
import { openai } from '../surfaces/openai/surface.ts';
import { createAdmit, type Head } from './admission.ts';
import { incoming, KEYS, openRig, row } from './dispatch.cases.ts';
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
const admit = createAdmit({ ...options, router: createRouter(rows) });
const KEYED = { authorization: `Bearer ${KEYS[0]}`, host: 'localhost' };
const head = (part: Partial<Head>): Head => ({ method: 'POST', path: '/things', headers: KEYED, ...part });

const REFUSED: [string, Partial<Head>][] = [
  ['no key', { headers: {} }],
  ['a wrong key', { headers: { authorization: 'Bearer nobody' } }],
  ['an invalid project', { headers: { ...KEYED, 'openai-project': 'a b' } }],
  ['an unknown path', { path: '/other' }],
  ['another method', { method: 'DELETE' }],
  ['a foreign host', { headers: { ...KEYED, host: 'evil.example' }, listener: 'loopback' }],
];

describe('admission', () => {
  it('finds the row of a request that nothing speaks against', () => {
    expect(admit(head({}))?.match.operation.id).toBe('createThing');
    expect(admit(head({ path: '/notes', headers: {} }))?.match.operation.id).toBe('createNote');
  });

  it.each(REFUSED)('agrees with dispatch on %s', async (_, part) => {
    expect(admit(head(part))).toBeUndefined();
    const { dispatch } = openRig(rows, options);
    const answer = await dispatch(incoming({ ...head(part), body: undefined }));
    expect([400, 401, 403, 404, 405]).toContain(answer.status);
  });

  it('has dispatch check the key of nobody twice', async () => {
    const { dispatch } = openRig(rows, options);
    const admitted = admit(head({}));
    expect((await dispatch(incoming({ ...head({ headers: {} }), admitted }))).status).toBe(200);
  });
});
