import type { Effort } from '../../engine/effort.ts';
import type { Random } from '../../runtime/random.ts';
import type { Facts } from './facts/facts.ts';
import { commonTexts } from './pattern/common-texts.ts';
import { patternText } from './pattern/generate.ts';
import { matchesPattern } from './pattern/match.ts';
import { patternOf } from './pattern/pattern-of.ts';
import { larkOfEbnf } from './tools/ebnf.ts';
import { larkText } from './tools/lark.ts';

export interface Grammar {
  readonly syntax: 'lark' | 'regex' | 'ebnf';
  readonly definition: string;
}

/**
 * A text of a grammar. Of a regular expression, which the whole text has to match, a quotation from the request if one
 * does. Undefined if the grammar cannot be read or no text was found.
 *
 * @example
 * grammarText({ syntax: 'regex', definition: '\\d{2}' }, facts, random, effort); // '41'
 */
export function grammarText(
  { syntax, definition }: Grammar,
  facts: Facts,
  random: Random,
  effort: Effort,
): string | undefined {
  if (syntax !== 'regex') {
    const lark = syntax === 'lark' ? definition : larkOfEbnf(definition);
    return lark === undefined ? undefined : larkText(lark, { random, effort });
  }
  const whole = patternOf(`^(?:${definition})$`, effort);
  if (whole === undefined) return undefined;
  const quoted = facts.quoted.find((quote) => matchesPattern(whole, quote, effort));
  if (quoted !== undefined) return quoted;
  const found = patternText(whole, { random, effort });
  if (found !== undefined) return found;
  const texts = commonTexts([{ node: whole, negated: false }], {
    least: 0,
    most: Number.POSITIVE_INFINITY,
    effort,
  });
  return texts.kind === 'some' ? texts.write(random) : undefined;
}
