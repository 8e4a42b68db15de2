import type { Tool, Turn } from '../../engine/request.ts';
import type { Parts } from '../reading/layout/layout.ts';
import { notationAt } from '../reading/shape/notation.ts';
import { objectSchema, schemaOf } from '../reading/shape/types.ts';
import type { Agent, Step } from './agent.ts';
import { instructionsOf, transcriptOf } from './steps.ts';

/** An agent whose answer has a field for the name of a tool and one for its arguments, laid out as the prompt shows. */
export function fieldAgent(turns: readonly Turn[], layout: Parts, task: string): Agent | undefined {
  const named = layout.parts.find(({ property }) => NAME.test(property.name));
  const given = layout.parts.find(({ property }) => ARGUMENTS.test(property.name));
  if (named === undefined || given === undefined || task === '') return undefined;
  const instructions = instructionsOf(turns);
  const listed = toolsIn(instructions);
  const end = listed.find(({ name }) => ENDING.test(name))?.name ?? 'finish';
  const tools = listed.filter(({ name }) => !ENDING.test(name));
  if (tools.length === 0) return undefined;
  const write = (thought: string, name: string, input: unknown): string =>
    layout.parts
      .map((part) => {
        const value = part === named ? name : part === given ? JSON.stringify(input) : thought;
        return part.before + value;
      })
      .join('') + layout.end;
  return {
    tools,
    task,
    steps: stepsIn(transcriptOf(turns)),
    writer: {
      call: (name, input) => write(`I should use ${name} to find this out.`, name, input),
      answer: (text) => write(`I have what is needed: ${text}`, end, {}),
    },
  };
}

const NAME = /(?:tool|action|function)(?:_name)?$/i;
const ARGUMENTS = /(?:tool|action|function)_(?:args|arguments|input|params|parameters)$/i;
const ENDING = /^(?:finish|final|done|end|stop)/i;

/** `(1) search, whose description is <desc>…</desc>. It takes arguments {…}.` */
function toolsIn(text: string): Tool[] {
  return [...text.matchAll(LISTED)].map((match) => {
    const [whole, name = '', description = ''] = match;
    const at = match.index + whole.length;
    const notation = text[at] === '{' ? notationAt(text, at) : undefined;
    const members = notation?.node.kind === 'object' ? notation.node.members : [];
    const parameters = objectSchema(
      members.map(({ name: parameter, value }) => ({
        name: parameter,
        schema:
          value.kind === 'object'
            ? Object.fromEntries(value.members.map((each) => [each.name, textOf(each.value)]))
            : schemaOf(value),
      })),
    );
    return { kind: 'function', name, description, parameters, strict: false };
  });
}

const textOf = (node: { readonly kind: string; readonly text?: string }): string => node.text ?? '';

const LISTED =
  /^[ \t]{0,12}(?:\(\d{1,2}\)|\d{1,2}[.)]|[-*])[ \t]{0,12}["'`]?(\w{2,60})["'`]?,? whose description is (?:<desc>)?([\s\S]{1,1500}?)(?:<\/desc>)?\. It takes arguments (?=\{)/gm;

/** The steps of a trajectory: sections for the thought, the tool, its arguments and the observation, each with its number. */
function stepsIn(text: string): Step[] {
  return [...text.matchAll(STEP)].map(([, name = '', input = '', result = '']) => ({
    name: name.trim(),
    input: /^\s*\{/.test(input) ? input.trim() : '{}',
    result: result.trim(),
  }));
}

const STEP =
  /\b(?:tool|action|function)_name_\d{1,2}\b[^\w\n]{0,10}\n([^\n]{1,80})\n[\s\S]{0,40}?\b(?:tool|action|function)_args_\d{1,2}\b[^\w\n]{0,10}\n([\s\S]{0,2000}?)\n[^\w\n]{0,10}observation_\d{1,2}\b[^\w\n]{0,10}\n([\s\S]{0,8000}?)(?=\n[^\w\n]{0,10}(?:thought_\d|\w+)[^\w\n]{0,10}\n|\n\s*\nRespond|$(?![\s\S]))/g;
