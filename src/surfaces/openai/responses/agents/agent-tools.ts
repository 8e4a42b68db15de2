import {
  agentsIn,
  agentTool,
  childOf,
  type KnownAgent,
  ROOT_AGENT,
  readDelegating,
} from '../../../../engine/agents.ts';
import type { AgentAction } from '../../../../engine/ports/work.ts';
import type {
  Delegated,
  FunctionTool,
  HostedCall,
  HostedRun,
  JsonSchema,
} from '../../../../engine/request.ts';
import type { Ids } from '../../../../runtime/ids.ts';
import type { Sealer } from '../seal.ts';
import { toReport } from './reports.ts';

export interface AgentServices {
  readonly ids: Ids;
  readonly sealer: Sealer;
}

/** Agents besides the root agent that work at the same time, unless the request says how many. */
const USUAL_CONCURRENCY = 3;

/**
 * The tools with which the model starts other agents and waits for them. Nothing is kept between calls: which agents there are
 * follows from the conversation.
 *
 * @param most agents that work at the same time
 */
export function agentTools(services: AgentServices, most = USUAL_CONCURRENCY): readonly FunctionTool[] {
  const tool = (
    action: AgentAction,
    description: string,
    required: readonly string[],
    act: (call: HostedCall, agents: readonly KnownAgent[]) => Acted,
  ): FunctionTool => ({
    kind: 'function',
    native: 'agents',
    name: agentTool(action),
    description,
    groupDescription: 'Other agents that work on parts of a task.',
    parameters: parametersOf(required),
    strict: false,
    run: (call) => toRun(action, call, act(call, agentsIn(call.request.turns)), services),
  });
  const isFull = (agents: readonly KnownAgent[]): boolean =>
    agents.filter(({ isAtWork }) => isAtWork).length >= most;
  return [
    tool(
      'spawn_agent',
      `Starts an agent that works on a task. At most ${most} work at the same time.`,
      ['task_name', 'message'],
      ({ input }, agents) => {
        const { task_name: name = '' } = readDelegating(input);
        if (!NAME.test(name)) return { output: { error: 'task_name has lower-case letters, digits and _' } };
        if (agents.some((agent) => agent.name === childOf(name)))
          return { output: { error: `There is an agent ${childOf(name)} already` } };
        return isFull(agents) ? FULL : { output: { task_name: childOf(name) } };
      },
    ),
    tool('followup_task', 'Gives an agent another task.', ['target', 'message'], ({ input }, agents) => {
      const { target = '' } = readDelegating(input);
      const agent = agents.find(({ name }) => name === target);
      if (agent === undefined) return { output: { error: `There is no agent ${target}` } };
      return !agent.isAtWork && isFull(agents) ? FULL : { output: { target } };
    }),
    tool('list_agents', 'Lists the agents.', [], (_, agents) => ({
      output: {
        agents: [{ agent_name: ROOT_AGENT, agent_status: 'running' }, ...agents.map(toListed)],
      },
    })),
    tool('wait_agent', 'Waits for what the agents report.', [], (_, agents) => {
      const atWork = agents.filter(({ isAtWork }) => isAtWork);
      if (atWork.length === 0) return { output: { error: 'No agent is at work' } };
      const delegated = atWork.map(
        ({ name, task }): Delegated => ({
          agent: name,
          task,
          report: (said) => toReport(said, { author: name, recipient: ROOT_AGENT }, services.sealer),
        }),
      );
      return { output: { message: 'Wait completed.', timed_out: false }, delegated };
    }),
  ];
}

/** How an agent is called by its task. */
const NAME = /^[a-z0-9_]{1,64}$/;

/** What has become of an action. */
interface Acted {
  readonly output: object;
  readonly delegated?: readonly Delegated[];
}

const FULL: Acted = { output: { error: 'All agents are at work: wait for them first' } };

function toListed({ name, task, isAtWork }: KnownAgent): object {
  return { agent_name: name, agent_status: isAtWork ? 'running' : 'completed', last_task_message: task };
}

function parametersOf(required: readonly string[]): JsonSchema {
  const properties = Object.fromEntries(required.map((name) => [name, { type: 'string' }]));
  return { type: 'object', properties, required };
}

function toRun(
  action: AgentAction,
  { random }: HostedCall,
  { output, delegated }: Acted,
  { ids }: AgentServices,
): HostedRun {
  const callId = ids.next('call_', 24);
  const text = JSON.stringify(output);
  return {
    works: [
      { work: { tool: 'agent-call', callId, action }, stages: [{ name: 'asked', after: 0 }] },
      {
        work: { tool: 'agent-result', callId, action, output: text },
        stages: [{ name: 'done', after: random.between(5, 25) }],
      },
    ],
    read: [{ kind: 'text', text }],
    ...(delegated && { delegated }),
  };
}
