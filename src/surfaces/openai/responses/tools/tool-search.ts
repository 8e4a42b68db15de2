import type { FunctionTool } from '../../../../engine/request.ts';
import type { CallForm } from './call-form.ts';
import { namesIn } from './declared-names.ts';
import type { DeferredTools } from './deferred-tools.ts';
import { objectIn } from './object-in.ts';
import type { Recall } from './recall.ts';
import type { ToolKind } from './tool-kind.ts';

/** What the model calls. */
const SEARCH = 'tool_search';

/** Bounds of what one search names. */
const MOST_PATHS = 64;

/**
 * The search for tools that are loaded later: by the server, among the deferred tools of the request, or by the caller, who
 * answers with any tools.
 */
export const toolSearchKind: ToolKind<'tool_search'> = {
  name: SEARCH,
  declare({ execution = 'server', description = '', parameters }, { deferred }) {
    const search: FunctionTool =
      execution === 'client'
        ? { ...PLAIN, description, parameters: (parameters ?? QUERY) as FunctionTool['parameters'] & object }
        : { ...PLAIN, run: ({ input }) => found(input, deferred) };
    return { tools: [search] };
  },
  callForm: ({ execution = 'server' }, name) =>
    execution === 'client' && name === SEARCH ? searchForm : undefined,
};

const PLAIN = {
  kind: 'function',
  native: 'tool-search',
  name: SEARCH,
  description: '',
  strict: false,
} as const;

/** What a caller is asked for who declares no parameters. */
const QUERY = {
  type: 'object',
  properties: { query: { type: 'string', description: 'What the tools have to do' } },
  required: ['query'],
};

/** A search that the caller makes. */
const searchForm: CallForm = {
  type: 'tool_search_call',
  begin: ({ id }) => ({ status: 'in_progress', call_id: id, execution: 'client', arguments: {} }),
  end: (input, { item }, isWhole) => {
    item.status = isWhole ? 'completed' : 'incomplete';
    item.arguments = objectIn(input);
    return [];
  },
};

/** The tools that a search of the server names, in `paths`. */
function found(input: string, deferred: DeferredTools) {
  const asked = objectIn(input);
  const { paths } = asked;
  const names = Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
  const { tools, shown } = deferred.take(names.slice(0, MOST_PATHS));
  const stages = [{ name: 'completed', after: 0 }];
  return {
    works: [
      { work: { tool: 'tool-search', arguments: asked } as const, stages },
      { work: { tool: 'loaded-tools', tools: shown } as const, stages },
    ],
    read: [{ kind: 'text', text: toldByLoading(tools.map(({ name }) => name)) } as const],
    loaded: tools,
  };
}

/** What the model reads of the result of a search for tools. */
function toldByLoading(names: readonly string[]): string {
  return names.length === 0 ? 'No tools were found.' : `Loaded tools: ${names.join(', ')}`;
}

export const recallToolSearch: Recall<'tool_search_call'> = (item, to) => {
  const id = item.call_id ?? item.id ?? to.newId('tsc');
  to.call({ id, kind: 'function', name: SEARCH, input: JSON.stringify(item.arguments) });
};

export const recallFound: Recall<'tool_search_output'> = (item, to) => {
  const id = item.call_id ?? to.latestCallOf(SEARCH);
  if (id) to.result(id, to.partsOf(toldByLoading(item.tools.flatMap(namesIn))));
};
