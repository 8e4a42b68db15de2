import type { Brief } from '../../engine/ports/content.ts';
import type { FunctionTool, Tool } from '../../engine/request.ts';
import { splitName } from '../../engine/tool-group.ts';
import { callsSince } from '../reading/calls.ts';
import type { Reading } from '../reading/reading.ts';
import { composeJson, factsOf, neededTools, wantsAction } from '../structured/index.ts';
import type { NativeHabit } from './native-habit.ts';

/** Groups and tools that one search names. */
const MOST_PATHS = 5;

/**
 * Searches once for a request that plausibly needs a tool which is not loaded: it names the groups of such tools, and
 * tools that are in none. If the caller makes the search, nothing is known of its tools: it is asked for whatever is to be
 * found or done that no known tool can.
 */
export const toolSearchHabit: NativeHabit = {
  next(brief, reading, { isForced }) {
    const { tools, deferred = [], turns } = brief.request;
    const search = tools.find((tool) => tool.kind === 'function' && tool.native === 'tool-search');
    if (search?.kind !== 'function') return undefined;
    if (callsSince(turns).some(({ name }) => name === search.name)) return undefined;
    const others = tools.filter((tool) => tool !== search);
    const needed = neededTools(turns, reading, [...others, ...deferred]);
    if (search.run === undefined) {
      const isWanted = isForced || (needed.length === 0 && wantsAction(turns));
      return isWanted ? queryFor(search, brief, reading) : undefined;
    }
    const paths = pathsOf(needed.filter((tool) => deferred.includes(tool)));
    if (paths.length > 0) return JSON.stringify({ paths });
    return isForced ? JSON.stringify({ paths: pathsOf(deferred).slice(0, 1) }) : undefined;
  },
};

/** The groups of tools, and tools without a group, each once. */
function pathsOf(tools: readonly Tool[]): readonly string[] {
  const paths = tools.map(({ name }) => splitName(name).group ?? name);
  return [...new Set(paths)].slice(0, MOST_PATHS);
}

function queryFor({ parameters = {}, name }: FunctionTool, brief: Brief, reading: Reading): string {
  const { effort, random } = brief;
  const facts = factsOf(reading);
  return composeJson(parameters, { facts, random: random.fork(name), name, isFunction: true, effort });
}
