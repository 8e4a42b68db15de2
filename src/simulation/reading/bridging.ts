import type { Statement } from './material.ts';
import type { Roots } from './roots.ts';
import { ENOUGH, FITTING, type Scored, type Scorer } from './scorer.ts';

/** Two statements that answer together. */
export interface Pair {
  readonly first: Statement;
  readonly second: Statement;
  readonly score: number;
}

/** Two statements that answer better than the best single one: the second speaks of somebody or something that only the first names. */
export function bridged(
  best: Scored | undefined,
  { wanted, weights, all }: Scorer,
  statements: readonly Statement[],
  words: Roots,
): Pair | undefined {
  const { names, roots, keys } = wanted;
  // "On which floor does Ann work?" asks for a floor, which "Ann works in Sales" does not tell.
  const asked = [...wanted.predicates, ...keys];
  const isOpen = (statement: Statement): string[] =>
    asked.filter((root) => !statement.own.has(root) && !statement.near.has(root));
  const openKeys = best === undefined ? [] : isOpen(best.statement).filter((root) => keys.has(root));
  if (best && isOpen(best.statement).length === 0) return undefined;
  const least = best === undefined ? 0 : best.score - (openKeys.length > 0 ? 3 * FITTING : 0);
  let found: Pair | undefined;
  let pairs = 0;
  for (const first of statements) {
    if (pairs > MOST_PAIRS) break;
    const touching = [...roots].filter((root) => first.own.has(root) || first.near.has(root));
    if (touching.length === 0 || ![...names].every((name) => first.own.has(name) || first.near.has(name)))
      continue;
    const open = isOpen(first);
    if (open.length === 0) continue;
    const links = [...namesIn(first, words)].filter((root) => !roots.has(root) && !/^\d{1,4}$/.test(root));
    if (links.length === 0) continue;
    for (const second of statements) {
      if (++pairs > MOST_PAIRS) break;
      if (second === first || (second.field?.record === first.field?.record && first.field)) continue;
      // One that speaks of the names itself needs no other.
      if (names.size > 0 && [...names].every((name) => second.own.has(name) || second.near.has(name)))
        continue;
      const shared = links.filter((root) => second.own.has(root) || (second.field && second.near.has(root)));
      if (shared.length === 0 || !open.some((root) => second.own.has(root))) continue;
      let covered = 0;
      for (const [root, weight] of weights)
        if ([first, second].some((each) => each.own.has(root) || each.near.has(root))) covered += weight;
      const fits = wanted.kind?.looks.test(second.field?.value ?? second.text) ? FITTING : 0;
      const score = covered / all + fits + 0.02 * shared.length - 0.1;
      if (score >= ENOUGH + 0.2 && score > (found?.score ?? least)) found = { first, second, score };
    }
  }
  return found;
}

/** Roots of names and numbers in a statement. */
function namesIn({ text, field }: Statement, words: Roots): Set<string> {
  const names = new Set<string>();
  for (const [word] of (field?.value ?? text).matchAll(NAME)) {
    const root = words.root(word);
    if (root !== '') names.add(root);
  }
  return names;
}

/** Pairs of statements that are compared. */
const MOST_PAIRS = 50_000;

const NAME = /\p{Lu}[\p{L}\p{N}'’-]+|\p{L}*\d[\p{L}\p{N}-]*/gu;
