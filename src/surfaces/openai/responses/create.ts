import type { ModelCard } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import type { Tokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import type { Jobs } from '../../../jobs/jobs.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Reply } from '../../../kernel/reply.ts';
import { andThen } from '../../../runtime/and-then.ts';
import { type Clock, unixSeconds } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Log } from '../../../runtime/log.ts';
import { requestedModel } from '../../../serving/requested-model.ts';
import { type ServeOptions, serve } from '../../../serving/serve.ts';
import { withRefusalNoted } from '../refusal-note.ts';
import { createContextHandlers } from './context.ts';
import { conversationId } from './conversation-id.ts';
import { toCreateFault } from './create-fault.ts';
import { createKeeper, type KeeperServices } from './keeper.ts';
import type { ConversationLocks } from './locks.ts';
import { createBackgrounds } from './making/in-background.ts';
import { createEventMaker } from './making/making.ts';
import { createStreams } from './making/stream.ts';
import { createWholes } from './making/whole.ts';
import { createResponseModerator, type Moderation, type ResponseModeratorServices } from './moderation.ts';
import { createPreparer, type Prepared, type PrepareServices } from './prepare.ts';
import { findPrompt } from './prompt.ts';
import type { ResponseCall } from './response-call.ts';
import { newResponseId } from './response-id.ts';
import { createSealer } from './seal.ts';
import { createSpeaker, isSpoken, type SpeakerServices, type Speech } from './speech.ts';
import type { Streams } from './streams.ts';

export interface CreateServices
  extends Omit<PrepareServices, 'store'>,
    KeeperServices,
    ResponseModeratorServices,
    Pick<SpeakerServices, 'synthesizer'> {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly models: ModelRegistry;
  readonly tokenizers: Tokenizers;
  readonly jobs: Jobs;
  readonly streams: Streams;
  readonly locks: ConversationLocks;
  readonly options: PrepareServices['options'] &
    ServeOptions & {
      readonly streamObfuscation: boolean;
      readonly seed: string | number;
    };
}

export function createHandlers(services: CreateServices) {
  const { clock, ids, log, engine, models, locks, options } = services;
  const sealer = createSealer(`responses:${options.seed}`);
  const preparer = createPreparer(services, sealer);
  const moderator = createResponseModerator(services);
  const keeper = createKeeper(services, sealer.open);
  const speak = createSpeaker(services);
  const events = createEventMaker(services, sealer, keeper);
  const whole = createWholes(services, keeper, events);
  const stream = createStreams(services, keeper, events);
  const background = createBackgrounds(services, keeper, events);

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
    return serve<Prepared>(call, services, {
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
          const tenant = principal.organization;
          return engine.generate(request, { arrivedAt, tenant, abort, isDetached: body.background === true });
        }),
      startsAt: body.stream || body.background ? 'now' : 'last',
      reply: (generation, prepared) => {
        const head = prepared.template.head(id, createdAt);
        const made = body.background ? background : body.stream ? stream : whole;
        const moderated = moderator.both(call, input, generation);
        const speech = body.stream && isSpoken(model) ? speak(generation.said(0), abort) : undefined;
        const reply = andThen(moderated, (moderation: Moderation | undefined) =>
          andThen(speech, (spoken: Speech | undefined) =>
            made(generation, { call, prepared, id, head, release, moderation, speech: spoken }),
          ),
        );
        const { refusal } = prepared;
        if (refusal === undefined) return reply;
        return andThen(reply, (due) => withRefusalNoted(due, refusal, call.requestId, log));
      },
      refuse: (error) => {
        release?.();
        throw toCreateFault(error, body);
      },
    });
  }

  return { create, ...createContextHandlers(services, preparer, sealer) };
}
