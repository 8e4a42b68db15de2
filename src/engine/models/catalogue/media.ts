import type { ModelCard, ReasoningTraits } from '../card.ts';
import { family, type Traits, tiles, usd } from '../row.ts';

const TEXT = { image: false, audio: false, file: false };
const IMAGE = { image: true, audio: false, file: false };
const AUDIO = { image: false, audio: true, file: false };
const IMAGE_AND_AUDIO = { image: true, audio: true, file: false };

/** Models billed by the picture, the character or the minute carry no token price. */
const media: Traits = {
  ownedBy: 'openai',
  kind: 'image',
  contextWindow: 32_768,
  maxOutputTokens: 0,
  input: TEXT,
  output: { audio: false },
  tools: false,
  tokenizer: 'o200k_base',
  approximateTokens: false,
  latency: 'hosted-small',
  vision: tiles(85, 170),
  refuses: [],
};

const painter: Traits = { ...media, latency: 'hosted-image' };
const gptImage: Traits = { ...painter, input: IMAGE, price: usd(5, 40, 1.25), vision: tiles(65, 129) };
const diffusion: Traits = {
  ...media,
  ownedBy: 'stabilityai',
  contextWindow: 77,
  approximateTokens: true,
  latency: 'diffusion',
};

const speech: Traits = { ...media, kind: 'speech', contextWindow: 4096, output: { audio: true } };
const gptSpeech: Traits = { ...speech, contextWindow: 2000, price: usd(0.6, 12) };

const transcription: Traits = {
  ...media,
  kind: 'transcription',
  contextWindow: 16_000,
  maxOutputTokens: 2000,
  input: AUDIO,
  knowledgeCutoff: '2024-06',
  price: usd(2.5, 10),
};
const miniTranscription: Traits = { ...transcription, price: usd(1.25, 5) };

const realtime: Traits = {
  ...media,
  kind: 'realtime',
  contextWindow: 32_000,
  maxOutputTokens: 4096,
  input: IMAGE_AND_AUDIO,
  output: { audio: true },
  tools: true,
  knowledgeCutoff: '2023-10',
  latency: 'gpt-4o-mini',
  price: usd(4, 16, 0.4),
};
const realtimeMini: Traits = { ...realtime, price: usd(0.6, 2.4, 0.06) };
const realtimePreview: Traits = { ...realtime, input: AUDIO, price: usd(5, 20, 2.5) };
const realtimeReasoning: ReasoningTraits = {
  efforts: ['minimal', 'low', 'medium', 'high', 'xhigh'],
  defaultEffort: 'low',
  visible: false,
};
const realtime2: Traits = {
  ...realtime,
  contextWindow: 128_000,
  maxOutputTokens: 32_000,
  knowledgeCutoff: '2024-09',
  price: usd(4, 24, 0.4),
  reasoning: realtimeReasoning,
};
/** Speaks while it listens, and leaves reasoning to a model behind it. Its window is not published: that of its predecessors. */
const live: Traits = {
  ...realtime,
  kind: 'live',
  input: AUDIO,
  knowledgeCutoff: undefined,
  price: undefined,
};
const video: Traits = { ...media, kind: 'video', input: IMAGE, output: { audio: true } };
const servedRealtime: Traits = {
  ...realtime,
  contextWindow: 128_000,
  input: AUDIO,
  latency: 'gpt-oss-120b',
  price: usd(5, 20),
};

