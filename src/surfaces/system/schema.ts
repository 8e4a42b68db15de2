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
