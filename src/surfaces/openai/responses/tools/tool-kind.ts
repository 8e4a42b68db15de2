import type { ModelCard } from '../../../../engine/models/card.ts';
import type { Sandboxes } from '../../../../engine/ports/sandbox.ts';
import type { Tool as EngineTool, Opening, Turn } from '../../../../engine/request.ts';
import type { Clock } from '../../../../runtime/clock.ts';
import type { Ids } from '../../../../runtime/ids.ts';
import type { Lazy } from '../../../../runtime/lazy.ts';
import type { FileServices } from '../../media/stored-files.ts';
import type { CallForm } from '../call-forms.ts';
import type { ResponseCall } from '../response-call.ts';
import type { InputItem } from '../schema/items.ts';
import type { RepliedTool, Tool } from '../schema/tools.ts';

/**
 * A type of tools: what the model can call, who runs it and how its calls are shown.
 *
 * @example
 * const localShell: ToolKind<'local_shell'> = {
 *   name: 'local_shell',
 *   declare: () => ({ tools: [{ kind: 'function', native: 'shell', name: 'local_shell', description: '', strict: false }] }),
 *   callForm: () => localShellForm,
 * };
 */
export interface ToolKind<Type extends Tool['type']> {
  /** What the model calls, if that is one function whatever the tool states: `tool_choice` can name its type. */
  readonly name?: string;
  /**
   * Checks what a schema does not express.
   *
   * @param at of the tool in the request: `tools[0]`
   * @throws Fault that names the member and says what to do
   */
  check?(tool: ToolOf<Type>, at: string, model: ModelCard): void;
  /** @param at of the tool in the request */
  declare(tool: ToolOf<Type>, scope: ToolScope, at: string): Declared;
  /** How a call of this name is shown; undefined if the name is not this tool's, or if it is a plain call. */
  callForm?(tool: ToolOf<Type> | RepliedOf<Type>, name: string): CallForm | undefined;
}

export type ToolOf<Type> = Extract<Tool, { readonly type: Type }>;
export type RepliedOf<Type> = Extract<RepliedTool, { readonly type: Type }>;

/** What a tool means to the engine. */
export interface Declared {
  readonly tools: readonly EngineTool[];
  /** What happens before the model is asked. */
  readonly openings?: readonly Opening[];
}

/** What the tools of one request can use. */
export interface ToolScope {
  readonly call: ResponseCall;
  readonly model: ModelCard;
  /** The input of the request. */
  readonly items: readonly InputItem[];
  /** The whole conversation. */
  readonly turns: readonly Turn[];
  readonly services: ToolServices;
}

export interface ToolServices extends FileServices {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly sandboxes: Lazy<Sandboxes>;
}
