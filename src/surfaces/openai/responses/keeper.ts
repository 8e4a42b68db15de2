import type { Turn } from '../../../engine/request.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { DuplicateDocument, MissingDocument } from '../../../storage/errors.ts';
import type { Collection, Store, Write } from '../../../storage/store.ts';
import { duplicate } from '../conversations/add-items.ts';
import { appendItems, type ConversationCollections, missingConversation } from '../conversations/record.ts';
import { type History, previousOf } from './history.ts';
import { isReference, itemIds, type MakeItemId, toConversationItem } from './kept-item.ts';
import type { Prepared } from './prepare.ts';
import type { ResponseRecord } from './record.ts';
import type { ResponseCall } from './response-call.ts';
import type { ResponseObject } from './response-object.ts';
import type { ConversationItem, InputItem, ListedItem } from './schema/items.ts';
import type { CreateResponseRequest } from './schema/request.ts';
import type { Sealer } from './seal.ts';
import { NO_MEDIA, toTurns } from './turns.ts';

export interface KeeperServices extends ConversationCollections {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly history: History;
  readonly responses: Collection<ResponseRecord>;
}

/** Reads compacted histories. */
type Opening = Pick<Sealer, 'open'>;

/** Keeps what becomes of a response: itself, and its items in its conversation. */
export interface Keeper {
  /** Whether anything of such a response is kept. */
  keeps(body: CreateResponseRequest): boolean;
  keep(response: ResponseObject, prepared: Prepared, call: ResponseCall): Promise<void>;
  toRecord(response: ResponseObject, prepared: Prepared): ResponseRecord;
  /** What a response adds to the conversation that it continues; all of it if it has compacted that. */
  turnsOf(response: ResponseObject, prepared: Prepared): readonly Turn[];
}

export function createKeeper({
  clock,
  ids,
  store,
  history,
  responses,
  conversations,
  conversationItems,
  open,
}: KeeperServices & Opening): Keeper {
  const isStored = ({ store: wanted }: CreateResponseRequest): boolean => wanted ?? true;

  function toRecord(response: ResponseObject, { items }: Prepared): ResponseRecord {
    const { id } = response;
    const makeId = itemIds(ids, id);
    return { id, response, input: items.flatMap((item) => toKept(item, makeId)) };
  }

  return {
    turnsOf,
    keeps: (body) => isStored(body) || body.conversation !== undefined,
    toRecord,
    async keep(response, prepared, { body, principal: { project } }) {
      const writes: Write<unknown>[] = [];
      const record = toRecord(response, prepared);
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
      const turns = turnsOf(response, prepared);
      history.keep(response.id, { project, turns, previous: previousOf(response) });
    },
  };

  function turnsOf(response: ResponseObject, { own, compaction }: Prepared): readonly Turn[] {
    const answered = toTurns(response.output as readonly InputItem[], NO_MEDIA, open);
    // A compacted history tells the input, too.
    return compaction ? answered : [...own, ...answered];
  }
}

/** An item as it is kept. Triggers of compaction are no items. */
function toKept(item: InputItem, makeId: MakeItemId): ListedItem[] {
  if (isReference(item) || item.type === 'compaction_trigger') return [];
  return [toConversationItem(item, makeId) as ListedItem];
}

function toConversationFault(error: unknown, conversation: string): unknown {
  if (error instanceof MissingDocument) return missingConversation(conversation, 'conversation');
  return error instanceof DuplicateDocument ? duplicate(error.id, 'input') : error;
}
