import type {
  CompactionWork,
  LoadedToolsWork,
  ProgramOutputWork,
  ProgramWork,
  ToolSearchWork,
} from '../../../../engine/ports/work.ts';
import type { WorkForm } from './work-encoder.ts';

/** Works without events of their own: their items are added and done. */

const completed: WorkForm<never>['encoder'] = (_, { item }) => ({
  end: (isWhole) => {
    if (item.status !== undefined) item.status = isWhole ? 'completed' : 'incomplete';
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

/** A program that calls tools. */
export const programForm: WorkForm<ProgramWork> = {
  type: 'program',
  begin: ({ callId, code, fingerprint }) => ({ call_id: callId, code, fingerprint }),
  encoder: completed,
};

/** What a program has resulted in. */
export const programOutputForm: WorkForm<ProgramOutputWork> = {
  type: 'program_output',
  begin: ({ callId, result }) => ({ call_id: callId, result, status: 'completed' }),
  encoder: completed,
};

/** The history so far, compacted. */
export const compactionForm: WorkForm<CompactionWork> = {
  type: 'compaction',
  begin: ({ encrypted }) => ({ encrypted_content: encrypted }),
  encoder: (_, { told }) => ({
    stage: ({ name }) => [told(`response.compaction.${name}`)],
    end: () => [],
  }),
};
