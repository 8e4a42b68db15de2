import type { Brief, PlainAnswer } from '../../engine/ports/content.ts';
import type { Reading } from '../reading/reading.ts';

/**
 * How the simulated model uses a tool that models are trained to use.
 *
 * @example
 * const habit: NativeHabit = {
 *   next: ({ request }, _reading, { isForced }) => (isForced || isAsked(request) ? '{"queries":["weather"]}' : undefined),
 * };
 */
export interface NativeHabit {
  /**
   * What the model writes to use the tool; undefined if it has no use for it, or none any more: it is asked again when the
   * result is in the conversation.
   */
  next(brief: Brief, reading: Reading, use: NativeUse): string | undefined;
  /**
   * What the model says when the latest results are those of the tool; undefined if it answers as from any other result.
   */
  answer?(brief: Brief, reading: Reading): PlainAnswer | undefined;
  /** Whether its results answer the request: no other native tool is used for it. */
  settles?(brief: Brief): boolean;
  /** Whether other tools that fit the request are called first. */
  readonly yields?: boolean;
}

export interface NativeUse {
  /** The name of the tool. */
  readonly name: string;
  /** Whether the request wants the tool to be used. */
  readonly isForced: boolean;
}
