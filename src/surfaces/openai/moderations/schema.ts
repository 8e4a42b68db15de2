import Type, { type Static, type TSchema } from 'typebox';
import type { ModerationCategory } from '../../../engine/ports/moderator.ts';
import { described } from '../../../kernel/described.ts';
import { Closed, Literals, Nullable } from '../shapes.ts';

/** Maximum inputs per request. */
const MOST_INPUTS = 2048;

const Text = Type.String({ minLength: 1 });

const TextPart = Closed({ type: Type.Literal('text'), text: Text });

const ImagePart = Closed({
  type: Type.Literal('image_url'),
  image_url: Closed({ url: Type.String({ minLength: 1 }) }),
});

export type ModerationPart = Static<typeof TextPart> | Static<typeof ImagePart>;

/** Specification: CreateModerationRequest. `check.ts` rejects lists that mix strings and parts. */
export const ModerationRequest = Closed({
  input: described(
    Type.Union([
      Text,
      Type.Array(Type.Union([Text, TextPart, ImagePart]), { minItems: 1, maxItems: MOST_INPUTS }),
    ]),
    "A list has either strings or parts, and at most one image, which needs a model that reads images: a valid image of at most 20 MiB, or an HTTP URL. Texts fit the model's context window.",
  ),
  model: described(Type.Optional(Type.String()), 'A moderation model.'),
});
export type ModerationRequest = Static<typeof ModerationRequest>;

const ILLICIT = ['illicit', 'illicit/violent'] as const;
const OF_TEXT = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'sexual/minors',
] as const;
const OF_BOTH = [
  'self-harm',
  'self-harm/intent',
  'self-harm/instructions',
  'sexual',
  'violence',
  'violence/graphic',
] as const;

const Flag = Type.Boolean();
const Score = Type.Number({ minimum: 0, maximum: 1 });
const OnlyText = Type.Array(Type.Literal('text'));
const TextOrImage = Type.Array(Literals('text', 'image'));

/** Specification: CreateModerationResponse. */
export const Moderation = Type.Object({
  id: Type.String(),
  model: Type.String(),
  results: Type.Array(
    Type.Object({
      flagged: Type.Boolean(),
      categories: Type.Object({
        ...each([...OF_TEXT, ...OF_BOTH], Flag),
        ...each(ILLICIT, Nullable(Flag)),
      }),
      category_scores: Type.Object(each([...OF_TEXT, ...OF_BOTH, ...ILLICIT], Score)),
      category_applied_input_types: Type.Object({
        ...each([...OF_TEXT, ...ILLICIT], OnlyText),
        ...each(OF_BOTH, TextOrImage),
      }),
    }),
  ),
});
export type Moderation = Static<typeof Moderation>;

function each<C extends ModerationCategory, S extends TSchema>(
  categories: readonly C[],
  schema: S,
): Record<C, S> {
  return Object.fromEntries(categories.map((category) => [category, schema])) as Record<C, S>;
}
