import { AnswerTooLarge, FormUnmet } from '../../../engine/errors.ts';
import type { Generation } from '../../../engine/generation.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import { recordAnswer } from '../../../engine/recorded.ts';
import type { Tokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import type { Jobs } from '../../../jobs/jobs.ts';
import { Fault, toFault } from '../../../kernel/fault.ts';
import { MOST_BYTES } from '../../../kernel/memo.ts';
import { eventStream, json, jsonText, type Reply } from '../../../kernel/reply.ts';
import { andThen } from '../../../runtime/and-then.ts';
import { type Clock, unixSeconds } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Log } from '../../../runtime/log.ts';
import { runSteps } from '../../../runtime/steps.ts';
import { answerStream } from '../../../serving/answer-stream.ts';
import { assembleInTurns } from '../../../serving/assembler.ts';
import { toContextFaultOf } from '../../../serving/context-fault.ts';
import { requestedModel } from '../../../serving/requested-model.ts';
import { serve } from '../../../serving/serve.ts';
import { toSize } from '../answer-limit.ts';
import { withRefusalNoted } from '../refusal-note.ts';
import { unmetForm } from '../unmet-form.ts';
import { BackgroundFrames, type InBackground } from './background.ts';
import { liveOf } from './connection/live-response.ts';
import { createContextHandlers } from './context.ts';
import { conversationId } from './conversation-id.ts';
import { type FinishPayload, KIND } from './finish.ts';
import { formParams } from './form-params.ts';
import { NO_PAST } from './history.ts';
import { shown } from './include.ts';
import { createKeeper, type Keeper, type KeeperServices } from './keeper.ts';
import { itemIds } from './kept-item.ts';
import type { ConversationLocks } from './locks.ts';
import { createResponseModerator, type Moderation, type ResponseModeratorServices } from './moderation.ts';
import { createPreparer, type Prepared, type PrepareServices } from './prepare.ts';
import { findPrompt } from './prompt.ts';
import type { ResponseCall } from './response-call.ts';
import { ResponseEvents } from './response-events.ts';
import { newResponseId } from './response-id.ts';
import type { Progress } from './response-object.ts';
import type { ResponseHead } from './response-template.ts';
import { withPolling } from './retrieve.ts';
import type { CreateResponseRequest } from './schema/request.ts';
import { createSealer } from './seal.ts';
import type { Streams } from './streams.ts';
import { callFormsOf } from './tools/kinds.ts';

export interface CreateServices
  extends Omit<PrepareServices, 'store'>,
    KeeperServices,
    ResponseModeratorServices {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly models: ModelRegistry;
  readonly tokenizers: Tokenizers;
  readonly jobs: Jobs;
  readonly streams: Streams;
  readonly locks: ConversationLocks;
  readonly options: PrepareServices['options'] & {
    readonly streamObfuscation: boolean;
    readonly seed: string | number;
  };
}

/** What belongs to one response while it is made. */
interface Making {
  readonly call: ResponseCall;
  readonly prepared: Prepared;
  readonly id: string;
  readonly head: ResponseHead;
  /** Ends the hold on its conversation. */
  readonly release: (() => void) | undefined;
  readonly moderation: Moderation | undefined;
}

