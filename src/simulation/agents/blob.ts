import type { Turn } from '../../engine/request.ts';
import { isObject } from '../structured/schema/resolve.ts';
import type { Agent, Step } from './agent.ts';
import { asArguments, instructionsOf, transcriptOf, wordsOf } from './steps.ts';
import { toolsListed } from './tools-listed.ts';

/** An agent that writes each action as JSON with the name of the tool and its input. */
export function blobAgent(turns: readonly Turn[]): Agent | undefined {
  const instructions = instructionsOf(turns);
  const shown = SHOWN.exec(instructions);
  if (shown === null) return undefined;
  const tools = toolsListed(instructions);
  if (tools.length === 0) return undefined;
  const [, nameKey = '', inputKey = ''] = shown;
  const transcript = transcriptOf(turns);
  const task = taskOf(turns);
  if (task === '') return undefined;
  const final = new RegExp(
    String.raw`"${nameKey}"\s*:\s*"(final[ _]answer|finish|answer|respond|response)"`,
    'i',
  ).exec(instructions)?.[1];
  const label = /^[ \t]{0,12}Action[ \t]{0,12}:/m.test(instructions) ? 'Action:\n' : '';
  const tags = /<(tool_call|function_call|action)>/.exec(instructions)?.[1];
  const blob = (name: string, input: unknown): string => {
    const json = JSON.stringify({ [nameKey]: name, [inputKey]: input }, null, tags ? undefined : 2);
    return tags
      ? `<${tags}>\n${json}\n</${tags}>`
      : `${label}\`\`\`${label === '' ? 'json' : ''}\n${json}\n\`\`\``;
  };
  return {
    tools,
    task,
    steps: stepsIn(transcript, nameKey, inputKey),
    writer: {
      call: (name, input) =>
        `${label === '' ? '' : 'Thought: I need the result of a tool.\n'}${blob(name, input)}`,
      answer: (text) =>
        final === undefined
          ? text
          : `${label === '' ? '' : 'Thought: I know what to respond\n'}${blob(final, text)}`,
    },
  };
}

/** The example of an action in the instructions. */
const SHOWN =
  /\{\s*"(action|tool|tool_name|name|function|command)"\s*:\s*[^{},\n]{1,80},\s*"(action_input|tool_input|arguments|args|parameters|input|kwargs|params)"\s*:/;

/** What the first user says before the steps. */
function taskOf(turns: readonly Turn[]): string {
  const asked = turns.findLast((turn) => turn.role === 'user' && !RESULT.test(wordsOf(turn)));
  const text = asked ? wordsOf(asked) : '';
  const begun = /\bBegin!?[^\n]*\n/.exec(text);
  const rest = begun ? text.slice(begun.index + begun[0].length) : text;
  const end = rest.search(/^[ \t]{0,12}(?:Thought|Action|Observation)[ \t]{0,12}:/m);
  return (end === -1 ? rest : rest.slice(0, end))
    .replace(/^[ \t]{0,12}(?:Question|Task|Input|Human|User)[ \t]{0,12}:[ \t]{0,12}/i, '')
    .replace(/\(reminder[^()]{0,200}\)/i, '')
    .trim();
}

const RESULT = /^\s*(?:Observation|TOOL RESPONSE|<tool_response>)/i;

function stepsIn(transcript: string, nameKey: string, inputKey: string): Step[] {
  const steps: Step[] = [];
  for (const match of transcript.matchAll(STEP)) {
    const [, json = '', result = ''] = match;
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch {
      continue;
    }
    if (!isObject(value) || typeof value[nameKey] !== 'string') continue;
    const input = value[inputKey];
    steps.push({
      name: value[nameKey],
      input: asArguments(typeof input === 'string' ? input : JSON.stringify(input ?? {}), 'input'),
      result: result.trim(),
    });
  }
  return steps;
}

const STEP =
  /(\{[^{}]{0,1000}(?:\{[^{}]{0,1000}\}[^{}]{0,400})?\})[\s`]{0,10}(?:<\/\w+>)?\s{0,10}(?:Observation[ \t]{0,12}:|TOOL RESPONSE[^\n]*:?|<tool_response>)\s*([\s\S]{0,8000}?)(?=<\/tool_response>|\n[ \t]{0,12}(?:Thought|Action|Question)[ \t]{0,12}:|$(?![\s\S]))/g;
