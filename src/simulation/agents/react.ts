import type { Tool, Turn } from '../../engine/request.ts';
import { isObject } from '../structured/schema/resolve.ts';
import type { Agent, Step, Writer } from './agent.ts';
import { asArguments, instructionsOf, transcriptOf } from './steps.ts';
import { toolsListed } from './tools-listed.ts';

/** An agent that writes lines such as `Action:` and `Action Input:` and reads `Observation:`. */
export function reactAgent(turns: readonly Turn[]): Agent | undefined {
  const instructions = instructionsOf(turns);
  if (!TEMPLATE.test(instructions)) return undefined;
  const tools = toolsListed(instructions);
  if (tools.length === 0) return undefined;
  const transcript = transcriptOf(turns);
  const begin = taskStart(transcript);
  const task = taskIn(transcript.slice(begin));
  if (task === '') return undefined;
  return {
    tools,
    task,
    steps: stepsIn(transcript.slice(begin), tools),
    writer: writerFor(instructions, transcript, tools),
  };
}

const TEMPLATE = /^[ \t]{0,12}Action[ \t]{0,12}:.*\n+[ \t]{0,12}Action Input[ \t]{0,12}:/m;

/** Where the task begins: at the last label of a question, or behind the format. */
function taskStart(transcript: string): number {
  const begun = /\bBegin!?[^\n]*\n/.exec(transcript);
  const from = begun ? begun.index + begun[0].length : 0;
  const labels = [...transcript.matchAll(TASK)].map(({ index }) => index);
  return labels.findLast((index) => index >= from) ?? labels.at(-1) ?? from;
}

const TASK = /^[ \t]{0,12}(?:Question|Task|Current Task|Input|New input|User|Query)[ \t]{0,12}:/gm;

/** The paragraph of the task, without its label. */
function taskIn(text: string): string {
  const end = text.search(
    /^[ \t]{0,12}(?:Thought|Action|Observation|Final Answer)[ \t]{0,12}:|\n[ \t]{0,12}\n/m,
  );
  return (end === -1 ? text : text.slice(0, end))
    .replace(/^[ \t]{0,12}[A-Z][\w ]{0,20}:[ \t]{0,12}/, '')
    .trim();
}

function stepsIn(text: string, tools: readonly Tool[]): Step[] {
  return [...text.matchAll(STEP)].map(([, name = '', input = '', result = '']) => ({
    name,
    input: asArguments(input, firstParameter(tools, name)),
    result: result.trim(),
  }));
}

const STEP =
  /^[ \t]{0,12}Action[ \t]{0,12}:[ \t]{0,12}["'`[]?(\w[\w -]{0,60}?)["'`\]]?[ \t]{0,12}\n+[ \t]{0,12}Action Input[ \t]{0,12}:[ \t]{0,12}([\s\S]{0,2000}?)\n+[ \t]{0,12}Observation[ \t]{0,12}:[ \t]{0,12}([\s\S]{0,8000}?)(?=\n[ \t]{0,12}(?:Thought|Action|Final Answer|Answer|Question)[ \t]{0,12}:|$(?![\s\S]))/gm;

function firstParameter(tools: readonly Tool[], name: string): string {
  const tool = tools.find((each) => each.name === name);
  const parameters = tool?.kind === 'function' ? tool.parameters : undefined;
  return (
    (isObject(parameters) && isObject(parameters.properties) && Object.keys(parameters.properties)[0]) ||
    'input'
  );
}

function writerFor(instructions: string, transcript: string, tools: readonly Tool[]): Writer {
  const isOpen = /(?:^|\n)[ \t]{0,12}Thought[ \t]{0,12}:[ \t]{0,12}$/.test(transcript);
  const thought = (text: string): string => (isOpen ? ` ${text}` : `Thought: ${text}`);
  const label =
    [...instructions.matchAll(/^[ \t]{0,12}((?:Final )?Answer)[ \t]{0,12}:/gm)].at(-1)?.[1] ?? 'Final Answer';
  const wantsJson = /Action Input[ \t]{0,12}:[^\n]{0,200}(?:json|dictionary|object|\{)/i.test(instructions);
  return {
    call(name, input) {
      const values = Object.values(input);
      const isPlain = !wantsJson && values.length === 1 && tools.length > 0;
      const written = isPlain
        ? typeof values[0] === 'string'
          ? values[0]
          : JSON.stringify(values[0])
        : JSON.stringify(input);
      return `${thought(`I should use ${name} to find this out.`)}\nAction: ${name}\nAction Input: ${written}`;
    },
    answer: (text) => `${thought('I now know the final answer.')}\n${label}: ${text}`,
  };
}
