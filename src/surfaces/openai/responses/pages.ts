import type { Web } from '../../../engine/ports/web.ts';
import { andThen } from '../../../runtime/and-then.ts';
import type { Lazy } from '../../../runtime/lazy.ts';
import type { InputItem } from './schema/items.ts';

const NO_PAGES: ReadonlyMap<string, string> = new Map();

/**
 * The texts of the pages that searches among the items have found, by address. Returns a promise only if there are such
 * searches and nothing has been searched before.
 */
export function readPages(
  items: readonly InputItem[],
  web: Lazy<Web>,
): ReadonlyMap<string, string> | Promise<ReadonlyMap<string, string>> {
  const urls = items.flatMap((item) => {
    if (item.type !== 'web_search_call') return [];
    const { action } = item;
    return action.type === 'search' ? (action.sources ?? []).map(({ url }) => url) : (action.url ?? []);
  });
  if (urls.length === 0) return NO_PAGES;
  return andThen(web(), (pages) => {
    const texts = urls.map((url) => [url, pages.read(url)] as const);
    return new Map(texts.filter((text): text is [string, string] => text[1] !== undefined));
  });
}
