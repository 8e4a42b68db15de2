import type { Brief } from '../../../engine/ports/content.ts';
import type { GenerationRequest, ProgramCall, Tool, ToolCall } from '../../../engine/request.ts';
import { isNamed } from '../../../engine/tool-group.ts';
import { codeOf } from './code.ts';
import { keptMembers } from './kept-members.ts';
import { labelsOf } from './labels.ts';

type Call = Omit<ToolCall, 'id'>;

/**
 * The brief as the model decides by it which calls it makes, whoever makes them. A program makes as many calls as are needed,
 * also where the model makes one at a time. A choice of programs is one of what they can call. Without programs, tools
 * that only they call are not there.
 */
export function forDeciding(brief: Brief): Brief {
  const { request } = brief;
  const program = programIn(request.tools);
  if (program === undefined) {
    const tools = request.tools.filter(({ callers }) => callers !== 'programs');
    return tools.length === request.tools.length ? brief : { ...brief, request: { ...request, tools } };
  }
  const callable = request.tools.filter(isCallable).map(({ name }) => name);
  if (callable.length === 0) return brief;
  const { toolChoice } = request;
  const isChosen = toolChoice.mode === 'named' && toolChoice.name === program.name;
  const allowed = 'allowed' in toolChoice ? toolChoice.allowed : undefined;
  const chosen = isChosen
    ? ({ mode: 'required', allowed: callable } as const)
    : toolChoice.mode !== 'none' && toolChoice.mode !== 'named' && allowed?.includes(program.name)
      ? { ...toolChoice, allowed: [...allowed, ...callable] }
      : toolChoice;
  return { ...brief, request: { ...request, toolChoice: chosen, parallelToolCalls: true } };
}

/**
 * The calls as they are made: by a program if their tools are only for programs or the request wants one, or if it saves
 * passes of the model; else by the model.
 *
 * @param request as it was given, see {@link forDeciding}
 */
export function enclosed(calls: readonly Call[], request: GenerationRequest): readonly Call[] {
  const program = programIn(request.tools);
  if (program === undefined) return calls;
  const within = calls.filter(({ name }) => mayEnclose(name, request, program));
  const isWanted = within.length > 1 || within.some(({ name }) => mustEnclose(name, request, program));
  if (!isWanted) return request.parallelToolCalls ? calls : calls.slice(0, 1);
  const made = toProgramCalls(within, request);
  const rounds = request.parallelToolCalls ? [made] : made.map((call) => [call]);
  return [
    { kind: 'function', name: program.name, native: 'program', input: codeOf(rounds), program: { rounds } },
  ];
}

/** Calls of hosted tools come first: what they find is known before the caller's results. */
function toProgramCalls(calls: readonly Call[], { tools }: GenerationRequest): ProgramCall[] {
  const toolOf = new Map(tools.map((tool) => [tool.name, tool]));
  const isHosted = ({ name }: Call): boolean => {
    const tool = toolOf.get(name);
    return tool?.kind === 'function' && tool.run !== undefined;
  };
  const ordered = [...calls.filter(isHosted), ...calls.filter((call) => !isHosted(call))];
  const labels = labelsOf(ordered);
  return ordered.map(({ kind, name, input, native }, index) => {
    const keeps = keptMembers(toolOf.get(name));
    return { kind, name, input, label: labels[index]!, ...(native && { native }), ...(keeps && { keeps }) };
  });
}

function mayEnclose(name: string, request: GenerationRequest, program: Tool): boolean {
  const tool = request.tools.find((each) => each.name === name);
  if (tool === undefined || !isCallable(tool)) return false;
  const { toolChoice } = request;
  if (tool.callers === 'programs') return true;
  if (toolChoice.mode === 'named') return toolChoice.name === program.name;
  return !('allowed' in toolChoice && toolChoice.allowed) || toolChoice.allowed.includes(program.name);
}

function mustEnclose(name: string, { tools, toolChoice }: GenerationRequest, program: Tool): boolean {
  if (tools.find((each) => each.name === name)?.callers === 'programs') return true;
  if (toolChoice.mode === 'named') return toolChoice.name === program.name;
  return 'allowed' in toolChoice && toolChoice.allowed !== undefined && !isNamed(name, toolChoice.allowed);
}

const isCallable = ({ callers }: Tool): boolean => callers === 'programs' || callers === 'both';

function programIn(tools: readonly Tool[]): Tool | undefined {
  return tools.find((tool) => tool.kind === 'function' && tool.native === 'program');
}
