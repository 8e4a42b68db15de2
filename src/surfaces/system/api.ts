import Type from 'typebox';
import type { Cluster } from '../../engine/cluster/cluster.ts';
import { defineApi } from '../../kernel/api.ts';
import { Fault } from '../../kernel/fault.ts';
import { header } from '../../kernel/incoming.ts';
import { defineNoun } from '../../kernel/noun.ts';
import { operation, type Row } from '../../kernel/operation.ts';
import { content, json, type Reply } from '../../kernel/reply.ts';
import type { Clock } from '../../runtime/clock.ts';
import { toLocalIso } from '../../runtime/local-time.ts';
import type { Turns } from '../../runtime/turns.ts';
import { type StoreProblem, StoreUnavailable } from '../../storage/errors.ts';
import type { Store } from '../../storage/store.ts';
import type { MetricsDialect } from '../../telemetry/dialects/dialects.ts';
import type { MetricsTracker } from '../../telemetry/metrics-tracker.ts';
import { prefers } from './accept.ts';
import { createAssets } from './assets.ts';
import { encodeHealth } from './encode.ts';
import { encodeKvCache, type RouterConfig } from './kv-cache.ts';
import { metricsRows, NOT_STORED } from './metrics.ts';
import { type Link, type PublicAccess, redocPage, startPage, swaggerPage } from './pages.ts';
import { DetailedHealth, Health, KvCacheMetrics, OpenApi, Start } from './schema.ts';
import { system } from './surface.ts';

export interface SystemServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly metrics: MetricsTracker;
  readonly store: Pick<Store, 'check'>;
  readonly clusters: () => readonly Cluster[];
  readonly options: RouterConfig & {
    readonly metricsDialects: readonly MetricsDialect[];
    /** Whether to serve the documentation. */
    readonly docs: boolean;
    readonly requireApiKey: boolean;
  };
  /** Of FakeAI. */
  readonly version: string;
  readonly publicKey: string | undefined;
  /** Builds the OpenAPI document of all operations. */
  readonly openapi: () => object;
}

const shared = { method: 'GET', access: 'public' } as const;

/** The server's own endpoints: health, metrics and documentation. No key is needed. */
export const systemApi = defineApi({
  dialect: system,
  nouns: [defineNoun({ tag: 'System', rows: systemRows })],
});

function systemRows(services: SystemServices): Row[] {
  const { clock, metrics, store, options, version } = services;
  const access = accessOf(services);
  const links = [...(options.docs ? DOCUMENTATION_LINKS : []), ...LINKS];
  const health = async (): Promise<Reply> => {
    const timestamp = toLocalIso(clock.epoch());
    const reason = await problemOf(store);
    return reason === undefined
      ? json({ status: 'healthy', timestamp, ready: true }, { headers: NOT_STORED })
      : json({ status: 'unhealthy', timestamp, ready: false, reason }, { status: 503, headers: NOT_STORED });
  };
  const rows: Row[] = [
    operation({
      ...shared,
      id: 'getStart',
      path: '/',
      summary: 'Start page: name, version and links (HTML for browsers)',
      reply: Start,
      media: ['text/html'],
      handle: (call) =>
        prefers(header(call, 'accept') ?? '', 'text/html', 'application/json')
          ? startPage(links, version, access)
          : json({
              name: 'FakeAI',
              version,
              links: Object.fromEntries(links.map(({ name, path }) => [name, path])),
            }),
    }),
    operation({
      ...shared,
      id: 'getHealth',
      path: '/health',
      summary: 'Health check',
      reply: Health,
      statuses: HEALTH_STATUSES,
      handle: health,
    }),
    operation({
      ...shared,
      id: 'getPing',
      path: '/ping',
      summary: 'Health check at the path used by vLLM, SGLang and SageMaker',
      reply: Health,
      statuses: HEALTH_STATUSES,
      handle: health,
    }),
    operation({
      ...shared,
      id: 'getDetailedHealth',
      path: '/health/detailed',
      summary: 'Detailed health check, by endpoint',
      reply: DetailedHealth,
      handle: async () => {
        const details = encodeHealth(metrics.snapshot(), own);
        const reason = await problemOf(store);
        return json(reason === undefined ? details : { ...details, status: 'unhealthy', reason }, {
          headers: NOT_STORED,
        });
      },
    }),
    ...metricsRows(services),
    ...['/kv-cache-metrics', '/kv-cache/metrics'].map((path, index) =>
      operation({
        ...shared,
        id: index === 0 ? 'getKvCacheMetrics' : 'getKvCacheMetricsAlias',
        path,
        summary: 'What KV caches have saved, and where the router has sent prompts',
        reply: KvCacheMetrics,
        handle: () =>
          json(encodeKvCache(services.clusters(), metrics.snapshot(), options), { headers: NOT_STORED }),
      }),
    ),
    ...(options.docs ? documentationRows(services) : []),
  ];
  const own = new Set(rows.map(({ path }) => path));
  return rows;
}

