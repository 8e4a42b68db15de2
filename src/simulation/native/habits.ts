import type { Brief } from '../../engine/ports/content.ts';
import type { NativeTool, Tool, ToolCall } from '../../engine/request.ts';
import type { Reading } from '../reading/reading.ts';
import { computerHabit } from './computer/computer-habit.ts';
import type { NativeHabit } from './native-habit.ts';
import { patchHabit } from './patch/patch-habit.ts';
import { shellHabit } from './shell/shell-habit.ts';

const HABITS: { readonly [Tool in NativeTool]?: NativeHabit } = {
  shell: shellHabit,
  'apply-patch': patchHabit,
  computer: computerHabit,
};

/** The calls of native tools that an answer makes; none if it needs no such tool. */
export function decideNative(brief: Brief, reading: Reading): Omit<ToolCall, 'id'>[] {
  const { tools, toolChoice } = brief.request;
  if (toolChoice.mode === 'none') return [];
  const isForced = toolChoice.mode === 'required' && tools.every(isNative);
  for (const tool of tools) {
    if (!isNative(tool)) continue;
    const { name } = tool;
    if (toolChoice.mode === 'named' ? toolChoice.name !== name : toolChoice.allowed?.includes(name) === false)
      continue;
    const input = HABITS[tool.native]?.next(brief, reading, isForced || toolChoice.mode === 'named');
    if (input !== undefined) return [{ kind: 'function', name, input, native: tool.native }];
  }
  return [];
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
