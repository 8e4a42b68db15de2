import { createHash } from 'node:crypto';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { PromptBlocks } from '../../engine/cache/prompt-blocks.ts';
import { Cluster } from '../../engine/cluster/cluster.ts';
import { toRouterOptions } from '../../engine/router/router-options.ts';
import { openApis } from '../../kernel/api.ts';
import type { Fault } from '../../kernel/fault.ts';
import { defineNoun } from '../../kernel/noun.ts';
import { operation } from '../../kernel/operation.ts';
import { json, type WholeReply } from '../../kernel/reply.ts';
import { createRouter } from '../../kernel/router.ts';
import { createRandom } from '../../runtime/random.ts';
import { createTurns } from '../../runtime/turns.ts';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { StoreUnavailable } from '../../storage/errors.ts';
import { dialects, type MetricsDialect } from '../../telemetry/dialects/dialects.ts';
import { createMetricsTracker } from '../../telemetry/metrics-tracker.ts';
import { only } from '../openai/api.ts';
import { systemApi } from './api.ts';
import type { PublicAccess } from './pages.ts';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const PROMETHEUS =
  'application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2';

const DEFAULT_ACCESS: PublicAccess = { keyRequired: true, publicKey: 'sk-public' };

/** A noun with the prefix `/v1`, with which an instance also serves all other paths. */
const prefixed = defineNoun({
  tag: 'Test',
  rows: () => [
    operation({
      id: 'prefixed',
      method: 'GET',
      path: '/prefixed',
      access: 'public',
      summary: 'Has a prefix',
      handle: () => json({}),
    }),
  ],
});

function setUp({
  docs = true,
  access = DEFAULT_ACCESS,
  metricsDialects = ['fakeai'],
  check = async () => {},
}: {
  docs?: boolean;
  access?: PublicAccess;
  metricsDialects?: readonly MetricsDialect[];
  check?: () => Promise<void>;
} = {}) {
  const clock = createVirtualClock({ start: new Date(2025, 9, 5, 0, 39, 29).getTime(), automatic: false });
  const metrics = createMetricsTracker({ clock });
  const options = { workers: 4, blocks: 100, hostBlocks: 0, router: toRouterOptions() };
  const clusters = [new Cluster(options, createRandom(1))];
  let asked = 0;
  const openapi = () => ({ openapi: '3.1.1', asked: ++asked });
  const { keyRequired: requireApiKey, publicKey } = access;
  const services = {
    clock,
    turns: createTurns(clock),
    metrics,
    store: { check },
    clusters: () => clusters,
    options: {
      docs,
      requireApiKey,
      metricsDialects,
      kvBlockSize: 16,
      engineWorkers: 4,
      routerOverlapWeight: 1,
    },
    publicKey,
    version: '1.2.3',
    openapi,
    // The system stores nothing and has no jobs.
    collection: (() => {}) as never,
    jobs: { define: () => {} },
  };
  const router = createRouter(openApis(services, [only(prefixed), systemApi]));
  const get = async (path: string, accept = '*/*'): Promise<WholeReply> => {
    const match = router.find('GET', path);
    if (!match) throw new Error(`No row for ${path}`);
    const { operation, params } = match;
    try {
      return (await operation.handle({ params, headers: { accept } } as never)) as WholeReply;
    } catch (error) {
      return operation.surface.encodeFault(error as Fault) as WholeReply;
    }
  };
  return { clock, metrics, clusters, router, get };
}

const parsed = ({ body }: WholeReply): unknown => JSON.parse(body as string);

