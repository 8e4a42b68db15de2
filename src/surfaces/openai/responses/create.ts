import { AnswerTooLarge, ContextExceeded, FormUnmet } from '../../../engine/errors.ts';
import type { Generation } from '../../../engine/generation.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import { recordAnswer } from '../../../engine/recorded.ts';
import type { Jobs } from '../../../jobs/jobs.ts';
import { Fault, toFault } from '../../../kernel/fault.ts';
import { eventStream, json, type Reply } from '../../../kernel/reply.ts';
import { andThen } from '../../../runtime/and-then.ts';
import { type Clock, unixSeconds } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Log } from '../../../runtime/log.ts';
import type { Timeline } from '../../../runtime/timeline.ts';
import { AnswerFrames } from '../../../serving/answer-frames.ts';
import { assembleInTurns } from '../../../serving/assembler.ts';
import { toContextFault } from '../../../serving/context-fault.ts';
import { PrefixedTimeline } from '../../../serving/prefixed-timeline.ts';
import { type ReplyModel, repliedModel } from '../../../serving/replied-model.ts';
import { requestedModel } from '../../../serving/requested-model.ts';
import { serve } from '../../../serving/serve.ts';
import { StoredFrames } from '../../../serving/stored-frames.ts';
import { answerTooLarge } from '../answer-limit.ts';
import { invalid } from '../chat/invalid.ts';
import { withRefusalNoted } from '../chat/note.ts';
import { BackgroundFrames, type InBackground } from './background.ts';
import { conversationId } from './check.ts';
import { FAREWELL, toErrorFrame } from './error-frames.ts';
import { type FinishPayload, KIND } from './finish.ts';
import { createKeeper, type Keeper, type KeeperServices } from './keeper.ts';
import { itemIds } from './kept-item.ts';
import { type ConversationLock, ConversationLocks } from './locks.ts';
import { createPreparer, type Prepared, type PrepareServices, type ResponseCall } from './prepare.ts';
import { ResponseEvents } from './response-events.ts';
import { createHead, type ResponseHead } from './response-object.ts';
import { withPolling } from './retrieve.ts';
import type { CreateResponseRequest } from './schema/request.ts';
import { createSealer } from './seal.ts';
import type { Streams } from './streams.ts';

export interface CreateServices extends Omit<PrepareServices, 'store'>, KeeperServices {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly models: ModelRegistry;
  readonly jobs: Jobs;
  readonly streams: Streams;
  readonly options: PrepareServices['options'] & {
    readonly streamObfuscation: boolean;
    readonly replyModel: ReplyModel;
    readonly seed: string | number;
  };
}

/** What belongs to one response while it is made. */
interface Making {
  readonly call: ResponseCall;
  readonly prepared: Prepared;
  readonly id: string;
  readonly head: ResponseHead;
  readonly lock: ConversationLock | undefined;
}

