import { pageInTurns } from '../../../kernel/page.ts';
import { scopeBelow } from '../../../kernel/resource-scope.ts';
import type { Abort } from '../../../runtime/abort.ts';
import type { Turns } from '../../../runtime/turns.ts';
import type { Collection } from '../../../storage/store.ts';
import type { ConversationItemRecord } from '../conversations/record.ts';
import type { InputItem } from './schema/items.ts';

/** Items that are read at a time. */
const PAGE = 100;

/**
 * The items of a conversation, oldest first: all of them, or those before the first one whose id is in `until`. None if the
 * conversation does not exist.
 *
 * @example
 * await readConversation({ conversationItems, turns }, { project, id, abort });
 */
export async function readConversation(
  {
    conversationItems,
    turns,
  }: { readonly conversationItems: Collection<ConversationItemRecord>; readonly turns: Turns },
  {
    project,
    id,
    abort,
    until,
  }: {
    readonly project: string;
    readonly id: string;
    readonly abort: Abort;
    readonly until?: ReadonlySet<string>;
  },
): Promise<readonly InputItem[]> {
  const documents = conversationItems.in(scopeBelow(project, id));
  const items: InputItem[] = [];
  let after: string | undefined;
  for (let hasMore = true; hasMore; ) {
    const page = await pageInTurns(documents, { order: 'asc', limit: PAGE, after }, { turns, abort });
    for (const { id: own, item } of page.items) {
      if (until?.has(own)) return items;
      items.push(item as InputItem);
    }
    after = page.items.at(-1)?.id;
    hasMore = page.hasMore;
  }
  return items;
}
