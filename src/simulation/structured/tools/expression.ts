import { solve } from '../../prose/forms/word-problem.ts';
import type { Facts } from '../facts/facts.ts';
import { keyOf } from '../facts/literals.ts';
import { expressionsIn } from '../values/operations.ts';
import type { Profile } from './profile.ts';
import type { Given } from './step.ts';

/** The calculation that a request asks for, for a parameter that takes an expression, or code that prints it. */
export function expressionFor({ parameters }: Profile, { text, focus, solution }: Facts): Given | undefined {
  const parameter = parameters.find(
    ({ type, words }) => type === 'string' && words.some((word) => EXPRESSIONS.has(word)),
  );
  const code = parameters.find(({ isRequired, words }) => isRequired && words.includes('code'));
  if (parameter === undefined && code === undefined) return undefined;
  const asked = text.slice(focus.start, focus.end);
  if (parameter !== undefined) {
    const solved = solution === undefined ? solve(asked) : undefined;
    return solved && new Map([[keyOf(parameter.name), solved.expression]]);
  }
  // Code that is given is run as it is.
  if (/[`;{}]|\bprint\b/.test(asked)) return undefined;
  const expression = solve(asked)?.expression ?? expressionsIn(asked)[0];
  return expression === undefined ? undefined : new Map([[keyOf(code!.name), `print(${expression})`]]);
}

const EXPRESSIONS = new Set('expression formula equation calculation'.split(' '));
