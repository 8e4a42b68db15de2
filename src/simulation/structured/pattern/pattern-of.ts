import type { Effort } from '../../../engine/effort.ts';
import { type PatternNode, parsePattern } from './parse.ts';

/** The parsed pattern, once for each account; undefined if it cannot be parsed or the account does not cover it. */
export function patternOf(source: string, effort: Effort): PatternNode | undefined {
  const key = `pattern\u0000${source}`;
  if (!effort.has(key) && !effort.spend(40 + source.length * 8)) return undefined;
  return effort.once(key, () => parsePattern(source));
}
