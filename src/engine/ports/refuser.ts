import type { Abort } from '../../runtime/abort.ts';

/** Why a model declines a request. */
export type Declined = 'harmful' | 'self-harm';

/**
 * Decides which requests a model declines to answer.
 *
 * @example
 * if (refuser.suspects(text)) declined = await refuser.judge(text, call.abort);
 */
export interface Refuser {
  /** A first look at a request, of about a microsecond: false for nearly all of them, which are then not judged. */
  suspects(text: string): boolean;
  /** Judges a request that is suspected; undefined if it is answered. Rejects with the reason of `abort` once that has fired. */
  judge(text: string, abort: Abort): Promise<Declined | undefined>;
}
