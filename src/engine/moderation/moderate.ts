import { hash32 } from '../../runtime/random.ts';
import {
  type ModerationCategory,
  type ModerationScores,
  moderationCategories,
  moderationThresholds,
  widerCategory,
} from './category.ts';
import { findCues, type ModerationCue } from './find-cues.ts';

/** What a text was found to be, and why. */
export interface ModerationVerdict {
  /** True when any category is over its threshold. */
  readonly flagged: boolean;
  readonly categories: Readonly<Record<ModerationCategory, boolean>>;
  /** From 0 to 1; never exactly 0, as a classifier is never certain. */
  readonly scores: ModerationScores;
  /** What the scores rest on, strongest first for each category. */
  readonly cues: readonly ModerationCue[];
}

/**
 * Tells how harmful a text is, by rules that can be read and explained: a lexicon, patterns of who does what to whom, and
 * the setting that words stand in (denied, quoted, told as news or fiction, taught, about machines or games). The text alone
 * decides, so the same text always has the same scores. English only; the work grows linearly with the text.
 *
 * A category's score is 1 − ∏ (1 − s) over its three strongest cues, at most one for each rule, and a tiny share that
 * differs from text to text. A narrower category lifts the wider one (see `widerCategory`).
 *
 * @example
 * const { flagged, categories, cues } = moderate('I want to hurt someone');
 * categories.violence; // true
 * cues[0]?.text; // 'I want to hurt someone'
 */
export function moderate(text: string): ModerationVerdict {
  const steps = moderateInSteps(text);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The same, pausing every few milliseconds of work: for callers who must not keep others waiting.
 *
 * @example
 * const steps = moderateInSteps(longText);
 * let step = steps.next();
 * while (!step.done) {
 *   await othersHadTheirTurn();
 *   step = steps.next();
 * }
 * step.value.flagged;
 */
export function* moderateInSteps(text: string): Generator<undefined, ModerationVerdict> {
  const cues = yield* findCues(text);
  const seed = hash32(text);
  const scores = {} as Record<ModerationCategory, number>;
  for (const [index, category] of moderationCategories.entries()) {
    scores[category] = combine(category, cues, faint(seed, index));
  }
  for (const [narrow, wide] of Object.entries(widerCategory) as [ModerationCategory, ModerationCategory][]) {
    scores[wide] = Math.max(scores[wide], scores[narrow] * SHARE_OF_WIDER);
  }
  return toVerdict(scores, cues);
}

/** Flags by the thresholds. */
export function toVerdict(scores: ModerationScores, cues: readonly ModerationCue[]): ModerationVerdict {
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

/** Between a millionth and a ten-thousandth, spread evenly over the orders of magnitude: what innocent texts get. */
export function faint(seed: number, index: number): number {
  return 10 ** (-6 + (2 * hash32(String(index), seed)) / 2 ** 32);
}
