import type { Tool as EngineTool } from '../../../../engine/request.ts';
import { isNamed, splitName } from '../../../../engine/tool-group.ts';

/** Shows some tools of a declaration, given by their names in the engine, as the caller declared them. */
export type ShowTools = (names: readonly string[]) => object;

/** What a search has found. */
export interface FoundTools {
  readonly tools: readonly EngineTool[];
  readonly shown: readonly object[];
}

/**
 * The tools of one request that the model has to search for, with the declarations that they come from.
 *
 * @example
 * const deferred = new DeferredTools();
 * deferred.add([listOrders], () => ({ type: 'function', name: 'list_orders' }));
 * deferred.take(['list_orders']); // { tools: [listOrders], shown: [{ type: 'function', name: 'list_orders' }] }
 */
export class DeferredTools {
  readonly #tools = new Map<string, { readonly tool: EngineTool; readonly show: ShowTools }>();

  get tools(): readonly EngineTool[] {
    return [...this.#tools.values()].map(({ tool }) => tool);
  }

  add(tools: readonly EngineTool[], show: ShowTools): void {
    for (const tool of tools) this.#tools.set(tool.name, { tool, show });
  }

  /** Takes the tools that some paths name: each is the name of a tool, with or without its group, or of a group. */
  take(paths: readonly string[]): FoundTools {
    const tools: EngineTool[] = [];
    const names = new Map<ShowTools, string[]>();
    for (const [name, { tool, show }] of this.#tools) {
      if (!isNamed(name, paths) && !paths.includes(splitName(name).own)) continue;
      this.#tools.delete(name);
      tools.push(tool);
      names.set(show, [...(names.get(show) ?? []), name]);
    }
    return { tools, shown: [...names].map(([show, taken]) => show(taken)) };
  }
}
