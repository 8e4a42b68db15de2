import { solve } from '../../prose/forms/word-problem.ts';
import type { Facts } from '../facts/facts.ts';
import { keyOf } from '../facts/literals.ts';
import type { Profile } from './profile.ts';
import type { Given } from './step.ts';

/** The calculation that a story asks for, for a parameter that takes an expression. */
export function expressionFor({ parameters }: Profile, { text, focus, solution }: Facts): Given | undefined {
  const parameter = parameters.find(
    ({ type, words }) => type === 'string' && words.some((word) => EXPRESSIONS.has(word)),
  );
  if (parameter === undefined || solution !== undefined) return undefined;
  const solved = solve(text.slice(focus.start, focus.end));
  return solved && new Map([[keyOf(parameter.name), solved.expression]]);
}

const EXPRESSIONS = new Set('expression formula equation calculation'.split(' '));
