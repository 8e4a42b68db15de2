import type { Moderator } from '../../engine/ports/moderator.ts';
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
