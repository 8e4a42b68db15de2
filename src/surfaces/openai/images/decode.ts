import type { ModelCard } from '../../../engine/models/card.ts';
import type { ImageSize } from '../../../engine/tokenizer/vision.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { ImageOutput } from '../../../media/image/renderer.ts';
import type { ImageModel } from './models.ts';
import {
  asksFor,
  type ImageAction,
  type ImageRules,
  MODEL_SPECIFIC,
  QUALITIES,
  type QualityName,
} from './rules.ts';
import type { ImageEditBody, ImageEditForm, ImageRequest, ImageVariationForm } from './schema.ts';
import { resolveSize } from './size.ts';

/** An image request with every default resolved. */
export interface PictureOrder {
  readonly action: ImageAction;
  readonly model: ModelCard;
  readonly rules: ImageRules;
  /** Empty for a variation. */
  readonly prompt: string;
  readonly count: number;
  readonly size: ImageSize;
  readonly quality: QualityName;
  /** For the renderer: 0 is plain, 1 is rich. */
  readonly detail: number;
  readonly style: 'vivid' | 'natural';
  readonly isTransparent: boolean;
  readonly output: ImageOutput;
  readonly delivery: 'url' | 'b64_json';
  readonly isStreamed: boolean;
  /** Partial images that are sent before each finished one. */
  readonly partials: number;
  readonly images: readonly SourceImage[];
  readonly mask?: Uint8Array;
  readonly isFaithful: boolean;
}

/** An image that came with a request. Its size is read from its header. */
export interface SourceImage extends ImageSize {
  readonly bytes: Uint8Array;
}

export interface Sources {
  readonly images: readonly SourceImage[];
  readonly mask?: Uint8Array;
}

type Body = Partial<ImageRequest & ImageEditForm & ImageEditBody & ImageVariationForm>;

/** Detail of a `natural` image relative to a `vivid` one. */
const NATURAL = 0.7;

/**
 * Resolves a request by the rules of its model. The images that came with it have been read by `readUploads`
 * or `readReferences`.
 *
 * @throws Fault for what the model does not support
 */
export function decodeImageRequest(
  body: ImageRequest | ImageEditForm | ImageEditBody | ImageVariationForm,
  action: ImageAction,
  { card, rules }: ImageModel,
  sources: Sources = { images: [] },
): PictureOrder {
  const request: Body = body as Body;
  checkModelSpecific(request, rules);
  const { prompt = '', n, size, quality: named, style, background } = request;
  checkPrompt(prompt, rules);
  checkCount(n ?? 1, rules);
  const quality = resolveQuality(named ?? 'auto', rules);
  const output = toOutput(request);
  const isTransparent = isClear(background ?? 'auto', prompt, output);
  checkPartials(request);
  const { detail } = QUALITIES[quality];
  return {
    action,
    model: card,
    rules,
    prompt,
    count: n ?? 1,
    size: resolveSize(size, rules, { prompt, source: sources.images[0] }),
    quality,
    detail: style === 'natural' ? detail * NATURAL : detail,
    style: style ?? 'vivid',
    isTransparent,
    output,
    delivery: request.response_format ?? rules.delivers,
    isStreamed: request.stream ?? false,
    partials: request.partial_images ?? 0,
    images: sources.images,
    ...(sources.mask && { mask: sources.mask }),
    isFaithful: request.input_fidelity === 'high',
  };
}

/** A parameter that the model does not know is accepted if its value asks for nothing. */
function checkModelSpecific(body: Body, rules: ImageRules): void {
  for (const param of MODEL_SPECIFIC) {
    if (asksFor(body, param) && !rules.takes.includes(param)) {
      throw new Fault({ kind: 'unknown_parameter', param });
    }
  }
}

function checkPrompt(prompt: string, { promptLength }: ImageRules): void {
  if (prompt.length <= promptLength) return;
  const given = charactersOf(prompt);
  if (given <= promptLength) return;
  throw new Fault({
    kind: 'wrong_length',
    param: 'prompt',
    of: 'string',
    side: 'above',
    bound: promptLength,
    given,
  });
}

/** The API counts a surrogate pair as one character. */
function charactersOf(text: string): number {
  let characters = 0;
  for (let index = 0; index < text.length; characters++)
    index += (text.codePointAt(index) as number) > 0xffff ? 2 : 1;
  return characters;
}

function checkCount(count: number, { most }: ImageRules): void {
  if (count <= most) return;
  if (most === 1) {
    throw new Fault({ kind: 'invalid_value', param: 'n', message: 'You must provide n=1 for this model.' });
  }
  throw new Fault({
    kind: 'out_of_range',
    param: 'n',
    number: 'integer',
    side: 'above',
    bound: most,
    exclusive: false,
    given: count,
  });
}

function resolveQuality(named: QualityName | 'auto', rules: ImageRules): QualityName {
  if (named === 'auto') return rules.autoQuality;
  if (rules.qualities.includes(named)) return named;
  const allowed = [...rules.qualities, 'auto'];
  throw new Fault({ kind: 'invalid_choice', param: 'quality', given: named, allowed });
}

function toOutput({ output_format: format, output_compression: compression }: Body): ImageOutput {
  if (typeof compression !== 'number') return { format: format ?? 'png' };
  if ((format ?? 'png') === 'png') {
    if (compression === 100) return { format: 'png' };
    throw new Fault({
      kind: 'invalid_value',
      param: 'output_compression',
      message: 'Compression less than 100 is not supported for PNG output format',
      code: 'invalid_png_output_compression',
    });
  }
  return { format: format ?? 'png', compression };
}

/** `auto` is transparent if the prompt asks for it and the format supports it. */
function isClear(
  background: 'transparent' | 'opaque' | 'auto',
  prompt: string,
  output: ImageOutput,
): boolean {
  const hasAlpha = output.format !== 'jpeg';
  if (background === 'auto') {
    return hasAlpha && /\b(?:transparent|no|clear|removed?)\s+background\b/i.test(prompt);
  }
  if (background === 'transparent' && !hasAlpha) {
    throw new Fault({
      kind: 'invalid_value',
      param: 'background',
      message:
        "Transparent background is not supported for 'jpeg' output format. Use 'png' or 'webp' instead.",
      code: 'invalid_transparent_background_output_format',
    });
  }
  return background === 'transparent';
}

function checkPartials({ partial_images: partials, stream }: Body): void {
  if (!partials || stream) return;
  throw new Fault({
    kind: 'invalid_value',
    param: 'partial_images',
    message: "The 'partial_images' parameter is only allowed when 'stream' is enabled.",
  });
}
