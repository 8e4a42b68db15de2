import type { Ids } from '../../../../runtime/ids.ts';
import type { CreateEvent, RequestBody, SteerEvent } from './client-events.ts';
import type { Lane } from './lanes.ts';
import type { LiveResponse } from './live-response.ts';
import { requiredInput } from './required-input.ts';

/** Input that waits for the end of the response that it steers. */
export interface Steer {
  readonly id: string;
  readonly event: SteerEvent;
  readonly live: LiveResponse;
  readonly lane: Lane;
  /** To be called when the input is not needed any more. */
  release(): void;
}

export type SteerErrorCode =
  | 'response_not_found'
  | 'invalid_input'
  | 'steering_not_supported'
  | 'too_many_pending_steers'
  | 'response_already_completed'
  | 'response_not_active'
  | 'successor_creation_failed';

const MESSAGES: Readonly<Record<Exclude<SteerErrorCode, 'invalid_input'>, string>> = {
  response_not_found: 'The response was not made on this connection, or too long ago.',
  steering_not_supported:
    'This response cannot be steered: its model does not support that, it belongs to a conversation, or it says nothing.',
  too_many_pending_steers:
    'Too much steering input is waiting. Send the results that the response needs, or wait for its continuation.',
  response_already_completed: 'The response is complete. Continue it with response.create.',
  response_not_active: 'The response takes no further input. Continue it with response.create.',
  successor_creation_failed: 'The continuation of the response could not be made.',
};

/** Steers that may wait for one response, and on one connection. */
const MOST_OF_RESPONSE = 16;
const MOST = 64;

/** Ended responses whose end is remembered, to explain why they cannot be steered. */
const MOST_ENDED = 256;

interface Active {
  readonly live: LiveResponse;
  readonly create: CreateEvent;
  steers: Steer[];
}

/** Sends an event of the connection's own in a lane. */
type Tell = (event: object, lane: Lane) => void;

/** The steering of a connection: what steers its responses, from its arrival until a response has taken it up. */
export class Steering {
  readonly #ids: Ids;
  readonly #tell: Tell;
  readonly #active = new Map<string, Active>();
  /** Why responses that have ended cannot be steered. */
  readonly #ended = new Map<string, SteerErrorCode>();
  /** By the response whose calls the client has to answer first. */
  readonly #waiting = new Map<string, readonly Steer[]>();
  #count = 0;

  constructor(ids: Ids, tell: Tell) {
    this.#ids = ids;
    this.#tell = tell;
  }

  /** A response begins. */
  begin(live: LiveResponse, create: CreateEvent): void {
    this.#active.set(live.id as string, { live, create, steers: [] });
  }

  /** Queues input, or refuses it. */
  accept(event: SteerEvent, release: () => void): void {
    const target = event.previous_response_id;
    const active = this.#active.get(target);
    const code = active ? this.#refusal(active) : (this.#ended.get(target) ?? 'response_not_found');
    if (!active || code !== undefined) {
      release();
      this.refuse(event, code as Exclude<SteerErrorCode, 'invalid_input'>);
      return;
    }
    const { live, create, steers } = active;
    const steer: Steer = { id: this.#ids.hex('steer_', 32), event, live, lane: create.lane, release };
    steers.push(steer);
    this.#count++;
    live.steer();
    const type = 'response.steer.accepted';
    this.#tell({ type, sequence_number: live.nextNumber(), steer: named(steer) }, create.lane);
  }

  /** Tells that input is not taken. */
  refuse(
    { previous_response_id: previous, input }: Pick<SteerEvent, 'previous_response_id'> & { input: unknown },
    code: SteerErrorCode,
    message: string = code === 'invalid_input' ? '' : MESSAGES[code],
  ): void {
    const active = this.#active.get(previous);
    this.#fail(
      { previous_response_id: previous, input },
      { code, message },
      active?.live.nextNumber() ?? 0,
      active?.create.lane,
    );
  }

