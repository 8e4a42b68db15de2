import type { Engine } from '../../../engine/engine.ts';
import { AnswerTooLarge, ContextExceeded, FormUnmet } from '../../../engine/errors.ts';
import type { Generation } from '../../../engine/generation.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import type { Refuser } from '../../../engine/ports/refuser.ts';
import type { SchemaChecker } from '../../../engine/ports/schema-checker.ts';
import type { PreparedRequest } from '../../../engine/prepared-request.ts';
import { recordAnswer } from '../../../engine/recorded.ts';
import type { Turn } from '../../../engine/request.ts';
import type { Jobs } from '../../../jobs/jobs.ts';
import { Fault, toFault } from '../../../kernel/fault.ts';
import { MemoSlot } from '../../../kernel/memo.ts';
import type { Call } from '../../../kernel/operation.ts';
import { eventStream, json, type Reply } from '../../../kernel/reply.ts';
import { andThen } from '../../../runtime/and-then.ts';
import { type Clock, unixSeconds } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Log } from '../../../runtime/log.ts';
import { AnswerFrames } from '../../../serving/answer-frames.ts';
import { assembleInTurns } from '../../../serving/assembler.ts';
import { toContextFault } from '../../../serving/context-fault.ts';
import { PrefixedTimeline } from '../../../serving/prefixed-timeline.ts';
import { type ReplyModel, repliedModel } from '../../../serving/replied-model.ts';
import { requestedModel } from '../../../serving/requested-model.ts';
import { serve } from '../../../serving/serve.ts';
import { StoredFrames } from '../../../serving/stored-frames.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import { answerTooLarge, toSizeLimit } from '../answer-limit.ts';
import { invalid } from '../chat/invalid.ts';
import { withRefusalNoted } from '../chat/note.ts';
import { judge } from '../judge.ts';
import { itemIds } from './answer-items.ts';
import { BackgroundFrames, type InBackground } from './background.ts';
import { checkCalls, checkResponse } from './check.ts';
import { decodeResponse } from './decode.ts';
import { FAREWELL, toErrorFrame } from './error-frames.ts';
import { type FinishPayload, KIND } from './finish.ts';
import type { History } from './history.ts';
import { type MediaServices, readItems } from './media.ts';
import type { ResponseRecord } from './record.ts';
import { ResponseEvents } from './response-events.ts';
import { createHead, type ResponseHead, type ResponseObject } from './response-object.ts';
import { withPolling } from './retrieve.ts';
import type { InputItem } from './schema/items.ts';
import type { CreateResponseRequest } from './schema/request.ts';
import { createSealer, type Sealer } from './seal.ts';
import { toStoredItem } from './stored-items.ts';
import type { Streams } from './streams.ts';
import { type ItemMedia, toTurns } from './turns.ts';

export interface CreateServices extends MediaServices {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly engine: Engine;
  readonly models: ModelRegistry;
  readonly schemaChecker: SchemaChecker;
  readonly refuser: Refuser;
  readonly responses: Collection<ResponseRecord>;
  readonly history: History;
  readonly store: Store;
  readonly jobs: Jobs;
  readonly streams: Streams;
  readonly options: {
    readonly strictSchemas: boolean;
    readonly refusals: boolean;
    readonly streamObfuscation: boolean;
    readonly replyModel: ReplyModel;
    /** Bytes. */
    readonly answerLimit: number;
    readonly seed: string | number;
  };
}

export type ResponseCall = Call<unknown, unknown, CreateResponseRequest>;

/** A prepared request. It is reused when the same body comes again, unless it continues a conversation. */
interface Prepared {
  readonly model: ModelCard;
  readonly request: PreparedRequest;
  /** The turns of the input alone. */
  readonly own: readonly Turn[];
  /** The real API's error message, if the real API would reject the request. */
  readonly refusal: string | undefined;
}

/** Size of a log probability in JSON, its token and bytes included; measured over answers in English. */
const BYTES_PER_LOGPROB = 70;

const ID_LENGTH = 48;

