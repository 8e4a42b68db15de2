import { ROOT_AGENT } from '../../../engine/agents.ts';
import type { Generation } from '../../../engine/generation.ts';
import { replayAnswer } from '../../../engine/recorded.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Timeline } from '../../../runtime/timeline.ts';
import type { MakeId } from './answer-items.ts';
import type { BackgroundRecord, ResponseRecord } from './record.ts';
import { ResponseEvents, type ResponseEventsOptions } from './response-events.ts';
import type { ResponseObject } from './response-object.ts';
import { ResponseTemplate } from './response-template.ts';
import type { Include } from './schema/request.ts';
import { Speaking, type Speech } from './speech.ts';
import { callFormsOf } from './tools/kinds.ts';
import { toFrame, type WireEvent } from './wire-event.ts';

/** A response with its background. */
export type InBackground = ResponseRecord & { readonly background: BackgroundRecord };

export function isInBackground(record: ResponseRecord): record is InBackground {
  return record.background !== undefined;
}

/** When a response has ended, by itself or because it was cancelled, in Unix milliseconds. */
export function endOf({ background }: InBackground): number {
  return background.cancelledAt ?? background.endsAt;
}

/** A stored response as it stands now, with all that its items hold. */
export function current(record: ResponseRecord, clock: Clock): ResponseObject {
  if (!isInBackground(record)) return record.response;
  const now = clock.epoch();
  const { background, response } = record;
  if (background.cancelledAt === null && now >= background.endsAt) return response;
  const { generation, events, arrivedAt } = replay(record, clock);
  const until = arrivedAt + (background.cancelledAfter ?? now - background.arrivedAt);
  // A long answer comes in several batches.
  while ((generation.nextAt ?? Number.POSITIVE_INFINITY) <= until) events.add(generation.take(until) ?? []);
  return background.cancelledAt === null ? events.whole() : events.cancelledResponse();
}

export interface FramesWanted {
  /** The number of the last event that the reader has seen; -1 for none. */
  readonly after: number;
  /** What items show besides what they always show. */
  readonly include: Include | undefined;
  /** Present: the sound of the answer is told too. */
  readonly speech: Speech | undefined;
}

/** The frames of a response in the background: what has happened so far at once, the rest as it happens. */
export class BackgroundFrames implements Timeline<string> {
  readonly #generation: Generation;
  readonly #events: ResponseEvents;
  readonly #after: number;
  /** On the clock's `now()` scale, as all times. */
  readonly #arrivedAt: number;
  #pending: WireEvent[];
  #stopsAt: number;
  /** Nothing later is sent for now. */
  #heldAt = Number.POSITIVE_INFINITY;
  #toldUntil = Number.NEGATIVE_INFINITY;
  #isOver = false;
  #onReady: (() => void) | undefined;
  #onEnd: (() => void) | undefined;

  constructor(
    record: InBackground,
    { after, include, speech }: FramesWanted,
    clock: Clock,
    obfuscate: ((length: number) => string) | undefined,
  ) {
    const { generation, events, arrivedAt } = replay(record, clock, {
      include,
      obfuscate,
      speaking: speech && new Speaking(speech, record.id),
    });
    this.#generation = generation;
    this.#events = events;
    this.#after = after;
    this.#pending = [...events.openQueued()];
    this.#arrivedAt = arrivedAt;
    this.#stopsAt = arrivedAt + (record.background.cancelledAfter ?? Number.POSITIVE_INFINITY);
  }

  get nextAt(): number | undefined {
    if (this.#isOver) return undefined;
    if (this.#pending.length > 0) return Number.NEGATIVE_INFINITY;
    const nextAt = Math.min(this.#generation.nextAt ?? Number.NEGATIVE_INFINITY, this.#stopsAt);
    return nextAt > this.#heldAt ? Number.POSITIVE_INFINITY : nextAt;
  }

  onReady(listener: () => void): void {
    this.#onReady = listener;
  }

  /** Called once, when the stream has ended or its reader has left. */
  onEnd(listener: () => void): void {
    this.#onEnd = listener;
  }

  take(now: number): string | undefined {
    if (this.#isOver) return undefined;
    const events = this.#pending;
    this.#pending = [];
    const until = Math.min(now, this.#stopsAt, this.#heldAt);
    const batch = this.#generation.take(until);
    if (batch) {
      events.push(...this.#events.toWire(batch));
      this.#toldUntil = until;
    }
    const isComplete = this.#generation.nextAt === undefined;
    const isStopped = !isComplete && now >= this.#stopsAt && (this.#generation.nextAt ?? 0) > this.#stopsAt;
    if (isComplete) events.push(this.#events.lastEvent());
    else if (isStopped) events.push(this.#events.cancelled());
    if (isComplete || isStopped) this.#end();
    const frames = events
      .filter(({ sequence_number: number }) => number > this.#after)
      .map(toFrame)
      .join('');
    return frames === '' ? undefined : frames;
  }

  /** How far the answer has been told, in milliseconds after its arrival. */
  get told(): number {
    return this.#toldUntil - this.#arrivedAt;
  }

  /** Holds back what happens later than this, in milliseconds after the arrival; infinity ends that. */
  hold(after: number): void {
    this.#heldAt = this.#arrivedAt + after;
    this.#onReady?.();
  }

  /** The response was cancelled when its answer had come so far, in milliseconds after its arrival. */
  stop(after: number): void {
    this.#stopsAt = this.#arrivedAt + after;
    this.#onReady?.();
  }

  /** Ends the stream, not the response. */
  cancel(): void {
    this.#generation.cancel();
    this.#end();
  }

  #end(): void {
    this.#isOver = true;
    const onEnd = this.#onEnd;
    this.#onEnd = undefined;
    onEnd?.();
  }
}

/** Plays a response again, with the ids and the encrypted reasoning that it has. */
function replay(
  { response, background: { recorded, arrivedAt, endsAt, compaction } }: InBackground,
  clock: Clock,
  { include, obfuscate, speaking }: Pick<ResponseEventsOptions, 'include' | 'obfuscate' | 'speaking'> = {},
): { generation: Generation; events: ResponseEvents; arrivedAt: number } {
  const arrival = toMonotonic(arrivedAt, clock);
  const generation = replayAnswer(recorded, arrival);
  const made = [...response.output];
  let next = compaction ? 1 : 0;
  const makeId: MakeId = () => made[next++]?.id ?? '';
  const sealed = made.flatMap((item) => (item.type === 'reasoning' ? [item.encrypted_content] : []));
  let thoughts = 0;
  const encrypt = sealed.some(Boolean) ? (): string => sealed[thoughts++] ?? '' : undefined;
  const events = new ResponseEvents({
    makeId,
    head: new ResponseTemplate(response).head(response.id, response.created_at),
    callForms: callFormsOf(response.tools),
    now: () => Math.floor(endsAt / 1000),
    encrypt,
    include,
    obfuscate,
    agent: made.some((item) => 'agent' in item) ? ROOT_AGENT : undefined,
    compaction,
    moderation: response.moderation,
    speaking,
  });
  return { generation, events, arrivedAt: arrival };
}

function toMonotonic(epoch: number, clock: Clock): number {
  return clock.now() - (clock.epoch() - epoch);
}