export function createHandlers(services: CreateServices) {
  const { clock, turns, ids, log, store, jobs, engine, models, streams, locks, options } = services;
  const sealer = createSealer(`responses:${options.seed}`);
  const preparer = createPreparer(services, sealer);
  const moderator = createResponseModerator(services);
  const keeper: Keeper = createKeeper(services, sealer.open);
  const obfuscate = (length: number): string => ids.next('', length);

  function create(call: ResponseCall): Reply | Promise<Reply> {
    const { prompt } = call.body;
    const model = call.body.model ?? (prompt && findPrompt(prompt, options.prompts).model);
    if (model === undefined) throw new Fault({ kind: 'missing_parameter', param: 'model' });
    return andThen(requestedModel(call, model, models), (found) => createWith(found, call));
  }

  function createWith(model: ModelCard, call: ResponseCall): Reply | Promise<Reply> {
    const { body, receivedAt: arrivedAt, principal, abort } = call;
    const conversation = body.conversation && conversationId(body.conversation);
    let release: (() => void) | undefined;
    let input: Moderation['input'] | undefined;
    const id = newResponseId(ids);
    const createdAt = unixSeconds(clock);
    return serve<Prepared>(call, clock, {
      prepare: () => {
        if (conversation === undefined || body.previous_response_id !== undefined)
          return preparer.prepare(call, model);
        release = locks.take(principal.project, conversation);
        abort.onAbort(release);
        return preparer.prepare(call, model);
      },
      begin: ({ request, own }) =>
        andThen(moderator.input(call, own), (moderated) => {
          input = moderated;
          return engine.generate(request, { arrivedAt, tenant: principal.organization, abort });
        }),
      startsAt: body.stream || body.background ? 'now' : 'last',
      reply: (generation, prepared) => {
        const head = prepared.template.head(id, createdAt);
        const made = body.background ? background : body.stream ? stream : whole;
        const moderated = moderator.both(call, input, generation);
        const reply = andThen(moderated, (moderation: Moderation | undefined) =>
          made(generation, { call, prepared, id, head, release, moderation }),
        );
        const { refusal } = prepared;
        if (refusal === undefined) return reply;
        return andThen(reply, (due) => withRefusalNoted(due, refusal, call.requestId, log));
      },
      refuse: (error) => {
        release?.();
        return rethrow(error, body);
      },
    });
  }

  function eventsOf(
    { id, head, prepared, moderation, call: { body } }: Making,
    now: () => number = () => unixSeconds(clock),
  ): ResponseEvents {
    const { include } = body;
    const isSealed = keeper.keeps(body) || include?.includes('reasoning.encrypted_content');
    const encrypt = isSealed ? sealer.seal : undefined;
    const makeId = itemIds(ids, id);
    const callForms = callFormsOf(body.tools ?? []);
    const compaction = prepared.compaction && { ...prepared.compaction, id: makeId('compaction') };
    const obfuscate = paddingOf(body);
    return new ResponseEvents({
      makeId,
      head,
      callForms,
      now,
      encrypt,
      include,
      obfuscate,
      compaction,
      moderation,
    });
  }

  function paddingOf({ stream_options: asked }: CreateResponseRequest): typeof obfuscate | undefined {
    return (asked?.include_obfuscation ?? options.streamObfuscation) ? obfuscate : undefined;
  }

  function whole(generation: Generation, making: Making): Reply | Promise<Reply> {
    const { call, prepared, head, release } = making;
    return andThen(answer(generation, making), (progress) => {
      const text = head.textAt(shown(progress, call.body.include));
      const { cachedTokens } = generation.usage;
      if (call.memo && prepared.request.isDecided && text.length <= MOST_BYTES)
        prepared.answer = { cachedTokens, progress };
      if (!keeper.keeps(call.body)) return jsonText(text);
      return keeper.keep(head.at(progress), prepared, call).then(() => {
        release?.();
        return jsonText(text);
      });
    });
  }

  /** The response when it has ended. What was answered before is answered again, with new ids. */
  function answer(generation: Generation, making: Making): Progress | Promise<Progress> {
    const { call, prepared } = making;
    const { cachedTokens, progress } = prepared.answer ?? {};
    if (progress === undefined || cachedTokens !== generation.usage.cachedTokens) {
      const events = eventsOf(making);
      const assembler = { add: events.add.bind(events), whole: () => events.progress() };
      return assembleInTurns(generation, assembler, turns, call.abort);
    }
    const { completedAt, output = [] } = progress;
    const makeId = itemIds(ids, making.id);
    return {
      ...progress,
      completedAt: completedAt && unixSeconds(clock),
      output: output.map((item) => ({ ...item, id: makeId(item.type) })),
    };
  }

  function stream(generation: Generation, making: Making): Reply {
    const { call, prepared, release } = making;
    const events = eventsOf(making);
    const { observation } = call;
    const live = liveOf(call);
    const played = live?.begin(generation, { id: making.id, model: prepared.model, events, observation });
    const isKept = keeper.keeps(call.body);
    const store = async (): Promise<object | undefined> => {
      try {
        const response = events.whole();
        if (isKept) await keeper.keep(response, prepared, call);
        if (live) {
          const earlier = prepared.compaction ? NO_PAST : prepared.earlier;
          const { turns: said, known } = await keeper.addedBy(response, prepared);
          live.end(response, { turns: [...earlier.turns, ...said], known: [...earlier.known, ...known] });
        }
        return undefined;
      } catch (error) {
        log.error('could not store a response', { error: String(error) });
        const fault = toFault(error);
        observation.fault = fault.detail.kind;
        return events.failed(fault.message);
      } finally {
        release?.();
      }
    };
    return answerStream(played ?? generation, events, {
      observation,
      farewell: () => events.toFrame(events.broken(new Fault({ kind: 'overloaded', retryAfter: 1 }))),
      store: isKept || live ? store : undefined,
    });
  }

  /** Stores a response that goes on without its caller. A stream of it is cut off if the server stops: it can be resumed. */
  async function background(generation: Generation, making: Making): Promise<Reply> {
    const { call, prepared, head, release } = making;
    const { body, receivedAt, principal, abort } = call;
    const { project } = principal;
    const arrivedAt = clock.epoch() - (clock.now() - receivedAt);
    const endsAt = arrivedAt + (generation.endsAt - receivedAt);
    const recorded = await runSteps(recordAnswer(generation), turns, abort);
    const events = eventsOf(making, () => Math.floor(endsAt / 1000));
    const response = await assembleInTurns(generation, events, turns, abort);
    const record: InBackground = {
      ...keeper.toRecord(response, prepared, call),
      background: {
        recorded,
        arrivedAt,
        endsAt,
        cancelledAt: null,
        ...(events.compaction && { compaction: events.compaction }),
      },
    };
    const conversation = response.conversation?.id;
    const payload: FinishPayload = { project, conversation };
    const holding = conversation
      ? [services.conversations.in(project).updating(conversation, (one) => ({ ...one, heldBy: record.id }))]
      : [];
    await store.commit([
      ...holding,
      services.responses.in(project).inserting(record, { createdAt: clock.epoch() }),
      jobs.adding({ kind: KIND, id: record.id, payload, dueAt: endsAt }),
    ]);
    jobs.wake();
    release?.();
    if (!body.stream) {
      const queued = head.at({ status: 'queued' });
      return withPolling(json(queued), queued);
    }
    const frames = new BackgroundFrames(record, { after: -1, include: body.include }, clock, paddingOf(body));
    return eventStream(streams.open(frames, record.id), undefined);
  }

  return { create, ...createContextHandlers(services, preparer, sealer) };
}

function rethrow(error: unknown, body: CreateResponseRequest): never {
  if (error instanceof FormUnmet) throw unmetForm(error, formParams(body));
  if (error instanceof AnswerTooLarge) {
    const [what, advice] = TOO_LARGE[error.of];
    const message = `The ${what} would have more than ${toSize(error.limit)}, the limit of this server. ${advice}`;
    throw new Fault({ kind: 'invalid_value', param: null, message, code: 'answer_too_large' });
  }
  throw toContextFaultOf(error, 'input');
}

const TOO_LARGE = {
  text: ['response', "Use smaller values of 'top_logprobs' or 'max_output_tokens'."],
  works: [
    'results of the hosted tools',
    "Use a smaller value of 'max_tool_calls', and for images a smaller 'size', fewer 'partial_images', or the 'output_format' webp or jpeg.",
  ],
} as const;
