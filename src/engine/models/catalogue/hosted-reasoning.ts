import type { ModelCard, ReasoningEffort, ReasoningTraits, RefusedParameter } from '../card.ts';
import { family, patches, type Traits, tiles, usd } from '../row.ts';
import { FOLLOWS_SCHEMAS, WITHOUT_INSTRUCTIONS } from './rules.ts';

const TEXT = { image: false, audio: false, file: false };
const IMAGE = { image: true, audio: false, file: false };
const DOCUMENTS = { image: true, audio: false, file: true };

/** Hosted models count their reasoning and never show it. */
export function hidden(efforts: readonly ReasoningEffort[], defaultEffort: ReasoningEffort): ReasoningTraits {
  return { efforts, defaultEffort, visible: false };
}

const MAX_TOKENS: RefusedParameter = { field: 'max_tokens', instead: 'max_completion_tokens' };

/** Sampling is fixed while a model reasons. */
const FIXED_SAMPLING: readonly RefusedParameter[] = [
  { field: 'temperature', only: 1 },
  { field: 'top_p', only: 1 },
  { field: 'presence_penalty', only: 0 },
  { field: 'frequency_penalty', only: 0 },
  { field: 'logprobs' },
  { field: 'top_logprobs' },
  { field: 'logit_bias' },
];
const STOP: RefusedParameter = { field: 'stop' };
const PARALLEL_TOOL_CALLS: RefusedParameter = { field: 'parallel_tool_calls' };

const EARLY: readonly RefusedParameter[] = [MAX_TOKENS, ...FIXED_SAMPLING, PARALLEL_TOOL_CALLS];
const LATE: readonly RefusedParameter[] = [...EARLY, STOP];
export const ALWAYS_REASONS: readonly RefusedParameter[] = [MAX_TOKENS, ...FIXED_SAMPLING, STOP];
/** Models that can answer without reasoning sample freely when they do. */
const MAY_REASON: readonly RefusedParameter[] = [
  MAX_TOKENS,
  ...[...FIXED_SAMPLING, STOP].map((refused) => ({ ...refused, whileReasoning: true })),
];
const FIRST_PREVIEW: readonly RefusedParameter[] = [
  ...EARLY,
  { field: 'n', only: 1 },
  { field: 'tools' },
  { field: 'tool_choice' },
  { field: 'functions' },
  { field: 'function_call' },
  { field: 'response_format' },
  { field: 'reasoning_effort' },
];

const reasoning: Traits = {
  ownedBy: 'openai',
  kind: 'chat',
  contextWindow: 200_000,
  maxOutputTokens: 100_000,
  input: DOCUMENTS,
  output: { audio: false },
  tools: true,
  tokenizer: 'o200k_base',
  approximateTokens: false,
  knowledgeCutoff: '2024-06',
  latency: 'hosted-reasoning',
  vision: tiles(75, 150),
  reasoning: hidden(['low', 'medium', 'high'], 'medium'),
  refuses: LATE,
  rules: FOLLOWS_SCHEMAS,
};

const o1: Traits = { ...reasoning, knowledgeCutoff: '2023-10', refuses: EARLY, price: usd(15, 60, 7.5) };
const o1Preview: Traits = {
  ...o1,
  contextWindow: 128_000,
  maxOutputTokens: 32_768,
  input: TEXT,
  tools: false,
  reasoning: hidden(['medium'], 'medium'),
  refuses: FIRST_PREVIEW,
  rules: WITHOUT_INSTRUCTIONS,
};
const o1Mini: Traits = { ...o1Preview, maxOutputTokens: 65_536, price: usd(1.1, 4.4, 0.55) };
const o3: Traits = { ...reasoning, price: usd(2, 8, 0.5) };
const o3Mini: Traits = { ...o1, input: TEXT, price: usd(1.1, 4.4, 0.55) };
const o4Mini: Traits = { ...reasoning, price: usd(1.1, 4.4, 0.275), vision: patches(1.72) };
const research: Traits = { ...reasoning, responsesOnly: true, reasoning: hidden(['medium'], 'medium') };

const gpt5: Traits = {
  ...reasoning,
  contextWindow: 400_000,
  maxOutputTokens: 128_000,
  knowledgeCutoff: '2024-09',
  vision: tiles(70, 140),
  reasoning: hidden(['minimal', 'low', 'medium', 'high'], 'medium'),
  refuses: ALWAYS_REASONS,
  price: usd(1.25, 10, 0.125),
};
const gpt5Mini: Traits = {
  ...gpt5,
  knowledgeCutoff: '2024-05',
  vision: patches(1.62),
  price: usd(0.25, 2, 0.025),
};
const gpt5Nano: Traits = { ...gpt5Mini, vision: patches(2.46), price: usd(0.05, 0.4, 0.005) };
const gpt5Codex: Traits = { ...gpt5, reasoning: hidden(['low', 'medium', 'high'], 'medium') };
/** The models behind ChatGPT decide for themselves how long to think. */
const chatLatest: Traits = {
  ...gpt5,
  contextWindow: 128_000,
  maxOutputTokens: 16_384,
  reasoning: hidden(['medium'], 'medium'),
};

