import type { Static } from 'typebox';
import type { Cluster } from '../../engine/cluster/cluster.ts';
import type { MetricsSnapshot } from '../../telemetry/snapshot.ts';
import type { KvCacheMetrics } from './schema.ts';

/** What encodes the options of a router if there is none. */
export interface RouterConfig {
  readonly kvBlockSize: number;
  readonly engineWorkers: number;
  readonly routerOverlapWeight: number;
}

/**
 * The metrics of caches and routers. There can be several clusters, one for each kind of engine; their workers of the same
 * number are told together.
 */
export function encodeKvCache(
  clusters: readonly Cluster[],
  snapshot: Pick<MetricsSnapshot, 'endpoints'>,
  options: RouterConfig,
): Static<typeof KvCacheMetrics> {
  const sum = (read: (cluster: Cluster) => number): number =>
    clusters.reduce((total, cluster) => total + read(cluster), 0);
  const hits = sum(({ counters }) => counters.hits);
  const misses = sum(({ counters }) => counters.misses);
  const tokens = sum(({ counters }) => counters.tokens);
  const cached = sum(({ counters }) => counters.cachedTokens);
  const average = hits === 0 ? 0 : cached / hits;
  const byEndpoint = Object.fromEntries(
    Object.entries(snapshot.endpoints).flatMap(([name, { cache }]) => (cache ? [[name, cache]] : [])),
  );
  return {
    cache_performance: {
      cache_hit_rate: toPercent(hits, hits + misses),
      token_reuse_rate: toPercent(cached, tokens),
      total_cache_hits: hits,
      total_cache_misses: misses,
      total_tokens_processed: tokens,
      cached_tokens_reused: cached,
      average_prefix_length: rounded(average),
      avg_prefix_length: rounded(average),
      endpoint_stats: byEndpoint,
      by_endpoint: byEndpoint,
      speedup_stats: toSpeedup(clusters),
    },
    smart_router: {
      workers: Object.fromEntries(
        Array.from({ length: options.engineWorkers }, (_, worker) => [
          `worker-${worker}`,
          {
            active_requests: sum(({ router }) => router.load.activeRequests(worker)),
            total_requests: sum(({ requests }) => requests[worker] ?? 0),
            cached_blocks: sum(({ index }) => index.blocksOf(worker)),
            tokens_processed: sum(({ counters }) => counters.workerTokens[worker] ?? 0),
          },
        ]),
      ),
      radix_tree: {
        total_nodes: sum(({ index }) => index.nodes),
        total_cached_blocks: sum(({ pools }) =>
          pools.reduce((all, { cached: own, used }) => all + own + used, 0),
        ),
      },
      config: {
        kv_overlap_weight: options.routerOverlapWeight,
        load_balance_weight: clusters[0]?.router.options.activeRequestWeight ?? 0,
        block_size: options.kvBlockSize,
        num_workers: options.engineWorkers,
      },
    },
  };
}

function toSpeedup(
  clusters: readonly Cluster[],
): Static<typeof KvCacheMetrics>['cache_performance']['speedup_stats'] {
  const sum = (read: (speedup: Cluster['counters']['speedup']) => number): number =>
    clusters.reduce((total, { counters }) => total + read(counters.speedup), 0);
  const records = sum((one) => one.records);
  if (records === 0) return {};
  return {
    avg_baseline_ttft_ms: rounded(sum((one) => one.baseline) / records),
    avg_actual_ttft_ms: rounded(sum((one) => one.actual) / records),
    avg_speedup_ratio: rounded(sum((one) => one.ratios) / records),
    avg_cache_hit_ratio: toPercent(
      sum((one) => one.hitRatios),
      records,
    ),
    total_speedup_records: records,
  };
}

const toPercent = (part: number, whole: number): number => (whole === 0 ? 0 : rounded((100 * part) / whole));

const rounded = (value: number): number => Math.round(value * 100) / 100;
