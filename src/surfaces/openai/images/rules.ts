import type { ImageFormat } from '../../../media/image/renderer.ts';

/**
 * What one family of models accepts and produces. Shared code reads these fields and never compares names.
 */
export interface ImageRules {
  readonly actions: readonly ImageAction[];
  /** Whether images to edit can be referenced in JSON, in addition to being uploaded. */
  readonly editsByReference: boolean;
  /** Maximum characters of a prompt. */
  readonly promptLength: number;
  /** Maximum images per request. */
  readonly most: number;
  /** `WIDTHxHEIGHT` in pixels, and `auto` if the model can choose. */
  readonly sizes: readonly string[];
  /** Set if other sizes are accepted too. */
  readonly freeSizes?: FreeSizes;
  readonly defaultSize: string;
  /** Accepted besides `auto`; empty for a model without `quality`. */
  readonly qualities: readonly QualityName[];
  /** The quality that `auto` stands for. */
  readonly autoQuality: QualityName;
  /** The accepted parameters among those that not all models accept. */
  readonly takes: readonly ModelSpecific[];
  /** The default of `response_format`. */
  readonly delivers: 'url' | 'b64_json';
  readonly input: InputRules;
  readonly mask: InputRules;
  /** Whether the revised prompt is returned. */
  readonly revisesPrompts: boolean;
  /** Whether the model is billed by token; if so, the response has usage and describes the images. */
  readonly countsTokens: boolean;
}

export type ImageAction = 'generate' | 'edit' | 'vary';

/** Parameters that some models do not accept. */
export const MODEL_SPECIFIC = [
  'background',
  'input_fidelity',
  'moderation',
  'output_compression',
  'output_format',
  'partial_images',
  'quality',
  'response_format',
  'stream',
  'style',
] as const;
export type ModelSpecific = (typeof MODEL_SPECIFIC)[number];

/** Whether a parameter asks for anything: `false` and zero partial images do not. */
export function asksFor(body: object, parameter: ModelSpecific): boolean {
  const value = (body as Record<string, unknown>)[parameter];
  return value !== undefined && value !== false && (value !== 0 || parameter !== 'partial_images');
}

export interface FreeSizes {
  /** Both sides are multiples of it. */
  readonly step: number;
  readonly longestSide: number;
  /** The longer side is at most this many times the shorter. */
  readonly ratio: number;
  readonly leastPixels: number;
  readonly mostPixels: number;
}

export interface InputRules {
  readonly formats: readonly ImageFormat[];
  /** Files must be smaller than this many MiB. */
  readonly mebibytes: number;
  readonly square: boolean;
  readonly most: number;
}

export type QualityName = 'low' | 'medium' | 'high' | 'standard' | 'hd';

export interface Quality {
  /** For the renderer: 0 is plain, 1 is rich. */
  readonly detail: number;
  /** Duration relative to medium quality. */
  readonly effort: number;
  /** Side of the square patch of pixels that one token stands for. */
  readonly patch: number;
  /** Its name in responses. */
  readonly reported: 'low' | 'medium' | 'high';
}

/** `hd` takes half as long again in the original FakeAI. The patches give OpenAI's published token counts. */
export const QUALITIES: Readonly<Record<QualityName, Quality>> = {
  low: { detail: 0.2, effort: 0.5, patch: 64, reported: 'low' },
  medium: { detail: 0.5, effort: 1, patch: 32, reported: 'medium' },
  high: { detail: 1, effort: 1.5, patch: 16, reported: 'high' },
  standard: { detail: 0.5, effort: 1, patch: 32, reported: 'medium' },
  hd: { detail: 1, effort: 1.5, patch: 16, reported: 'high' },
};

const anyFormat: InputRules = { formats: ['png', 'jpeg', 'webp'], mebibytes: 50, square: false, most: 16 };
const smallPng: InputRules = { formats: ['png'], mebibytes: 4, square: true, most: 1 };

