import type { Clock } from '../../../runtime/clock.ts';
import type { Collection } from '../../../storage/store.ts';
import type { ConversationItemRecord } from '../conversations/record.ts';
import { current } from './background.ts';
import { familyOf } from './kept-item.ts';
import type { ResponseRecord } from './record.ts';
import type { ConversationItem } from './schema/items.ts';

export interface ItemSources {
  readonly clock: Clock;
  readonly responses: Collection<ResponseRecord>;
  readonly conversationItems: Collection<ConversationItemRecord>;
}

/** Finds a stored item by its id; undefined if there is none. */
export type FindItem = (id: string) => Promise<ConversationItem | undefined>;

/**
 * Finds items that the references of one request name: those of the project's conversations, and those that its stored
 * responses were given or have made.
 */
export function itemFinder({ clock, responses, conversationItems }: ItemSources, project: string): FindItem {
  // References that follow each other usually name items of one response.
  let latest: { readonly family: string; readonly items: readonly ConversationItem[] } | undefined;

  return async (id) => {
    const found = await conversationItems.find(id, { within: [project] });
    if (found) return found.document.item;
    const family = familyOf(id);
    if (latest?.family !== family) latest = { family, items: await itemsOf(family) };
    return latest.items.find((item) => item.id === id);
  };

  async function itemsOf(family: string): Promise<readonly ConversationItem[]> {
    const { items } = await responses.in(project).page({ order: 'asc', limit: 1, where: { family } });
    return items.flatMap(
      (record) => [...record.input, ...current(record, clock).output] as ConversationItem[],
    );
  }
}
