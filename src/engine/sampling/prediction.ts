/**
 * How much of a predicted output came true: tokens are followed side by side; after a difference the prediction is taken up
 * again where the output next meets it. Accepted tokens are those that were predicted in order; the prediction's others are
 * rejected.
 *
 * Linear in time: after a difference only the next {@link WINDOW} predicted tokens are searched.
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
