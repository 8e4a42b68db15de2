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
import type { Ids } from '../../../runtime/ids.ts';
import { type ReplyModel, repliedModel } from '../../../serving/replied-model.ts';
import { toSizeLimit } from '../answer-limit.ts';
import { type ConversationCollections, missingConversation } from '../conversations/record.ts';
import { invalid } from '../invalid.ts';
import { judge } from '../judge.ts';
import { LARGEST_STORED } from '../storable.ts';
import { checkApprovals, withoutApproved } from './approvals.ts';
import { checkCalls, checkResponse, conversationId } from './check.ts';
import { shorten, thresholdOf } from './compacting.ts';
import { sealHistory } from './compaction.ts';
import { liveOf } from './connection/live-response.ts';
import { decodeResponse } from './decode.ts';
import { type ItemSources, itemFinder } from './find-item.ts';
import { type History, NO_PAST, type Past } from './history.ts';
import { isById, itemIds } from './kept-item.ts';
import { conversationLocked } from './locks.ts';
import { type MediaServices, readItems } from './media.ts';
import { readPages } from './pages.ts';
import { type FilledPrompt, fillPrompt, findPrompt, type Prompts } from './prompt.ts';
import { readConversation } from './read-conversation.ts';
import type { ResponseCall } from './response-call.ts';
import type { Compaction } from './response-events.ts';
import { toMembers } from './response-members.ts';
import type { Progress } from './response-object.ts';
import { ResponseTemplate } from './response-template.ts';
import type { InputItem } from './schema/items.ts';
import type { CreateResponseRequest } from './schema/request.ts';
import type { Sealer } from './seal.ts';
import { readToolFiles } from './tool-files.ts';
import { isAboutTools } from './tools/about-tools.ts';
import { type DeclaredTools, declareTools } from './tools/declare-tools.ts';
import { namesInChoice } from './tools/tool-choice.ts';
import type { ToolScope, ToolServices } from './tools/tool-kind.ts';
import { toTurns, withoutOldReasoning, withResultsAfterCalls } from './turns.ts';

