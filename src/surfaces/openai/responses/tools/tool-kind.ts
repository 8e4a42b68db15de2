import type { ModelRegistry } from '../../../../engine/models/registry.ts';
import type { CodeRunner } from '../../../../engine/ports/code-runner.ts';
import type { Sandboxes } from '../../../../engine/ports/sandbox.ts';
import type { ToolServers } from '../../../../engine/ports/tool-server.ts';
import type { Web } from '../../../../engine/ports/web.ts';
import type { Tool as EngineTool, FilePart, Opening, Turn } from '../../../../engine/request.ts';
import { Fault, type FaultDetail } from '../../../../kernel/fault.ts';
import type { ImageRenderer } from '../../../../media/image/renderer.ts';
import type { Clock } from '../../../../runtime/clock.ts';
import type { Ids } from '../../../../runtime/ids.ts';
import type { Lazy } from '../../../../runtime/lazy.ts';
import type { FileIndex } from '../../files/file-index.ts';
import type { createImageAccess } from '../../images/image-access.ts';
import type { MakeServices } from '../../images/make-picture.ts';
import type { FileServices } from '../../media/stored-files.ts';
import type { ResponseCall } from '../response-call.ts';
import type { InputItem } from '../schema/items.ts';
import type { RepliedTool, Tool } from '../schema/tools.ts';
import type { Sealer } from '../seal.ts';
import type { CallForm } from './call-form.ts';
import type { DeferredTools } from './deferred-tools.ts';

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
  check?(tool: ToolOf<Type>, at: string): void;
  /** The stored files that its calls read: they are in `files` of the scope. */
  fileIds?(tool: ToolOf<Type>): NamedFiles;
  /**
   * Returns a promise only if it has to look something up.
   *
   * @param at of the tool in the request: `tools[0]`
   * @throws Fault for what is not there
   */
  declare(tool: ToolOf<Type>, scope: ToolScope, at: string): Declared | Promise<Declared>;
  /** How a call of this name is shown; undefined if the name is not this tool's, or if it is a plain call. */
  callForm?(tool: ToolOf<Type> | RepliedOf<Type>, name: string): CallForm | undefined;
}

export type ToolOf<Type> = OfType<Tool, Type>;
export type RepliedOf<Type> = OfType<RepliedTool, Type>;

/** One schema may have several types. */
type OfType<T, Type> = T extends { readonly type: infer Own } ? (Type extends Own ? T : never) : never;

/** Ids of files, and the member of a tool that names them: `container.file_ids`. */
export interface NamedFiles {
  readonly member: string;
  readonly ids: readonly string[];
}

/** What a tool means to the engine. Tools that are loaded later are not returned, but added to those of the scope. */
export interface Declared {
  readonly tools: readonly EngineTool[];
  /** Files that the model works on with it. */
  readonly files?: readonly FilePart[];
  /** What happens before the model is asked. */
  readonly openings?: readonly Opening[];
  /** What happens when the answer has been composed. */
  readonly closing?: () => void;
}

/** What the tools of one request can use. */
export interface ToolScope {
  readonly call: ResponseCall;
  /** The input of the request. */
  readonly items: readonly InputItem[];
  /** Items of the conversation before the input, as far as they are about tools. */
  readonly known: readonly InputItem[];
  /** Tools and groups that `tool_choice` names. */
  readonly chosen: readonly string[];
  /** The tools that the model has to search for. */
  readonly deferred: DeferredTools;
  /** The whole conversation. */
  readonly turns: readonly Turn[];
  /** The stored files that the tools name, by id. */
  readonly files: ReadonlyMap<string, FilePart>;
  readonly services: ToolServices;
  /** Seals what a conversation has to bring back unchanged. */
  readonly sealer: Sealer;
}

export interface ToolServices extends MakeServices, FileServices {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly web: Lazy<Web>;
  readonly fileIndex: FileIndex;
  readonly toolServers: ToolServers;
  readonly sandboxes: Lazy<Sandboxes>;
  readonly codeRunner: CodeRunner;
  readonly renderer: ImageRenderer;
  readonly models: ModelRegistry;
  /** What images are read with that a request refers to. */
  readonly imageAccess: ReturnType<typeof createImageAccess>;
}

/**
 * What `make` returns. A fault that it throws names the member of the tool with its whole path.
 *
 * @example
 * atTool('tools[0]', () => resolveSize(tool.size, rules)); // a fault of `size` becomes one of `tools[0].size`
 */
export function atTool<T>(at: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Fault) || !('param' in error.detail)) throw error;
    throw new Fault({ ...error.detail, param: `${at}.${error.detail.param}` } as FaultDetail);
  }
}
