import type { Steps } from '../../runtime/steps.ts';

/**
 * Scores how harmful content is. Equal content always gets equal scores.
 *
 * @example
 * const { scores } = await runSteps(moderator.moderateInSteps('I want to hurt someone'), turns, abort);
 * scores.violence >= moderator.thresholds.violence; // true: flagged
 */
export interface Moderator {
  /** Scores a text. In steps, because texts can be long. */
  moderateInSteps(text: string): Steps<{ readonly scores: ModerationScores }>;
  /**
   * Scores an image; categories that are not in {@link imageCategories} score 0.
   *
   * @param url where the image is, or a `data:` URI
   */
  moderateImage(url: string): ModerationScores;
  /** The score at which a category is flagged. */
  readonly thresholds: ModerationScores;
}

/** All moderation categories, in reporting order. */
export const moderationCategories = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/intent',
  'self-harm/instructions',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
] as const;

export type ModerationCategory = (typeof moderationCategories)[number];

/** Categories that apply to images; the others apply to text only. */
export const imageCategories: ReadonlySet<ModerationCategory> = new Set([
  'self-harm',
  'self-harm/intent',
  'self-harm/instructions',
  'sexual',
  'violence',
  'violence/graphic',
]);

/** A score from 0 to 1 for each category. */
export type ModerationScores = Readonly<Record<ModerationCategory, number>>;