export interface PrepareServices extends MediaServices, ToolServices, ConversationCollections, ItemSources {
  readonly ids: Ids;
  readonly engine: Engine;
  readonly schemaChecker: SchemaChecker;
  readonly refuser: Refuser;
  readonly history: History;
  readonly options: {
    readonly strictSchemas: boolean;
    readonly refusals: boolean;
    readonly replyModel: ReplyModel;
    readonly prompts: Prompts;
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
  /** What was said before the input. */
  readonly earlier: Past;
  /** The turns of the input alone. */
  readonly own: readonly Turn[];
  /** The real API's error message, if the real API would reject the request. */
  readonly refusal: string | undefined;
  readonly template: ResponseTemplate;
  /** The history that was compacted, if the request asks for that and its context was too long. */
  readonly compaction: Omit<Compaction, 'id'> | undefined;
  /** The answer, once it has been made, if it is the same every time except for ids and times. */
  answer?: { readonly cachedTokens: number; readonly progress: Progress };
}

/** What a request says, and what its tools mean to the engine. */
interface Said {
  /** What came before the input. */
  readonly past: Past;
  /** The conversation with the input. */
  readonly said: readonly Turn[];
  readonly prompt: FilledPrompt | undefined;
  /** What the prompt says. */
  readonly ahead: readonly Turn[];
  readonly declared: DeclaredTools;
}

/** Size of a log probability in JSON, its token and bytes included; measured over answers in English. */
const BYTES_PER_LOGPROB = 70;

/**
 * Bytes of what hosted tools make and find for one response: a large picture with three partial ones. They are stored with
 * the response, and in the background with the plan of their events.
 */
const LARGEST_WORKS = LARGEST_STORED;

/** Prepares requests. */
export interface Preparer {
  /** Returns a promise only if it has to read something or to wait. */
  prepare(call: ResponseCall, model: ModelCard): Prepared | Promise<Prepared>;
  /** What the tools of a request mean to the engine. Returns a promise only if they have to look something up. */
  declare(
    call: ResponseCall,
    model: ModelCard,
    given: Pick<ToolScope, 'items' | 'known' | 'turns'>,
  ): DeclaredTools | Promise<DeclaredTools>;
  /** The whole conversation: the turns before the input, and the input. */
  conversation(call: ResponseCall, model: ModelCard): Promise<Conversation>;
}

/** The items of an input, and those before it that are about tools. */
export interface Items {
  readonly items: readonly InputItem[];
  readonly known: readonly InputItem[];
}

export interface Conversation extends Items {
  readonly earlier: readonly Turn[];
  readonly own: readonly Turn[];
}

export function createPreparer(services: PrepareServices, sealer: Sealer): Preparer {
  const { ids, turns, engine, schemaChecker, refuser, history, conversations, options } = services;
  const makeId = itemIds(ids);
  const memorised = new MemoSlot<Prepared>();

  function prepare(call: ResponseCall, model: ModelCard): Prepared | Promise<Prepared> {
    const before = memorised.get(call.memo);
    if (before?.model === model) return before;
    const { strictSchemas, prompts } = options;
    const asked = call.body.prompt;
    const prompt = asked && fillPrompt(findPrompt(asked, prompts), asked.variables);
    const refusal = checkResponse(call.body, model, { schemaChecker, strictSchemas, prompt });
    const given = itemsOf(call.body);
    checkSeals(given, sealer);
    const items = given.some(isById) ? resolve(given, call) : given;
    return andThen(items, (resolved) =>
      andThen(toOwnTurns(resolved, model, call, 'input'), (own) =>
        andThen(turnsOf(prompt, model, call), (ahead) =>
          andThen(earlier(call, model), (first) =>
            prepareWith(call, model, { items: resolved, own, refusal }, first, { prompt, ahead }),
          ),
        ),
      ),
    );
  }

  /** What a prompt says, before anything else. Like instructions, it is not part of the history. */
  function turnsOf(
    prompt: FilledPrompt | undefined,
    model: ModelCard,
    call: ResponseCall,
  ): readonly Turn[] | Promise<readonly Turn[]> {
    return prompt ? toOwnTurns(prompt.messages, model, call, prompt.pathOf) : NO_TURNS;
  }

  function toOwnTurns(
    items: readonly InputItem[],
    model: ModelCard,
    call: ResponseCall,
    at?: string | ((part: object) => string),
  ): Turn[] | Promise<Turn[]> {
    return andThen(readItems(items, model, call, services, at), (media) =>
      andThen(readPages(items, services.web), (pages) => toTurns(items, { ...media, pages }, sealer.open)),
    );
  }

  /** What was said before the input. */
  function earlier(call: ResponseCall, model: ModelCard): Past | Promise<Past> {
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
    if (conversation === undefined) return NO_PAST;
    return itemsOfConversation(conversationId(conversation), principal.project, abort).then((items) =>
      andThen(read(items), (all) => ({ turns: all, known: items.filter(isAboutTools) })),
    );
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

  function prepareWith(
    call: ResponseCall,
    model: ModelCard,
    given: Pick<Prepared, 'items' | 'own' | 'refusal'>,
    { turns: first, known }: Past,
    { prompt, ahead }: { readonly prompt: FilledPrompt | undefined; readonly ahead: readonly Turn[] },
  ): Prepared | Promise<Prepared> {
    const { items } = given;
    const all = withoutOldReasoning(withResultsAfterCalls(joined(first, given.own)));
    return andThen(declare(call, model, { items, known, turns: all }), (declared) => {
      const said = withoutApproved(all, known, items);
      checkCalls(said, items);
      return decodeWith(call, model, given, { past: { turns: first, known }, said, prompt, ahead, declared });
    });
  }

  function decodeWith(
    call: ResponseCall,
    model: ModelCard,
    given: Pick<Prepared, 'items' | 'own' | 'refusal'>,
    { past, said, prompt, ahead, declared }: Said,
  ): Prepared | Promise<Prepared> {
    const { body, memo, abort } = call;
    const decoded = decodeResponse(body, model, joined(ahead, said), declared);
    const declined = options.refusals ? judge(decoded, refuser, abort) : undefined;
    // Streams too: their last event carries the whole response.
    const sizeLimit = toSizeLimit({ store: true }, options.answerLimit, {
      bytesPerLogprob: BYTES_PER_LOGPROB,
      worksBytes: Math.min(LARGEST_WORKS, options.answerLimit),
    });
    const ready = andThen(declined, (reason: Declined | undefined) =>
      fitting({ ...decoded, sizeLimit, declined: reason }, call),
    );
    const whole = andThen(ready, (request) => {
      const threshold = thresholdOf(body, model);
      if (threshold === undefined || request.prompt.total <= threshold) return { request };
      return compacted(request, said, threshold, (turns) => {
        const { turns: all } = decodeResponse(body, model, joined(ahead, turns), declared);
        return engine.prepare({ ...request.request, turns: all }, abort);
      });
    });
    return andThen(whole, ({ request, compaction }) => {
      const modelName = repliedModel(model, options.replyModel);
      const conversation = body.conversation && conversationId(body.conversation);
      const template = new ResponseTemplate(
        toMembers({ body, model, modelName, conversation, prompt, makeId }),
      );
      const prepared = { model, request, template, compaction, earlier: past, ...given };
      if (isRepeatable(body)) memorised.set(memo, prepared, request.bytes);
      return prepared;
    });
  }

  /** The request with a compacted history, unless that would not be shorter. */
  function compacted(
    request: PreparedRequest,
    said: readonly Turn[],
    threshold: number,
    prepareAgain: (turns: readonly Turn[]) => PreparedRequest | Promise<PreparedRequest>,
  ): Compacted | Promise<Compacted> {
    const short = shorten(said, threshold);
    if (short === undefined) return { request };
    return andThen(prepareAgain(short.turns), (shorter) => {
      if (shorter.prompt.total >= request.prompt.total) return { request };
      const sealed = sealHistory({ covers: 'everything', text: short.told }, sealer);
      const outputTokens = request.tokenizer.count(short.told);
      const compaction = { sealed, inputTokens: request.prompt.total, outputTokens };
      return { request: shorter, compaction };
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
    about: Pick<ToolScope, 'items' | 'known' | 'turns'>,
  ): DeclaredTools | Promise<DeclaredTools> {
    const { tools = [], tool_choice: choice } = call.body;
    checkApprovals(about.known, about.items, tools);
    const chosen = namesInChoice(choice);
    return andThen(readToolFiles(tools, call, services), (files) =>
      andThen(declareTools(tools, { call, model, services, chosen, ...about }), (declared) => ({
        ...declared,
        files,
      })),
    );
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
    const { turns: first, known } = await earlier(call, model);
    return { earlier: first, known, items, own };
  }

  return { prepare, declare, conversation };
}

interface Compacted {
  readonly request: PreparedRequest;
  readonly compaction?: Omit<Compaction, 'id'>;
}

const NO_TURNS: readonly Turn[] = [];

function joined(first: readonly Turn[], then: readonly Turn[]): readonly Turn[] {
  return first.length === 0 ? then : [...first, ...then];
}

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
  prompt,
}: CreateResponseRequest): boolean {
  // Other tools belong to the caller of one request.
  const isPlain = tools.every(({ type }) => type === 'function' || type === 'custom');
  const continues = previous !== undefined || conversation !== undefined;
  // A text alone is never compacted.
  return isPlain && !continues && prompt === undefined && typeof input === 'string';
}
