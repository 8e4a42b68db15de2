/** What an exposition of metrics can consist of: FakeAI's own, and those of other servers. */
export const METRICS_DIALECTS = [
  'fakeai',
  'vllm',
  'vllm-legacy',
  'sglang',
  'trtllm',
  'dynamo',
  'nim',
  'dcgm',
] as const;
