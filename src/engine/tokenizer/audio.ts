/**
 * Prompt tokens of audio input: one for every started tenth of a second, at least one. This is the rate OpenAI
 * states for user audio.
 *
 * @example
 * audioTokens(2.35); // 24
 */
export function audioTokens(seconds: number): number {
  return Math.max(1, Math.ceil(Number((seconds * 10).toFixed(6))));
}
