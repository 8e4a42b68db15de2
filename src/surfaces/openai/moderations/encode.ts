import {
  imageCategories,
  type ModerationCategory,
  type ModerationScores,
  type Moderator,
  moderationCategories,
} from '../../../engine/ports/moderator.ts';
import type { Steps } from '../../../runtime/steps.ts';
import type { Moderation } from './schema.ts';

export type ModerationResult = Moderation['results'][number];

export interface ResultInput {
  readonly text?: string | undefined;
  /** URLs and `data:` URIs. */
  readonly images?: readonly string[];
}

/**
 * Categories introduced with the vision models. For older models they are null, score 0 and apply to no
 * input.
 */
const NEWER: ReadonlySet<ModerationCategory> = new Set(['illicit', 'illicit/violent']);

/**
 * Computes one result. Each category has the higher score of text and
 * images, or 0 if it applies to neither.
 *
 * @param seesImages whether the model accepts images, and therefore knows the illicit categories
 */
export function* toResult(
  { text, images = [] }: ResultInput,
  seesImages: boolean,
  moderator: Moderator,
): Steps<ModerationResult> {
  const ofText = text === undefined ? undefined : (yield* moderator.moderateInSteps(text)).scores;
  const ofImages: ModerationScores[] = [];
  for (const image of images) {
    ofImages.push(moderator.moderateImage(image));
    yield;
  }
  const knows = (category: ModerationCategory): boolean => seesImages || !NEWER.has(category);
  const scores = each((category) =>
    knows(category) ? Math.max(ofText?.[category] ?? 0, ...ofImages.map((scores) => scores[category])) : 0,
  ) as ModerationScores;
  const isFlagged = (category: ModerationCategory): boolean =>
    scores[category] >= moderator.thresholds[category];
  return {
    flagged: moderationCategories.some(isFlagged),
    categories: each((category) => (knows(category) ? isFlagged(category) : null)),
    category_scores: scores,
    category_applied_input_types: each((category) => [
      ...(ofText && knows(category) ? ['text' as const] : []),
      ...(ofImages.length > 0 && imageCategories.has(category) ? ['image' as const] : []),
    ]),
  } as ModerationResult;
}

function each<V>(value: (category: ModerationCategory) => V): Record<ModerationCategory, V> {
  return Object.fromEntries(moderationCategories.map((category) => [category, value(category)])) as Record<
    ModerationCategory,
    V
  >;
}