const gpt51: Traits = {
  ...gpt5,
  reasoning: hidden(['none', 'low', 'medium', 'high'], 'none'),
  refuses: MAY_REASON,
};
const gpt52: Traits = {
  ...gpt51,
  knowledgeCutoff: '2025-08',
  vision: patches(1.2),
  reasoning: hidden(['none', 'low', 'medium', 'high', 'xhigh'], 'none'),
  price: usd(1.75, 14, 0.175),
};
const gpt54: Traits = {
  ...gpt52,
  contextWindow: 1_050_000,
  vision: patches(1.2, 2500),
  price: usd(2.5, 15, 0.25),
};
const gpt54Mini: Traits = {
  ...gpt54,
  contextWindow: 400_000,
  vision: patches(1.62),
  price: usd(0.75, 4.5, 0.075),
};
const gpt54Nano: Traits = { ...gpt54Mini, vision: patches(2.46), price: usd(0.2, 1.25, 0.02) };
const gpt55: Traits = {
  ...gpt54,
  knowledgeCutoff: '2025-12',
  reasoning: hidden(['none', 'low', 'medium', 'high', 'xhigh'], 'medium'),
  price: usd(5, 30, 0.5),
};
export const gpt56: Traits = {
  ...gpt55,
  knowledgeCutoff: '2026-02',
  reasoning: hidden(['none', 'low', 'medium', 'high', 'xhigh', 'max'], 'medium'),
};
/** Extra compute on every answer: no shallow efforts, no cache discount. */
const pro: Partial<Traits> = {
  reasoning: hidden(['medium', 'high', 'xhigh'], 'high'),
  refuses: ALWAYS_REASONS,
};
const guarded: Partial<Traits> = { responsesOnly: true, price: usd(5, 30, 0.5) };

