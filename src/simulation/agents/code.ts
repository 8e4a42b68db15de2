import type { Turn } from '../../engine/request.ts';
import type { Agent, Step } from './agent.ts';
import { instructionsOf, wordsOf } from './steps.ts';
import { toolsListed } from './tools-listed.ts';

/** An agent that acts by code: it calls functions that the prompt declares, and ends with one for the final answer. */
export function codeAgent(turns: readonly Turn[]): Agent | undefined {
  const instructions = instructionsOf(turns);
  if (!FINAL.test(instructions)) return undefined;
  const tools = toolsListed(instructions).filter(({ name }) => !FINAL_NAME.test(name));
  const final = FINAL.exec(instructions)![1]!;
  const [opening, closing] = delimiters(instructions);
  const task = taskOf(turns);
  if (task === '') return undefined;
  const code = (thought: string, lines: string): string =>
    `Thought: ${thought}\n${opening}\n${lines}\n${closing}`;
  return {
    tools,
    task,
    steps: stepsIn(turns),
    writer: {
      call: (name, input) =>
        code(
          `I will call ${name} and look at its result.`,
          `result = ${name}(${argumentsOf(input)})\nprint(result)`,
        ),
      answer: (text) => code('I know the answer.', `${final}(${literalOf(text)})`),
    },
  };
}

const FINAL = /\b(final_answer|submit_answer|finish)\(/;
const FINAL_NAME = /^(?:final_answer|submit_answer|finish)$/;

/** What code stands between, as the prompt shows it. */
function delimiters(instructions: string): readonly [string, string] {
  const tag = /<(code|execute|python)>\s*\n/.exec(instructions)?.[1];
  if (tag !== undefined) return [`<${tag}>`, `</${tag}>`];
  const fence = /```(py|python)\b/.exec(instructions)?.[1] ?? 'py';
  return [`\`\`\`${fence}`, instructions.includes('<end_code>') ? '```<end_code>' : '```'];
}

function taskOf(turns: readonly Turn[]): string {
  const asked = turns.findLast((turn) => turn.role === 'user' && !RESULT.test(wordsOf(turn)));
  return asked
    ? wordsOf(asked)
        .replace(/^\s*(?:New )?task:\s*/i, '')
        .trim()
    : '';
}

const RESULT = /^\s*(?:Observation|Call id: |Execution logs)/;

/** Each code of the assistant, with the result that the next turn gives. */
function stepsIn(turns: readonly Turn[]): Step[] {
  const steps: Step[] = [];
  for (const [index, turn] of turns.entries()) {
    const next = turns[index + 1];
    if (
      turn.role !== 'assistant' ||
      next === undefined ||
      !(next.role === 'tool' || RESULT.test(wordsOf(next)))
    )
      continue;
    const [, name = 'code'] = /\b(\w+)\([^()]{0,400}\)/.exec(wordsOf(turn)) ?? [];
    steps.push({ name, input: '{}', result: resultIn(wordsOf(next)) });
  }
  return steps;
}

/** What was printed, without the labels around it. */
function resultIn(text: string): string {
  return text
    .split('\n')
    .filter(
      (line) =>
        !/^\s*(?:Observation|Execution logs|Last output from code snippet|Call id)\b[^\n]{0,80}:?\s*$|^None$/.test(
          line,
        ),
    )
    .join('\n')
    .replace(/^\s*Observation:\s*/, '')
    .trim();
}

function argumentsOf(input: { readonly [parameter: string]: unknown }): string {
  return Object.entries(input)
    .map(([name, value]) => `${name}=${literalOf(value)}`)
    .join(', ');
}

/** A value as Python writes it. */
function literalOf(value: unknown): string {
  if (typeof value === 'string' && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value)) return value;
  return JSON.stringify(value)
    .replace(/\btrue\b(?=[,\]}]|$)/g, 'True')
    .replace(/\bfalse\b(?=[,\]}]|$)/g, 'False')
    .replace(/\bnull\b(?=[,\]}]|$)/g, 'None');
}
