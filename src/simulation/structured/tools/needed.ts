import type { Tool, Turn } from '../../../engine/request.ts';
import type { Reading } from '../../reading/reading.ts';
import { lastRequestOf } from '../facts/facts.ts';
import { ordersIn } from './orders.ts';
import { planOf } from './plan.ts';
import { profilesOf } from './profile.ts';
import { askedIn } from './relevance.ts';

/**
 * The tools that a request plausibly needs, each once, in the order in which they would be called.
 *
 * @example
 * neededTools(turns, reading, [weather, calendar]); // [weather] for "Will it rain in Oslo?"
 */
export function neededTools(
  turns: readonly Turn[],
  reading: Reading,
  tools: readonly Tool[],
): readonly Tool[] {
  if (tools.length === 0) return [];
  const profiles = profilesOf(tools);
  const plan = planOf(reading, profiles, ordersIn(turns, profiles), askedIn(lastRequestOf(turns)));
  return [...new Set(plan.map(({ profile }) => profile.tool))];
}

/** Whether a request asks for something to be found or done, rather than for words. */
export function wantsAction(turns: readonly Turn[]): boolean {
  const { form, segment } = askedIn(lastRequestOf(turns));
  return form > WORDS && (segment.mood === 'command' || segment.mood === 'question');
}

/** The form of requests that a text answers. */
const WORDS = -3;
