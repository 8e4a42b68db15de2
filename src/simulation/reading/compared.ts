import type { Amount } from './amount.ts';
import { isWithin, limitsIn } from './limits.ts';
import type { Statement } from './material.ts';
import { momentsIn, periodsIn } from './periods.ts';
import type { Roots } from './roots.ts';
import type { Wanted } from './wanted.ts';

/** Whether the amounts are within the limits of the statements that have any. */
export function limitsOf(
  question: string,
  amounts: readonly Amount[],
  statements: readonly Statement[],
): Map<Statement, boolean> {
  const within = new Map<Statement, boolean>();
  if (amounts.length === 0) return within;
  // "Which was built after 1900?"
  const periods = /^(?:which|who|what|list|name)\b/i.test(question) ? periodsIn(question) : [];
  for (const statement of statements) {
    const { text, field } = statement;
    const said = field
      ? `${field.key} ${field.record.isList ? '' : field.record.fields[0]![1]} ${field.value}`
      : text;
    const told = limitsIn(said).flatMap((limits) =>
      amounts.map((amount) => isWithin(amount, limits)).filter((each) => each !== undefined),
    );
    if (periods.length > 0 && told.length === 0)
      for (const moment of momentsIn(said))
        for (const period of periods) {
          const isIn = isWithin(moment, period);
          if (isIn !== undefined) told.push(isIn);
        }
    if (told.length > 0) within.set(statement, told.includes(true));
  }
  return within;
}

/** The question without the amounts that are only compared with limits. */
export function withoutAmounts(
  wanted: Wanted,
  amounts: readonly Amount[],
  statements: readonly Statement[],
  words: Roots,
): Wanted {
  const compared = new Set(
    amounts
      .map(({ text }) => [...words.of(text)])
      .filter(([written]) => !statements.some(({ own }) => own.has(written!)))
      .flat(),
  );
  const without = (roots: ReadonlySet<string>): Set<string> =>
    new Set([...roots].filter((root) => !compared.has(root)));
  return {
    ...wanted,
    roots: without(wanted.roots),
    names: without(wanted.names),
    predicates: without(wanted.predicates),
    groups: wanted.groups.filter((group) => !group.every(({ root }) => compared.has(root))),
  };
}
