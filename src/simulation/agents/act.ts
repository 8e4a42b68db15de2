import type { Brief } from '../../engine/ports/content.ts';
import { isQuestion } from '../prose/forms/passage.ts';
import { findAnswer } from '../reading/passages.ts';
import { type Reading, readRequest } from '../reading/reading.ts';
import { decideTools, type ProfileReader } from '../structured/index.ts';
import type { SchemaObject } from '../structured/schema/resolve.ts';
import { unlessUnmet } from '../structured/unless-unmet.ts';
import { type Agent, asToolRequest } from './agent.ts';
import { blobAgent } from './blob.ts';
import { codeAgent } from './code.ts';
import { fieldAgent } from './fields.ts';
import { reactAgent } from './react.ts';

/**
 * What an agent that works in text does next, in the form that its prompt shows: a call of a tool that the prompt lists,
 * or the final answer from the results so far. Undefined if the request is no such agent. `voice` says the answer.
 *
 * @example
 * act(brief, reading, createProfileReader(), voice); // 'Thought: …\nAction: search\nAction Input: Rome'
 */
export function act(
  brief: Brief,
  reading: Reading,
  profiles: ProfileReader,
  voice: (reading: Reading) => string,
): string | undefined {
  const agent = agentIn(reading);
  if (agent === undefined) return undefined;
  const request = asToolRequest(brief.request, agent);
  const asked = readRequest(request);
  const [call] = unlessUnmet(() => callsOf({ ...brief, request }, asked, agent, profiles)) ?? [];
  if (call !== undefined) return agent.writer.call(call.name, JSON.parse(call.input) as SchemaObject);
  return agent.writer.answer(answerOf(agent, asked, voice));
}

function agentIn({ request: { turns }, form, plain }: Reading): Agent | undefined {
  const fields = form.layout?.kind === 'parts' ? fieldAgent(turns, form.layout, plain.question) : undefined;
  if (fields) return fields;
  if (!turns.some(({ parts }) => parts.some((part) => part.kind === 'text' && mayAct(part.text))))
    return undefined;
  return codeAgent(turns) ?? blobAgent(turns) ?? reactAgent(turns);
}

/** The first look: cheap searches before the pattern. */
function mayAct(text: string): boolean {
  return (
    (text.includes('Action') || text.includes('final_answer(') || text.includes('":')) && MAY_ACT.test(text)
  );
}

const MAY_ACT = /\bAction\s*:|\bfinal_answer\(|"(?:action|tool|name|tool_name|function|command)"\s*:/;

/** A question is looked up before it is answered, unless nothing is left to call. */
function callsOf(
  brief: Brief,
  reading: Reading,
  agent: Agent,
  profiles: ProfileReader,
): ReturnType<typeof decideTools>['calls'] {
  const { calls } = decideTools(brief, reading, profiles);
  if (calls.length > 0 || agent.steps.length > 0 || !isQuestion(reading.question)) return calls;
  return decideTools(
    { ...brief, request: { ...brief.request, toolChoice: { mode: 'required' } } },
    reading,
    profiles,
  ).calls;
}

function answerOf({ steps }: Agent, reading: Reading, voice: (reading: Reading) => string): string {
  const last = steps.at(-1)?.result ?? '';
  if (/^\S{1,80}$/.test(last)) return last;
  const found = findAnswer(
    reading.standalone,
    reading.material.filter(({ from }) => from === 'result'),
  );
  return found?.text ?? voice(reading);
}
