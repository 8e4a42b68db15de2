import { Fault } from '../../../kernel/fault.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { type ItemSources, itemFinder } from '../responses/find-item.ts';
import { isReference, itemIds, malformedItemId, toConversationItem } from '../responses/kept-item.ts';
import type { AddedItem, ConversationItem } from '../responses/schema/items.ts';
import { isLonger, LARGEST_STORED } from '../storable.ts';

/**
 * The items of a request as they are kept. References stand for stored items of the project.
 *
 * @throws Fault for a reference to an item that does not exist, for an item that is too large or whose id is malformed, and for
 * two with one id
 */
export async function toAdded(
  given: readonly AddedItem[],
  project: string,
  { ids, ...sources }: ItemSources & { readonly ids: Ids },
): Promise<ConversationItem[]> {
  const find = itemFinder(sources, project);
  const makeId = itemIds(ids);
  const added = new Map<string, ConversationItem>();
  for (const [index, one] of given.entries()) {
    const param = `items[${index}]`;
    if (isLonger(one, LARGEST_STORED)) throw tooLarge(param);
    const malformed = isReference(one) ? undefined : malformedItemId(one, param);
    if (malformed) throw malformed;
    const item = isReference(one) ? await referred(one.id, param) : toConversationItem(one, makeId);
    if (added.has(item.id)) throw duplicate(item.id);
    added.set(item.id, item);
  }
  return [...added.values()];

  async function referred(id: string, param: string): Promise<ConversationItem> {
    const found = await find(id);
    if (!found) throw new Fault({ kind: 'not_found', noun: 'item', id, param: `${param}.id` });
    return found;
  }
}

function tooLarge(param: string): Fault {
  return new Fault({
    kind: 'invalid_value',
    param,
    message: `Invalid '${param}': this item is too large to be stored. It may have at most ${LARGEST_STORED} characters.`,
  });
}

/** The fault for an item that is given twice, or that a conversation already has. */
export function duplicate(id: string, param = 'items'): Fault {
  return new Fault({
    kind: 'invalid_value',
    param,
    message: `Duplicate item found with id ${id}. Remove duplicate items from your input and try again.`,
  });
}
