import { actionOf, agentsIn, agentTool, childOf } from '../../../engine/agents.ts';
import type { Brief, PlainAnswer } from '../../../engine/ports/content.ts';
import { type GenerationRequest, type Part, type Turn, textOf } from '../../../engine/request.ts';
import { sentencesOf } from '../../prose/grammar.ts';
import { lastRequestIndex } from '../../reading/reading.ts';
import type { NativeHabit } from '../native-habit.ts';
import { type Workstream, workstreamsIn } from './workstreams.ts';

/**
 * Delegates the parts of a request that can be worked on alone, as many at a time as there may be, waits for the agents and
 * says what they have found. An agent that the conversation has already is given the next task by its name.
 */
export const agentsHabit: NativeHabit = {
  next(brief, reading, { name }) {
    const action = nextAction(brief, reading.text);
    return action && agentTool(action.name) === name ? JSON.stringify(action.input) : undefined;
  },

  settles: ({ request }) => reportsIn(request.turns).length > 0,

  answer({ request, budget }) {
    const { turns } = request;
    const reports = reportsIn(turns);
    const isLatest = waitsIn(turns).has(turns.at(-1)?.toolCallId ?? '');
    if (reports.length === 0 || !isLatest) return undefined;
    return inShort(reports, budget.maximum);
  },
};

interface Action {
  readonly name: string;
  readonly input: object;
}

function nextAction({ request }: Brief, text: string): Action | undefined {
  const { turns } = request;
  const agents = agentsIn(turns);
  if (LISTING.test(text))
    return isMade(turns, 'list_agents') ? undefined : { name: 'list_agents', input: {} };
  const open = tasksOf(request, text);
  const atWork = agents.filter(({ isAtWork }) => isAtWork).length;
  if (atWork > 0 && (open.length === 0 || atWork >= mostAtWork(request)))
    return { name: 'wait_agent', input: {} };
  const [task] = open;
  if (task === undefined) return undefined;
  const isKnown = agents.some(({ name }) => name === childOf(task.name));
  return isKnown
    ? { name: 'followup_task', input: { target: childOf(task.name), message: task.task } }
    : { name: 'spawn_agent', input: { task_name: task.name, message: task.task } };
}

const LISTING = /\b(?:list|which|what)\b[^.?!\n]{0,20}\bagents\b[^.?!\n]{0,20}(?:there|have|running|$|\?)/i;

/** What is to be delegated and has not been since it was asked for. */
function tasksOf({ turns }: GenerationRequest, text: string): readonly Workstream[] {
  const given = new Set(
    since(turns).flatMap(({ toolCalls = [] }) => toolCalls.map(({ input }) => messageIn(input))),
  );
  const before = agentsIn(turns.slice(0, lastRequestIndex(turns)));
  const addressed = before.filter(({ name }) => isAddressed(name, text));
  const rules = textOf(turns.filter(({ role }) => role === 'system')).slice(0, LONGEST_RULES);
  const wanted =
    addressed.length > 0
      ? addressed.map(({ name }) => ({
          name: name.slice(childOf('').length),
          task: text.slice(0, LONGEST_TASK),
        }))
      : workstreamsIn(text, rules);
  return wanted.filter(({ name, task }) => !given.has(`${name} ${task}`));
}

const LONGEST_RULES = 4_000;
const LONGEST_TASK = 1_500;

/** "Ask the reviewer whether that is safe." */
function isAddressed(agent: string, text: string): boolean {
  const name = agent.slice(childOf('').length).replaceAll('_', '[_ ]');
  return new RegExp(`\\b(?:ask|tell|let|have)\\b[^.?!\\n]{0,20}\\b${name}\\b`, 'i').test(
    text.slice(0, LONGEST_RULES),
  );
}

/** How many agents may work at a time, as the tool says. */
function mostAtWork({ tools }: GenerationRequest): number {
  const spawn = tools.find(({ name }) => name === agentTool('spawn_agent'));
  return Number(/At most (\d+)/.exec(spawn?.description ?? '')?.[1] ?? 1);
}

const since = (turns: readonly Turn[]): readonly Turn[] => turns.slice(lastRequestIndex(turns) + 1);

function isMade(turns: readonly Turn[], action: string): boolean {
  return since(turns).some(({ toolCalls = [] }) =>
    toolCalls.some((call) => call.native === 'agents' && actionOf(call) === action),
  );
}

function messageIn(input: string): string {
  try {
    const { task_name: name, target, message } = JSON.parse(input) as Record<string, string | undefined>;
    return `${name ?? target?.slice(childOf('').length)} ${message}`;
  } catch {
    return '';
  }
}

interface ToldReport {
  readonly agent: string;
  readonly text: string;
}

/** What agents have reported since the request. */
function reportsIn(turns: readonly Turn[]): readonly ToldReport[] {
  const waits = waitsIn(turns);
  return since(turns).flatMap(({ toolCallId = '', parts }) =>
    waits.has(toolCallId) ? parts.flatMap(toReport) : [],
  );
}

function toReport(part: Part): ToldReport | [] {
  const [, agent, text] = (part.kind === 'text' && /^\n\n(\/\S+): (.*)$/s.exec(part.text)) || [];
  return agent !== undefined && text !== undefined ? { agent, text } : [];
}

/** The ids of calls that have waited since the request. */
function waitsIn(turns: readonly Turn[]): ReadonlySet<string> {
  const calls = since(turns).flatMap(({ toolCalls = [] }) => toolCalls);
  const waits = calls.filter((call) => call.native === 'agents' && actionOf(call) === 'wait_agent');
  return new Set(waits.map(({ id }) => id));
}

/** Sentences of each report that an answer repeats. */
const MOST_SENTENCES = 3;

function inShort(reports: readonly ToldReport[], most: number): PlainAnswer {
  const lines = reports.map(({ agent, text }) => {
    const name = agent.slice(agent.lastIndexOf('/') + 1).replaceAll('_', ' ');
    const said = sentencesOf(text.replace(/\s+/g, ' '), MOST_SENTENCES).join(' ') || text.slice(0, 300);
    return `- **${name.charAt(0).toUpperCase()}${name.slice(1)}**: ${said}`;
  });
  const opening =
    reports.length === 1 ? 'This is what the agent has found:' : 'This is what the agents have found:';
  return { text: [opening, '', ...lines].join('\n').slice(0, most * CHARACTERS_PER_TOKEN) };
}

/** More than a token of ordinary text has. */
const CHARACTERS_PER_TOKEN = 16;
