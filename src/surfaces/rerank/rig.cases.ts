import { nimApi } from '../nim/api.ts';
import { KEY, openRig as openAnyRig, type Rig, type RigOptions } from '../rig.cases.ts';
import { rerankApi } from './api.ts';

export { fixedLatency } from '../rig.cases.ts';

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  /** Milliseconds of virtual time. */
  readonly after: number;
}

/** The ranking and reranking operations. */
export interface RankingRig extends Rig {
  post<Body = unknown>(path: string, body: unknown, options?: CallOptions): Promise<Answer<Body>>;
  get<Body = unknown>(path: string, options?: CallOptions): Promise<Answer<Body>>;
}

export interface CallOptions {
  /** API key; null sends none. */
  readonly key?: string | null;
}

export function openRig(options: RigOptions = {}): RankingRig {
  const rig = openAnyRig([nimApi, rerankApi], { apiKeys: [KEY], seed: 1, ...options });
  const send = async <Body>(path: string, init: RequestInit, key: string | null): Promise<Answer<Body>> => {
    const start = rig.clock.now();
    const headers = {
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...(init.body != null && { 'content-type': 'application/json' }),
    };
    const reply = await rig.fetch(`http://fakeai.test${path}`, { ...init, headers });
    const after = rig.clock.now() - start;
    return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Body, after };
  };
  return {
    ...rig,
    post: (path, body, { key = KEY } = {}) =>
      send(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }, key),
    get: (path, { key = null } = {}) => send(path, { method: 'GET' }, key),
  };
}
