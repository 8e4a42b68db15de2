import { header } from '../../kernel/incoming.ts';
import { type Call, operation, type Row } from '../../kernel/operation.ts';
import { content, json, type Reply } from '../../kernel/reply.ts';
import { runSteps } from '../../runtime/steps.ts';
import type { Turns } from '../../runtime/turns.ts';
import { dialects, type MetricsDialect } from '../../telemetry/dialects/dialects.ts';
import { PROMETHEUS_TEXT } from '../../telemetry/exposition.ts';
import type { MetricsTracker } from '../../telemetry/metrics-tracker.ts';
import { prefers } from './accept.ts';
import { encodeMetrics } from './encode.ts';
import { encodeGpus } from './encode-gpus.ts';
import { Gpus, Metrics } from './schema.ts';

export interface MetricsServices {
  readonly turns: Turns;
  readonly metrics: MetricsTracker;
  readonly options: { readonly metricsDialects: readonly MetricsDialect[] };
}

export const NOT_STORED = { 'cache-control': 'no-store' };

/** Metrics under the names of FakeAI and of other servers: those that are asked for at `/metrics`, and each at its own path. */
export function metricsRows({ turns, metrics, options: { metricsDialects } }: MetricsServices): Row[] {
  const shared = { method: 'GET', access: 'public' } as const;
  const text =
    (...names: readonly MetricsDialect[]) =>
    async ({ abort }: Pick<Call, 'abort'>): Promise<Reply> =>
      content(PROMETHEUS_TEXT, await runSteps(metrics.prometheus(names), turns, abort), {
        headers: NOT_STORED,
      });
  const chosen = text(...metricsDialects);
  // Only FakeAI's own metrics exist as JSON.
  const isOwn = metricsDialects.every((name) => name === 'fakeai');
  return [
    operation({
      ...shared,
      // With /v1 in front it is NIM's.
      absolute: true,
      id: 'getMetrics',
      path: '/metrics',
      summary: 'Metrics as JSON, or as Prometheus text if the client asks for it',
      reply: Metrics,
      media: ['text/plain'],
      handle: (call) =>
        asksForText(header(call, 'accept') ?? '', isOwn)
          ? chosen(call)
          : json(encodeMetrics(metrics.snapshot()), { headers: NOT_STORED }),
    }),
    operation({
      ...shared,
      id: 'getPrometheusMetrics',
      path: '/metrics/prometheus',
      summary: 'Metrics as Prometheus text',
      media: ['text/plain'],
      handle: text('fakeai'),
    }),
    ...Object.entries(dialects).map(([name, { title, path }]) =>
      operation({
        ...shared,
        // As the servers have them.
        absolute: true,
        id: `get${toPascal(name)}Metrics`,
        path,
        summary: `Metrics under the names of ${title}, as Prometheus text`,
        media: ['text/plain'],
        handle: text(name as keyof typeof dialects),
      }),
    ),
    operation({
      ...shared,
      id: 'getGpuMetrics',
      path: '/dcgm/metrics/json',
      summary: 'The GPUs of the engine workers, as JSON',
      reply: Gpus,
      handle: () => json(encodeGpus(metrics.gpus()), { headers: NOT_STORED }),
    }),
  ];
}

/** `vllm-legacy` → `VllmLegacy`. */
function toPascal(name: string): string {
  return name.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** A client without a preference gets JSON, as of the original, if that says all that `/metrics` has. */
function asksForText(accept: string, isOwn: boolean): boolean {
  return isOwn
    ? TEXTS.some((type) => prefers(accept, type, 'application/json'))
    : !prefers(accept, 'application/json', 'text/plain');
}

const TEXTS = ['application/openmetrics-text', 'text/plain'];
