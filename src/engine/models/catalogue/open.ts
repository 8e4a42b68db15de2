import type { ModelCard, ReasoningEffort, ReasoningTraits } from '../card.ts';
import { family, type Traits, tiles, usd } from '../row.ts';

const TEXT = { image: false, audio: false, file: false };
const IMAGE = { image: true, audio: false, file: false };
const EVERYTHING = { image: true, audio: true, file: true };

/** Engines that serve open models accept any effort and return the reasoning as text. */
function shown(defaultEffort: ReasoningEffort): ReasoningTraits {
  return {
    efforts: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'],
    defaultEffort,
    visible: true,
  };
}

/** The vocabularies of third-party models are not shipped; OpenAI's are used instead. */
const other: Traits = {
  ownedBy: 'custom',
  selfHosted: true,
  kind: 'chat',
  also: ['completion'],
  contextWindow: 131_072,
  maxOutputTokens: 8192,
  input: TEXT,
  output: { audio: false },
  tools: true,
  tokenizer: 'cl100k_base',
  approximateTokens: true,
  latency: 'default',
  vision: tiles(85, 170),
  refuses: [],
};

const gptOss: Traits = {
  ...other,
  ownedBy: 'openai',
  maxOutputTokens: 131_072,
  knowledgeCutoff: '2024-06',
  tokenizer: 'o200k_base',
  approximateTokens: false,
  latency: 'gpt-oss-120b',
  reasoning: shown('medium'),
};
/** The original FakeAI's main models: image and audio input, audio output, tools; they reason only on request. */
const gptOssServed: Traits = {
  ...gptOss,
  input: EVERYTHING,
  output: { audio: true },
  reasoning: shown('none'),
};

const llama: Traits = {
  ...other,
  ownedBy: 'meta',
  knowledgeCutoff: '2023-12',
  latency: 'llama-3.1-8b',
};
const deepseek: Traits = {
  ...other,
  ownedBy: 'deepseek-ai',
  knowledgeCutoff: '2024-07',
  latency: 'deepseek-671b',
};
const deepseekR1: Traits = { ...deepseek, maxOutputTokens: 32_768, reasoning: shown('medium') };
const mistral: Traits = { ...other, ownedBy: 'mistralai' };
const claude3: Traits = {
  ...other,
  selfHosted: false,
  ownedBy: 'anthropic',
  also: [],
  contextWindow: 200_000,
  maxOutputTokens: 4096,
  input: IMAGE,
  knowledgeCutoff: '2023-08',
};
const gemini: Traits = {
  ...other,
  selfHosted: false,
  ownedBy: 'google',
  also: [],
  input: EVERYTHING,
  tokenizer: 'o200k_base',
  knowledgeCutoff: '2024-05',
};

/** Open models as inference engines serve them, and third-party hosted models. They reject no parameter. */
export const openModels: readonly ModelCard[] = [
  ...family(
    gptOssServed,
    ['openai/gpt-oss-120b', '2025-08-05', { price: usd(2.5, 10, 1.25) }],
    ['openai/gpt-oss-20b', '2025-08-05', { price: usd(0.15, 0.6, 0.075), latency: 'gpt-oss-20b' }],
  ),
  ...family(
    gptOss,
    ['gpt-oss-120b', '2025-08-05'],
    ['gpt-oss-20b', '2025-08-05', { latency: 'gpt-oss-20b' }],
  ),
  ...family(
    llama,
    ['meta-llama/Llama-3.1-8B-Instruct', '2024-07-23', { price: usd(0.5, 1.5) }],
    [
      'meta-llama/Llama-3.1-8B-Instruct-16k',
      '2024-07-23',
      { contextWindow: 16_384, maxOutputTokens: 4096, price: usd(0.5, 1.5) },
    ],
    ['meta-llama/Llama-3.1-70B-Instruct', '2024-07-23', { latency: 'llama-3.1-70b', price: usd(0.88, 0.88) }],
    ['meta-llama/Llama-3.1-405B-Instruct', '2024-07-23', { latency: 'llama-3.1-405b', price: usd(3, 3) }],
    ['llama-3.1-8b', '2024-07-23', { price: usd(0.2, 0.2) }],
    ['llama-3.1-70b', '2024-07-23', { latency: 'llama-3.1-70b', price: usd(0.88, 0.88) }],
    ['llama-3.1-405b', '2024-07-23', { latency: 'llama-3.1-405b', price: usd(3, 3) }],
  ),
  ...family(
    {
      ...other,
      ownedBy: 'TinyLlama',
      contextWindow: 2048,
      maxOutputTokens: 2048,
      tools: false,
      knowledgeCutoff: '2023-09',
    },
    ['TinyLlama/TinyLlama-1.1B-Chat-v1.0', '2023-12-30', { latency: 'phi-3-mini' }],
  ),
  ...family(
    deepseekR1,
    ['deepseek-ai/DeepSeek-R1', '2025-01-20', { price: usd(15, 60) }],
    [
      'deepseek-ai/DeepSeek-R1-Distill-Qwen-32B',
      '2025-01-20',
      { maxOutputTokens: 65_536, latency: 'deepseek-r1-distill-qwen-32b', price: usd(3, 12) },
    ],
    ['deepseek-ai/DeepSeek-R1-Distill-Llama-8B', '2025-01-20', { latency: 'llama-3.1-8b' }],
  ),
  ...family(
    deepseek,
    ['deepseek-v3', '2024-12-26', { price: usd(0.27, 1.1) }],
    ['deepseek-ai/DeepSeek-V3', '2024-12-26', { price: usd(0.27, 1.1) }],
  ),
  ...family(
    mistral,
    ['mixtral-8x7b', '2023-12-11', { contextWindow: 32_768, latency: 'mixtral-8x7b', price: usd(0.5, 1.5) }],
    [
      'mixtral-8x22b',
      '2024-04-17',
      { contextWindow: 65_536, maxOutputTokens: 16_384, latency: 'mixtral-8x22b', price: usd(2, 6) },
    ],
    ['mistral-large', '2024-02-26', { also: [], latency: 'mistral-large', price: usd(4, 12) }],
  ),
  ...family(
    claude3,
    ['claude-3-opus', '2024-02-29', { latency: 'claude-3-opus', price: usd(15, 75, 1.5) }],
    ['claude-3-opus-20240229', '2024-02-29', { latency: 'claude-3-opus', price: usd(15, 75, 1.5) }],
    ['claude-3-sonnet', '2024-02-29', { latency: 'claude-3-sonnet', price: usd(3, 15) }],
    ['claude-3-sonnet-20240229', '2024-02-29', { latency: 'claude-3-sonnet', price: usd(3, 15) }],
    ['claude-3-haiku', '2024-03-07', { latency: 'claude-3-haiku', price: usd(0.25, 1.25, 0.03) }],
    ['claude-3-haiku-20240307', '2024-03-07', { latency: 'claude-3-haiku', price: usd(0.25, 1.25, 0.03) }],
  ),
  ...family(
    gemini,
    [
      'gemini-1.5-pro',
      '2024-02-15',
      { contextWindow: 2_097_152, latency: 'gemini-pro', price: usd(1.25, 5, 0.3125) },
    ],
    [
      'gemini-1.5-flash',
      '2024-05-14',
      { contextWindow: 1_048_576, latency: 'hosted-small', price: usd(0.075, 0.3, 0.01875) },
    ],
  ),
];
