import Type, { type Static } from 'typebox';
import { described } from '../../../kernel/described.ts';
import { UploadField } from '../../../kernel/upload.ts';
import { Closed, Literals, NonEmpty } from '../shapes.ts';

const QUALITY = 'One that the model supports.';

const FILE =
  'A valid image, sent with its media type: PNG, and for most models also JPEG or WebP. Its size is limited by the model.';

/** Parameters of all image requests. */
const shared = {
  model: described(
    Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    'An image model that supports the operation.',
  ),
  n: described(Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })), 'Only 1 for some models.'),
  size: described(Type.Optional(NonEmpty), '`auto`, or `WIDTHxHEIGHT` as the model supports.'),
  user: Type.Optional(Type.String()),
};

const responseFormat = described(Type.Optional(Literals('url', 'b64_json')), 'Not supported by all models.');

/** Parameters that only some models accept; `rules.ts` says which. */
const finish = {
  background: described(
    Type.Optional(Literals('transparent', 'opaque', 'auto')),
    'Not supported by all models. `transparent` needs the output format `png` or `webp`.',
  ),
  moderation: described(Type.Optional(Literals('low', 'auto')), 'Not supported by all models.'),
  output_format: described(Type.Optional(Literals('png', 'jpeg', 'webp')), 'Not supported by all models.'),
  output_compression: described(
    Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
    'Not supported by all models. Only 100 for the output format `png`, which is the default.',
  ),
  partial_images: described(
    Type.Optional(Type.Integer({ minimum: 0, maximum: 3 })),
    'Not supported by all models. Needs `stream`.',
  ),
  stream: described(Type.Optional(Type.Boolean()), 'Not supported by all models.'),
  safety_identifier: Type.Optional(Type.String({ maxLength: 64 })),
};

const prompt = described(Type.String({ minLength: 1 }), 'At most as long as the model supports.');
const inputFidelity = described(Type.Optional(Literals('high', 'low')), 'Not supported by all models.');

/** Specification: CreateImageRequest. */
export const ImageRequest = Closed({
  ...shared,
  ...finish,
  prompt,
  quality: described(Type.Optional(Literals('standard', 'hd', 'low', 'medium', 'high', 'auto')), QUALITY),
  response_format: responseFormat,
  style: described(Type.Optional(Literals('vivid', 'natural')), 'Not supported by all models.'),
});
export type ImageRequest = Static<typeof ImageRequest>;

/** Specification: CreateImageEditRequest. A single file is a list of one. */
export const ImageEditForm = Closed({
  ...shared,
  ...finish,
  prompt,
  image: described(
    Type.Array(UploadField, { minItems: 1, maxItems: 16 }),
    `${FILE} Some models edit a single image.`,
  ),
  mask: described(Type.Optional(UploadField), `${FILE} As large as the first image, with an alpha channel.`),
  quality: described(Type.Optional(Literals('standard', 'low', 'medium', 'high', 'auto')), QUALITY),
  input_fidelity: inputFidelity,
  response_format: responseFormat,
});
export type ImageEditForm = Static<typeof ImageEditForm>;

/** Specification: ImageRefParam. */
const ImageReference = Closed({
  image_url: Type.Optional(Type.String({ maxLength: 20_971_520 })),
  file_id: Type.Optional(Type.String({ maxLength: 256 })),
});
export type ImageReference = Static<typeof ImageReference>;

const REFERENCED = 'It is a valid image in a format and size that the model supports.';

/** Specification: EditImageBodyJsonParam. */
export const ImageEditBody = Closed({
  ...shared,
  ...finish,
  prompt,
  images: described(
    Type.Array(ImageReference, { minItems: 1, maxItems: 16 }),
    `Each has either \`image_url\`, a data URL, or \`file_id\`, a stored file. ${REFERENCED}`,
  ),
  mask: described(
    Type.Optional(ImageReference),
    `Either \`image_url\`, a data URL, or \`file_id\`, a stored file. ${REFERENCED}`,
  ),
  quality: described(Type.Optional(Literals('low', 'medium', 'high', 'auto')), QUALITY),
  input_fidelity: inputFidelity,
});
export type ImageEditBody = Static<typeof ImageEditBody>;

/** Specification: CreateImageVariationRequest. */
export const ImageVariationForm = Closed({
  ...shared,
  image: described(UploadField, FILE),
  response_format: responseFormat,
});
export type ImageVariationForm = Static<typeof ImageVariationForm>;

/** Specification: Image. */
const Image = Type.Object({
  b64_json: Type.Optional(Type.String()),
  url: Type.Optional(Type.String()),
  revised_prompt: Type.Optional(Type.String()),
});

const inputDetails = Type.Object({ text_tokens: Type.Integer(), image_tokens: Type.Integer() });

/** Specification: ImagesUsage. */
export const ImagesUsage = Type.Object({
  total_tokens: Type.Integer(),
  input_tokens: Type.Integer(),
  output_tokens: Type.Integer(),
  input_tokens_details: inputDetails,
});
export type ImagesUsage = Static<typeof ImagesUsage>;

const appearance = {
  background: Literals('transparent', 'opaque'),
  output_format: Literals('png', 'webp', 'jpeg'),
  quality: Literals('low', 'medium', 'high'),
  size: Type.String(),
};

/**
 * Specification: ImagesResponse. Members other than `created` and `data` are only sent for models billed by
 * token.
 */
export const ImagesResponse = Type.Object({
  created: Type.Integer(),
  background: Type.Optional(appearance.background),
  data: Type.Array(Image),
  output_format: Type.Optional(appearance.output_format),
  quality: Type.Optional(appearance.quality),
  size: Type.Optional(appearance.size),
  usage: Type.Optional(
    Type.Object({
      ...ImagesUsage.properties,
      output_tokens_details: inputDetails,
    }),
  ),
});

const event = { b64_json: Type.String(), created_at: Type.Integer(), ...appearance };

const pictureEvents = <const Name extends string>(name: Name) =>
  Type.Union([
    Type.Object({
      type: Type.Literal(`${name}.partial_image` as const),
      ...event,
      partial_image_index: Type.Integer({ minimum: 0 }),
    }),
    Type.Object({ type: Type.Literal(`${name}.completed` as const), ...event, usage: ImagesUsage }),
  ]);

/** Specification: ImageGenStreamEvent. */
export const ImageGenerationEvent = pictureEvents('image_generation');

/** Specification: ImageEditStreamEvent. */
export const ImageEditEvent = pictureEvents('image_edit');
