import type { Random } from '../../runtime/random.ts';

/**
 * The position of the lowest of the first `count` costs. Among equal ones it is the first if there is no `random`, any of
 * them otherwise, each with the same probability; it draws for ties only.
 *
 * @example
 * lowest([3, 1, 2], 3, random); // 1
 */
export function lowest(costs: ArrayLike<number>, count: number, random?: Random): number {
  let best = 0;
  let ties = 1;
  for (let position = 1; position < count; position++) {
    const cost = costs[position]!;
    if (cost < costs[best]!) {
      best = position;
      ties = 1;
    } else if (random && cost === costs[best]) {
      // Reservoir sampling: the n-th of equal ones replaces those before with probability 1/n.
      ties++;
      if (random.int(ties) === 0) best = position;
    }
  }
  return best;
}

/**
 * A position among the first `count` costs, drawn with probabilities by softmax: the lower the cost, the more probable. Costs
 * are scaled to the range from 0 to 1 first, so that a temperature means the same for any costs.
 *
 * @param temperature above 0: low ones nearly always give the lowest, high ones nearly any
 * @example
 * softmax([3, 1, 2], 3, 0.5, random); // mostly 1
 */
export function softmax(
  costs: ArrayLike<number>,
  count: number,
  temperature: number,
  random: Random,
): number {
  let least = costs[0]!;
  let most = least;
  for (let position = 1; position < count; position++) {
    least = Math.min(least, costs[position]!);
    most = Math.max(most, costs[position]!);
  }
  if (most === least) return random.int(count);
  const range = most - least;
  // Weights are computed twice, which is cheaper than memory for them.
  let sum = 0;
  for (let position = 0; position < count; position++)
    sum += Math.exp(-(costs[position]! - least) / range / temperature);
  let rest = random.next() * sum;
  let last = 0;
  for (let position = 0; position < count; position++) {
    const weight = Math.exp(-(costs[position]! - least) / range / temperature);
    if (weight > 0) last = position;
    rest -= weight;
    if (rest < 0) break;
  }
  return last;
}
