import type { ModelCard, RefusedParameter } from '../card.ts';
import { family, patches, type Traits, tiles, usd } from '../row.ts';
import { FOLLOWS_SCHEMAS, WRITES_JSON, WRITES_TEXT } from './rules.ts';

const TEXT = { image: false, audio: false, file: false };
const IMAGE = { image: true, audio: false, file: false };
const DOCUMENTS = { image: true, audio: false, file: true };
const AUDIO = { image: false, audio: true, file: false };

const DOES_NOT_REASON: readonly RefusedParameter[] = [{ field: 'reasoning_effort' }];

const SEARCHES: readonly RefusedParameter[] = [
  ...DOES_NOT_REASON,
  { field: 'temperature' },
  { field: 'top_p' },
  { field: 'n' },
  { field: 'presence_penalty' },
  { field: 'frequency_penalty' },
  { field: 'logit_bias' },
  { field: 'logprobs' },
  { field: 'top_logprobs' },
  { field: 'seed' },
  { field: 'parallel_tool_calls' },
];

const chat: Traits = {
  ownedBy: 'openai',
  kind: 'chat',
  contextWindow: 128_000,
  maxOutputTokens: 16_384,
  input: DOCUMENTS,
  output: { audio: false },
  tools: true,
  tokenizer: 'o200k_base',
  approximateTokens: false,
  knowledgeCutoff: '2023-10',
  latency: 'gpt-4o',
  vision: tiles(85, 170),
  refuses: DOES_NOT_REASON,
  rules: FOLLOWS_SCHEMAS,
};

const gpt4o: Traits = { ...chat, price: usd(2.5, 10, 1.25) };
const gpt4oMini: Traits = {
  ...chat,
  price: usd(0.15, 0.6, 0.075),
  latency: 'gpt-4o-mini',
  vision: tiles(2833, 5667),
};

const spoken: Traits = {
  ...chat,
  input: AUDIO,
  output: { audio: true },
  price: usd(2.5, 10),
  rules: WRITES_JSON,
};
const spokenMini: Traits = { ...spoken, price: usd(0.15, 0.6), latency: 'gpt-4o-mini' };

const search: Traits = { ...chat, input: TEXT, tools: false, price: usd(2.5, 10), refuses: SEARCHES };
const searchMini: Traits = { ...search, price: usd(0.15, 0.6), latency: 'gpt-4o-mini' };

const gpt41: Traits = {
  ...chat,
  contextWindow: 1_047_576,
  maxOutputTokens: 32_768,
  knowledgeCutoff: '2024-06',
  latency: 'hosted-large',
  price: usd(2, 8, 0.5),
};
const gpt41Mini: Traits = {
  ...gpt41,
  latency: 'hosted-small',
  price: usd(0.4, 1.6, 0.1),
  vision: patches(1.62),
};
const gpt41Nano: Traits = { ...gpt41Mini, price: usd(0.1, 0.4, 0.025), vision: patches(2.46) };

const gpt45: Traits = { ...chat, latency: 'gpt-4-turbo', price: usd(75, 150, 37.5) };

const gpt4: Traits = {
  ...chat,
  contextWindow: 8192,
  maxOutputTokens: 8192,
  input: TEXT,
  tokenizer: 'cl100k_base',
  knowledgeCutoff: '2021-09',
  latency: 'gpt-4',
  price: usd(30, 60),
  rules: WRITES_TEXT,
};
const gpt4Long: Traits = { ...gpt4, contextWindow: 32_768, maxOutputTokens: 32_768, price: usd(60, 120) };
const gpt4Turbo: Traits = {
  ...gpt4,
  contextWindow: 128_000,
  maxOutputTokens: 4096,
  knowledgeCutoff: '2023-12',
  latency: 'gpt-4-turbo',
  price: usd(10, 30),
  rules: WRITES_JSON,
};
const gpt4Preview: Traits = { ...gpt4Turbo, latency: 'gpt-4-turbo-preview' };

const gpt35: Traits = {
  ...gpt4,
  contextWindow: 16_385,
  maxOutputTokens: 4096,
  latency: 'gpt-3.5-turbo',
  price: usd(0.5, 1.5),
  rules: WRITES_JSON,
};
const gpt35Long: Traits = {
  ...gpt35,
  latency: 'gpt-3.5-turbo-16k',
  price: usd(3, 4),
  rules: WRITES_TEXT,
};

const plain: Traits = { ...gpt35, kind: 'completion', tools: false, refuses: [], rules: undefined };
const instruct: Traits = { ...plain, insertion: true, contextWindow: 4096, price: usd(1.5, 2) };

