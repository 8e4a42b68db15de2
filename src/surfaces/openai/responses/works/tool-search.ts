import type { LoadedToolsWork, ToolSearchWork } from '../../../../engine/ports/work.ts';
import type { WorkForm } from './work-encoder.ts';

/** Searches for tools have no events of their own: their items are added and done. */
const completed: WorkForm<never>['encoder'] = (_, { item }) => ({
  end: (isWhole) => {
    item.status = isWhole ? 'completed' : 'incomplete';
    return [];
  },
});

/** A search for tools. */
export const toolSearchForm: WorkForm<ToolSearchWork> = {
  type: 'tool_search_call',
  begin: (work) => ({
    status: 'in_progress',
    call_id: null,
    execution: 'server',
    arguments: work.arguments,
  }),
  encoder: completed,
};

/** The tools that a search has found. */
export const loadedToolsForm: WorkForm<LoadedToolsWork> = {
  type: 'tool_search_output',
  begin: ({ tools }) => ({ status: 'in_progress', call_id: null, execution: 'server', tools }),
  encoder: completed,
};
