import Type from 'typebox';

/** Shapes of the original FakeAI. Rates are per second over the last 60 seconds. */

export const Health = Type.Object({
  status: Type.Enum(['healthy', 'unhealthy']),
  timestamp: Type.String({ description: 'Local time without a zone, to the microsecond.' }),
  ready: Type.Boolean({ description: 'False, with status 503, while nothing can be stored.' }),
  reason: Type.Optional(Type.String({ description: 'Why the server is not ready.' })),
});

export const DetailedHealth = Type.Object({
  status: Type.Enum(['healthy', 'degraded', 'unhealthy'], {
    description:
      'Degraded above 5 % and unhealthy above 10 % of answers that were failures of the server: a status of 500 or more, or a stream that broke.',
  }),
  reason: Type.Optional(
    Type.String({ description: 'Why nothing can be stored at present, which is unhealthy too.' }),
  ),
  timestamp: Type.Number({ description: 'Unix time in seconds.' }),
  uptime_seconds: Type.Number(),
  metrics_summary: Type.Object({
    total_requests_per_second: Type.Number(),
    total_errors_per_second: Type.Number(),
    error_rate_percentage: Type.Number(),
    average_latency_seconds: Type.Number(),
    active_streams: Type.Integer(),
  }),
  endpoints: Type.Record(
    Type.String(),
    Type.Object({
      requests_per_second: Type.Number(),
      latency_p50_ms: Type.Number(),
      latency_p99_ms: Type.Number(),
    }),
  ),
});

const statistics = {
  avg: Type.Number(),
  min: Type.Number(),
  max: Type.Number(),
  p50: Type.Number(),
  p90: Type.Number(),
  p99: Type.Number(),
};
const ByEndpoint = Type.Record(Type.String(), Type.Object({ rate: Type.Number(), ...statistics }));

/** Empty until the first stream. */
const StreamStatistics = Type.Partial(Type.Object(statistics));

export const Metrics = Type.Object({
  requests: ByEndpoint,
  responses: ByEndpoint,
  tokens: ByEndpoint,
  errors: ByEndpoint,
  latency: ByEndpoint,
  streaming: ByEndpoint,
  streaming_stats: Type.Object({
    active_streams: Type.Integer(),
    completed_streams: Type.Integer(),
    failed_streams: Type.Integer(),
    aborted_streams: Type.Integer(),
    ttft: StreamStatistics,
    tokens_per_second: StreamStatistics,
  }),
});

const percent = Type.Number({ description: '0 to 100.' });

const count = Type.Integer();

/** What prefix caches have saved since the start of the server, and where the router has sent prompts. */
export const KvCacheMetrics = Type.Object({
  cache_performance: Type.Object({
    cache_hit_rate: percent,
    token_reuse_rate: percent,
    total_cache_hits: count,
    total_cache_misses: count,
    total_tokens_processed: count,
    cached_tokens_reused: count,
    average_prefix_length: Type.Number({
      description: 'Cached tokens of a prompt, on average of those that had any.',
    }),
    avg_prefix_length: Type.Number({ description: 'The same.' }),
    endpoint_stats: Type.Record(Type.String(), Type.Object({ hits: count, misses: count }), {
      description: 'Answers that reported cached tokens, and others.',
    }),
    by_endpoint: Type.Record(Type.String(), Type.Object({ hits: count, misses: count }), {
      description: 'The same.',
    }),
    speedup_stats: Type.Partial(
      Type.Object({
        avg_baseline_ttft_ms: Type.Number(),
        avg_actual_ttft_ms: Type.Number(),
        avg_speedup_ratio: Type.Number(),
        avg_cache_hit_ratio: percent,
        total_speedup_records: count,
      }),
      { description: 'Empty unless times to first token depend on the cache.' },
    ),
  }),
  smart_router: Type.Object({
    workers: Type.Record(
      Type.String(),
      Type.Object({
        active_requests: count,
        total_requests: count,
        cached_blocks: count,
        tokens_processed: count,
      }),
    ),
    radix_tree: Type.Object({ total_nodes: count, total_cached_blocks: count }),
    config: Type.Object({
      kv_overlap_weight: Type.Number(),
      load_balance_weight: Type.Number(),
      block_size: count,
      num_workers: count,
    }),
  }),
});

/** GPUs by name, `gpu_0` and so on. */
export const Gpus = Type.Record(
  Type.String(),
  Type.Object({
    gpu_id: count,
    uuid: Type.String(),
    name: Type.String(),
    architecture: Type.String(),
    sm_clock_mhz: Type.Number(),
    memory_clock_mhz: Type.Number(),
    temperature_c: Type.Number(),
    memory_temp_c: Type.Number(),
    power_usage_w: Type.Number(),
    total_energy_mj: Type.Number({ description: 'Millijoules since the start.' }),
    gpu_utilization_pct: percent,
    memory_utilization_pct: percent,
    memory_free_mib: count,
    memory_used_mib: count,
    memory_total_mib: count,
    ecc_sbe_total: count,
    ecc_sbe_l1: count,
    ecc_sbe_l2: count,
    ecc_dbe_total: count,
    performance_state: count,
    sm_active_pct: percent,
    sm_occupancy_pct: percent,
    tensor_active_pct: percent,
    dram_active_pct: percent,
    pcie_tx_bytes: Type.Number({ description: 'Per second.' }),
    pcie_rx_bytes: Type.Number({ description: 'Per second.' }),
    nvlink_tx_bytes: Type.Number({ description: 'Since the start.' }),
    nvlink_rx_bytes: Type.Number({ description: 'Since the start.' }),
    fan_speed_pct: Type.Number({ description: 'Always 0: the fans are those of the machine.' }),
    throttle_reasons: count,
    thermal_throttle: Type.Number({ description: 'Nanoseconds in which heat slowed it down.' }),
    power_throttle: Type.Number({ description: 'Nanoseconds in which the power limit slowed it down.' }),
  }),
);

export const Start = Type.Object({
  name: Type.String(),
  version: Type.String(),
  links: Type.Record(Type.String(), Type.String()),
});

/** The members that every OpenAPI document has and readers need. */
export const OpenApi = Type.Object({
  openapi: Type.String(),
  info: Type.Object({ title: Type.String(), version: Type.String() }),
  paths: Type.Record(Type.String(), Type.Unsafe<object>({ type: 'object' })),
});