/** OpenAI's models that answer without reasoning first. */
export const hostedChatModels: readonly ModelCard[] = [
  ...family(gpt41, ['gpt-4.1', '2025-04-10'], ['gpt-4.1-2025-04-14', '2025-04-14']),
  ...family(gpt41Mini, ['gpt-4.1-mini', '2025-04-10'], ['gpt-4.1-mini-2025-04-14', '2025-04-14']),
  ...family(gpt41Nano, ['gpt-4.1-nano', '2025-04-10'], ['gpt-4.1-nano-2025-04-14', '2025-04-14']),
  ...family(gpt45, ['gpt-4.5-preview', '2025-02-26'], ['gpt-4.5-preview-2025-02-27', '2025-02-27']),
  ...family(
    gpt4o,
    ['gpt-4o', '2024-05-10'],
    ['gpt-4o-2024-05-13', '2024-05-13', { maxOutputTokens: 4096, price: usd(5, 15), rules: WRITES_JSON }],
    ['gpt-4o-2024-08-06', '2024-08-06'],
    ['gpt-4o-2024-11-20', '2024-11-20'],
    ['chatgpt-4o-latest', '2024-08-13', { tools: false, price: usd(5, 15), rules: WRITES_JSON }],
  ),
  ...family(gpt4oMini, ['gpt-4o-mini', '2024-07-16'], ['gpt-4o-mini-2024-07-18', '2024-07-18']),
  ...family(
    spoken,
    ['gpt-audio', '2025-08-28'],
    ['gpt-audio-2025-08-28', '2025-08-28'],
    ['gpt-audio-1.5', '2026-02-23'],
    ['gpt-4o-audio-preview', '2024-09-27'],
    ['gpt-4o-audio-preview-2024-10-01', '2024-10-01'],
    ['gpt-4o-audio-preview-2024-12-17', '2024-12-17'],
    ['gpt-4o-audio-preview-2025-06-03', '2025-06-03'],
  ),
  ...family(
    spokenMini,
    ['gpt-4o-mini-audio-preview', '2024-12-16'],
    ['gpt-4o-mini-audio-preview-2024-12-17', '2024-12-17'],
    ['gpt-audio-mini', '2025-10-03', { price: usd(0.6, 2.4) }],
    ['gpt-audio-mini-2025-10-06', '2025-10-06', { price: usd(0.6, 2.4) }],
    ['gpt-audio-mini-2025-12-15', '2025-12-15', { price: usd(0.6, 2.4) }],
  ),
  ...family(
    search,
    ['gpt-4o-search-preview', '2025-03-07'],
    ['gpt-4o-search-preview-2025-03-11', '2025-03-11'],
  ),
  ...family(
    searchMini,
    ['gpt-4o-mini-search-preview', '2025-03-07'],
    ['gpt-4o-mini-search-preview-2025-03-11', '2025-03-11'],
  ),
  ...family(
    gpt4Turbo,
    ['gpt-4-turbo', '2024-04-05', { input: IMAGE }],
    ['gpt-4-turbo-2024-04-09', '2024-04-09', { input: IMAGE }],
  ),
  ...family(
    gpt4Preview,
    ['gpt-4-turbo-preview', '2024-01-23'],
    ['gpt-4-0125-preview', '2024-01-25'],
    ['gpt-4-1106-preview', '2023-11-06', { knowledgeCutoff: '2023-04' }],
    [
      'gpt-4-vision-preview',
      '2023-11-06',
      { knowledgeCutoff: '2023-04', input: IMAGE, tools: false, rules: WRITES_TEXT },
    ],
  ),
  ...family(
    gpt4,
    ['gpt-4', '2023-06-27'],
    ['gpt-4-0314', '2023-03-14', { tools: false }],
    ['gpt-4-0613', '2023-06-13'],
  ),
  ...family(
    gpt4Long,
    ['gpt-4-32k', '2023-06-27'],
    ['gpt-4-32k-0314', '2023-03-14', { tools: false }],
    ['gpt-4-32k-0613', '2023-06-13'],
  ),
  ...family(
    gpt35,
    ['gpt-3.5-turbo', '2023-02-28'],
    ['gpt-3.5-turbo-0125', '2024-01-25'],
    ['gpt-3.5-turbo-1106', '2023-11-06', { price: usd(1, 2) }],
    ['gpt-3.5-turbo-0613', '2023-06-13', { contextWindow: 4096, price: usd(1.5, 2), rules: WRITES_TEXT }],
    [
      'gpt-3.5-turbo-0301',
      '2023-03-01',
      { contextWindow: 4096, price: usd(1.5, 2), tools: false, rules: WRITES_TEXT },
    ],
  ),
  ...family(gpt35Long, ['gpt-3.5-turbo-16k', '2023-05-10'], ['gpt-3.5-turbo-16k-0613', '2023-06-13']),
  ...family(
    instruct,
    ['gpt-3.5-turbo-instruct', '2023-08-24'],
    ['gpt-3.5-turbo-instruct-0914', '2023-09-14'],
  ),
  ...family(
    plain,
    ['davinci-002', '2023-08-21', { contextWindow: 16_384, maxOutputTokens: 16_384, price: usd(2, 2) }],
    ['babbage-002', '2023-08-21', { contextWindow: 16_384, maxOutputTokens: 16_384, price: usd(0.4, 0.4) }],
  ),
];
