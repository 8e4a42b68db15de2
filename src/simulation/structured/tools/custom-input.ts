import type { Effort } from '../../../engine/effort.ts';
import { FormUnmet } from '../../../engine/errors.ts';
import type { Tool } from '../../../engine/request.ts';
import type { Random } from '../../../runtime/random.ts';
import type { Facts } from '../facts/facts.ts';
import { grammarText } from '../grammar-text.ts';
import { conceptsOf } from './concepts.ts';

/**
 * The input of a custom tool: text that its grammar generates or, without a grammar, code or a quotation from the
 * request, otherwise the request itself.
 *
 * @throws FormUnmet if the grammar cannot be parsed or no text was found for it
 *
 * @example
 * customInput(tool, facts, random, effort); // 'SELECT 1' for "Run `SELECT 1` with the sql tool"
 */
export function customInput(
  tool: Tool & { kind: 'custom' },
  facts: Facts,
  random: Random,
  effort: Effort,
): string {
  const { grammar, name } = tool;
  if (grammar === undefined) return freeText(tool, facts);
  const text = grammarText(grammar, facts, random, effort);
  if (text !== undefined) return text;
  throw new FormUnmet(
    'custom',
    name,
    `no text of this ${grammar.syntax} grammar was found, or it cannot be read.`,
  );
}

function freeText(tool: Tool, facts: Facts): string {
  const fence = /```[\w+-]{0,20}\n([\s\S]{1,3000}?)```/.exec(facts.text)?.[1];
  if (fence !== undefined) return fence.trimEnd();
  const [quoted] = facts.quoted;
  const isCode = conceptsOf(`${tool.name} ${tool.description}`).has('~code');
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
