/**
 * Counts how much of a predicted output matched. Tokens are compared in order; after a difference, matching
 * resumes at the next output token that occurs in the prediction. Predicted tokens found in order are accepted,
 * all others are rejected.
 *
 * Linear time: only the next {@link WINDOW} predicted tokens are searched for each output token.
 */
export function comparePrediction(
  predicted: readonly number[],
  output: readonly number[],
): { accepted: number; rejected: number } {
  let position = 0;
  let accepted = 0;
  for (const token of output) {
    const found = indexWithin(predicted, token, position);
    if (found === -1) continue;
    accepted++;
    position = found + 1;
  }
  return { accepted, rejected: predicted.length - accepted };
}

const WINDOW = 32;

function indexWithin(tokens: readonly number[], token: number, start: number): number {
  const end = Math.min(start + WINDOW, tokens.length);
  for (let index = start; index < end; index++) if (tokens[index] === token) return index;
  return -1;
}
