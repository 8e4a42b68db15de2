import type { FoundPage, Place } from '../../../../engine/ports/web.ts';
import type { FunctionTool, RunHosted } from '../../../../engine/request.ts';
import { invalid } from '../../invalid.ts';
import type { WebSearchPreviewTool, WebSearchTool } from '../schema/tools.ts';
import type { ItemOf, Recall } from './recall.ts';
import { NOT_SHOWN, queriesIn, SEARCH_PARAMETERS, searchStages } from './searching.ts';
import type { ToolKind, ToolScope } from './tool-kind.ts';

type AnyWebSearchTool = WebSearchTool | WebSearchPreviewTool;

/** The name that the model calls. */
const WEB_SEARCH = 'web_search';

/** Searches of the simulated web. */
export const webSearchKind: ToolKind<AnyWebSearchTool['type']> = {
  name: WEB_SEARCH,
  check: (tool: AnyWebSearchTool, at) => {
    checkDomains(tool, at);
    checkCountry(tool, at);
    if ('search_content_types' in tool && tool.search_content_types?.includes('text') === false) {
      throw invalid(
        `${at}.search_content_types`,
        `Invalid '${at}.search_content_types': only text is found here. Add 'text', or leave it out.`,
        'invalid_value',
      );
    }
  },
  declare: (tool: AnyWebSearchTool, scope) => {
    const declared: FunctionTool = {
      kind: 'function',
      native: 'web-search',
      name: WEB_SEARCH,
      description: 'Searches the web.',
      parameters: SEARCH_PARAMETERS,
      strict: false,
      run: runOf(tool, scope),
    };
    return { tools: [declared] };
  },
};

/** How much of the web the model reads: pages, and sentences of each. */
const SIZES = {
  low: { pages: 2, sentences: 2 },
  medium: { pages: 4, sentences: 3 },
  high: { pages: 8, sentences: 8 },
} as const;

function runOf(tool: AnyWebSearchTool, { services }: ToolScope): RunHosted {
  const asked = 'filters' in tool ? tool.filters : undefined;
  const isLive = !('external_web_access' in tool && tool.external_web_access === false);
  return async ({ input, random, abort }) => {
    const queries = queriesIn(input);
    const request = {
      queries,
      domains: asked?.allowed_domains ?? [],
      place: placeOf(tool),
      ...SIZES[tool.search_context_size ?? 'medium'],
      isLive,
    };
    const web = await services.web();
    const found: readonly FoundPage[] = await web.search(request, abort);
    const sources = found.map(({ source: { url } }) => url);
    return {
      works: [
        {
          work: { tool: 'web-search', action: { kind: 'search', queries, sources } },
          stages: searchStages(random.between(400, 1500)),
        },
      ],
      read: [
        {
          kind: 'text',
          text: tellPages(found.map(({ source: { url }, passage }) => ({ url, passage }))),
        },
      ],
      sources: found,
    };
  };
}

interface ToldPage {
  readonly url: string;
  /** Undefined if only its address is known. */
  readonly passage?: string | undefined;
}

/** Pages with what they say, as the model reads them: when they are found, and when they come back in a conversation. */
function tellPages(pages: readonly ToldPage[]): string {
  if (pages.length === 0) return 'No page was found.';
  return pages.map(({ url, passage = '' }) => `### ${url}\n\n${passage}`).join('\n\n');
}

function placeOf({ user_location: location }: AnyWebSearchTool): Place | undefined {
  if (location === undefined) return undefined;
  const { city, region, country, timezone } = location;
  return { city, region, country, timezone };
}

const MOST_DOMAINS = 100;
const DOMAIN = /^(?=.{1,253}$)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*$/u;

function checkDomains(tool: AnyWebSearchTool, at: string): void {
  const domains = ('filters' in tool && tool.filters?.allowed_domains) || [];
  const path = `${at}.filters.allowed_domains`;
  if (domains.length > MOST_DOMAINS) {
    throw invalid(
      path,
      `Invalid '${path}': at most ${MOST_DOMAINS} domains can be given, but there are ${domains.length}.`,
      'invalid_value',
    );
  }
  const index = domains.findIndex((domain) => !DOMAIN.test(domain));
  if (index === -1) return;
  throw invalid(
    `${path}[${index}]`,
    `Invalid '${path}[${index}]': this is no domain. Write it without 'https://' and without a path, such as 'example.com'.`,
    'invalid_value',
  );
}

function checkCountry({ user_location: location }: AnyWebSearchTool, at: string): void {
  const country = location?.country;
  if (country === undefined || /^[a-z]{2}$/i.test(country)) return;
  throw invalid(
    `${at}.user_location.country`,
    `Invalid '${at}.user_location.country': expected the two letters of a country, such as 'NO'.`,
    'invalid_value',
  );
}

/** A search as it was when it was made. One that was cut off found nothing. */
export const recallWebSearch: Recall<'web_search_call'> = (item, to) => {
  const { id = to.newId('search'), status = 'completed', action } = item;
  if (status !== 'completed') return;
  const input = JSON.stringify({ queries: queriesOf(action) });
  to.call({ id, kind: 'function', name: WEB_SEARCH, input });
  const urls = action.type === 'search' ? action.sources?.map(({ url }) => url) : action.url && [action.url];
  const text = urls ? tellPages(urls.map((url) => ({ url, passage: to.pageAt(url) }))) : NOT_SHOWN;
  to.result(id, [{ kind: 'text', text }]);
};

function queriesOf(action: ItemOf<'web_search_call'>['action']): readonly string[] {
  if (action.type === 'search') return action.queries ?? [action.query ?? ''];
  return [action.type === 'find_in_page' ? action.pattern : (action.url ?? '')];
}
