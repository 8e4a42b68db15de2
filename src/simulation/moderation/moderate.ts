import {
  type ModerationCategory,
  type ModerationScores,
  moderationCategories,
} from '../../engine/ports/moderator.ts';
import { hash32, hash32InSteps } from '../../runtime/random.ts';
import { finish, type Steps } from '../../runtime/steps.ts';
import { moderationThresholds, widerCategory } from './category.ts';
import { findCues, type ModerationCue } from './find-cues.ts';

/** The result of moderating a text, with its reasons. */
export interface ModerationVerdict {
  /** True if any category reaches its threshold. */
  readonly flagged: boolean;
  readonly categories: Readonly<Record<ModerationCategory, boolean>>;
  /** From 0 to 1, and never exactly 0, like a classifier's scores. */
  readonly scores: ModerationScores;
  /** The matches behind the scores, strongest first. */
  readonly cues: readonly ModerationCue[];
}

/**
 * Scores how harmful a text is, with explainable rules: a lexicon, patterns of who does what to whom, and the context of the
 * words (negated, quoted, news, fiction, education, software, games, …). Depends on the text only, so the same text always gets
 * the same scores. English only. Time is linear in the length of the text.
 *
 * A category's score is 1 − ∏ (1 − s) over its three strongest cues, at most one per rule, combined with a tiny base that
 * differs from text to text. A narrower category raises the wider one (see `widerCategory`).
 *
 * @example
 * const { flagged, categories, cues } = moderate('I want to hurt someone');
 * categories.violence; // true
 * cues[0]?.text; // 'I want to hurt someone'
 */
export function moderate(text: string): ModerationVerdict {
  return finish(moderateInSteps(text));
}

/**
 * Like `moderate`, for callers that must not block the event loop.
 *
 * @example
 * const { flagged } = await runSteps(moderateInSteps(longText), turns, abort);
 */
export function* moderateInSteps(text: string): Steps<ModerationVerdict> {
  const { scores, cues } = yield* scoreInSteps(text);
  return toVerdict(scores, cues);
}

/** The same without a verdict. */
export function* scoreInSteps(text: string): Steps<Pick<ModerationVerdict, 'scores' | 'cues'>> {
  const cues = yield* findCues(text);
  const seed = yield* hash32InSteps(text);
  const scores = {} as Record<ModerationCategory, number>;
  for (const [index, category] of moderationCategories.entries()) {
    scores[category] = combine(category, cues, faint(seed, index));
  }
  for (const [narrow, wide] of WIDER) {
    scores[wide] = Math.max(scores[wide], scores[narrow] * SHARE_OF_WIDER);
  }
  return { scores, cues };
}

const WIDER = Object.entries(widerCategory) as [ModerationCategory, ModerationCategory][];

/** Applies the thresholds. */
function toVerdict(scores: ModerationScores, cues: readonly ModerationCue[]): ModerationVerdict {
  const categories = Object.fromEntries(
    moderationCategories.map((category) => [category, scores[category] >= moderationThresholds[category]]),
  ) as Record<ModerationCategory, boolean>;
  return { flagged: Object.values(categories).includes(true), categories, scores, cues };
}

const CUES_THAT_COUNT = 3;
const SHARE_OF_WIDER = 0.98;

function combine(category: ModerationCategory, cues: readonly ModerationCue[], base: number): number {
  let doubt = 1 - base;
  let counted = 0;
  for (const cue of cues) {
    if (cue.category !== category) continue;
    doubt *= 1 - cue.strength;
    if (++counted === CUES_THAT_COUNT) break;
  }
  return 1 - doubt;
}

/** The base score of a harmless text: between 10⁻⁶ and 10⁻⁴, uniform on a logarithmic scale. */
export function faint(seed: number, index: number): number {
  return 10 ** (-6 + (2 * hash32(String(index), seed)) / 2 ** 32);
}
