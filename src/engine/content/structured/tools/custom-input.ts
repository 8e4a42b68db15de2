import type { Random } from '../../../../runtime/random.ts';
import type { Tool } from '../../../request.ts';
import type { Facts } from '../facts/facts.ts';
import { patternText } from '../pattern/generate.ts';
import { matchesPattern } from '../pattern/match.ts';
import { parsePattern } from '../pattern/parse.ts';
import { larkText } from './lark.ts';
import { conceptsOf } from './relevance.ts';

/**
 * What a custom tool is given: text of its grammar, else code or a quotation from the request, else the request
 * itself. A grammar that cannot be read or never ends is treated as free text.
 *
 * @example
 * customInput(tool, facts, random); // 'SELECT 1' for "Run `SELECT 1` with the sql tool"
 */
export function customInput(tool: Tool & { kind: 'custom' }, facts: Facts, random: Random): string {
  const free = freeText(tool, facts);
  const { grammar } = tool;
  if (grammar === undefined) return free;
  if (grammar.syntax === 'lark') return larkText(grammar.definition, { random }) ?? free;
  const pattern = parsePattern(grammar.definition);
  if (pattern === undefined) return free;
  // The whole input has to match, so a quotation serves only where it does so by itself.
  const whole = parsePattern(`^(?:${grammar.definition})$`);
  const quoted = facts.quoted.find((quote) => whole !== undefined && matchesPattern(whole, quote));
  return quoted ?? patternText(whole ?? pattern, { random }) ?? patternText(pattern, { random }) ?? free;
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
