import Type, { type Static } from 'typebox';
import { UploadField } from '../../../kernel/upload.ts';
import { Closed, Literals, NonEmpty } from '../shapes.ts';

/** What a request for pictures says of them, whatever the pictures are made from. */
const wishes = {
  model: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  n: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
  size: Type.Optional(NonEmpty),
  user: Type.Optional(Type.String()),
};

const responseFormat = Type.Optional(Literals('url', 'b64_json'));

/** What the models of one generation take, and others do not: which they are is in the table of rules. */
const finish = {
  background: Type.Optional(Literals('transparent', 'opaque', 'auto')),
  moderation: Type.Optional(Literals('low', 'auto')),
  output_format: Type.Optional(Literals('png', 'jpeg', 'webp')),
  output_compression: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  partial_images: Type.Optional(Type.Integer({ minimum: 0, maximum: 3 })),
  stream: Type.Optional(Type.Boolean()),
  safety_identifier: Type.Optional(Type.String({ maxLength: 64 })),
};

const prompt = Type.String({ minLength: 1 });
const inputFidelity = Type.Optional(Literals('high', 'low'));

/** Specification: CreateImageRequest. */
export const ImageRequest = Closed({
  ...wishes,
  ...finish,
  prompt,
  quality: Type.Optional(Literals('standard', 'hd', 'low', 'medium', 'high', 'auto')),
  response_format: responseFormat,
  style: Type.Optional(Literals('vivid', 'natural')),
});
export type ImageRequest = Static<typeof ImageRequest>;

/** Specification: CreateImageEditRequest. A single file is a list of one. */
export const ImageEditForm = Closed({
  ...wishes,
  ...finish,
  prompt,
  image: Type.Array(UploadField, { minItems: 1, maxItems: 16 }),
  mask: Type.Optional(UploadField),
  quality: Type.Optional(Literals('standard', 'low', 'medium', 'high', 'auto')),
  input_fidelity: inputFidelity,
  response_format: responseFormat,
});
export type ImageEditForm = Static<typeof ImageEditForm>;

/** Specification: ImageRefParam. Exactly one of the two, which the handler sees to. */
const ImageReference = Closed({
  image_url: Type.Optional(Type.String({ maxLength: 20_971_520 })),
  file_id: Type.Optional(Type.String({ maxLength: 256 })),
});
export type ImageReference = Static<typeof ImageReference>;

/** Specification: EditImageBodyJsonParam. */
export const ImageEditBody = Closed({
  ...wishes,
  ...finish,
  prompt,
  images: Type.Array(ImageReference, { minItems: 1, maxItems: 16 }),
  mask: Type.Optional(ImageReference),
  quality: Type.Optional(Literals('low', 'medium', 'high', 'auto')),
  input_fidelity: inputFidelity,
});
export type ImageEditBody = Static<typeof ImageEditBody>;

/** Specification: CreateImageVariationRequest. */
export const ImageVariationForm = Closed({
  ...wishes,
  image: UploadField,
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

/** Specification: ImagesResponse. The members behind `data` come with models that are billed by the token. */
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
