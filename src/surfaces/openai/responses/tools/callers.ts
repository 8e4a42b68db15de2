import type { Callers } from '../../../../engine/request.ts';
import { invalid } from '../../invalid.ts';
import type { Tool } from '../schema/tools.ts';

/** A tool that states who may call it. */
export interface Called {
  readonly allowed_callers?: readonly ('direct' | 'programmatic')[] | null;
}

/**
 * Who calls a tool, for the engine; empty if only the model does.
 *
 * @example
 * callersOf({ allowed_callers: ['programmatic'] }); // { callers: 'programs' }
 */
export function callersOf({ allowed_callers: allowed }: Called): { readonly callers?: Callers } {
  if (!allowed?.includes('programmatic')) return {};
  return { callers: allowed.includes('direct') ? 'both' : 'programs' };
}

/**
 * Checks that somebody can call a tool: without the model, only programs, which have to be there and can call it.
 *
 * @param at of the tool in the request: `tools[0]`
 * @throws Fault that names the member
 */
export function checkCallers(tool: Tool, at: string, tools: readonly Tool[]): void {
  if (!('allowed_callers' in tool) || callersOf(tool).callers !== 'programs') return;
  if (!tools.some(({ type }) => type === 'programmatic_tool_calling')) {
    throw refused(
      at,
      "only programs call this tool. Put the tool 'programmatic_tool_calling' into 'tools', or add 'direct'.",
    );
  }
  const { environment } = tool as { readonly environment?: { readonly type: string } };
  const isLocal = tool.type === 'shell' && (environment === undefined || environment.type === 'local');
  if (tool.type === 'apply_patch' || isLocal) {
    throw refused(
      at,
      "simulated programs call functions, custom tools and hosted tools, but not this one. Add 'direct'.",
    );
  }
  if (tool.type === 'mcp' && tool.require_approval !== 'never') {
    throw invalid(
      `${at}.require_approval`,
      `Invalid '${at}.require_approval': programs cannot wait for approvals. Use 'never', or add 'direct' to 'allowed_callers'.`,
      'unsupported_value',
    );
  }
}

function refused(at: string, reason: string) {
  const param = `${at}.allowed_callers`;
  return invalid(param, `Invalid '${param}': ${reason}`, 'unsupported_value');
}
