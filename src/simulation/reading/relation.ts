import { Roots } from './roots.ts';

/** How what a text says relates to what another says. */
export type Relation = 'same' | 'subset' | 'superset' | 'contrary';

/**
 * Compares two answers to one question by their names, numbers and words. They are contrary if each has a name or number
 * that the other has not.
 *
 * @example
 * relationOf('It opened in 1990.', 'It opened in 1995.'); // 'contrary'
 */
export function relationOf(text: string, other: string): Relation {
  const [specific, specificOther] = [specificsOf(text), specificsOf(other)];
  const own = [...specific].filter((word) => !specificOther.has(word));
  const others = [...specificOther].filter((word) => !specific.has(word));
  if (own.length > 0 && others.length > 0) return 'contrary';
  if (NEGATED.test(text) !== NEGATED.test(other)) return 'contrary';
  if (own.length > 0) return 'superset';
  if (others.length > 0) return 'subset';
  const words = new Roots();
  const [roots, rootsOther] = [words.of(text), words.of(other)];
  const more = [...roots].filter((root) => !rootsOther.has(root)).length;
  const less = [...rootsOther].filter((root) => !roots.has(root)).length;
  if (more <= 1 && less <= 1) return 'same';
  if (less > more + 1) return 'subset';
  return more > less + 1 ? 'superset' : 'same';
}

const NEGATED = /\b(?:not|never|no|cannot)\b|n['’]t\b/i;

/** Names and numbers, but for the first words of sentences. */
function specificsOf(text: string): Set<string> {
  const found =
    text.match(/(?<![.!?]\s)(?<!^)\b\p{Lu}[\p{L}\p{N}'’-]+|[\p{L}-]*\d[\p{L}\p{N}.,:-]*[\p{L}\p{N}]|\d/gu) ??
    [];
  return new Set(found.map((word) => word.toLowerCase().replace(/(?<=\d),(?=\d{3})/g, '')));
}
