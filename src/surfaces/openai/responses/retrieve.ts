import type { Static } from 'typebox';
import type { Jobs } from '../../../jobs/jobs.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Call } from '../../../kernel/operation.ts';
import { eventStream, json, type Reply, withHeaders } from '../../../kernel/reply.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { MissingDocument } from '../../../storage/errors.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import type { Webhooks } from '../../../webhooks/webhooks.ts';
import { type ConversationRecord, releasing } from '../conversations/record.ts';
import { invalid } from '../invalid.ts';
import { BackgroundFrames, current, endOf, isInBackground } from './background.ts';
import { shown } from './include.ts';
import type { BackgroundRecord, ResponseRecord } from './record.ts';
import type { ResponseObject } from './response-object.ts';
import type { ResponseParams, RetrieveQuery } from './schema/request.ts';
import { createSpeaker, type SpeakerServices } from './speech.ts';
import type { Streams } from './streams.ts';

export interface RetrieveServices extends Omit<SpeakerServices, 'options'> {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly jobs: Jobs;
  readonly webhooks: Webhooks;
  readonly responses: Collection<ResponseRecord>;
  readonly conversations: Collection<ConversationRecord>;
  readonly streams: Streams;
  readonly options: { readonly streamObfuscation: boolean } & SpeakerServices['options'];
}

/** There is nothing left to cancel. */
class Ended extends Error {}

type Params = Static<typeof ResponseParams>;
type Query = Static<typeof RetrieveQuery>;

/** Milliseconds after which the official clients look again. Without this header they wait five seconds. */
const POLL_AFTER = '50';

/** Tells clients that wait for the end of a response how soon to look again. */
export function withPolling(reply: Reply, { status }: ResponseObject): Reply {
  const isOpen = status === 'queued' || status === 'in_progress';
  return isOpen ? withHeaders(reply, { 'openai-poll-after-ms': POLL_AFTER }) : reply;
}

/** All that an answer says. */
function wordsOf({ output }: ResponseObject): string {
  const parts = output.flatMap((item) => (item.type === 'message' ? item.content : []));
  return parts.map((part) => ('refusal' in part ? part.refusal : 'text' in part ? part.text : '')).join('');
}

export function retrieveHandlers(services: RetrieveServices) {
  const { clock, ids, store, jobs, webhooks, responses, conversations, streams, options } = services;

  const speak = createSpeaker(services);

  async function find(id: string, project: string): Promise<ResponseRecord> {
    const record = await responses.in(project).get(id);
    if (record === undefined) throw new Fault({ kind: 'not_found', noun: 'response', id });
    return record;
  }

  async function retrieve({ params, query, principal, abort }: Call<Params, Query>): Promise<Reply> {
    const { stream, starting_after: after, include_obfuscation: padded, include: more = [] } = query;
    const record = await find(params.response_id, principal.project);
    const include = [...(record.include ?? []), ...more];
    if (!stream) {
      if (after !== undefined) {
        throw invalid(
          'starting_after',
          "The 'starting_after' parameter is only allowed when 'stream' is true.",
        );
      }
      const response = shown(current(record, clock), include);
      return withPolling(json(response), response);
    }
    // The events of a response that was not made in the background are gone with its stream.
    if (!isInBackground(record)) throw new Fault({ kind: 'not_found', noun: 'response', id: record.id });
    const isPadded = padded ?? options.streamObfuscation;
    const obfuscate = isPadded ? (length: number) => ids.next('', length) : undefined;
    const speech = record.background.isSpoken ? await speak(wordsOf(record.response), abort) : undefined;
    const frames = new BackgroundFrames(record, { after: after ?? -1, include, speech }, clock, obfuscate);
    return eventStream(streams.open(frames, record.id), undefined);
  }

  async function cancel({ params, principal: { project } }: Call<Params>): Promise<Reply> {
    const id = params.response_id;
    const record = await find(id, project);
    if (!isInBackground(record)) {
      throw new Fault({
        kind: 'invalid_value',
        param: null,
        message: 'Cannot cancel a synchronous response.',
        code: null,
      });
    }
    if (clock.epoch() >= endOf(record)) return json(shown(current(record, clock), record.include));
    const cancelledAt = clock.epoch();
    const hold = streams.hold(id, cancelledAt - record.background.arrivedAt);
    try {
      const cancelling = { cancelledAt, cancelledAfter: hold.after };
      const kept = (await keepCancelled(record, project, cancelling)) ?? (await find(id, project));
      const after = kept.background?.cancelledAfter;
      if (after !== undefined) streams.stop(id, after);
      return json(shown(current(kept, clock), kept.include));
    } finally {
      hold.release();
    }
  }

  /** Undefined if the response has ended meanwhile: by itself, or because somebody else has cancelled it. */
  async function keepCancelled(
    { id, response }: ResponseRecord,
    project: string,
    cancelling: Required<Pick<BackgroundRecord, 'cancelledAt' | 'cancelledAfter'>>,
  ): Promise<ResponseRecord | undefined> {
    const conversation = response.conversation?.id;
    const holder = conversation && (await conversations.in(project).get(conversation));
    const committing = store.commit([
      responses.in(project).updating(id, (before) => {
        if (!isInBackground(before) || before.background.cancelledAt !== null) throw new Ended();
        if (clock.epoch() >= before.background.endsAt) throw new Ended();
        return { ...before, background: { ...before.background, ...cancelling } };
      }),
      ...webhooks.announcing({ type: 'response.cancelled', data: { id }, project }),
      ...(holder ? [releasing({ conversations }, { project, conversation: holder.id, response: id })] : []),
    ]);
    const kept = await committing.catch(async (error: unknown) => {
      if (error instanceof Ended) return undefined;
      if (!(error instanceof MissingDocument)) throw error;
      // The response or its conversation was deleted meanwhile.
      const still = await find(id, project);
      return [await keepCancelled(still, project, cancelling)] as const;
    });
    jobs.wake();
    return kept?.[0];
  }

  return { retrieve, cancel };
}