/** Why nothing can be stored at present. Does not say where: anyone may ask. */
async function problemOf(store: Pick<Store, 'check'>): Promise<string | undefined> {
  try {
    await store.check();
    return undefined;
  } catch (error) {
    if (error instanceof StoreUnavailable) return REASONS[error.reason];
    throw error;
  }
}

const REASONS: { readonly [Problem in StoreProblem]: string } = {
  full: 'The disk is full',
  busy: 'Another process has locked the store',
  'read-only': 'The store is read-only',
  lost: 'The files of the store were removed or replaced',
  damaged: 'The store is damaged',
  closed: 'The store is closed',
  failed: 'The store cannot be read or written',
};

const LINKS: readonly Link[] = [
  { name: 'health', path: '/health', text: 'health check' },
  { name: 'detailed_health', path: '/health/detailed', text: 'detailed health check, by endpoint' },
  { name: 'metrics', path: '/metrics', text: 'metrics' },
  { name: 'kv_cache', path: '/kv-cache-metrics', text: 'KV caches and router' },
  { name: 'prometheus', path: '/metrics/prometheus', text: 'metrics for Prometheus, in more detail' },
];

const DOCUMENTATION_LINKS: readonly Link[] = [
  { name: 'docs', path: '/docs', text: 'try the API' },
  { name: 'redoc', path: '/redoc', text: 'API reference' },
  { name: 'openapi', path: '/openapi.json', text: 'the OpenAPI document' },
];

const HEALTH_STATUSES = [200, 503];

/** Assets change only with the package version. */
const STORED_FOR_A_DAY = { 'cache-control': 'public, max-age=86400' };

function accessOf({ options, publicKey }: SystemServices): PublicAccess {
  return { keyRequired: options.requireApiKey, publicKey };
}

function documentationRows(services: SystemServices): Row[] {
  const { openapi } = services;
  /** A page is blank without its script, so a missing script is reported as an error of the page itself. */
  const assets = createAssets();
  let document: string | undefined;
  return [
    operation({
      ...shared,
      id: 'getOpenApi',
      path: '/openapi.json',
      summary: 'The OpenAPI document of this server',
      reply: OpenApi,
      handle: () => {
        document ??= JSON.stringify(openapi());
        return content('application/json', document);
      },
    }),
    operation({
      ...shared,
      id: 'getDocs',
      path: '/docs',
      summary: 'Interactive API documentation (Swagger UI)',
      media: ['text/html'],
      handle: async () => {
        await assets('swagger-ui-bundle.js');
        return swaggerPage(accessOf(services));
      },
    }),
    operation({
      ...shared,
      id: 'getRedoc',
      path: '/redoc',
      summary: 'API reference (Redoc)',
      media: ['text/html'],
      handle: async () => {
        await assets('redoc.standalone.js');
        return redocPage();
      },
    }),
    operation({
      ...shared,
      id: 'getDocsAsset',
      path: '/docs/assets/{file}',
      summary: 'A file used by the documentation pages',
      params: Type.Object({ file: Type.String({ examples: ['swagger-ui.css'] }) }),
      media: ['text/css', 'text/javascript', 'image/png'],
      faults: ['not_found'],
      handle: async ({ params: { file } }) => {
        const asset = await assets(file);
        if (!asset) throw new Fault({ kind: 'not_found', noun: 'file', id: file });
        return content(asset.contentType, asset.bytes, { headers: STORED_FOR_A_DAY });
      },
    }),
  ];
}
