import { NO_USAGE, type Usage } from '../../../engine/event.ts';
import { type ImageSize, imageTokens } from '../../../engine/tokenizer/vision.ts';
import type { PictureOrder } from './decode.ts';
import { QUALITIES, type QualityName } from './rules.ts';
import type { ImagesUsage } from './schema.ts';

/** Output tokens of a partial image. */
const PARTIAL_TOKENS = 100;

/** Additional input tokens of high fidelity. */
const CLOSE_LOOK = { square: 4160, oblong: 6240 };

/** An input image is scaled down to this shorter side, in pixels, before its tiles are counted. */
const INPUT_SIDE = 512;

export interface InputTokens {
  readonly text: number;
  readonly image: number;
}

/**
 * Tokens of one finished image: one for each patch of pixels and one more for each row of patches, where a
 * patch is 64, 32 or 16 pixels square, by quality. This is the rule behind OpenAI's published table, extended
 * to other sizes.
 *
 * @example
 * pictureTokens({ width: 1024, height: 1536 }, 'medium'); // 1584
 */
export function pictureTokens({ width, height }: ImageSize, quality: QualityName): number {
  const { patch } = QUALITIES[quality];
  return (Math.ceil(width / patch) + 1) * Math.ceil(height / patch);
}

/**
 * Tokens of an input image, as OpenAI documents them: it is scaled down until its shorter side is 512 pixels,
 * and every tile of 512 pixels counts. High fidelity adds a fixed number that depends on the shape.
 */
export function sourceTokens(source: ImageSize, { model, isFaithful }: PictureOrder): number {
  const scale = Math.min(1, INPUT_SIDE / Math.min(source.width, source.height));
  const shown = { width: source.width * scale, height: source.height * scale };
  const closer = source.width === source.height ? CLOSE_LOOK.square : CLOSE_LOOK.oblong;
  return imageTokens(shown, 'high', model.vision) + (isFaithful ? closer : 0);
}

/** Input tokens of an order whose prompt has `text` tokens. */
export function inputTokens(order: PictureOrder, text: number): InputTokens {
  const image = order.images.reduce((total, source) => total + sourceTokens(source, order), 0);
  return { text, image };
}

/** The usage of a number of finished and partial images of an order. */
export function toImagesUsage(
  order: PictureOrder,
  input: InputTokens,
  made: { readonly finished: number; readonly partial: number },
): ImagesUsage {
  const output = made.finished * pictureTokens(order.size, order.quality) + made.partial * PARTIAL_TOKENS;
  const total = input.text + input.image;
  return {
    total_tokens: total + output,
    input_tokens: total,
    output_tokens: output,
    input_tokens_details: { text_tokens: input.text, image_tokens: input.image },
  };
}

/** Maps the usage to that of telemetry. */
export function toUsage({ input_tokens: input, output_tokens: output }: ImagesUsage): Usage {
  return { ...NO_USAGE, promptTokens: input, completionTokens: output };
}
