import { Fault, toFault } from '../../../../kernel/fault.ts';
import type { WholeOutgoing } from '../../../../kernel/incoming.ts';
import type { Inside } from '../../../../kernel/inside.ts';
import type { Call } from '../../../../kernel/operation.ts';
import { GOING_AWAY, type Socket, type SocketMessage } from '../../../../kernel/socket.ts';
import { parseBytes } from '../../../../kernel/steps/parse.ts';
import { Abort } from '../../../../runtime/abort.ts';
import type { Clock, Timer } from '../../../../runtime/clock.ts';
import type { Ids } from '../../../../runtime/ids.ts';
import { startSteps } from '../../../../runtime/steps.ts';
import { play, type Timeline } from '../../../../runtime/timeline.ts';
import type { Turns } from '../../../../runtime/turns.ts';
import { encodeFault } from '../../errors.ts';
import {
  type ClientEvent,
  type CreateEvent,
  laneOf,
  readCreate,
  readSteer,
  typeOf,
} from './client-events.ts';
import { type Lane, Lanes } from './lanes.ts';
import { LiveResponse } from './live-response.ts';
import type { ConnectionMemory } from './memory.ts';
import { toMessage, toMessages } from './messages.ts';
import { type Steer, Steering, withSteers } from './steering.ts';

export interface ConnectionServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly ids: Ids;
  readonly inside: Inside;
  /** Maximum nesting of arrays and objects in a message. */
  readonly maxDepth: number;
}

/** Milliseconds that a connection may last. */
const LONGEST = 60 * 60_000;

/** Requests that may wait on a connection. Beyond it, nothing is read until some have begun. */
const MOST_WAITING = 256;

/** A request in its lane. */
interface Job extends CreateEvent {
  /** What has steered the response that it continues; empty unless it continues one of its own accord. */
  readonly steers: readonly Steer[];
  release(): void;
}

type ConnectionCall = Pick<Call, 'abort' | 'headers' | 'observation' | 'origin' | 'principal'>;

/**
 * One connection that makes responses: reads its messages, makes each response by a call from within, as if it had been
 * requested over HTTP, and sends its events.
 */
export class Connection {
  readonly #services: ConnectionServices;
  readonly #call: ConnectionCall;
  readonly #socket: Socket;
  readonly #memory: ConnectionMemory;
  readonly #steering: Steering;
  readonly #lanes = new Lanes<Job>(
    (job) => this.#run(job),
    () => {
      if (this.#isClosing) this.#goAway();
    },
  );
  /** Messages that have not been read. */
  readonly #inbox: SocketMessage[] = [];
  readonly #limit: Timer;
  #isReading = false;
  /** It takes no further requests. */
  #isClosing = false;

