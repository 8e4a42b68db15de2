import { dcgmRows } from '../gpu/dcgm.ts';
import { dynamoRows } from './dynamo.ts';
import { nimRows } from './nim.ts';
import type { MetricRow } from './row.ts';
import { sglangRows } from './sglang.ts';
import { trtllmRows } from './trtllm.ts';
import { vllmLegacyRows, vllmRows } from './vllm.ts';

/** The metrics of another server, under its names. */
export interface Dialect {
  readonly title: string;
  /** Where they are, whatever `/metrics` has. */
  readonly path: string;
  readonly rows: readonly MetricRow[];
}

/** Names and labels are those that dashboards and load tools ask for; what the values mean is what FakeAI measures. */
export const dialects = {
  vllm: { title: 'vLLM', path: '/vllm/metrics', rows: vllmRows },
  'vllm-legacy': { title: 'Earlier versions of vLLM', path: '/vllm/metrics/legacy', rows: vllmLegacyRows },
  sglang: { title: 'SGLang', path: '/sglang/metrics', rows: sglangRows },
  trtllm: { title: 'TensorRT-LLM', path: '/prometheus/metrics', rows: trtllmRows },
  dynamo: { title: 'NVIDIA Dynamo', path: '/dynamo/metrics', rows: dynamoRows },
  nim: { title: 'NVIDIA NIM for language models', path: '/v1/metrics', rows: nimRows },
  dcgm: { title: "NVIDIA's DCGM exporter", path: '/dcgm/metrics', rows: dcgmRows },
} satisfies Readonly<Record<string, Dialect>>;

/** What an exposition can consist of: FakeAI's own metrics, and those of other servers. */
export type MetricsDialect = 'fakeai' | keyof typeof dialects;
