import { type ModelCard, serves } from '../../engine/models/card.ts';
import type { RankingRequest as RankedTexts } from '../../engine/ports/ranker.ts';
import { type ImageSize, imageTokens } from '../../engine/tokenizer/vision.ts';
import { Fault } from '../../kernel/fault.ts';
import type { PartMeasure } from '../../media/part-measure.ts';
import type { RankingRequest } from './schema.ts';

/** @throws Fault `invalid_value` if the model is not a ranking model */
export function checkRankingModel(model: ModelCard): void {
  if (serves(model, 'ranking')) return;
  throw new Fault({
    kind: 'invalid_value',
    param: 'model',
    message: `${model.id} is not a ranking model`,
  });
}

/**
 * Converts a request for the ranker. Images count towards the tokens but are not analysed: a passage is
 * ranked by its text alone.
 *
 * @throws Fault `invalid_value` for a passage without content, an invalid image, or an image the model does
 * not support
 */
export function toRankedTexts(
  { query, passages, truncate = 'NONE' }: RankingRequest,
  model: ModelCard,
  measure: PartMeasure,
): RankedTexts {
  const otherTokens = passages.map(({ text, image }, index) => {
    const param = `passages[${index}]`;
    if (image !== undefined) return tokensOf(image, `${param}.image`, model, measure);
    if (text === undefined) throw invalid(param, 'a passage must have text or an image');
    return 0;
  });
  const hasImages = passages.some(({ image }) => image !== undefined);
  return {
    model,
    query: query.text,
    passages: passages.map(({ text = '' }) => text),
    truncate,
    ...(hasImages && { otherTokens }),
  };
}

const IMAGE = /^data:image\/(png|jpeg|webp|gif|bmp|tiff);base64,/;
/** Formats whose dimensions are read from the file; for the others a typical size is assumed. */
const MEASURED: ReadonlySet<string> = new Set(['png', 'jpeg', 'webp', 'gif']);
const USUAL_SIZE: ImageSize = { width: 1024, height: 1024 };

function tokensOf(image: string, param: string, model: ModelCard, measure: PartMeasure): number {
  if (!model.input.image && !model.dynamic) throw invalid(param, `${model.id} does not take images`);
  const format = IMAGE.exec(image.slice(0, 64))?.[1];
  const size = measure.image(image);
  if (format === undefined || (size === undefined && MEASURED.has(format))) {
    throw invalid(param, 'an image must be a base64 data URL of a PNG, JPEG, WebP, GIF, BMP or TIFF file');
  }
  return imageTokens(size ?? USUAL_SIZE, 'auto', model.vision);
}

function invalid(param: string, message: string): Fault {
  return new Fault({ kind: 'invalid_value', param, message });
}
