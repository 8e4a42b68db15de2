import type { Amount } from './amount.ts';
import { amountsIn } from './limits.ts';
import type { Roots } from './roots.ts';

/** What is said with a question and may decide which of several rules applies. */
export interface Circumstances {
  /** What is said. */
  readonly said: string;
  /** Roots of what is the case. */
  readonly given: ReadonlySet<string>;
  /** Roots of what is not. */
  readonly excluded: ReadonlySet<string>;
  /** The amounts in what is said and asked, which limits may include or not. */
  readonly amounts: readonly Amount[];
}

/**
 * Reads the circumstances of a question, clause by clause.
 *
 * @example
 * circumstancesOf('When?', 'I am 30, but I am not a member.', words); // excluded: member; amounts: 30
 */
export function circumstancesOf(question: string, text: string, words: Roots): Circumstances {
  const given = new Set<string>();
  const excluded = new Set<string>();
  for (const clause of text.slice(0, LONGEST).split(CLAUSE))
    for (const root of words.of(clause)) (NEGATED.test(clause) ? excluded : given).add(root);
  for (const root of given) excluded.delete(root);
  return { said: text.slice(0, LONGEST), given, excluded, amounts: amountsIn(`${text} ${question}`) };
}

const LONGEST = 1500;
const CLAUSE = /[.!?;,\n]\s|\b(?:and|but|or|though|although)\b/i;
const NEGATED = /\b(?:not|no|never|none|without|cannot|neither|nor)\b|n['’]t\b/i;