export function createHandlers(services: CreateServices) {
  const { clock, turns, ids, log, store, jobs, engine, models, refuser, schemaChecker } = services;
  const { responses, history, streams, options } = services;
  const known = new MemoSlot<Prepared>();
  const makeId = itemIds(ids);
  const sealer = createSealer(`reasoning:${options.seed}`);

  function prepare(call: ResponseCall, model: ModelCard): Prepared | Promise<Prepared> {
    const { body, abort } = call;
    const before = known.get(call.memo);
    if (before?.model === model) return before;
    const { strictSchemas } = options;
    const refusal = checkResponse(body, model, { schemaChecker, strictSchemas });
    const items = itemsOf(body);
    checkSeals(items, sealer);
    const { previous_response_id: previous } = body;
    const read = (some: readonly InputItem[], at?: string): Turn[] | Promise<Turn[]> =>
      andThen(readItems(some, model, call, services, at), (media) => toTurns(some, media));
    const earlier = previous === undefined ? [] : history.upTo(call.principal.project, previous, read, abort);
    const own = read(items, 'input');
    return andThen(earlier, (first) =>
      andThen(own, (last) => {
        const all = [...first, ...last];
        checkCalls(all);
        const decoded = decodeResponse(body, model, all);
        const declined = options.refusals ? judge(decoded, refuser, abort) : undefined;
        return andThen(declined, (reason) => {
          const sizeLimit = toSizeLimit(
            { stream: body.stream, store: body.store ?? true },
            options.answerLimit,
            { bytesPerLogprob: BYTES_PER_LOGPROB },
          );
          const request = engine.prepare({ ...decoded, sizeLimit, declined: reason }, abort);
          return andThen(request, (ready) => {
            const prepared = { model, request: ready, own: last, refusal };
            if (isRepeatable(body)) known.set(call.memo, prepared, ready.bytes);
            return prepared;
          });
        });
      }),
    );
  }

  function create(call: ResponseCall): Reply | Promise<Reply> {
    const { model } = call.body;
    if (model === undefined) throw new Fault({ kind: 'missing_parameter', param: 'model' });
    return andThen(requestedModel(call, model, models), (found) => createWith(found, call));
  }

  function createWith(model: ModelCard, call: ResponseCall): Reply | Promise<Reply> {
    const {
      body,
      receivedAt: arrivedAt,
      principal: { organization: tenant },
      abort,
    } = call;
    const head = createHead({
      id: ids.next('resp_', ID_LENGTH),
      createdAt: unixSeconds(clock),
      body,
      model,
      modelName: repliedModel(model, options.replyModel),
      conversation: undefined,
    });
    return serve<Prepared>(call, clock, {
      prepare: () => prepare(call, model),
      begin: ({ request }) => engine.generate(request, { arrivedAt, tenant, abort }),
      startsAt: body.stream || body.background ? 'now' : 'last',
      reply: (generation, { own, refusal }) => {
        const events = eventsOf(head, body, () => unixSeconds(clock));
        const reply = body.background
          ? begin(generation, head, call)
          : body.stream
            ? stream(generation, events, call, own)
            : whole(generation, events, call, own);
        if (refusal === undefined) return reply;
        return andThen(reply, (due) => withRefusalNoted(due, refusal, call.requestId, log));
      },
      refuse: (error) => rethrow(error, body),
    });
  }

  function eventsOf(head: ResponseHead, body: CreateResponseRequest, now: () => number): ResponseEvents {
    return new ResponseEvents({
      makeId,
      head,
      now,
      encrypt: body.include?.includes('reasoning.encrypted_content') ? sealer.seal : undefined,
      obfuscate: isObfuscated(body) ? obfuscate : undefined,
    });
  }

  /** Stores a response that goes on without its caller. */
  async function begin(generation: Generation, head: ResponseHead, call: ResponseCall): Promise<Reply> {
    const { body, receivedAt, principal, abort } = call;
    const { project } = principal;
    const arrivedAt = clock.epoch() - (clock.now() - receivedAt);
    const recorded = recordAnswer(generation, receivedAt);
    const endsAt = arrivedAt + (generation.endsAt - receivedAt);
    const response = await assembleInTurns(
      generation,
      eventsOf(head, body, () => Math.floor(endsAt / 1000)),
      turns,
      abort,
    );
    const record: InBackground = {
      id: response.id,
      response,
      input: itemsOf(body).map((item) => toStoredItem(item, ids)),
      background: { recorded, arrivedAt, endsAt, cancelledAt: null },
    };
    await store.commit([
      responses.in(project).inserting(record, { createdAt: clock.epoch() }),
      jobs.adding<FinishPayload>({ kind: KIND, id: record.id, payload: { project }, dueAt: endsAt }),
    ]);
    jobs.wake();
    if (!body.stream) {
      const queued = head({ status: 'queued' });
      return withPolling(json(queued), queued);
    }
    const frames = new BackgroundFrames(record, -1, clock, isObfuscated(body) ? obfuscate : undefined);
    return eventStream(streams.open(frames, record.id), FAREWELL);
  }

  const obfuscate = (length: number): string => ids.next('', length);

  function isObfuscated({ stream_options: asked }: CreateResponseRequest): boolean {
    return asked?.include_obfuscation ?? options.streamObfuscation;
  }

  async function whole(
    generation: Generation,
    events: ResponseEvents,
    call: ResponseCall,
    own: readonly Turn[],
  ): Promise<Reply> {
    const response = await assembleInTurns(generation, events, turns, call.abort);
    if (call.body.store ?? true) await keep(call, response, own);
    return json(response);
  }

  function stream(
    generation: Generation,
    events: ResponseEvents,
    call: ResponseCall,
    own: readonly Turn[],
  ): Reply {
    const opening = events.opening(false);
    if (!(call.body.store ?? true)) {
      return eventStream(
        new PrefixedTimeline(opening, new AnswerFrames(generation, events, call.observation)),
        FAREWELL,
      );
    }
    const open = { encode: events.encode.bind(events), end: () => '' };
    const frames = new PrefixedTimeline(opening, new AnswerFrames(generation, open, call.observation));
    const last = async (): Promise<string> => {
      try {
        await keep(call, events.whole(), own);
        return events.end();
      } catch (error) {
        log.error('could not store a response', { error: String(error) });
        const fault = toFault(error);
        call.observation.fault = fault.detail.kind;
        return toErrorFrame(fault);
      }
    };
    return eventStream(new StoredFrames(frames, last), FAREWELL);
  }

  async function keep(call: ResponseCall, response: ResponseObject, own: readonly Turn[]): Promise<void> {
    const { project } = call.principal;
    const input = itemsOf(call.body).map((item) => toStoredItem(item, ids));
    await responses.in(project).insert({ id: response.id, response, input }, { createdAt: clock.epoch() });
    const answered = toTurns(response.output as readonly InputItem[], NO_MEDIA);
    history.keep(response.id, {
      project,
      turns: [...own, ...answered],
      previous: response.previous_response_id ?? null,
    });
  }

  return { create };
}

