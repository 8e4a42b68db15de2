import type { PassageScorer } from '../../engine/ports/passage-scorer.ts';
import type { FoundPage, Place, Web, WebQuery } from '../../engine/ports/web.ts';
import type { Abort } from '../../runtime/abort.ts';
import { createRandom } from '../../runtime/random.ts';
import { madeUpPages } from '../prose/citations.ts';
import { sentencesOf } from '../prose/grammar.ts';
import { createTopic, type Topic, topicOf } from '../prose/topic.ts';
import { PAGES, type Page } from './pages.ts';

/**
 * Creates the simulated web: {@link PAGES}, and pages that are made up for what none of them is about. Nothing is
 * fetched. The same query finds the same pages.
 *
 * @example
 * const web = createWeb(scorer);
 * const [page] = await web.search({ queries: ['heat pump'], domains: [], pages: 4, sentences: 3, isLive: true });
 * page?.source.title; // 'How a heat pump works'
 */
export function createWeb(scorer: PassageScorer): Web {
  const byUrl = new Map(PAGES.map((page) => [urlOf(page), page]));

  async function search(request: WebQuery, abort?: Abort): Promise<readonly FoundPage[]> {
    const { place, domains, isLive } = request;
    const queries = request.queries.map((query) => locally(query, place));
    const among = PAGES.filter(({ address }) => isWithin(hostOf(address), domains));
    const fitting = (await ranked(queries, among, place, abort)).slice(0, request.pages);
    if (fitting.length === 0) return isLive ? madeUp(request) : [];
    const found: FoundPage[] = [];
    for (const { page, query } of fitting) {
      const passage = await passageOf(page, query, request.sentences, abort);
      found.push({ source: { url: urlOf(page), title: page.title }, passage });
    }
    return found;
  }

  /** The pages that fit any of the queries, best first, each with the query that it fits best. */
  async function ranked(
    queries: readonly string[],
    pages: readonly Page[],
    place: Place | undefined,
    abort: Abort | undefined,
  ): Promise<{ page: Page; query: string }[]> {
    const texts = pages.map(({ title, text }) => `${title}. ${text}`);
    const best = pages.map((page) => ({ page, query: '', score: 0 }));
    for (const query of queries) {
      const scores = await scorer.score(query, texts, { abort });
      const names = namesIn(query);
      for (const [index, entry] of best.entries()) {
        const score = scores[index] ?? 0;
        if (score > entry.score && speaksOf(names, texts[index]!)) Object.assign(entry, { query, score });
      }
    }
    const merit = ({ page, score }: (typeof best)[number]): number => score * nearness(page, place);
    return best.filter(({ score }) => score >= LEAST).sort((one, other) => merit(other) - merit(one));
  }

  /** The sentences of a page, in a row, that fit best. */
  async function passageOf(
    { text }: Page,
    query: string,
    most: number,
    abort: Abort | undefined,
  ): Promise<string> {
    const sentences = sentencesOf(text, MOST_SENTENCES);
    if (sentences.length <= most) return text;
    const windows = sentences
      .slice(0, sentences.length - most + 1)
      .map((_, index) => sentences.slice(index, index + most).join(' '));
    const scores = await scorer.score(query, windows, { abort });
    return windows[scores.indexOf(Math.max(...scores))] ?? text;
  }

  return { search, read: (url) => byUrl.get(url)?.text };
}

/** A page with a lower score does not fit. */
const LEAST = 0.5;
const MOST_SENTENCES = 20;

/** Names in a query. Its first word may have a capital letter for another reason. */
function namesIn(query: string): string[] {
  return (query.match(/(?<=\s)\p{Lu}[\p{L}\p{N}]{2,}/gu) ?? []).map((name) => name.toLowerCase());
}

/** What is asked about a name is on no page that does not speak of it. */
function speaksOf(names: readonly string[], text: string): boolean {
  const lower = names.length === 0 ? '' : text.toLowerCase();
  return names.length === 0 || names.some((name) => lower.includes(name));
}

const urlOf = ({ address }: Page): string => `https://${address}`;
const hostOf = (address: string): string => address.slice(0, address.indexOf('/'));

function isWithin(host: string, domains: readonly string[]): boolean {
  if (domains.length === 0) return true;
  return domains.some((domain) => {
    const lower = domain.toLowerCase();
    return host === lower || host.endsWith(`.${lower}`);
  });
}

/** Pages about the query on reserved domains, as far as these are allowed. */
function madeUp({ queries, domains, pages }: WebQuery): readonly FoundPage[] {
  const query = queries[0] ?? '';
  return madeUpPages(subjectOf(query), createRandom(`web:${query}`))
    .filter(({ source }) => isWithin(new URL(source.url).hostname, domains))
    .slice(0, pages);
}

/** A question has a topic; keywords are one. */
function subjectOf(query: string): Topic {
  const isAsking = /^(?:how|why|when|where|which|what|who|is|are|do|does|did|can|should)\b/i.test(query);
  return isAsking || query.length > LONGEST_SUBJECT ? topicOf(query) : createTopic(query);
}

const LONGEST_SUBJECT = 60;

/** What "near me" means. */
function locally(query: string, place: Place | undefined): string {
  const where = cityOf(place) ?? place?.region;
  return where !== undefined && NEARBY.test(query) ? `${query.replace(NEARBY, '')} in ${where}` : query;
}

const NEARBY =
  /\b(?:near ?by|near me|around here|close to me|in my (?:area|city|town)|locally|local|here)\b/i;

function cityOf(place: Place | undefined): string | undefined {
  return place?.city ?? place?.timezone?.split('/').at(-1)?.replaceAll('_', ' ');
}

/** Pages about the user's city or country come before others that fit as well. */
function nearness({ place: about }: Page, place: Place | undefined): number {
  if (about === undefined || place === undefined) return 1;
  if (cityOf(place)?.toLowerCase() === about.city.toLowerCase()) return 2;
  return place.country?.toUpperCase() === about.country ? 1.5 : 1;
}
