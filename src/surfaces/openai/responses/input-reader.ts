import type { ModelCard } from '../../../engine/models/card.ts';
import type { Web } from '../../../engine/ports/web.ts';
import type { Turn } from '../../../engine/request.ts';
import { Fault } from '../../../kernel/fault.ts';
import { andThen } from '../../../runtime/and-then.ts';
import type { Lazy } from '../../../runtime/lazy.ts';
import { type ConversationCollections, missingConversation } from '../conversations/record.ts';
import { invalid } from '../invalid.ts';
import { liveOf } from './connection/live-response.ts';
import { conversationId } from './conversation-id.ts';
import { type ItemSources, itemFinder } from './find-item.ts';
import { type History, NO_PAST, type Past } from './history.ts';
import { isById } from './kept-item.ts';
import { conversationLocked } from './locks.ts';
import { type MediaServices, readItems } from './media.ts';
import { readPages } from './pages.ts';
import { readConversation } from './read-conversation.ts';
import type { ResponseCall } from './response-call.ts';
import type { InputItem } from './schema/items.ts';
import type { CreateResponseRequest } from './schema/request.ts';
import type { Sealer } from './seal.ts';
import { isAboutTools } from './tools/about-tools.ts';
import { toTurns } from './turns.ts';

export interface InputServices extends MediaServices, ConversationCollections, ItemSources {
  readonly history: History;
  readonly web: Lazy<Web>;
}

/** Reads what a request says: its input, and what came before. All methods return a promise only if they have to read or wait. */
export interface InputReader {
  /**
   * The items of the input, with items in place of references to them.
   *
   * @throws Fault for what was sealed elsewhere, and for references to what does not exist
   */
  items(call: ResponseCall): readonly InputItem[] | Promise<readonly InputItem[]>;
  /**
   * The turns that items tell, with the media that they refer to.
   *
   * @param at see {@link readItems}
   */
  turns(
    items: readonly InputItem[],
    model: ModelCard,
    call: ResponseCall,
    at?: string | ((part: object) => string),
  ): Turn[] | Promise<Turn[]>;
  /**
   * What was said before the input.
   *
   * @param use whether the conversation is continued or only read
   * @throws Fault for a response or conversation that does not exist, for a response that has not ended, and for a conversation
   * that is to be continued while another response is being made for it
   */
  earlier(call: ResponseCall, model: ModelCard, use: 'continue' | 'read'): Past | Promise<Past>;
}

export function createInputReader(services: InputServices, sealer: Sealer): InputReader {
  const { turns, history, responses, conversations } = services;

  function itemsOf(call: ResponseCall): readonly InputItem[] | Promise<readonly InputItem[]> {
    const given = givenItems(call.body);
    checkSeals(given, sealer);
    return given.some(isById) ? resolve(given, call) : given;
  }

  function toTurnsOf(
    items: readonly InputItem[],
    model: ModelCard,
    call: ResponseCall,
    at?: string | ((part: object) => string),
  ): Turn[] | Promise<Turn[]> {
    return andThen(readItems(items, model, call, services, at), (media) =>
      andThen(readPages(items, services.web), (pages) => toTurns(items, { ...media, pages }, sealer.open)),
    );
  }

  function earlier(call: ResponseCall, model: ModelCard, use: 'continue' | 'read'): Past | Promise<Past> {
    const { body, principal, abort } = call;
    const { previous_response_id: previous, conversation } = body;
    const read = (items: readonly InputItem[]) => toTurnsOf(items, model, call);
    const remembered = previous === undefined ? undefined : liveOf(call)?.earlier(previous);
    if (remembered !== undefined) return remembered;
    if (previous !== undefined) {
      const { project } = principal;
      const before = (id: string, until: ReadonlySet<string>) =>
        readConversation(services, { project, id, abort, until });
      return history.upTo(project, previous, { toTurns: read, before }, abort);
    }
    if (conversation === undefined) return NO_PAST;
    return itemsOfConversation(conversationId(conversation), call, use).then((items) =>
      andThen(read(items), (all) => ({ turns: all, known: items.filter(isAboutTools) })),
    );
  }

  async function itemsOfConversation(
    id: string,
    { principal: { project }, abort }: ResponseCall,
    use: 'continue' | 'read',
  ): Promise<readonly InputItem[]> {
    const conversation = await conversations.in(project).get(id);
    if (conversation === undefined) throw missingConversation(id, 'conversation');
    const { heldBy } = conversation;
    // A response that was deleted holds nothing any more.
    if (use === 'continue' && heldBy !== undefined && (await responses.in(project).get(heldBy)))
      throw conversationLocked();
    return readConversation(services, { project, id, abort });
  }

  /** Puts the items that references name in their place. */
  async function resolve(
    given: readonly InputItem[],
    { body, principal, abort }: ResponseCall,
  ): Promise<readonly InputItem[]> {
    const find = itemFinder(services, principal.project);
    const items: InputItem[] = [];
    for (const item of given) {
      if (!isById(item)) {
        items.push(item);
        continue;
      }
      const pause = turns.pause(abort);
      if (pause) await pause;
      const { id } = item;
      const found = await find(id);
      if (!found) throw missingItem(id, body);
      items.push(found as InputItem);
    }
    return items;
  }

  return { items: itemsOf, turns: toTurnsOf, earlier };
}

/** The input as items. */
function givenItems({ input }: Pick<CreateResponseRequest, 'input'>): readonly InputItem[] {
  if (input === undefined) return [];
  return typeof input === 'string' ? [{ role: 'user', content: input }] : input;
}

/** @throws Fault for encrypted reasoning or a compacted history that is not from here */
function checkSeals(items: readonly InputItem[], { open }: Sealer): void {
  for (const [index, item] of items.entries()) {
    const broken = sealedIn(item).find(({ sealed }) => open(sealed) === undefined);
    if (broken === undefined) continue;
    throw invalid(
      `input[${index}].${broken.at}`,
      `The encrypted content for item ${item.id ?? index} could not be verified. Reason: Encrypted content could not be decrypted or parsed.`,
      'invalid_encrypted_content',
    );
  }
}

/** What of an item only this server can read, and where it is. */
function sealedIn(item: InputItem): readonly { readonly sealed: string; readonly at: string }[] {
  if (item.type === 'agent_message') {
    return item.content.flatMap((part, index) =>
      part.type === 'encrypted_content'
        ? { sealed: part.encrypted_content, at: `content[${index}].encrypted_content` }
        : [],
    );
  }
  if (item.type !== 'reasoning' && item.type !== 'compaction') return [];
  const { encrypted_content: sealed } = item;
  return sealed === undefined ? [] : [{ sealed, at: 'encrypted_content' }];
}

function missingItem(id: string, { store }: CreateResponseRequest): Fault {
  const advice =
    store === false &&
    'Items are not persisted when `store` is set to false. Try again with `store` set to true, or remove this item from your input.';
  return new Fault({ kind: 'not_found', noun: 'item', id, param: 'input', ...(advice && { advice }) });
}
