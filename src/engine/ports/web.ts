import type { Abort } from '../../runtime/abort.ts';
import type { PageSource } from '../source.ts';

/**
 * Pages that can be searched.
 *
 * @example
 * const [page] = await web.search({ queries: ['heat pumps'], domains: [], pages: 4, sentences: 3, isLive: true });
 * page?.source.url; // 'https://home.example.com/heat-pumps'
 */
export interface Web {
  /** The pages that fit best, and of each the passage that does. */
  search(request: WebQuery, abort?: Abort): Promise<readonly FoundPage[]>;
  /** The whole text of a page; undefined if there is no such page. */
  read(url: string): string | undefined;
}

export interface WebQuery {
  readonly queries: readonly string[];
  /** Only pages of these domains and of domains below them; none: all pages. */
  readonly domains: readonly string[];
  /** Where the user is: pages about this place are preferred. */
  readonly place?: Place | undefined;
  /** Pages at most. */
  readonly pages: number;
  /** Sentences of each page at most. */
  readonly sentences: number;
  /** Whether a page may be made up if none fits. */
  readonly isLive: boolean;
}

export interface Place {
  readonly city?: string | undefined;
  readonly region?: string | undefined;
  /** Two letters: `NO`. */
  readonly country?: string | undefined;
  /** `Europe/Oslo`. */
  readonly timezone?: string | undefined;
}

export interface FoundPage {
  readonly source: PageSource;
  readonly passage: string;
}
