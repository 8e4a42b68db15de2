import type { Generation } from '../../../../engine/generation.ts';
import { recordAnswer } from '../../../../engine/recorded.ts';
import type { Jobs } from '../../../../jobs/jobs.ts';
import { eventStream, json, type Reply } from '../../../../kernel/reply.ts';
import type { Clock } from '../../../../runtime/clock.ts';
import { runSteps } from '../../../../runtime/steps.ts';
import type { Turns } from '../../../../runtime/turns.ts';
import { assembleInTurns } from '../../../../serving/assembler.ts';
import type { Collection, Store } from '../../../../storage/store.ts';
import type { ConversationCollections } from '../../conversations/record.ts';
import { BackgroundFrames, type InBackground } from '../background.ts';
import { type FinishPayload, KIND } from '../finish.ts';
import { type Keeper, toConversationFault } from '../keeper.ts';
import type { ResponseRecord } from '../record.ts';
import { withPolling } from '../retrieve.ts';
import { isSpoken } from '../speech.ts';
import type { Streams } from '../streams.ts';
import type { EventMaker, Making } from './making.ts';

export interface BackgroundServices extends Pick<ConversationCollections, 'conversations'> {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly store: Store;
  readonly responses: Collection<ResponseRecord>;
  readonly jobs: Jobs;
  readonly streams: Streams;
}

/** Answers with responses that are made in the background. */
export function createBackgrounds(
  { clock, turns, store, responses, conversations, jobs, streams }: BackgroundServices,
  keeper: Keeper,
  { eventsOf, paddingOf }: EventMaker,
): (generation: Generation, making: Making) => Promise<Reply> {
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
        ...(isSpoken(prepared.model) && { isSpoken: true }),
      },
    };
    const conversation = response.conversation?.id;
    const payload: FinishPayload = { project, conversation };
    const holding = conversation
      ? [conversations.in(project).updating(conversation, (one) => ({ ...one, heldBy: record.id }))]
      : [];
    const committing = store.commit([
      ...holding,
      responses.in(project).inserting(record, { createdAt: clock.epoch() }),
      jobs.adding({ kind: KIND, id: record.id, payload, dueAt: endsAt }),
    ]);
    await committing.catch((error: unknown) => {
      throw conversation === undefined ? error : toConversationFault(error, conversation);
    });
    jobs.wake();
    release?.();
    if (!body.stream) {
      const queued = head.at({ status: 'queued' });
      return withPolling(json(queued), queued);
    }
    const wanted = { after: -1, include: body.include, speech: making.speech };
    const frames = new BackgroundFrames(record, wanted, clock, paddingOf(body));
    return eventStream(streams.open(frames, record.id), undefined);
  }

  return background;
}
