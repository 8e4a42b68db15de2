import { type ModelCard, serves } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import type { ImageSize } from '../../../engine/tokenizer/vision.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { PartMeasure } from '../../../media/part-measure.ts';
import type { ModerationPart, ModerationRequest } from './schema.ts';

/** The input to classify: several texts with a result each, or several parts with one result in total. */
export type ModerationInput =
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  | {
      readonly kind: 'parts';
      readonly text: string | undefined;
      readonly image: { readonly url: string; readonly size: ImageSize | undefined } | undefined;
    };

export interface CheckServices {
  readonly models: ModelRegistry;
  readonly measure: PartMeasure;
}

/**
 * Checks what the schema cannot express: a list has either strings or parts, images need a vision model, and
 * there is at most one.
 *
 * @throws Fault for the first problem found
 */
export function checkInput(
  { input }: ModerationRequest,
  model: ModelCard,
  { models, measure }: CheckServices,
): ModerationInput {
  checkModerationModel(model, models, 'model');
  if (typeof input === 'string') return { kind: 'texts', texts: [input] };
  const isParts = typeof input[0] !== 'string';
  input.forEach((item, index) => {
    if ((typeof item !== 'string') !== isParts) {
      throw new Fault({
        kind: 'invalid_type',
        param: `input[${index}]`,
        expected: [isParts ? 'object' : 'string'],
        given: isParts ? 'string' : 'object',
      });
    }
  });
  if (!isParts) return { kind: 'texts', texts: input as readonly string[] };
  return toParts(input as readonly ModerationPart[], model, measure);
}

/**
 * @param param the path of the model in the request
 * @throws Fault for a model that does not moderate
 */
export function checkModerationModel(
  model: ModelCard,
  { catalogue }: Pick<ModelRegistry, 'catalogue'>,
  param: string,
): void {
  if (serves(model, 'moderation')) return;
  throw new Fault({
    kind: 'invalid_choice',
    param,
    given: model.id,
    allowed: catalogue.filter((card) => card.kind === 'moderation').map((card) => card.id),
  });
}

/** Observed: "Number of images (2) exceeds maximum of 1". */
const MOST_IMAGES = 1;

function toParts(parts: readonly ModerationPart[], model: ModelCard, measure: PartMeasure): ModerationInput {
  const images = parts.filter((part) => part.type === 'image_url');
  if (images.length > MOST_IMAGES) {
    throw new Fault({
      kind: 'invalid_value',
      param: 'input',
      message: `Number of images (${images.length}) exceeds maximum of ${MOST_IMAGES}`,
      code: 'too_many_images',
    });
  }
  let image: { url: string; size: ImageSize | undefined } | undefined;
  parts.forEach((part, index) => {
    if (part.type !== 'image_url') return;
    if (!model.input.image) {
      throw new Fault({
        kind: 'invalid_value',
        param: `input[${index}].type`,
        message: 'Invalid content type. image_url is only supported by certain models.',
        code: null,
      });
    }
    const { url } = part.image_url;
    image = { url, size: measureImage(url, `input[${index}].image_url.url`, measure) };
  });
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  return {
    kind: 'parts',
    text: texts.length > 0 ? texts.join('\n') : undefined,
    image,
  };
}

const LARGEST_IMAGE = 20 * 2 ** 20;

/** Undefined for a remote image, which is not fetched. */
function measureImage(url: string, param: string, measure: PartMeasure): ImageSize | undefined {
  const invalid = (message: string, code: string): Fault =>
    new Fault({ kind: 'invalid_value', param, message, code });
  if (/^data:/i.test(url)) {
    if (url.length * 0.75 > LARGEST_IMAGE + 1024) {
      throw invalid(`Image is too large. Expected at most ${LARGEST_IMAGE} bytes.`, 'image_too_large');
    }
    const size = measure.image(url);
    if (size) return size;
    throw invalid(
      "You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', 'jpeg', 'gif', 'webp'].",
      'invalid_image_format',
    );
  }
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) return undefined;
  throw invalid(
    `Invalid '${param}'. Expected a valid URL, but got a value with an invalid format.`,
    'invalid_value',
  );
}
