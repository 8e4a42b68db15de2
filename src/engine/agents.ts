import type { ToolCall, Turn } from './request.ts';
import { textOfParts } from './request.ts';
import { inGroup, splitName } from './tool-group.ts';

/**
 * Several agents that answer one request: the root agent, which is asked, and those to which it delegates tasks. Each has a
 * path as its name.
 */

/** The agent that is asked. */
export const ROOT_AGENT = '/root';

/** The group of the tools that concern other agents. */
const GROUP = 'multi_agent';

/** The name of a tool that concerns other agents. */
export const agentTool = (action: string): string => inGroup(GROUP, action);

/** The action of a call of such a tool. */
export const actionOf = ({ name }: Pick<ToolCall, 'name'>): string => splitName(name).own;

/** An agent to which the root agent has delegated a task. */
export interface KnownAgent {
  readonly name: string;
  /** Its latest task. */
  readonly task: string;
  /** Whether the root agent has not waited for it since. */
  readonly isAtWork: boolean;
}

/** What the model writes to delegate a task. */
export interface DelegatingCall {
  /** Of a new agent. */
  readonly task_name?: string;
  /** An agent that there is. */
  readonly target?: string;
  readonly message?: string;
}

/** Latest turns whose calls are read. */
const MOST_TURNS = 400;

/**
 * The agents of a conversation, in the order in which they were started.
 *
 * @example
 * agentsIn(turns); // [{ name: '/root/reviewer', task: 'Review the parser.', isAtWork: true }]
 */
export function agentsIn(turns: readonly Turn[]): readonly KnownAgent[] {
  const agents = new Map<string, KnownAgent>();
  const open = new Map<string, ToolCall>();
  for (const { role, toolCalls = [], toolCallId, parts } of turns.slice(-MOST_TURNS)) {
    // An answer that was cut off has left its agents without anybody who waits.
    if (role === 'user') rest(agents);
    for (const call of toolCalls) if (call.native === 'agents') open.set(call.id, call);
    const call = toolCallId === undefined ? undefined : open.get(toolCallId);
    if (call === undefined || textOfParts(parts).startsWith(REFUSED)) continue;
    const action = actionOf(call);
    if (action === 'wait_agent') rest(agents);
    const { task_name: name, target, message: task = '' } = readDelegating(call.input);
    const started = action === 'spawn_agent' && name ? childOf(name) : undefined;
    const resumed = action === 'followup_task' ? target : undefined;
    const agent = started ?? resumed;
    if (agent !== undefined) agents.set(agent, { name: agent, task, isAtWork: true });
  }
  return [...agents.values()];
}

function rest(agents: Map<string, KnownAgent>): void {
  for (const agent of agents.values()) agents.set(agent.name, { ...agent, isAtWork: false });
}

/** How the result of an action begins that was refused. */
const REFUSED = '{"error"';

/** The name of an agent that the root agent starts. */
export const childOf = (name: string): string => `${ROOT_AGENT}/${name}`;

/** What was written to delegate a task; nothing if it is no JSON object. */
export function readDelegating(input: string): DelegatingCall {
  try {
    const value: unknown = JSON.parse(input);
    return typeof value === 'object' && value !== null ? (value as DelegatingCall) : {};
  } catch {
    return {};
  }
}