/** Models that draw, film, speak, listen or converse live. */
export const mediaModels: readonly ModelCard[] = [
  ...family(
    gptImage,
    ['gpt-image-2.6-sunburst', '2026-11-04', { price: usd(5, 30, 1.25) }],
    ['gpt-image-2.6-flare', '2026-11-04', { price: usd(5, 30, 1.25) }],
    ['gpt-image-2.5-sunburst', '2026-09-08', { price: usd(5, 30, 1.25) }],
    ['gpt-image-2.5-sunburst-2026-09-08', '2026-09-08', { price: usd(5, 30, 1.25) }],
    ['gpt-image-2.5-flare', '2026-09-08', { price: usd(5, 30, 1.25) }],
    ['gpt-image-2.5-flare-2026-09-08', '2026-09-08', { price: usd(5, 30, 1.25) }],
    ['gpt-image-2', '2026-04-21', { price: usd(5, 30, 1.25) }],
    ['gpt-image-2-2026-04-21', '2026-04-21', { price: usd(5, 30, 1.25) }],
    ['gpt-image-1.5', '2025-12-16', { price: usd(5, 32, 1.25) }],
    ['gpt-image-1.5-2025-12-16', '2025-12-16', { price: usd(5, 32, 1.25) }],
    ['chatgpt-image-latest', '2025-12-16', { price: usd(5, 32, 1.25) }],
    ['gpt-image-1', '2025-04-23'],
    ['gpt-image-1-mini', '2025-10-06', { price: usd(2, 8, 0.2) }],
  ),
  ...family(
    painter,
    ['dall-e-3', '2023-10-31', { contextWindow: 1024 }],
    ['dall-e-2', '2023-10-31', { contextWindow: 256 }],
  ),
  ...family(
    diffusion,
    ['stabilityai/stable-diffusion-xl-base-1.0', '2023-07-26'],
    ['stabilityai/stable-diffusion-2-1', '2022-12-07'],
  ),
  ...family(
    speech,
    ['tts-1', '2023-04-19'],
    ['tts-1-1106', '2023-11-06'],
    ['tts-1-hd', '2023-11-03'],
    ['tts-1-hd-1106', '2023-11-06'],
  ),
  ...family(
    gptSpeech,
    ['gpt-4o-mini-tts', '2025-03-19'],
    ['gpt-4o-mini-tts-2025-03-20', '2025-03-20'],
    ['gpt-4o-mini-tts-2025-12-15', '2025-12-15'],
  ),
  ...family(
    transcription,
    ['gpt-4o-transcribe', '2025-03-15'],
    ['gpt-4o-transcribe-diarize', '2025-06-24'],
    ['gpt-transcribe', '2026-06-01', { price: undefined }],
    ['gpt-live-transcribe', '2026-06-01', { price: undefined }],
    ['gpt-realtime-whisper', '2026-05-07', { price: undefined }],
    [
      'whisper-1',
      '2023-02-27',
      { contextWindow: 448, maxOutputTokens: 448, price: undefined, approximateTokens: true },
    ],
  ),
  ...family(
    miniTranscription,
    ['gpt-4o-mini-transcribe', '2025-03-15'],
    ['gpt-4o-mini-transcribe-2025-03-20', '2025-03-20'],
    ['gpt-4o-mini-transcribe-2025-12-15', '2025-12-15'],
  ),
  ...family(realtime2, ['gpt-realtime-2.1', '2026-07-01'], ['gpt-realtime-2', '2026-05-07']),
  ...family({ ...realtime2, price: usd(0.6, 2.4, 0.06) }, ['gpt-realtime-2.1-mini', '2026-07-01']),
  ...family(
    realtime,
    ['gpt-realtime-1.5', '2026-02-23'],
    ['gpt-realtime', '2025-08-27'],
    ['gpt-realtime-2025-08-28', '2025-08-28'],
  ),
  ...family(
    realtimeMini,
    ['gpt-realtime-mini', '2025-10-03'],
    ['gpt-realtime-mini-2025-10-06', '2025-10-06'],
    ['gpt-realtime-mini-2025-12-15', '2025-12-15'],
  ),
  ...family(
    realtimePreview,
    ['gpt-4o-realtime-preview', '2024-09-30'],
    ['gpt-4o-realtime-preview-2024-10-01', '2024-10-01'],
    ['gpt-4o-realtime-preview-2024-12-17', '2024-12-17'],
    ['gpt-4o-realtime-preview-2025-06-03', '2025-06-03'],
    ['gpt-4o-mini-realtime-preview', '2024-12-16', { price: usd(0.6, 2.4, 0.3) }],
    ['gpt-4o-mini-realtime-preview-2024-12-17', '2024-12-17', { price: usd(0.6, 2.4, 0.3) }],
  ),
  ...family(
    live,
    ['gpt-live-1.1', '2026-11-20'],
    ['gpt-live-1', '2026-09-22', { knowledgeCutoff: '2025-07' }],
  ),
  ...family(
    video,
    ['sora-2', '2025-10-06'],
    ['sora-2-2025-10-06', '2025-10-06'],
    ['sora-2-2025-12-08', '2025-12-08'],
    ['sora-2-pro', '2025-10-06'],
    ['sora-2-pro-2025-10-06', '2025-10-06'],
  ),
  ...family(
    servedRealtime,
    ['openai/gpt-oss-120b-realtime', '2025-08-05'],
    ['openai/gpt-oss-120b-realtime-preview-2024-10-01', '2025-08-05'],
  ),
];