const NO_MEDIA: ItemMedia = { parts: new Map(), readings: new Map() };

/** The input as items. */
export function itemsOf({ input }: Pick<CreateResponseRequest, 'input'>): readonly InputItem[] {
  if (input === undefined) return [];
  return typeof input === 'string' ? [{ role: 'user', content: input }] : input;
}

/** @throws Fault for encrypted reasoning that is not from here */
function checkSeals(items: readonly InputItem[], { open }: Sealer): void {
  for (const [index, item] of items.entries()) {
    if (item.type !== 'reasoning' || item.encrypted_content === undefined) continue;
    if (open(item.encrypted_content) !== undefined) continue;
    throw invalid(
      `input[${index}].encrypted_content`,
      `The encrypted content for item ${item.id ?? index} could not be verified. Reason: Encrypted content could not be decrypted or parsed.`,
      'invalid_encrypted_content',
    );
  }
}

/** Whether the same body always means the same: it continues nothing and refers to nothing that is stored. */
function isRepeatable({
  previous_response_id: previous,
  conversation,
  input,
}: CreateResponseRequest): boolean {
  return previous === undefined && conversation === undefined && typeof input === 'string';
}

function rethrow(error: unknown, body: CreateResponseRequest): never {
  if (error instanceof FormUnmet) throw unmet(error, body);
  if (error instanceof AnswerTooLarge) {
    throw answerTooLarge(error, body, "smaller values of 'top_logprobs' or 'max_output_tokens'");
  }
  throw error instanceof ContextExceeded ? toContextFault(error, 'input') : error;
}

function unmet({ of, subject, message }: FormUnmet, { tools = [] }: CreateResponseRequest): Fault {
  if (of === 'format') {
    return invalid(
      'text.format.schema',
      `Invalid schema for response_format '${subject}': ${message}`,
      'invalid_json_schema',
    );
  }
  const index = tools.findIndex((tool) => 'name' in tool && tool.name === subject);
  return of === 'function'
    ? invalid(
        `tools[${index}].parameters`,
        `Invalid schema for function '${subject}': ${message}`,
        'invalid_function_parameters',
      )
    : invalid(
        `tools[${index}].format.definition`,
        `Invalid grammar for custom tool '${subject}': ${message}`,
      );
}
