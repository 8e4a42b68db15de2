import type { Clock } from '../../../runtime/clock.ts';
import type { Collection } from '../../../storage/store.ts';
import type { ConversationItemRecord } from '../conversations/record.ts';
import { current } from './background.ts';
import type { ResponseRecord } from './record.ts';
import { responseIdOf } from './response-id.ts';
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
  let latest: { readonly response: string; readonly items: readonly ConversationItem[] } | undefined;

  return async (id) => {
    const found = await conversationItems.find(id, { within: [project] });
    if (found) return found.document.item;
    const response = responseIdOf(id);
    if (latest?.response !== response) latest = { response, items: await itemsOf(response) };
    return latest.items.find((item) => item.id === id);
  };

  async function itemsOf(response: string): Promise<readonly ConversationItem[]> {
    const record = await responses.in(project).get(response);
    return record ? ([...record.input, ...current(record, clock).output] as ConversationItem[]) : [];
  }
}
