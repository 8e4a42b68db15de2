import type { Brief } from '../../engine/ports/content.ts';
import type { Reading } from '../reading/reading.ts';

/**
 * How the simulated model uses a tool that models are trained to use.
 *
 * @example
 * const habit: NativeHabit = {
 *   next: ({ request }, _reading, isForced) => (isForced || isAsked(request) ? '{"queries":["weather"]}' : undefined),
 * };
 */
export interface NativeHabit {
  /**
   * What the model writes to use the tool; undefined if it has no use for it, or none any more: it is asked again when the
   * result is in the conversation.
   *
   * @param isForced the request wants the tool to be used
   */
  next(brief: Brief, reading: Reading, isForced: boolean): string | undefined;
  /** What the model says to a result; undefined if it says what it would say to any, or if there is none. */
  conclude?(brief: Brief): string | undefined;
}
