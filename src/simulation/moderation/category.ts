import type { ModerationCategory, ModerationScores } from '../../engine/ports/moderator.ts';

/**
 * The score at which a category is flagged. The threshold for sexual content with minors is lower, because a miss costs more
 * than a false alarm.
 */
export const moderationThresholds: ModerationScores = {
  harassment: 0.5,
  'harassment/threatening': 0.5,
  hate: 0.5,
  'hate/threatening': 0.5,
  illicit: 0.5,
  'illicit/violent': 0.5,
  'self-harm': 0.5,
  'self-harm/intent': 0.5,
  'self-harm/instructions': 0.5,
  sexual: 0.5,
  'sexual/minors': 0.4,
  violence: 0.5,
  'violence/graphic': 0.5,
};

/** The wider category that contains a narrower one: a text in the narrower category is in the wider one too. */
export const widerCategory: Readonly<Partial<Record<ModerationCategory, ModerationCategory>>> = {
  'harassment/threatening': 'harassment',
  'hate/threatening': 'hate',
  'illicit/violent': 'illicit',
  'self-harm/intent': 'self-harm',
  'self-harm/instructions': 'self-harm',
  'sexual/minors': 'sexual',
  'violence/graphic': 'violence',
};
