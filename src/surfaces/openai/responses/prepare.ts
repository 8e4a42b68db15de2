import type { Engine } from '../../../engine/engine.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import type { Declined, Refuser } from '../../../engine/ports/refuser.ts';
import type { SchemaChecker } from '../../../engine/ports/schema-checker.ts';
import type { PreparedRequest } from '../../../engine/prepared-request.ts';
import type { Turn } from '../../../engine/request.ts';
import { MemoSlot } from '../../../kernel/memo.ts';
import { andThen } from '../../../runtime/and-then.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { startSteps } from '../../../runtime/steps.ts';
import { type ReplyModel, repliedModel } from '../../../serving/replied-model.ts';
import { toSizeLimit } from '../answer-limit.ts';
import { judge } from '../judge.ts';
import { LARGEST_STORED } from '../storable.ts';
import { agentTools } from './agents/agent-tools.ts';
import { checkResponse } from './check.ts';
import { checkCalls } from './checks/calls.ts';
import { type Compacted, compacted, thresholdOf } from './compaction/compact.ts';
import { conversationId } from './conversation-id.ts';
import { decodeResponse } from './decode.ts';
import { prepareFitting } from './fit-context.ts';
import type { Past } from './history.ts';
import { createInputReader, type InputServices } from './input-reader.ts';
import { itemIds } from './kept-item.ts';
import { withPending } from './pending-calls.ts';
import { hasPrograms, withPrograms } from './program-turns.ts';
import { type FilledPrompt, fillPrompt, findPrompt, type Prompts } from './prompt.ts';
import type { ResponseCall } from './response-call.ts';
import { toMembers } from './response-members.ts';
import type { Progress } from './response-object.ts';
import { ResponseTemplate } from './response-template.ts';
import type { InputItem } from './schema/items.ts';
import type { Sealer } from './seal.ts';
import { type DeclaredTools, declareTools } from './tools/declare-tools.ts';
import { checkApprovals, withoutApproved } from './tools/mcp-approvals.ts';
import { checkPrograms } from './tools/programs.ts';
import { namesInChoice } from './tools/tool-choice.ts';
import { readToolFiles } from './tools/tool-files.ts';
import type { ToolScope, ToolServices } from './tools/tool-kind.ts';
import { withoutOldReasoning, withResultsAfterCalls } from './turn-order.ts';

