import type { Web } from '../../../engine/ports/web.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Lazy } from '../../../runtime/lazy.ts';
import { DuplicateDocument, MissingDocument } from '../../../storage/errors.ts';
import type { Collection, Store, Write } from '../../../storage/store.ts';
import { duplicate } from '../conversations/add-items.ts';
import { appendItems, type ConversationCollections, missingConversation } from '../conversations/record.ts';
import { NO_MEDIA } from './content-parts.ts';
import { type History, type Past, previousOf } from './history.ts';
import { isReference, itemIds, type MakeItemId, toConversationItem } from './kept-item.ts';
import { readPages } from './pages.ts';
import type { Prepared } from './prepare.ts';
import type { ResponseRecord } from './record.ts';
import type { ResponseCall } from './response-call.ts';
import type { ResponseObject } from './response-object.ts';
import type { ConversationItem, InputItem, ListedItem } from './schema/items.ts';
import type { CreateResponseRequest } from './schema/request.ts';
import { isAboutTools } from './tools/about-tools.ts';
import { type Open, toTurns } from './turns.ts';

export interface KeeperServices extends ConversationCollections {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly history: History;
  readonly responses: Collection<ResponseRecord>;
  readonly web: Lazy<Web>;
}

/** Keeps what becomes of a response: itself, and its items in its conversation. */
export interface Keeper {
  /** Whether anything of such a response is kept. */
  keeps(body: CreateResponseRequest): boolean;
  keep(response: ResponseObject, prepared: Prepared, call: ResponseCall): Promise<void>;
  toRecord(response: ResponseObject, prepared: Prepared, call: ResponseCall): ResponseRecord;
  /** What a response adds to the conversation that it continues; all of it if it has compacted that. */
  addedBy(response: ResponseObject, prepared: Prepared): Promise<Past>;
}

/** @param open reads reasoning that is encrypted */
export function createKeeper(
  { clock, ids, store, history, responses, conversations, conversationItems, web }: KeeperServices,
  open: Open,
): Keeper {
  const isStored = ({ store: wanted }: CreateResponseRequest): boolean => wanted ?? true;

  function toRecord(
    response: ResponseObject,
    { items }: Prepared,
    { body: { include } }: ResponseCall,
  ): ResponseRecord {
    const { id } = response;
    const makeId = itemIds(ids, id);
    const input = items.flatMap((item) => toKept(item, makeId));
    return { id, response, input, ...(include && { include }) };
  }

  return {
    addedBy,
    keeps: (body) => isStored(body) || body.conversation !== undefined,
    toRecord,
    async keep(response, prepared, call) {
      const { body, principal } = call;
      const { project } = principal;
      const writes: Write<unknown>[] = [];
      const record = toRecord(response, prepared, call);
      if (isStored(body)) {
        writes.push(responses.in(project).inserting(record, { createdAt: clock.epoch() }));
      }
      const conversation = response.conversation?.id;
      if (conversation !== undefined) {
        const items = [...record.input, ...response.output] as ConversationItem[];
        writes.push(...appendItems({ conversations, conversationItems }, project, conversation, items));
      }
      if (writes.length === 0) return;
      try {
        await store.commitTogether(writes);
      } catch (error) {
        throw conversation === undefined ? error : toConversationFault(error, conversation);
      }
      if (!isStored(body) || conversation !== undefined) return;
      const added = await addedBy(response, prepared);
      history.keep(response.id, { project, ...added, previous: previousOf(response) });
    },
  };

  async function addedBy(
    response: ResponseObject,
    { own, items, earlier, compaction }: Prepared,
  ): Promise<Past> {
    const output = response.output as readonly InputItem[];
    const answered = toTurns(output, { ...NO_MEDIA, pages: await readPages(output, web) }, open);
    // A compacted history tells the input, too.
    const turns = compaction ? answered : [...own, ...answered];
    const known = [...items, ...output].filter(isAboutTools);
    return { turns, known: compaction ? [...earlier.known, ...known] : known };
  }
}

/** An item as it is kept. Triggers of compaction are no items. */
function toKept(item: InputItem, makeId: MakeItemId): ListedItem[] {
  if (isReference(item) || item.type === 'compaction_trigger') return [];
  return [toConversationItem(item, makeId) as ListedItem];
}

/** What a caller reads of an error of a commit that adds to a conversation; other errors stay as they are. */
export function toConversationFault(error: unknown, conversation: string): unknown {
  if (error instanceof MissingDocument) return missingConversation(conversation, 'conversation');
  return error instanceof DuplicateDocument ? duplicate(error.id, 'input') : error;
}
