import type { Engine } from '../../../engine/engine.ts';
import { ContextExceeded } from '../../../engine/errors.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import type { Declined, Refuser } from '../../../engine/ports/refuser.ts';
import type { SchemaChecker } from '../../../engine/ports/schema-checker.ts';
import type { PreparedRequest } from '../../../engine/prepared-request.ts';
import type { GenerationRequest, Turn } from '../../../engine/request.ts';
import { Fault } from '../../../kernel/fault.ts';
import { MemoSlot } from '../../../kernel/memo.ts';
import type { Abort } from '../../../runtime/abort.ts';
import { andThen } from '../../../runtime/and-then.ts';
import { type ReplyModel, repliedModel } from '../../../serving/replied-model.ts';
import { toSizeLimit } from '../answer-limit.ts';
import { type ConversationCollections, missingConversation } from '../conversations/record.ts';
import { invalid } from '../invalid.ts';
import { judge } from '../judge.ts';
import { checkCalls, checkResponse, conversationId } from './check.ts';
import { liveOf } from './connection/live-response.ts';
import { decodeResponse } from './decode.ts';
import { type ItemSources, itemFinder } from './find-item.ts';
import type { History } from './history.ts';
import { isReference } from './kept-item.ts';
import { conversationLocked } from './locks.ts';
import { type MediaServices, readItems } from './media.ts';
import { readConversation } from './read-conversation.ts';
import type { ResponseCall } from './response-call.ts';
import { toMembers } from './response-members.ts';
import type { Progress } from './response-object.ts';
import { ResponseTemplate } from './response-template.ts';
import type { InputItem } from './schema/items.ts';
import type { CreateResponseRequest } from './schema/request.ts';
import type { Sealer } from './seal.ts';
import { declareTools } from './tools/kinds.ts';
import type { Declared, ToolScope, ToolServices } from './tools/tool-kind.ts';
import { toTurns, withoutOldReasoning, withResultsAfterCalls } from './turns.ts';

export interface PrepareServices extends MediaServices, ToolServices, ConversationCollections, ItemSources {
  readonly engine: Engine;
  readonly schemaChecker: SchemaChecker;
  readonly refuser: Refuser;
  readonly history: History;
  readonly options: {
    readonly strictSchemas: boolean;
    readonly refusals: boolean;
    readonly replyModel: ReplyModel;
    /** Bytes. */
    readonly answerLimit: number;
  };
}

/** A prepared request. It is reused when the same body comes again, unless it continues a conversation. */
export interface Prepared {
  readonly model: ModelCard;
  readonly request: PreparedRequest;
  /** The input, with items in place of references to them. */
  readonly items: readonly InputItem[];
  /** The turns before those of the input. */
  readonly earlier: readonly Turn[];
  /** The turns of the input alone. */
  readonly own: readonly Turn[];
  /** The real API's error message, if the real API would reject the request. */
  readonly refusal: string | undefined;
  readonly template: ResponseTemplate;
  /** The answer, once it has been made, if it is the same every time except for ids and times. */
  answer?: { readonly cachedTokens: number; readonly progress: Progress };
}

/** Size of a log probability in JSON, its token and bytes included; measured over answers in English. */
const BYTES_PER_LOGPROB = 70;

/** Prepares requests. */
export interface Preparer {
  /** Returns a promise only if it has to read something or to wait. */
  prepare(call: ResponseCall, model: ModelCard): Prepared | Promise<Prepared>;
  /** What the tools of a request mean to the engine. */
  declare(
    call: ResponseCall,
    model: ModelCard,
    about: Pick<ToolScope, 'items' | 'turns'>,
  ): Required<Declared>;
  /** The whole conversation: the turns before the input, and the input. */
  conversation(call: ResponseCall, model: ModelCard): Promise<Conversation>;
}

export interface Conversation {
  readonly earlier: readonly Turn[];
  readonly items: readonly InputItem[];
  readonly own: readonly Turn[];
}

