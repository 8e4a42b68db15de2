import type { FunctionTool, RunHosted } from '../../../../engine/request.ts';
import type { FileHit } from '../../files/file-index.ts';
import { invalid } from '../../invalid.ts';
import { malformedId } from '../../object-id.ts';
import type { FileSearchTool } from '../schema/tools.ts';
import type { Recall } from './recall.ts';
import { NOT_SHOWN, queriesIn, SEARCH_PARAMETERS, searchStages } from './searching.ts';
import type { ToolKind, ToolScope } from './tool-kind.ts';

/** The name that the model calls. */
const FILE_SEARCH = 'file_search';

/** Searches of uploaded files. */
export const fileSearchKind: ToolKind<'file_search'> = {
  name: FILE_SEARCH,
  check: (tool, at) => {
    checkStores(tool, at);
    checkWeights(tool, at);
  },
  declare: (tool, scope) => {
    const declared: FunctionTool = {
      kind: 'function',
      native: 'file-search',
      name: FILE_SEARCH,
      description: 'Searches uploaded files.',
      parameters: SEARCH_PARAMETERS,
      strict: false,
      run: runOf(tool, scope),
    };
    return { tools: [declared] };
  },
};

const USUAL_RESULTS = 20;

/** With a lower score a passage says nothing about the query; the best one is cited nevertheless. */
const LEAST_CITED = 0.05;

function runOf(tool: FileSearchTool, { call, services }: ToolScope): RunHosted {
  const { vector_store_ids: vectorStoreIds, max_num_results: limit = USUAL_RESULTS, filters: filter } = tool;
  const { score_threshold: threshold = 0, hybrid_search: hybrid } = tool.ranking_options ?? {};
  const weights = hybrid && { embedding: hybrid.embedding_weight, text: hybrid.text_weight };
  const { project } = call.principal;
  return async ({ input, random, abort }) => {
    const queries = queriesIn(input);
    const query = { project, vectorStoreIds, queries, limit, threshold, filter, weights };
    const results = await services.fileIndex.search(query, abort);
    return {
      works: [
        {
          work: { tool: 'file-search', queries, results },
          stages: searchStages(random.between(300, 1200)),
        },
      ],
      read: [{ kind: 'text', text: tellPassages(results) }],
      sources: results.filter(isCited).map(({ fileId, filename, text }) => ({
        source: { fileId, filename },
        passage: text,
      })),
    };
  };
}

interface ToldPassage {
  readonly filename?: string | undefined;
  readonly text?: string | undefined;
}

/** Passages of files as the model reads them: when they are found, and when they come back in a conversation. */
function tellPassages(passages: readonly ToldPassage[]): string {
  if (passages.length === 0) return 'No passage was found in the files.';
  return passages.map(({ filename = 'A file', text = '' }) => `### ${filename}\n\n${text}`).join('\n\n');
}

function isCited({ score }: FileHit, index: number): boolean {
  return index === 0 || score >= LEAST_CITED;
}

function checkStores({ vector_store_ids: ids }: FileSearchTool, at: string): void {
  const path = `${at}.vector_store_ids`;
  if (ids.length === 0) {
    throw invalid(
      path,
      `Invalid '${path}': empty array. Give the id of at least one vector store, such as 'vs_1'.`,
      'empty_array',
    );
  }
  for (const [index, id] of ids.entries()) {
    const fault = malformedId(`${path}[${index}]`, id, 'vs_');
    if (fault) throw fault;
  }
}

function checkWeights({ ranking_options: options }: FileSearchTool, at: string): void {
  const hybrid = options?.hybrid_search;
  if (hybrid === undefined) return;
  const { embedding_weight: embedding, text_weight: text } = hybrid;
  if (embedding >= 0 && text >= 0 && embedding + text > 0 && Number.isFinite(embedding + text)) return;
  const path = `${at}.ranking_options.hybrid_search`;
  throw invalid(
    path,
    `Invalid '${path}': 'embedding_weight' and 'text_weight' must not be negative, and one of them must be greater than 0.`,
    'invalid_value',
  );
}

/** A search as it was when it was made. One that was cut off found nothing. */
export const recallFileSearch: Recall<'file_search_call'> = (item, to) => {
  const { id = to.newId('search'), status = 'completed', queries, results } = item;
  if (status !== 'completed') return;
  to.call({ id, kind: 'function', name: FILE_SEARCH, input: JSON.stringify({ queries }) });
  to.result(id, [{ kind: 'text', text: results ? tellPassages(results) : NOT_SHOWN }]);
};
