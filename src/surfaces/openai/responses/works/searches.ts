import type { FileSearchWork, WebSearchWork } from '../../../../engine/ports/work.ts';
import type { WorkForm } from './work-encoder.ts';

/** Searches of the web. Their sources are shown only if the request includes them. */
export const webSearchForm: WorkForm<WebSearchWork> = {
  type: 'web_search_call',
  begin: ({ action }) => ({ status: 'in_progress', action: toAction(action) }),
  encoder: ({ action }, { item, told }) => ({
    stage: ({ name }) => {
      if (name === 'searching') item.status = name;
      return [told(`response.web_search_call.${name}`)];
    },
    end: (isWhole) => {
      item.status = isWhole ? 'completed' : 'failed';
      if (isWhole && action.kind === 'search') {
        const sources = action.sources.map((url) => ({ type: 'url', url }));
        item.action = { ...toAction(action), sources };
      }
      return [];
    },
  }),
};

/** What is known of an action before it is done. */
function toAction(action: WebSearchWork['action']): object {
  switch (action.kind) {
    case 'search': {
      const { queries } = action;
      return { type: 'search', query: queries[0] ?? '', queries };
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
    stage: ({ name }) => {
      if (name === 'searching') item.status = name;
      return [told(`response.file_search_call.${name}`)];
    },
    end: (isWhole) => {
      item.status = isWhole ? 'completed' : 'incomplete';
      if (isWhole) {
        item.results = results.map(({ fileId: file_id, ...result }) => ({ file_id, ...result }));
      }
      return [];
    },
  }),
};
