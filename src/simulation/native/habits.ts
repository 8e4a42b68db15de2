import type { Brief, PlainAnswer } from '../../engine/ports/content.ts';
import type { NativeTool, Tool, ToolCall } from '../../engine/request.ts';
import { isNamed } from '../../engine/tool-group.ts';
import type { Reading } from '../reading/reading.ts';
import { agentsHabit } from './agents/agents-habit.ts';
import { codeHabit } from './code/habit.ts';
import { computerHabit } from './computer/computer-habit.ts';
import { imageHabit } from './image-generation.ts';
import type { NativeHabit } from './native-habit.ts';
import { patchHabit } from './patch/patch-habit.ts';
import { programHabit } from './program/program-habit.ts';
import { searchHabit } from './search.ts';
import { shellHabit } from './shell/shell-habit.ts';
import { toolSearchHabit } from './tool-search.ts';

const HABITS: { readonly [Tool in NativeTool]: NativeHabit } = {
  agents: agentsHabit,
  'web-search': searchHabit,
  'file-search': searchHabit,
  'code-interpreter': codeHabit,
  'image-generation': imageHabit,
  'tool-search': toolSearchHabit,
  shell: shellHabit,
  'apply-patch': patchHabit,
  computer: computerHabit,
  program: programHabit,
};

/** A call of a native tool. */
export interface NativeDecision {
  readonly call: Omit<ToolCall, 'id'>;
  /** Whether calls of other tools are made instead, if there are any to make. */
  readonly yields: boolean;
}

/** The call of a native tool that an answer makes; undefined if it needs no such tool. */
export function decideNative(brief: Brief, reading: Reading): NativeDecision | undefined {
  const { tools, toolChoice } = brief.request;
  if (toolChoice.mode === 'none') return undefined;
  const candidates = tools.filter(({ name }) =>
    toolChoice.mode === 'named'
      ? toolChoice.name === name
      : !toolChoice.allowed || isNamed(name, toolChoice.allowed),
  );
  const isForced =
    toolChoice.mode === 'named' || (toolChoice.mode === 'required' && candidates.every(isNative));
  const isSettled = candidates.some((tool) => isNative(tool) && HABITS[tool.native].settles?.(brief));
  let last: NativeDecision | undefined;
  for (const tool of candidates) {
    if (!isNative(tool) || (isSettled && !HABITS[tool.native].settles)) continue;
    const { name } = tool;
    const habit = HABITS[tool.native];
    const input = habit.next(brief, reading, { name, isForced });
    if (input === undefined) continue;
    const call = { kind: 'function', name, input, native: tool.native } as const;
    if (isForced || !habit.yields) return { call, yields: false };
    last ??= { call, yields: true };
  }
  return last;
}

/** What an answer says of the results of native tools in words of their own; undefined if there are none. */
export function answerNative(brief: Brief, reading: Reading): PlainAnswer | undefined {
  if (brief.request.format.kind !== 'text' || brief.request.turns.at(-1)?.role !== 'tool') return undefined;
  for (const habit of Object.values(HABITS)) {
    const answer = habit.answer?.(brief, reading);
    if (answer) return answer;
  }
  return undefined;
}

type Native = Extract<Tool, { readonly kind: 'function' }> & { readonly native: NativeTool };

function isNative(tool: Tool): tool is Native {
  return tool.kind === 'function' && tool.native !== undefined;
}

/** The brief without native tools, for the rules of all others. */
export function withoutNative(brief: Brief): Brief {
  const { request } = brief;
  if (!request.tools.some(isNative)) return brief;
  const tools = request.tools.filter((tool) => !isNative(tool));
  return { ...brief, request: { ...request, tools } };
}
