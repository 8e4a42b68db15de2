import type { Moderator } from '../../engine/ports/moderator.ts';
import { runSteps } from '../../runtime/steps.ts';
import type { Turns } from '../../runtime/turns.ts';
import { candidatesInSteps } from './candidates.ts';
import { moderationThresholds } from './category.ts';
import { scoreInSteps } from './moderate.ts';
import { moderateImage } from './moderate-image.ts';

/**
 * Creates a moderator that works by explainable rules: see {@link scoreInSteps} and {@link moderateImage}.
 *
 * @example
 * createModerator().moderateImage('https://example.com/cat.jpg').violence; // about 0.00001
 */
export function createModerator(): Moderator {
  return { moderateInSteps: scoreInSteps, moderateImage, thresholds: moderationThresholds };
}

/**
 * Creates a moderator whose rules are compiled, which takes tens of milliseconds. Otherwise each of the first texts would
 * compile them, however many are moderated at once.
 *
 * @example
 * const moderator = await loadModerator(turns);
 */
export async function loadModerator(turns: Turns): Promise<Moderator> {
  await runSteps(candidatesInSteps(), turns);
  return createModerator();
}
