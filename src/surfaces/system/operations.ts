import Type from 'typebox';
import { Fault } from '../../kernel/fault.ts';
import { header } from '../../kernel/incoming.ts';
import { type Operation, operation } from '../../kernel/operation.ts';
import { content, json, type Reply } from '../../kernel/reply.ts';
import type { Clock } from '../../runtime/clock.ts';
import { toLocalIso } from '../../runtime/local-time.ts';
import { type StoreProblem, StoreUnavailable } from '../../storage/errors.ts';
import type { Store } from '../../storage/store.ts';
import { PROMETHEUS_TEXT } from '../../telemetry/exposition.ts';
import type { MetricsTracker } from '../../telemetry/metrics-tracker.ts';
import { prefers } from './accept.ts';
import { createAssets } from './assets.ts';
import { encodeHealth, encodeMetrics } from './encode.ts';
import { type Link, type PublicAccess, redocPage, startPage, swaggerPage } from './pages.ts';
import { DetailedHealth, Health, Metrics, Start } from './schema.ts';
import { system } from './surface.ts';

export interface SystemServices {
  readonly clock: Clock;
  readonly metrics: MetricsTracker;
  readonly store: Pick<Store, 'check'>;
  /** Whether the documentation is served. */
  readonly docs: boolean;
  readonly version: string;
  readonly access: PublicAccess;
  /** The OpenAPI document of all operations; asked for once. */
  readonly openapi: () => object;
}

const shared = { method: 'GET', access: 'public', tag: 'System', surface: system } as const;

/** What the server tells of itself: how it is, what it has done, and what it can do. Needs no key. */
export function systemOperations(services: SystemServices): Operation[] {
  const { clock, metrics, store, docs, version, access } = services;
  const links = [...(docs ? DOCUMENTATION_LINKS : []), ...LINKS];
  const prometheus = (): Reply => content(PROMETHEUS_TEXT, metrics.prometheus(), { headers: NOT_STORED });
  const health = async (): Promise<Reply> => {
    const timestamp = toLocalIso(clock.epoch());
    const reason = await problemOf(store);
    return reason === undefined
      ? json({ status: 'healthy', timestamp, ready: true }, { headers: NOT_STORED })
      : json({ status: 'unhealthy', timestamp, ready: false, reason }, { status: 503, headers: NOT_STORED });
  };
  const rows: Operation[] = [
    operation({
      ...shared,
      id: 'getStart',
      path: '/',
      summary: 'Say what this is, as a page for browsers',
      reply: Start,
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
      summary: 'Tell whether the server is ready',
      reply: Health,
      handle: health,
    }),
    operation({
      ...shared,
      id: 'getPing',
      path: '/ping',
      summary: 'Health check at the path that vLLM, SGLang and SageMaker use',
      reply: Health,
      handle: health,
    }),
    operation({
      ...shared,
      id: 'getDetailedHealth',
      path: '/health/detailed',
      summary: 'Tell how the server is doing',
      reply: DetailedHealth,
      handle: async () => {
        const details = encodeHealth(metrics.snapshot(), own);
        const reason = await problemOf(store);
        return json(reason === undefined ? details : { ...details, status: 'unhealthy', reason }, {
          headers: NOT_STORED,
        });
      },
    }),
    operation({
      ...shared,
      id: 'getMetrics',
      path: '/metrics',
      summary: 'Tell what the server has done; as Prometheus text when that is asked for',
      reply: Metrics,
      handle: (call) =>
        asksForPrometheus(header(call, 'accept') ?? '')
          ? prometheus()
          : json(encodeMetrics(metrics.snapshot()), { headers: NOT_STORED }),
    }),
    operation({
      ...shared,
      id: 'getPrometheusMetrics',
      path: '/metrics/prometheus',
      summary: 'Tell what the server has done, as Prometheus text',
      handle: prometheus,
    }),
    operation({
      ...shared,
      id: 'getEngineMetrics',
      path: '/prometheus/metrics',
      summary: 'Prometheus text at the path that TensorRT-LLM uses',
      handle: prometheus,
    }),
    ...(docs ? documentationOperations(services) : []),
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
  { name: 'health', path: '/health', text: 'how it is' },
  { name: 'detailed_health', path: '/health/detailed', text: 'how it is doing, by endpoint' },
  { name: 'metrics', path: '/metrics', text: 'what it has done' },
  { name: 'prometheus', path: '/metrics/prometheus', text: 'the same for Prometheus, and more of it' },
];

const DOCUMENTATION_LINKS: readonly Link[] = [
  { name: 'docs', path: '/docs', text: 'try the API' },
  { name: 'redoc', path: '/redoc', text: 'read about the API' },
  { name: 'openapi', path: '/openapi.json', text: 'the OpenAPI document' },
];

const NOT_STORED = { 'cache-control': 'no-store' };

/** Assets change with the package alone. */
const STORED_FOR_A_DAY = { 'cache-control': 'public, max-age=86400' };

function asksForPrometheus(accept: string): boolean {
  return ['application/openmetrics-text', 'text/plain'].some((type) =>
    prefers(accept, type, 'application/json'),
  );
}

function documentationOperations({ openapi, access }: SystemServices): Operation[] {
  /** A page without its script is blank: when that is missing, the page itself says so. */
  const assets = createAssets();
  let document: string | undefined;
  return [
    operation({
      ...shared,
      id: 'getOpenApi',
      path: '/openapi.json',
      summary: 'The OpenAPI document of everything this server does',
      handle: () => {
        document ??= JSON.stringify(openapi());
        return content('application/json', document);
      },
    }),
    operation({
      ...shared,
      id: 'getDocs',
      path: '/docs',
      summary: 'A page to try the API (Swagger UI)',
      handle: async () => {
        await assets('swagger-ui-bundle.js');
        return swaggerPage(access);
      },
    }),
    operation({
      ...shared,
      id: 'getRedoc',
      path: '/redoc',
      summary: 'A page to read about the API (Redoc)',
      handle: async () => {
        await assets('redoc.standalone.js');
        return redocPage();
      },
    }),
    operation({
      ...shared,
      id: 'getDocsAsset',
      path: '/docs/assets/{file}',
      summary: 'A file that the documentation pages load',
      params: Type.Object({ file: Type.String({ examples: ['swagger-ui.css'] }) }),
      handle: async ({ params: { file } }) => {
        const asset = await assets(file);
        if (!asset) throw new Fault({ kind: 'not_found', noun: 'file', id: file });
        return content(asset.contentType, asset.bytes, { headers: STORED_FOR_A_DAY });
      },
    }),
  ];
}