/** OpenAI's models that reason before they answer, or can. */
export const hostedReasoningModels: readonly ModelCard[] = [
  ...family(
    gpt56,
    ['gpt-5.6', '2026-06-26', { price: usd(4, 20, 0.4) }],
    ['gpt-5.6-sol', '2026-06-26', { price: usd(4, 20, 0.4) }],
    ['gpt-5.6-terra', '2026-06-26', { price: usd(2, 12, 0.2) }],
    ['gpt-5.6-luna', '2026-06-26', { price: usd(0.2, 1.2, 0.02) }],
    ['gpt-5.6-cyber', '2026-06-26', guarded],
    ['gpt-daybreak-blue-latest', '2026-06-26', guarded],
    ['gpt-daybreak-red-latest', '2026-06-26', guarded],
  ),
  ...family(
    gpt55,
    ['gpt-5.5', '2026-04-23'],
    ['gpt-5.5-2026-04-23', '2026-04-23'],
    ['gpt-5.5-pro', '2026-04-23', { ...pro, responsesOnly: true, price: usd(30, 180) }],
    ['gpt-5.5-pro-2026-04-23', '2026-04-23', { ...pro, responsesOnly: true, price: usd(30, 180) }],
    ['gpt-5.5-cyber-preview', '2026-04-23', { responsesOnly: true, price: undefined }],
  ),
  ...family(
    gpt54,
    ['gpt-5.4', '2026-03-05'],
    ['gpt-5.4-2026-03-05', '2026-03-05'],
    ['gpt-5.4-pro', '2026-03-05', { ...pro, responsesOnly: true, price: usd(30, 180) }],
  ),
  ...family(gpt54Mini, ['gpt-5.4-mini', '2026-03-17'], ['gpt-5.4-mini-2026-03-17', '2026-03-17']),
  ...family(gpt54Nano, ['gpt-5.4-nano', '2026-03-17'], ['gpt-5.4-nano-2026-03-17', '2026-03-17']),
  ...family(
    { ...gpt52, reasoning: hidden(['low', 'medium', 'high', 'xhigh'], 'medium'), refuses: ALWAYS_REASONS },
    ['gpt-5.3-codex', '2026-02-05', { responsesOnly: true }],
    ['gpt-5.2-codex', '2026-01-14', { responsesOnly: true }],
  ),
  ...family(
    gpt52,
    ['gpt-5.2', '2025-12-09'],
    ['gpt-5.2-2025-12-11', '2025-12-11'],
    ['gpt-5.2-pro', '2025-12-09', { ...pro, price: usd(21, 168) }],
    ['gpt-5.2-pro-2025-12-11', '2025-12-11', { ...pro, price: usd(21, 168) }],
  ),
  ...family(
    chatLatest,
    ['gpt-5.3-chat-latest', '2026-03-03', { knowledgeCutoff: '2025-08', price: usd(1.75, 14, 0.175) }],
    ['gpt-5.2-chat-latest', '2025-12-09', { knowledgeCutoff: '2025-08', price: usd(1.75, 14, 0.175) }],
    ['gpt-5.1-chat-latest', '2025-11-12'],
  ),
  ...family(
    {
      ...chatLatest,
      latency: 'hosted-large',
      refuses: [{ field: 'reasoning_effort' }],
      reasoning: undefined,
      tools: false,
    },
    ['gpt-5-chat-latest', '2025-08-01'],
  ),
  ...family(gpt51, ['gpt-5.1', '2025-11-12'], ['gpt-5.1-2025-11-13', '2025-11-13']),
  ...family(
    gpt5Codex,
    ['gpt-5.1-codex', '2025-11-12'],
    [
      'gpt-5.1-codex-max',
      '2025-11-19',
      { responsesOnly: true, reasoning: hidden(['none', 'low', 'medium', 'high', 'xhigh'], 'none') },
    ],
    [
      'gpt-5.1-codex-mini',
      '2025-11-12',
      { responsesOnly: true, price: usd(0.25, 2, 0.025), vision: patches(1.62) },
    ],
    ['gpt-5.1-mini', '2025-11-12', { price: usd(0.25, 2, 0.025), vision: patches(1.62) }],
    ['gpt-5-codex', '2025-09-23', { responsesOnly: true }],
  ),
  ...family(
    gpt5,
    ['gpt-5', '2025-08-05'],
    ['gpt-5-2025-08-07', '2025-08-07'],
    [
      'gpt-5-pro',
      '2025-10-03',
      {
        maxOutputTokens: 272_000,
        responsesOnly: true,
        reasoning: hidden(['high'], 'high'),
        price: usd(15, 120),
      },
    ],
    [
      'gpt-5-pro-2025-10-06',
      '2025-10-06',
      {
        maxOutputTokens: 272_000,
        responsesOnly: true,
        reasoning: hidden(['high'], 'high'),
        price: usd(15, 120),
      },
    ],
  ),
  ...family(gpt5Mini, ['gpt-5-mini', '2025-08-05'], ['gpt-5-mini-2025-08-07', '2025-08-07']),
  ...family(gpt5Nano, ['gpt-5-nano', '2025-08-05'], ['gpt-5-nano-2025-08-07', '2025-08-07']),
  ...family(o4Mini, ['o4-mini', '2025-04-09'], ['o4-mini-2025-04-16', '2025-04-16']),
  ...family(
    o3,
    ['o3', '2025-04-09'],
    ['o3-2025-04-16', '2025-04-16'],
    ['o3-pro', '2025-05-28', { responsesOnly: true, price: usd(20, 80) }],
    ['o3-pro-2025-06-10', '2025-06-10', { responsesOnly: true, price: usd(20, 80) }],
  ),
  ...family(o3Mini, ['o3-mini', '2025-01-17'], ['o3-mini-2025-01-31', '2025-01-31']),
  ...family(
    o1,
    ['o1', '2024-12-16'],
    ['o1-2024-12-17', '2024-12-17'],
    ['o1-pro', '2025-03-17', { responsesOnly: true, price: usd(150, 600) }],
    ['o1-pro-2025-03-19', '2025-03-19', { responsesOnly: true, price: usd(150, 600) }],
  ),
  ...family(o1Preview, ['o1-preview', '2024-09-06'], ['o1-preview-2024-09-12', '2024-09-12']),
  ...family(o1Mini, ['o1-mini', '2024-09-06'], ['o1-mini-2024-09-12', '2024-09-12']),
  ...family(
    research,
    ['o3-deep-research', '2025-06-25', { price: usd(10, 40, 2.5) }],
    ['o3-deep-research-2025-06-26', '2025-06-26', { price: usd(10, 40, 2.5) }],
    ['o4-mini-deep-research', '2025-06-25', { price: usd(2, 8, 0.5), vision: patches(1.72) }],
    ['o4-mini-deep-research-2025-06-26', '2025-06-26', { price: usd(2, 8, 0.5), vision: patches(1.72) }],
    [
      'codex-mini-latest',
      '2025-05-08',
      { price: usd(1.5, 6, 0.375), vision: patches(1.72), reasoning: reasoning.reasoning },
    ],
  ),
  ...family(
    {
      ...research,
      contextWindow: 8192,
      maxOutputTokens: 1024,
      input: IMAGE,
      knowledgeCutoff: '2023-10',
      price: usd(3, 12),
      vision: tiles(65, 129),
    },
    ['computer-use-preview', '2024-12-19'],
    ['computer-use-preview-2025-03-11', '2025-03-11'],
  ),
];
