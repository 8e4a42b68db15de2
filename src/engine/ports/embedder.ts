import type { Steps } from '../../runtime/steps.ts';

/**
 * Maps texts to vectors whose distances reflect their similarity.
 *
 * @example
 * const oneHot: Embedder = {
 *   *embedInSteps(text, dimensions) {
 *     const vector = new Float32Array(dimensions);
 *     vector[text.length % dimensions] = 1;
 *     return vector;
 *   },
 * };
 */
export interface Embedder {
  /**
   * The vector of `text`: `dimensions` numbers of Euclidean length 1. A shorter vector is the renormalised
   * prefix of a longer one, up to the rounding of 32-bit floats. In steps, because texts can be long.
   *
   * @throws RangeError for a number of dimensions that is not an integer from 1 to 8192
   */
  embedInSteps(text: string, dimensions: number, options?: EmbedOptions): Steps<Float32Array>;
}

export interface EmbedOptions {
  /** Name of the vector space, e.g. of a model. Vectors of different spaces are unrelated. */
  readonly space?: string;
  /** Purpose of the text, for models that embed queries and passages differently. */
  readonly role?: 'query' | 'passage';
}
