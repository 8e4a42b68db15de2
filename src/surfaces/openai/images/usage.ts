import { NO_USAGE, type Usage } from '../../../engine/event.ts';
import { type ImageSize, imageTokens } from '../../../engine/tokenizer/vision.ts';
import type { PictureOrder } from './decode.ts';
import { QUALITIES, type QualityName } from './rules.ts';
import type { ImagesUsage } from './schema.ts';

/** What an unfinished picture costs beside the finished one. */
const PARTIAL_TOKENS = 100;

/** What looking closely at a picture costs on top. */
const CLOSE_LOOK = { square: 4160, oblong: 6240 };

/** The shorter side of a picture that comes in is brought down to this before its tiles are counted. */
const INPUT_SIDE = 512;

export interface InputTokens {
  readonly text: number;
  readonly image: number;
}

/**
 * Tokens of one finished picture: one for each patch of pixels and one more for each row of them, a patch being 64, 32 or
 * 16 pixels square by quality. This is the rule behind OpenAI's published table, continued to other sizes.
 *
 * @example
 * pictureTokens({ width: 1024, height: 1536 }, 'medium'); // 1584
 */
export function pictureTokens({ width, height }: ImageSize, quality: QualityName): number {
  const { patch } = QUALITIES[quality];
  return (Math.ceil(width / patch) + 1) * Math.ceil(height / patch);
}

/**
 * Tokens of a picture that comes in, as OpenAI documents them: it is shrunk until its shorter side is 512 pixels, and every tile
 * of 512 pixels counts. High fidelity adds a fixed number that depends on its shape.
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

/** What so many finished and unfinished pictures of an order use. */
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

/** The same for telemetry. */
export function toUsage({ input_tokens: input, output_tokens: output }: ImagesUsage): Usage {
  return { ...NO_USAGE, promptTokens: input, completionTokens: output };
}