export function createPreparer(services: PrepareServices, sealer: Sealer): Preparer {
  const { turns, engine, schemaChecker, refuser, history, conversations, options } = services;
  const known = new MemoSlot<Prepared>();

  function prepare(call: ResponseCall, model: ModelCard): Prepared | Promise<Prepared> {
    const before = known.get(call.memo);
    if (before?.model === model) return before;
    const { strictSchemas } = options;
    const refusal = checkResponse(call.body, model, { schemaChecker, strictSchemas });
    const given = itemsOf(call.body);
    checkSeals(given, sealer);
    const items = given.some(isReference) ? resolve(given, call) : given;
    return andThen(items, (resolved) =>
      andThen(toOwnTurns(resolved, model, call, 'input'), (own) =>
        andThen(earlier(call, model), (first) =>
          prepareWith(call, model, { items: resolved, own, refusal }, first),
        ),
      ),
    );
  }

  function toOwnTurns(
    items: readonly InputItem[],
    model: ModelCard,
    call: ResponseCall,
    at?: string,
  ): Turn[] | Promise<Turn[]> {
    return andThen(readItems(items, model, call, services, at), (media) =>
      toTurns(items, media, sealer.open),
    );
  }

  /** The turns before those of the input. */
  function earlier(call: ResponseCall, model: ModelCard): readonly Turn[] | Promise<readonly Turn[]> {
    const { body, principal, abort } = call;
    const { previous_response_id: previous, conversation } = body;
    const read = (items: readonly InputItem[]) => toOwnTurns(items, model, call);
    const remembered = previous === undefined ? undefined : liveOf(call)?.earlier(previous);
    if (remembered !== undefined) return remembered;
    if (previous !== undefined) {
      const { project } = principal;
      const before = (id: string, until: ReadonlySet<string>) =>
        readConversation(services, { project, id, abort, until });
      return history.upTo(project, previous, { toTurns: read, before }, abort);
    }
    if (conversation === undefined) return NO_TURNS;
    return itemsOfConversation(conversationId(conversation), principal.project, abort).then(read);
  }

  async function itemsOfConversation(
    id: string,
    project: string,
    abort: Abort,
  ): Promise<readonly InputItem[]> {
    const conversation = await conversations.in(project).get(id);
    if (conversation === undefined) throw missingConversation(id, 'conversation');
    if (conversation.heldBy !== undefined) throw conversationLocked();
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
      if (!isReference(item)) {
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

  function prepareWith(
    call: ResponseCall,
    model: ModelCard,
    given: Pick<Prepared, 'items' | 'own' | 'refusal'>,
    first: readonly Turn[],
  ): Prepared | Promise<Prepared> {
    const { body, memo, abort } = call;
    const all = withoutOldReasoning(
      withResultsAfterCalls(first.length === 0 ? given.own : [...first, ...given.own]),
    );
    checkCalls(all, given.items);
    const decoded = decodeResponse(
      body,
      model,
      all,
      declare(call, model, { items: given.items, turns: all }),
    );
    const declined = options.refusals ? judge(decoded, refuser, abort) : undefined;
    // Streams too: their last event carries the whole response.
    const sizeLimit = toSizeLimit({ store: true }, options.answerLimit, {
      bytesPerLogprob: BYTES_PER_LOGPROB,
    });
    const ready = andThen(declined, (reason: Declined | undefined) =>
      fitting({ ...decoded, sizeLimit, declined: reason }, call),
    );
    return andThen(ready, (request) => {
      const modelName = repliedModel(model, options.replyModel);
      const conversation = body.conversation && conversationId(body.conversation);
      const template = new ResponseTemplate(toMembers({ body, model, modelName, conversation }));
      const prepared = { model, request, template, earlier: first, ...given };
      if (isRepeatable(body)) known.set(memo, prepared, request.bytes);
      return prepared;
    });
  }

  /** With `truncation: auto`, the oldest turns are dropped until the rest fits the model. */
  function fitting(
    request: GenerationRequest,
    { body, abort }: ResponseCall,
  ): PreparedRequest | Promise<PreparedRequest> {
    if (body.truncation !== 'auto') return engine.prepare(request, abort);
    return fit(request);

    async function fit(whole: GenerationRequest): Promise<PreparedRequest> {
      for (let fitted = whole; ; ) {
        try {
          return await engine.prepare(fitted, abort);
        } catch (error) {
          const shorter = error instanceof ContextExceeded ? withoutOldest(fitted) : undefined;
          if (shorter === undefined) throw error;
          fitted = shorter;
        }
        const pause = turns.pause(abort);
        if (pause) await pause;
      }
    }
  }

  /** What the tools of a request mean to the engine. */
  function declare(
    call: ResponseCall,
    model: ModelCard,
    about: Pick<ToolScope, 'items' | 'turns'>,
  ): Required<Declared> {
    return declareTools(call.body.tools ?? [], { call, model, services, ...about });
  }

  async function conversation(call: ResponseCall, model: ModelCard): Promise<Conversation> {
    // Nothing of it is stored.
    checkResponse({ ...call.body, store: false }, model, {
      schemaChecker,
      strictSchemas: options.strictSchemas,
    });
    const given = itemsOf(call.body);
    checkSeals(given, sealer);
    const items = await resolve(given, call);
    const own = await toOwnTurns(items, model, call, 'input');
    return { earlier: await earlier(call, model), items, own };
  }

  return { prepare, declare, conversation };
}

const NO_TURNS: readonly Turn[] = [];

/**
 * The request without the oldest eighth of its turns, or without the oldest one if there are few; undefined if only the last
 * one is left. Instructions stay, and no result stays without its call.
 */
function withoutOldest(request: GenerationRequest): GenerationRequest | undefined {
  const { turns } = request;
  const system = turns.filter(({ role }) => role === 'system');
  const others = turns.filter(({ role }) => role !== 'system');
  const drop = Math.max(1, Math.floor(others.length / 8));
  let rest = others.slice(drop);
  while (rest[0]?.role === 'tool') rest = rest.slice(1);
  return rest.length === 0 ? undefined : { ...request, turns: [...system, ...rest] };
}

/** The input as items. */
function itemsOf({ input }: Pick<CreateResponseRequest, 'input'>): readonly InputItem[] {
  if (input === undefined) return [];
  return typeof input === 'string' ? [{ role: 'user', content: input }] : input;
}

/** @throws Fault for encrypted reasoning or a compacted history that is not from here */
function checkSeals(items: readonly InputItem[], { open }: Sealer): void {
  for (const [index, item] of items.entries()) {
    if (item.type !== 'reasoning' && item.type !== 'compaction') continue;
    if (item.encrypted_content === undefined) continue;
    if (open(item.encrypted_content) !== undefined) continue;
    throw invalid(
      `input[${index}].encrypted_content`,
      `The encrypted content for item ${item.id ?? index} could not be verified. Reason: Encrypted content could not be decrypted or parsed.`,
      'invalid_encrypted_content',
    );
  }
}

function missingItem(id: string, { store }: CreateResponseRequest): Fault {
  const advice =
    store === false &&
    'Items are not persisted when `store` is set to false. Try again with `store` set to true, or remove this item from your input.';
  return new Fault({ kind: 'not_found', noun: 'item', id, param: 'input', ...(advice && { advice }) });
}

/** Whether the same body always means the same: it continues nothing and refers to nothing that is stored. */
function isRepeatable({
  previous_response_id: previous,
  conversation,
  input,
  tools = [],
}: CreateResponseRequest): boolean {
  // Other tools belong to the caller of one request.
  const isPlain = tools.every(({ type }) => type === 'function' || type === 'custom');
  return isPlain && previous === undefined && conversation === undefined && typeof input === 'string';
}