export interface PrepareServices extends InputServices, ToolServices {
  readonly ids: Ids;
  readonly engine: Engine;
  readonly schemaChecker: SchemaChecker;
  readonly refuser: Refuser;
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
  readonly compaction: Compacted['compaction'] | undefined;
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
    given: Pick<ToolScope, 'items' | 'known' | 'turns'>,
  ): DeclaredTools | Promise<DeclaredTools>;
  /** The turns of a conversation as the model reads them. Returns a promise only if there are many. */
  inOrder(turns: readonly Turn[], call: ResponseCall): readonly Turn[] | Promise<readonly Turn[]>;
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
  const { ids, engine, schemaChecker, refuser, options, turns: loop } = services;
  const reader = createInputReader(services, sealer);
  const makeId = itemIds(ids);
  const memorised = new MemoSlot<Prepared>();

  function prepare(call: ResponseCall, model: ModelCard): Prepared | Promise<Prepared> {
    const before = memorised.get(call.memo);
    if (before?.model === model) return before;
    const { strictSchemas, prompts } = options;
    const asked = call.body.prompt;
    const prompt = asked && fillPrompt(findPrompt(asked, prompts), asked.variables);
    const refusal = checkResponse(call.body, model, { schemaChecker, strictSchemas, prompt });
    return andThen(reader.items(call), (items) =>
      andThen(reader.turns(items, model, call, 'input'), (own) =>
        // Like instructions, a prompt comes before anything else and is not part of the history.
        andThen(prompt ? reader.turns(prompt.messages, model, call, prompt.pathOf) : [], (ahead) =>
          andThen(reader.earlier(call, model, 'continue'), (first) =>
            prepareWith(call, model, { items, own, refusal }, first, { prompt, ahead }),
          ),
        ),
      ),
    );
  }

  function prepareWith(
    call: ResponseCall,
    model: ModelCard,
    given: Pick<Prepared, 'items' | 'own' | 'refusal'>,
    { turns: first, known }: Past,
    { prompt, ahead }: { readonly prompt: FilledPrompt | undefined; readonly ahead: readonly Turn[] },
  ): Prepared | Promise<Prepared> {
    const { items } = given;
    const past = { turns: first, known };
    return andThen(inOrder(joined(first, given.own), call), (all) =>
      andThen(declare(call, { items, known, turns: all }), (declared) => {
        const said = withoutApproved(all, known, items);
        checkCalls(said, items);
        return decodeWith(call, model, given, { past, said, prompt, ahead, declared });
      }),
    );
  }

  /** The turns as the model reads them. */
  function inOrder(all: readonly Turn[], call: ResponseCall): readonly Turn[] | Promise<readonly Turn[]> {
    const given = withResultsAfterCalls(all);
    const gathered = hasPrograms(given) ? startSteps(withPrograms(given), loop, call.abort) : given;
    return andThen(gathered, (turns) =>
      withoutOldReasoning(withPending(turns), call.body.reasoning?.context),
    );
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
      prepareFitting({ ...decoded, sizeLimit, declined: reason }, call, services),
    );
    const whole = andThen(ready, (request): Compacted | Promise<Compacted> => {
      const threshold = thresholdOf(body, model);
      if (threshold === undefined || request.prompt.total <= threshold) return { request };
      return compacted(request, said, threshold, sealer, (turns) => {
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

  function declare(
    call: ResponseCall,
    about: Pick<ToolScope, 'items' | 'known' | 'turns'>,
  ): DeclaredTools | Promise<DeclaredTools> {
    const { tools = [], tool_choice: choice } = call.body;
    checkApprovals(about.known, about.items, tools);
    checkPrograms(about.known, about.items, tools);
    const chosen = namesInChoice(choice);
    const declared = andThen(readToolFiles(tools, call, services), (files) =>
      declareTools(tools, { call, services, sealer, chosen, files, ...about }),
    );
    const { enabled, max_concurrent_subagents: most } = call.body.multi_agent ?? { enabled: false };
    if (!enabled) return declared;
    const agents = agentTools({ ids: services.ids, sealer }, most);
    return andThen(declared, (own) => ({ ...own, tools: [...agents, ...own.tools] }));
  }

  async function conversation(call: ResponseCall, model: ModelCard): Promise<Conversation> {
    // Nothing of it is stored.
    checkResponse({ ...call.body, store: false }, model, {
      schemaChecker,
      strictSchemas: options.strictSchemas,
    });
    const items = await reader.items(call);
    const own = await reader.turns(items, model, call, 'input');
    const { turns: first, known } = await reader.earlier(call, model, 'read');
    return { earlier: first, known, items, own };
  }

  return { prepare, declare, conversation, inOrder };
}

function joined(first: readonly Turn[], then: readonly Turn[]): readonly Turn[] {
  return first.length === 0 ? then : [...first, ...then];
}

/** Whether the same body always means the same: it continues nothing and refers to nothing that is stored. */
function isRepeatable({
  previous_response_id: previous,
  conversation,
  input,
  tools = [],
  prompt,
  multi_agent: agents,
}: ResponseCall['body']): boolean {
  // Other tools belong to the caller of one request.
  const isPlain = tools.every(({ type }) => type === 'function' || type === 'custom');
  const continues = previous !== undefined || conversation !== undefined;
  // A text alone is never compacted.
  return isPlain && !agents?.enabled && !continues && prompt === undefined && typeof input === 'string';
}