export function createHandlers(services: CreateServices) {
  const { clock, turns, ids, log, store, jobs, engine, models, streams, options } = services;
  const sealer = createSealer(`reasoning:${options.seed}`);
  const prepare = createPreparer(services, sealer);
  const keeper: Keeper = createKeeper(services);
  const locks = new ConversationLocks(clock);
  const obfuscate = (length: number): string => ids.next('', length);

  function create(call: ResponseCall): Reply | Promise<Reply> {
    const { model } = call.body;
    if (model === undefined) throw new Fault({ kind: 'missing_parameter', param: 'model' });
    return andThen(requestedModel(call, model, models), (found) => createWith(found, call));
  }

  function createWith(model: ModelCard, call: ResponseCall): Reply | Promise<Reply> {
    const { body, receivedAt: arrivedAt, principal, abort } = call;
    const conversation = body.conversation && conversationId(body.conversation);
    let lock: ConversationLock | undefined;
    const id = ids.hex('resp_');
    const head = createHead({
      id,
      createdAt: unixSeconds(clock),
      body,
      model,
      modelName: repliedModel(model, options.replyModel),
      conversation,
    });
    return serve<Prepared>(call, clock, {
      prepare: () => {
        if (conversation === undefined || body.previous_response_id !== undefined)
          return prepare(call, model);
        lock = locks.take(principal.project, conversation);
        abort.onAbort(lock.release);
        return prepare(call, model);
      },
      begin: ({ request }) => engine.generate(request, { arrivedAt, tenant: principal.organization, abort }),
      startsAt: body.stream || body.background ? 'now' : 'last',
      reply: (generation, prepared) => {
        const making = { call, prepared, id, head, lock };
        const made = body.background ? background : body.stream ? stream : whole;
        const reply = made(generation, making);
        const { refusal } = prepared;
        if (refusal === undefined) return reply;
        return andThen(reply, (due) => withRefusalNoted(due, refusal, call.requestId, log));
      },
      refuse: (error) => {
        lock?.release();
        return rethrow(error, body);
      },
    });
  }

  function eventsOf(
    { id, head, call: { body } }: Making,
    now: () => number = () => unixSeconds(clock),
  ): ResponseEvents {
    const isSealed = body.include?.includes('reasoning.encrypted_content');
    const encrypt = isSealed ? sealer.seal : undefined;
    const makeId = itemIds(ids, id);
    return new ResponseEvents({ makeId, head, now, encrypt, obfuscate: paddingOf(body) });
  }

  function paddingOf({ stream_options: asked }: CreateResponseRequest): typeof obfuscate | undefined {
    return (asked?.include_obfuscation ?? options.streamObfuscation) ? obfuscate : undefined;
  }

  async function whole(generation: Generation, making: Making): Promise<Reply> {
    const { call, prepared, lock } = making;
    const response = await assembleInTurns(generation, eventsOf(making), turns, call.abort);
    await keeper.keep(response, prepared, call);
    lock?.release();
    return json(response);
  }

  function stream(generation: Generation, making: Making): Reply {
    const { call, prepared, lock } = making;
    const events = eventsOf(making);
    const from = (encoder: Pick<ResponseEvents, 'encode' | 'end'>): Timeline<string> =>
      new PrefixedTimeline(events.opening(false), new AnswerFrames(generation, encoder, call.observation));
    if (!keeper.keeps(call.body)) return eventStream(from(events), FAREWELL);
    const open = from({ encode: (batch) => events.encode(batch), end: () => '' });
    const last = async (): Promise<string> => {
      try {
        await keeper.keep(events.whole(), prepared, call);
        return events.end();
      } catch (error) {
        log.error('could not store a response', { error: String(error) });
        const fault = toFault(error);
        call.observation.fault = fault.detail.kind;
        return toErrorFrame(fault);
      } finally {
        lock?.release();
      }
    };
    return eventStream(new StoredFrames(open, last), FAREWELL);
  }

  /** Stores a response that goes on without its caller. */
  async function background(generation: Generation, making: Making): Promise<Reply> {
    const { call, prepared, head, lock } = making;
    const { body, receivedAt, principal, abort } = call;
    const { project } = principal;
    const arrivedAt = clock.epoch() - (clock.now() - receivedAt);
    const endsAt = arrivedAt + (generation.endsAt - receivedAt);
    const recorded = recordAnswer(generation, receivedAt);
    const events = eventsOf(making, () => Math.floor(endsAt / 1000));
    const response = await assembleInTurns(generation, events, turns, abort);
    const record: InBackground = {
      ...keeper.toRecord(response, prepared),
      background: { recorded, arrivedAt, endsAt, cancelledAt: null },
    };
    const payload: FinishPayload = { project };
    await store.commit([
      services.responses.in(project).inserting(record, { createdAt: clock.epoch() }),
      jobs.adding({ kind: KIND, id: record.id, payload, dueAt: endsAt }),
    ]);
    jobs.wake();
    lock?.holdUntil(endsAt);
    if (!body.stream) {
      const queued = head({ status: 'queued' });
      return withPolling(json(queued), queued);
    }
    const frames = new BackgroundFrames(record, -1, clock, paddingOf(body));
    return eventStream(streams.open(frames, record.id), FAREWELL);
  }

  return { create };
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
