import { type Sense, sensesOf } from '../embedding/lexicon/lexicon.ts';
import { stem } from '../stem.ts';
import { areCognates } from './foreign.ts';
import { relativesOf } from './relatives.ts';
import { COMMON_ROOTS, type Roots } from './roots.ts';

/** Roots of the material that mean the same as a word of the question. */
export type Kin = ReadonlySet<string>;

/**
 * Words of the material that can stand for words of the question that it does not have: "physician" for "doctor"; in
 * another language also those that are spelled alike.
 * Linear in the number of different words.
 */
export function kinOf(
  missing: readonly string[],
  question: string,
  words: Roots,
  isForeign = false,
): ReadonlyMap<string, Kin> {
  const kin = new Map<string, Set<string>>();
  const asked = new Map<string, readonly Sense[]>();
  for (const [word, root] of words.seen()) {
    if (!missing.includes(root) || !question.includes(word)) continue;
    const senses = sensesOf(stem(word.toLowerCase()));
    if (senses.length > 0) asked.set(root, senses);
  }
  const related = missing
    .map((root) => [root, relativesOf(root)] as const)
    .filter(([, groups]) => groups.length > 0);
  if (asked.size === 0 && related.length === 0 && !isForeign) return kin;
  const add = (wanted: string, root: string): void => {
    kin.set(wanted, (kin.get(wanted) ?? new Set<string>()).add(root));
  };
  for (const [word, root] of words.seen()) {
    if (root === '' || missing.includes(root)) continue;
    if (related.length > 0) {
      const groups = relativesOf(root);
      for (const [wanted, own] of groups.length > 0 ? related : [])
        if (own.some((group) => groups.includes(group))) add(wanted, root);
    }
    if (isForeign)
      for (const wanted of missing) if (areCognates(wanted, word.toLowerCase())) add(wanted, root);
    if (asked.size === 0) continue;
    const own = sensesOf(stem(word.toLowerCase()));
    if (own.length === 0) continue;
    for (const [wanted, senses] of asked) {
      // Two that are known to mean different things do not mean the same.
      if (COMMON_ROOTS.has(wanted) && COMMON_ROOTS.has(root)) continue;
      if (!senses.some(({ group }) => own.some((other) => other.group === group))) continue;
      add(wanted, root);
    }
  }
  return kin;
}