const gptImage: ImageRules = {
  actions: ['generate', 'edit'],
  editsByReference: true,
  promptLength: 32_000,
  most: 10,
  sizes: ['1024x1024', '1024x1536', '1536x1024', 'auto'],
  defaultSize: 'auto',
  qualities: ['low', 'medium', 'high'],
  autoQuality: 'medium',
  takes: [
    'background',
    'input_fidelity',
    'moderation',
    'output_compression',
    'output_format',
    'partial_images',
    'quality',
    'stream',
  ],
  delivers: 'b64_json',
  input: anyFormat,
  mask: anyFormat,
  revisesPrompts: false,
  countsTokens: true,
};

const gptImageMini: ImageRules = {
  ...gptImage,
  takes: gptImage.takes.filter((name) => name !== 'input_fidelity'),
};

const gptImageAnySize: ImageRules = {
  ...gptImage,
  freeSizes: { step: 16, longestSide: 3840, ratio: 3, leastPixels: 655_360, mostPixels: 8_294_400 },
};

const dallE2: ImageRules = {
  actions: ['generate', 'edit', 'vary'],
  editsByReference: false,
  promptLength: 1000,
  most: 10,
  sizes: ['256x256', '512x512', '1024x1024'],
  defaultSize: '1024x1024',
  qualities: [],
  autoQuality: 'standard',
  takes: ['response_format'],
  delivers: 'url',
  input: smallPng,
  mask: smallPng,
  revisesPrompts: false,
  countsTokens: false,
};

const dallE3: ImageRules = {
  ...dallE2,
  actions: ['generate'],
  promptLength: 4000,
  most: 1,
  sizes: ['1024x1024', '1024x1792', '1792x1024'],
  qualities: ['standard', 'hd'],
  takes: ['quality', 'response_format', 'style'],
  revisesPrompts: true,
};

/** As in the original FakeAI, which serves two of these models. */
const stableDiffusion: ImageRules = {
  ...dallE2,
  actions: ['generate'],
  sizes: ['256x256', '512x512', '1024x1024', '1024x1792', '1792x1024'],
  qualities: ['standard', 'hd'],
  takes: ['quality', 'response_format', 'style'],
};

/** An unknown model accepts anything that the renderer can paint. */
const unknown: ImageRules = {
  ...gptImage,
  actions: ['generate', 'edit', 'vary'],
  sizes: [...stableDiffusion.sizes, '1024x1536', '1536x1024', 'auto'],
  freeSizes: { step: 8, longestSide: 3840, ratio: 4, leastPixels: 64 * 64, mostPixels: 8_294_400 },
  defaultSize: '1024x1024',
  qualities: ['low', 'medium', 'high', 'standard', 'hd'],
  takes: [...gptImage.takes, 'response_format', 'style'],
  delivers: 'url',
};

/** The first row that matches an id applies. Dated and fine-tuned ids have the rules of their base model. */
const table: readonly { readonly match: RegExp; readonly rules: ImageRules }[] = [
  { match: /(?:^|\/)gpt-image-1-mini/, rules: gptImageMini },
  { match: /(?:^|\/)(?:gpt-image-1(?!\d)|chatgpt-image)/, rules: gptImage },
  { match: /(?:^|\/)gpt-image-/, rules: gptImageAnySize },
  { match: /(?:^|\/)dall-e-2/, rules: dallE2 },
  { match: /(?:^|\/)dall-e-3/, rules: dallE3 },
  { match: /(?:^|\/)stable-diffusion/, rules: stableDiffusion },
];

/** The rules of a model, by its root id. */
export function rulesOf(root: string): ImageRules {
  return table.find(({ match }) => match.test(root))?.rules ?? unknown;
}

/** The default model of each operation. */
export const DEFAULT_MODELS: Readonly<Record<ImageAction, string>> = {
  generate: 'dall-e-2',
  edit: 'gpt-image-1.5',
  vary: 'dall-e-2',
};

/** A generation without a model that uses one of these parameters gets this model, which accepts them. */
export const MODEL_SPECIFIC_DEFAULT: {
  readonly parameters: readonly ModelSpecific[];
  readonly model: string;
} = {
  parameters: ['background', 'moderation', 'output_compression', 'output_format', 'partial_images', 'stream'],
  model: 'gpt-image-1.5',
};
