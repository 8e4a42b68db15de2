import type { ModerationCategory, ModerationScores } from '../../engine/ports/moderator.ts';

/** Severity levels as content filters report them. */
export type Severity = 'safe' | 'low' | 'medium' | 'high';

/** The four harm categories of content filters. */
export interface ContentSeverity {
  readonly hate: Severity;
  readonly selfHarm: Severity;
  readonly sexual: Severity;
  readonly violence: Severity;
}

/**
 * Converts moderation scores to content filter severities. Each of the four harms takes the highest score of its categories;
 * `medium` begins where moderation flags. Filters usually let `safe` and `low` pass.
 *
 * @example
 * toContentSeverity({ ...scores, violence: 0.9 }).violence; // 'high'
 */
export function toContentSeverity(scores: ModerationScores): ContentSeverity {
  const of = (...categories: readonly ModerationCategory[]): Severity =>
    toSeverity(Math.max(...categories.map((category) => scores[category])));
  return {
    hate: of('hate', 'hate/threatening'),
    selfHarm: of('self-harm', 'self-harm/intent', 'self-harm/instructions'),
    sexual: of('sexual', 'sexual/minors'),
    violence: of('violence', 'violence/graphic'),
  };
}

const LOW = 0.25;
const MEDIUM = 0.5;
const HIGH = 0.8;

function toSeverity(score: number): Severity {
  if (score < LOW) return 'safe';
  if (score < MEDIUM) return 'low';
  return score < HIGH ? 'medium' : 'high';
}
