import type { Tool as EngineTool, FilePart, Opening } from '../../../../engine/request.ts';
import type { Tool } from '../schema/tools.ts';
import { isCallable, namesIn } from './declared-names.ts';
import { DeferredTools } from './deferred-tools.ts';
import { toEngineTools } from './functions.ts';
import { kindOf } from './kinds.ts';
import type { Declared, ToolScope } from './tool-kind.ts';

/** All that the tools of a request mean to the engine. */
export interface DeclaredTools {
  readonly tools: readonly EngineTool[];
  readonly deferred: readonly EngineTool[];
  readonly openings: readonly Opening[];
  readonly closing: (() => void) | undefined;
  /** Files that hosted tools can read. */
  readonly files: readonly FilePart[];
}

/**
 * What the tools of a request mean to the engine, and those that its conversation has added: by items that declare tools,
 * and by results of searches. Of tools of the same name, the first one counts. Returns a
 * promise only if a tool has to look something up.
 */
export function declareTools(
  tools: readonly Tool[],
  given: Omit<ToolScope, 'deferred'>,
): DeclaredTools | Promise<DeclaredTools> {
  const scope: ToolScope = { ...given, deferred: new DeferredTools() };
  const items = [...scope.known, ...scope.items];
  const added = items.flatMap((item) => (item.type === 'additional_tools' ? item.tools : []));
  const found = items.flatMap((item) => (item.type === 'tool_search_output' ? item.tools : []));
  const declared = [...tools, ...added].map((tool, index) =>
    kindOf(tool.type).declare(tool, scope, `tools[${index}]`),
  );
  const isReady = (one: Declared | Promise<Declared>): one is Declared => !(one instanceof Promise);
  return declared.every(isReady)
    ? together(declared, found, scope)
    : Promise.all(declared).then((ready) => together(ready, found, scope));
}

function together(declared: readonly Declared[], found: readonly Tool[], scope: ToolScope): DeclaredTools {
  const loaded = scope.deferred.take([...found.flatMap(namesIn), ...scope.chosen]);
  const closings = declared.flatMap(({ closing }) => closing ?? []);
  return {
    tools: firstOfEach([
      ...declared.flatMap((one) => one.tools),
      ...loaded.tools,
      ...found.flatMap((tool) => (isCallable(tool) ? toEngineTools(tool) : [])),
    ]),
    deferred: scope.deferred.tools,
    files: declared.flatMap(({ files = [] }) => files),
    openings: declared.flatMap(({ openings = [] }) => openings),
    closing: closings.length === 0 ? undefined : () => closeAll(closings),
  };
}

function closeAll(closings: readonly (() => void)[]): void {
  for (const close of closings) close();
}

function firstOfEach(tools: readonly EngineTool[]): readonly EngineTool[] {
  const names = new Set<string>();
  return tools.filter(({ name }) => !names.has(name) && names.add(name));
}