  constructor(services: ConnectionServices, call: ConnectionCall, socket: Socket, memory: ConnectionMemory) {
    this.#services = services;
    this.#call = call;
    this.#socket = socket;
    this.#memory = memory;
    this.#steering = new Steering(services.ids, (event, lane) => this.#tell(event, lane));
    const { clock } = services;
    this.#limit = clock.atLeisure(clock.now() + LONGEST, () => this.#expire());
    socket.onMessage((message) => this.#receive(message));
    socket.onGoingAway(() => this.#leave());
    call.abort.onAbort(() => this.#end());
  }

  #tell(event: object, lane: Lane): void {
    this.#socket.send([toMessage(event, lane)]);
  }

  #receive(message: SocketMessage): void {
    if (this.#isClosing) {
      message.release();
      return;
    }
    this.#inbox.push(message);
    this.#balance();
    if (!this.#isReading) this.#read();
  }

  /** Reads messages in their order: large ones take several turns of the event loop. */
  async #read(): Promise<void> {
    const { turns, maxDepth } = this.#services;
    this.#isReading = true;
    for (let message = this.#inbox.shift(); message; message = this.#inbox.shift()) {
      let lane: Lane;
      try {
        const parsed = startSteps(parseBytes(message.bytes, maxDepth), turns, this.#call.abort);
        const value = parsed instanceof Promise ? await parsed : parsed;
        if (typeOf(value) === 'response.create') {
          lane = laneOf(value as ClientEvent);
          this.#create(value as ClientEvent, lane, message);
        } else this.#steer(value as ClientEvent, message);
      } catch (error) {
        message.release();
        this.#refuse(encodeFault(toFault(error)), lane);
      }
    }
    this.#isReading = false;
    this.#balance();
  }

  #create(event: ClientEvent, lane: Lane, { release }: SocketMessage): void {
    if (this.#lanes.isBeyondLimit(lane)) throw tooManyLanes();
    const create = readCreate(event, lane);
    if (this.#isClosing) release();
    else this.#lanes.add(lane, { ...create, steers: [], release });
  }

  #steer(event: ClientEvent, { release }: SocketMessage): void {
    const { previous_response_id: previous, input } = event;
    try {
      this.#steering.accept(readSteer(event), release);
    } catch (error) {
      if (typeof previous !== 'string' || !(error instanceof Fault)) throw error;
      release();
      const { error: body } = bodyOf(encodeFault(error));
      this.#steering.refuse({ previous_response_id: previous, input }, 'invalid_input', body.message);
    }
  }

  /** Makes a response. Returns the request that continues it of its own accord, if there is one. */
  async #run(job: Job): Promise<Job | undefined> {
    const { inside } = this.#services;
    const { abort: gone, headers, observation, origin, principal } = this.#call;
    const steers = job.steers.length > 0 ? job.steers : this.#steering.take(job);
    const live = new LiveResponse({
      memory: this.#memory,
      lane: job.lane,
      generates: job.generates,
      onStart: () => {
        this.#steering.commit(steers);
        this.#steering.begin(live, job);
      },
    });
    const abort = new Abort();
    const forget = gone.onAbort((reason) => abort.abort(reason));
    this.#balance();
    try {
      const json = { ...withSteers(job.body, steers), stream: true };
      const request = { method: 'POST', path: observation.path, origin, headers, json, context: live, abort };
      const { outgoing } = await inside.call(request, principal);
      if (outgoing.frames === undefined) this.#fail(outgoing, job, steers);
      else if (abort.aborted) outgoing.frames.cancel();
      else await this.#stream(outgoing.frames, outgoing.farewell, job.lane, abort);
    } finally {
      forget();
      job.release();
    }
    if (this.#isClosing) return undefined;
    const successor = this.#steering.end(live, this.#lanes.next(job.lane));
    return successor && { ...successor, release: () => {} };
  }

  #stream(
    frames: Timeline<string | Uint8Array>,
    farewell: (() => string) | undefined,
    lane: Lane,
    abort: Abort,
  ): Promise<void> {
    return new Promise((resolve) => {
      const send = (batch: string | Uint8Array): boolean =>
        this.#socket.send(toMessages(String(batch), lane));
      const end = (): void => {
        forgetDrain();
        forgetAbort();
        resolve();
      };
      let forgetDrain = (): void => {};
      let forgetAbort = (): void => {};
      const playback = play(this.#services, frames, {
        write: send,
        end: () => end(),
        fail: () => {
          if (farewell !== undefined) send(farewell());
          end();
        },
      });
      forgetDrain = this.#socket.onDrain(() => playback.resume());
      forgetAbort = abort.onAbort((reason) => {
        playback.stop(reason);
        end();
      });
    });
  }

  /** A request is refused. */
  #fail(outgoing: WholeOutgoing, job: Job, steers: readonly Steer[]): void {
    const { previous_response_id: previous } = job.body;
    if (typeof previous === 'string') this.#memory.evict(previous, job.lane);
    if (job.steers.length === 0) this.#refuse(outgoing, job.lane);
    if (steers.length > 0) this.#steering.fail(steers, bodyOf(outgoing).error.message);
  }

  #refuse(outgoing: Pick<WholeOutgoing, 'status' | 'body'>, lane: Lane): void {
    const { status } = outgoing;
    const { type = 'invalid_request_error', code = null, message, param = null } = bodyOf(outgoing).error;
    this.#tell({ type: 'error', status, error: { type, code, message, param } }, lane);
  }

  /** Reads no more than can be kept. */
  #balance(): void {
    if (this.#inbox.length + this.#lanes.waiting >= MOST_WAITING) this.#socket.pause();
    else this.#socket.resume();
  }

  #expire(): void {
    this.#refuse(encodeFault(tooOld()), undefined);
    this.#goAway();
  }

  /** Lets what is under way end. */
  #leave(): void {
    this.#isClosing = true;
    this.#drop();
    if (this.#lanes.isIdle) this.#goAway();
  }

  #goAway(): void {
    this.#isClosing = true;
    this.#drop();
    this.#socket.close(GOING_AWAY, 'Connect again.');
  }

  #drop(): void {
    for (const { release } of [...this.#inbox.splice(0), ...this.#lanes.clear()]) release();
  }

  #end(): void {
    this.#isClosing = true;
    this.#limit.cancel();
    this.#drop();
    this.#memory.clear();
  }
}

interface ErrorBody {
  readonly error: {
    readonly message: string;
    readonly type?: string | null;
    readonly code?: string | null;
    readonly param?: string | null;
  };
}

function bodyOf({ body }: Pick<WholeOutgoing, 'body'>): ErrorBody {
  return JSON.parse(String(body)) as ErrorBody;
}

function tooManyLanes(): Fault {
  return new Fault({
    kind: 'invalid_value',
    param: 'stream_id',
    message:
      'This WebSocket connection has reached its maximum number of distinct stream IDs (32). Reuse an existing stream_id or open a new WebSocket connection.',
    code: 'websocket_stream_limit_reached',
  });
}

function tooOld(): Fault {
  return new Fault({
    kind: 'invalid_value',
    param: null,
    message:
      'Responses websocket connection limit reached (60 minutes). Create a new websocket connection to continue.',
    code: 'websocket_connection_limit_reached',
  });
}