describe('the system API', () => {
  it('answers the health check as the original does', async () => {
    const { clock, get } = setUp();
    clock.advance(0.25);
    expect(parsed(await get('/health'))).toEqual({
      status: 'healthy',
      timestamp: '2025-10-05T00:39:29.000250',
      ready: true,
    });
  });

  it.each(['full', 'busy', 'read-only', 'lost', 'damaged', 'closed', 'failed'] as const)(
    'is not ready while the store is %s, says why but not where, and is ready again afterwards',
    async (reason) => {
      let isFailing = true;
      const check = async () => {
        if (isFailing) throw new StoreUnavailable('/data/x.db', 'it fails', { reason });
      };
      const { router, get } = setUp({ check });
      for (const path of ['/health', '/ping']) {
        const reply = await get(path);
        expect(reply.status).toBe(503);
        expect(parsed(reply)).toMatchObject({
          status: 'unhealthy',
          ready: false,
          reason: expect.any(String),
        });
        expect(reply.body).not.toContain('/data');
        expect(Check(router.find('GET', path)?.operation.reply as object, parsed(reply))).toBe(true);
      }
      expect(parsed(await get('/health/detailed'))).toMatchObject({
        status: 'unhealthy',
        reason: expect.any(String),
      });
      isFailing = false;
      expect(await get('/health')).toMatchObject({ status: 200 });
    },
  );

  it('answers a ping like a health check', async () => {
    const { get } = setUp();
    for (const path of ['/ping', '/v1/ping']) expect(await get(path)).toEqual(await get('/health'));
  });

  it('returns replies that match the declared schemas', async () => {
    const { router, get } = setUp();
    for (const path of ['/', '/health', '/ping', '/health/detailed', '/metrics']) {
      const reply = router.find('GET', path)?.operation.reply;
      expect(Check(reply as object, parsed(await get(path)))).toBe(true);
    }
  });

  it('excludes its own endpoints from the detailed health check', async () => {
    const { metrics, get } = setUp();
    for (const endpoint of ['/health', '/ping', '/metrics', '/prometheus/metrics', '/v1/models']) {
      const observation = {
        requestId: 'req_1',
        operation: 'x',
        method: 'GET',
        endpoint,
        path: endpoint,
        startedAt: 0,
        endedAt: 0,
        status: 200,
        outcome: 'ok',
        streamed: false,
      } as const;
      metrics.onStart(observation);
      metrics.onEnd(observation);
    }
    const { endpoints } = parsed(await get('/health/detailed')) as { endpoints: object };
    expect(Object.keys(endpoints)).toEqual(['/v1/models']);
  });

  it('serves metrics as JSON, and as text if the client asks for text', async () => {
    const { get } = setUp();
    for (const accept of ['', '*/*', 'application/json, text/plain, */*', BROWSER]) {
      expect((await get('/metrics', accept)).contentType).toBe('application/json');
    }
    for (const accept of [PROMETHEUS, 'text/plain', 'application/openmetrics-text']) {
      const reply = await get('/metrics', accept);
      expect(reply.contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
      expect(reply.body).toContain('# TYPE fakeai_requests_total counter\n');
    }
    for (const path of ['/metrics/prometheus', '/prometheus/metrics']) {
      expect((await get(path, 'application/json')).contentType).toMatch(/^text\/plain/);
    }
  });

  it('serves the metrics that are asked for, as text unless the client prefers JSON', async () => {
    const { get } = setUp({ metricsDialects: ['vllm', 'dcgm'] });
    for (const accept of ['', '*/*', PROMETHEUS, BROWSER]) {
      const { body } = await get('/metrics', accept);
      expect(body).toContain('# TYPE vllm:request_success_total counter\n');
      expect(body).toContain('# TYPE DCGM_FI_DEV_GPU_UTIL gauge\n');
      expect(body).not.toContain('fakeai_');
    }
    expect((await get('/metrics', 'application/json')).contentType).toBe('application/json');
    expect((await get('/metrics/prometheus')).body).toContain('fakeai_requests_total');
  });

  it('serves the metrics of each dialect at its own path', async () => {
    const { get } = setUp();
    for (const { path, rows } of Object.values(dialects)) {
      const { body } = await get(path);
      for (const { name, type } of rows) expect(body).toContain(`# TYPE ${name} ${type}\n`);
    }
    expect((await get('/v1/metrics')).body).not.toEqual((await get('/metrics')).body);
  });

  it('tells of the GPUs as the original does', async () => {
    const { router, get } = setUp();
    const reply = await get('/dcgm/metrics/json');
    expect(parsed(reply)).toMatchObject({ gpu_0: { name: 'NVIDIA H100 80GB HBM3', gpu_utilization_pct: 0 } });
    expect(Check(router.find('GET', '/dcgm/metrics/json')?.operation.reply as object, parsed(reply))).toBe(
      true,
    );
  });

  it('builds the OpenAPI document once', async () => {
    const { get } = setUp();
    await get('/openapi.json');
    expect(parsed(await get('/openapi.json'))).toEqual({ openapi: '3.1.1', asked: 1 });
  });

  it('serves a start page to browsers and links to programs, none of them broken', async () => {
    const { router, get } = setUp();
    const { links } = parsed(await get('/')) as { links: Record<string, string> };
    const page = await get('/', BROWSER);
    expect(page.contentType).toBe('text/html; charset=utf-8');
    for (const path of Object.values(links)) {
      expect(router.find('GET', path)).toBeDefined();
      expect(page.body).toContain(`href="${path}"`);
    }
  });

  it.each([
    ['a public key', DEFAULT_ACCESS, 'Bearer sk-public"', 'const key = "sk-public"'],
    [
      "none of an operator's keys",
      { keyRequired: true, publicKey: undefined },
      'Bearer $OPENAI_API_KEY"',
      'const key = null',
    ],
    [
      'no key where none is needed',
      { keyRequired: false, publicKey: undefined },
      'needs no API key',
      'const key = null',
    ],
  ])('shows %s', async (_, access, start, docs) => {
    const { get } = setUp({ access });
    const { body } = await get('/', BROWSER);
    expect(body).toContain(start);
    expect(String(body).includes('Authorization')).toBe(access.keyRequired);
    expect((await get('/docs', BROWSER)).body).toContain(docs);
  });

  it('serves pages that load only known assets of this server', async () => {
    const { get } = setUp();
    for (const path of ['/', '/docs', '/redoc']) {
      const { body, headers } = await get(path, BROWSER);
      const html = body as string;
      expect(html).not.toMatch(/https?:\/\/|\/\/\w/);
      for (const [, asset = ''] of html.matchAll(/(?:src|href)="(\/docs\/assets\/[^"]*)"/g)) {
        expect((await get(asset)).status).toBe(200);
      }
      const policy = headers?.['content-security-policy'] ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/script-src[^;]*'unsafe/);
      const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
      expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    }
  });

  it('serves assets only by their exact names', async () => {
    const { get } = setUp();
    const icon = await get('/docs/assets/favicon-32x32.png');
    expect(icon.contentType).toBe('image/png');
    expect(
      [...(icon.body as Uint8Array).subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join(''),
    ).toBe('PNG');
    for (const name of [
      '..%2fpackage.json',
      '%2e%2e%2f%2e%2e%2fpackage.json',
      '__proto__',
      'constructor',
      'x.js',
    ]) {
      const reply = await get(`/docs/assets/${name}`);
      expect(reply.status).toBe(404);
      expect(parsed(reply)).toMatchObject({ error: { code: 'not_found' } });
    }
  });

  it('removes the third-party image that the viewer would load', async () => {
    const { get } = setUp();
    const { body } = await get('/docs/assets/redoc.standalone.js');
    const text = Buffer.from(body as Uint8Array).toString();
    expect(text).toContain('Redoc');
    expect(text).not.toContain('cdn.redoc');
  });

  it('has no documentation if it is switched off', async () => {
    const { router, get } = setUp({ docs: false });
    for (const path of ['/docs', '/redoc', '/openapi.json', '/docs/assets/swagger-ui.css']) {
      expect(router.find('GET', path)).toBeUndefined();
    }
    expect((await get('/', BROWSER)).body).not.toMatch(/\/docs|\/redoc|openapi/);
    expect(router.find('GET', '/v1/health')).toBeDefined();
  });

  it('tells what caches have saved, at both paths of the original', async () => {
    const { clusters, get } = setUp();
    const [cluster] = clusters as [Cluster];
    const prompt = new PromptBlocks(Array.from({ length: 40 }, (_, index) => index));
    const routed = cluster.route(prompt, 'scope', 10, 0);
    expect(routed?.overlapBlocks).toBe(0);
    cluster.pools[routed?.worker ?? 0]
      ?.reserve(routed?.hashes as never, 3, 2)
      ?.fill(routed?.hashes as never, 2);
    cluster.counters.add(routed?.worker ?? 0, 40, 0, 10);
    cluster.counters.add(routed?.worker ?? 0, 40, 32, 10);
    const [one, other] = await Promise.all(
      ['/kv-cache-metrics', '/kv-cache/metrics'].map((path) => get(path)),
    );
    const told = parsed(one as WholeReply);
    expect(parsed(other as WholeReply)).toEqual(told);
    expect(told).toMatchObject({
      cache_performance: {
        cache_hit_rate: 50,
        token_reuse_rate: 40,
        total_cache_hits: 1,
        total_cache_misses: 1,
        total_tokens_processed: 80,
        cached_tokens_reused: 32,
        average_prefix_length: 32,
      },
      smart_router: {
        workers: {
          [`worker-${routed?.worker}`]: {
            active_requests: 1,
            total_requests: 1,
            cached_blocks: 2,
            tokens_processed: 100,
          },
        },
        radix_tree: { total_nodes: 2, total_cached_blocks: 3 },
        config: { kv_overlap_weight: 1, load_balance_weight: 0, block_size: 16, num_workers: 4 },
      },
    });
  });
});
