import type { FileSearchWork, WebSearchWork } from '../../../../engine/ports/work.ts';
import type { WorkForm } from './work-encoder.ts';

/** Searches of the web. Their sources are shown only if the request includes them. */
export const webSearchForm: WorkForm<WebSearchWork> = {
  type: 'web_search_call',
  begin: ({ action }) => ({ status: 'in_progress', action: toAction(action) }),
  encoder: (_, { item, told }) => ({
    stage: ({ name }) => [told(`response.web_search_call.${name}`)],
    end: (isWhole) => {
      item.status = isWhole ? 'completed' : 'incomplete';
      return [];
    },
  }),
};

function toAction(action: WebSearchWork['action']): object {
  switch (action.kind) {
    case 'search': {
      const { queries, sources } = action;
      return {
        type: 'search',
        query: queries[0] ?? '',
        queries,
        sources: sources.map((url) => ({ type: 'url', url })),
      };
    }
    case 'open-page':
      return { type: 'open_page', url: action.url };
    case 'find-in-page':
      return { type: 'find_in_page', url: action.url, pattern: action.pattern };
  }
}

/** Searches of files. Their results are shown only if the request includes them. */
export const fileSearchForm: WorkForm<FileSearchWork> = {
  type: 'file_search_call',
  begin: ({ queries }) => ({ status: 'in_progress', queries, results: null }),
  encoder: ({ results }, { item, told }) => ({
    stage: ({ name }) => [told(`response.file_search_call.${name}`)],
    end: (isWhole) => {
      item.status = isWhole ? 'completed' : 'incomplete';
      if (isWhole) {
        item.results = results.map(({ fileId: file_id, ...result }) => ({ file_id, ...result }));
      }
      return [];
    },
  }),
};
