import { Fault } from '../../kernel/fault.ts';
import type { Scored, ScoreRequest } from './schema.ts';

/** Texts that are compared, first with first, and the names that the request gives them. */
export interface Pairs {
  readonly first: readonly string[];
  readonly second: readonly string[];
  readonly names: readonly [first: string, second: string];
}

/** Under which names a request can give its pairs. */
const FORMS = [
  ['text_1', 'text_2'],
  ['data_1', 'data_2'],
  ['queries', 'documents'],
  ['queries', 'items'],
] as const;

/**
 * The pairs of a request: one text for all of the others, or one for each.
 *
 * @throws Fault for no pair, more than one, and lists of different lengths
 * @example
 * pairsOf({ text_1: 'a', text_2: ['b', 'c'] }).first; // ['a', 'a']
 */
export function pairsOf(body: ScoreRequest): Pairs {
  const given = FORMS.filter(([one, other]) => body[one] !== undefined && body[other] !== undefined);
  const [names] = given;
  if (names === undefined) throw new Fault({ kind: 'missing_parameter', param: missingIn(body) });
  const extra = FORMS.flat().find((name) => body[name] !== undefined && !names.includes(name as never));
  if (extra !== undefined) {
    const message = `'${extra}' is given besides '${names[0]}' and '${names[1]}'. Use one pair of names.`;
    throw new Fault({ kind: 'invalid_value', param: extra, message });
  }
  const [first, second] = names.map((name) => textsOf(body[name])) as [string[], string[]];
  if (first.length === 1) return { first: second.map(() => first[0] as string), second, names };
  if (first.length === second.length) return { first, second, names };
  const message = `'${names[0]}' has ${first.length} texts and '${names[1]}' ${second.length}: expected one of '${names[0]}', or as many.`;
  throw new Fault({ kind: 'invalid_value', param: names[0], message });
}

function missingIn(body: ScoreRequest): string {
  for (const [one, other] of FORMS) {
    if (body[one] !== undefined) return other;
    if (body[other] !== undefined) return one;
  }
  return 'text_1';
}

function textsOf(given: ScoreRequest['text_1']): string[] {
  if (given === undefined) return [];
  return (Array.isArray(given) ? given : [given]).map(textOf);
}

function textOf(given: Scored): string {
  return typeof given === 'string' ? given : given.content.map(({ text }) => text).join('\n');
}