  /**
   * A response has ended, with success or without. Returns the request that continues it with what has steered it, if there is
   * one.
   *
   * @param next the next request of the lane
   */
  end(
    live: LiveResponse,
    next: CreateEvent | undefined,
  ): (CreateEvent & { readonly steers: readonly Steer[] }) | undefined {
    const { id } = live;
    const active = id === undefined ? undefined : this.#active.get(id);
    if (id === undefined || !active) return undefined;
    this.#active.delete(id);
    this.#ended.set(
      id,
      live.ended?.status === 'completed' ? 'response_already_completed' : 'response_not_active',
    );
    if (this.#ended.size > MOST_ENDED) this.#ended.delete(this.#ended.keys().next().value as string);
    const { steers, create } = active;
    if (steers.length === 0) return undefined;
    if (live.ended === undefined) {
      this.fail(steers, MESSAGES.response_not_active, 'response_not_active');
      return undefined;
    }
    const required = requiredInput(live.ended.output);
    if (required.length === 0) {
      const { input: _input, ...settings } = create.body;
      return { ...create, body: { ...settings, previous_response_id: id }, steers };
    }
    this.#waiting.set(id, steers);
    if (next?.body.previous_response_id === id) return undefined;
    for (const steer of steers) {
      const event = {
        type: 'response.steer.pending',
        sequence_number: live.nextNumber(),
        steer: named(steer),
      };
      this.#tell({ ...event, reason: 'waiting_for_required_input', required_input: required }, create.lane);
    }
    return undefined;
  }

  /** What waits for a request: it continues, in the same lane, a response whose calls the client had to answer. */
  take({ body: { previous_response_id: previous }, lane }: CreateEvent): readonly Steer[] {
    const steers = typeof previous === 'string' ? this.#waiting.get(previous) : undefined;
    if (steers?.[0]?.lane !== lane || steers === undefined) return [];
    this.#waiting.delete(previous as string);
    return steers;
  }

  /** A response has taken up what steers it. */
  commit(steers: readonly Steer[]): void {
    for (const { release } of steers) release();
    this.#count -= steers.length;
  }

  /** What was accepted is not taken up. */
  fail(
    steers: readonly Steer[],
    message: string = MESSAGES.successor_creation_failed,
    code: SteerErrorCode = 'successor_creation_failed',
  ): void {
    for (const { id, event, live, lane } of steers) {
      const { previous_response_id, input } = event;
      this.#fail({ id, previous_response_id, input }, { code, message }, live.nextNumber(), lane);
    }
    this.commit(steers);
  }

  #refusal({ live, create, steers }: Active): SteerErrorCode | undefined {
    const code = live.unsteerable;
    if (code !== undefined) return code;
    const { conversation } = create.body;
    if (conversation !== undefined && conversation !== null) return 'steering_not_supported';
    return steers.length >= MOST_OF_RESPONSE || this.#count >= MOST ? 'too_many_pending_steers' : undefined;
  }

  #fail(
    steer: object,
    error: { readonly code: SteerErrorCode; readonly message: string },
    number: number,
    lane: Lane,
  ): void {
    const type = 'response.steer.failed';
    this.#tell(
      { type, sequence_number: number, steer, error: { type: 'invalid_request_error', ...error } },
      lane,
    );
  }
}

function named({ id, event }: Steer): object {
  return { id, previous_response_id: event.previous_response_id };
}

/** The input of a request with what steers it before, in the order of its arrival. */
export function withSteers(body: RequestBody, steers: readonly Steer[]): RequestBody {
  if (steers.length === 0) return body;
  const { input } = body;
  const given = input === undefined || input === null ? [] : toItems(input);
  return { ...body, input: [...steers.flatMap(({ event }) => toItems(event.input)), ...given] };
}

function toItems(input: unknown): unknown[] {
  return Array.isArray(input) ? input : [{ role: 'user', content: input }];
}
