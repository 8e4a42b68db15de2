import type { Kin } from './kinship.ts';
import type { Statement } from './material.ts';

/** Share of the weight of a word that occurs nowhere in the material: another may stand for it. */
const ABSENT = 0.3;

/** The weight of a word that some of the statements have. */
export function weightOf(having: number, statements: number): number {
  return Math.log(1 + (statements + 1) / (having + 0.5));
}

/** How much each word tells: the more, the fewer statements have it. Without names, only words that occur count. */
export function weightsOf(
  roots: Iterable<string>,
  statements: readonly Statement[],
  names?: ReadonlySet<string>,
  absent = ABSENT,
): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const root of roots) {
    let count = 0;
    for (const { own } of statements) if (own.has(root)) count++;
    // Headings have the name of all that stands below them.
    if (count === 0) for (const { near } of statements) if (near.has(root)) count++;
    if (count === 0 && names === undefined) continue;
    const weight = weightOf(count, statements.length);
    // Another word may be used for what occurs nowhere, but not another name.
    weights.set(root, count === 0 && !names!.has(root) ? absent * weight : weight);
  }
  return weights;
}

/** The weights with those of words that the material has other words for: it does speak of them. */
export function withKin(
  weights: ReadonlyMap<string, number>,
  kin: ReadonlyMap<string, Kin>,
  statements: readonly Statement[],
): ReadonlyMap<string, number> {
  if (kin.size === 0) return weights;
  const all = new Map(weights);
  for (const [root, others] of kin) {
    const having = statements.filter(({ own }) => [...others].some((other) => own.has(other))).length;
    if (having > 0) all.set(root, weightOf(having, statements.length));
  }
  return all;
}

/** The weight of all words together. */
export function sumOf(weights: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const weight of weights.values()) sum += weight;
  return sum;
}
