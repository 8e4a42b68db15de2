import type { Random } from '../../../../runtime/random.ts';
import { FormUnmet } from '../../../errors.ts';
import type { Tool } from '../../../request.ts';
import { Effort } from '../effort.ts';
import type { Facts } from '../facts/facts.ts';
import { commonTexts } from '../pattern/common-texts.ts';
import { patternText } from '../pattern/generate.ts';
import { matchesPattern } from '../pattern/match.ts';
import { parsePattern } from '../pattern/parse.ts';
import { larkText } from './lark.ts';
import { conceptsOf } from './relevance.ts';

/**
 * What a custom tool is given: text of its grammar, else code or a quotation from the request, else the request
 * itself.
 *
 * @throws FormUnmet when the grammar cannot be read or no text of it was found
 *
 * @example
 * customInput(tool, facts, random); // 'SELECT 1' for "Run `SELECT 1` with the sql tool"
 */
export function customInput(tool: Tool & { kind: 'custom' }, facts: Facts, random: Random): string {
  const { grammar, name } = tool;
  if (grammar === undefined) return freeText(tool, facts);
  const text =
    grammar.syntax === 'lark'
      ? larkText(grammar.definition, { random })
      : regexText(grammar.definition, facts, random);
  if (text !== undefined) return text;
  throw new FormUnmet(
    'custom',
    name,
    `no text of this ${grammar.syntax} grammar was found, or it cannot be read.`,
  );
}

/** The whole input has to match, so a quotation serves only where it does so by itself. */
function regexText(definition: string, facts: Facts, random: Random): string | undefined {
  const whole = parsePattern(`^(?:${definition})$`);
  if (whole === undefined) return undefined;
  const quoted = facts.quoted.find((quote) => matchesPattern(whole, quote));
  if (quoted !== undefined) return quoted;
  const effort = new Effort();
  const found = patternText(whole, { random, effort });
  if (found !== undefined) return found;
  const texts = commonTexts([{ node: whole, negated: false }], {
    least: 0,
    most: Number.POSITIVE_INFINITY,
    effort,
  });
  return texts.kind === 'some' ? texts.write(random) : undefined;
}

function freeText(tool: Tool, facts: Facts): string {
  const fence = /```[\w+-]{0,20}\n([\s\S]{1,3000}?)```/.exec(facts.text)?.[1];
  if (fence !== undefined) return fence.trimEnd();
  const [quoted] = facts.quoted;
  const isCode = conceptsOf(`${tool.name} ${tool.description}`).has('code');
  if (isCode && facts.solution !== undefined) return `print(${facts.solution.value})`;
  if (quoted !== undefined)
    return isCode && !/[(;=]/.test(quoted) ? `print(${JSON.stringify(quoted)})` : quoted;
  if (isCode) return 'print("Hello, world!")';
  const sentence = facts.topic
    .replace(
      /^(?:please |can you |could you )?(?:use|call|run) (?:the )?[\w-]{1,60}(?: tool| function)?(?: to| for| with|:|,) /i,
      '',
    )
    .trim();
  return sentence === '' ? 'Continue.' : sentence;
}
