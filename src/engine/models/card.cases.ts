import type { ModelCard } from './card.ts';

/** A model that accepts everything and has round limits. Tests override the fields they are about. */
export const CARD: ModelCard = {
  id: 'test-model',
  ownedBy: 'tests',
  created: 0,
  contextWindow: 100_000,
  maxOutputTokens: 20_000,
  input: { image: true, audio: true, file: true },
  output: { audio: false },
  tools: true,
  kind: 'chat',
  tokenizer: 'o200k_base',
  approximateTokens: false,
  latency: 'default',
  vision: { kind: 'tiles', base: 85, tile: 170 },
  refuses: [],
  fineTuned: false,
  root: 'test-model',
};
