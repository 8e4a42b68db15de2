import { onTestFinished } from 'vitest';
import { incoming } from '../../../../kernel/dispatch.cases.ts';
import type { WholeOutgoing } from '../../../../kernel/incoming.ts';
import type { Socket, SocketMessage } from '../../../../kernel/socket.ts';
import { Abort } from '../../../../runtime/abort.ts';
import { createVirtualClock, type VirtualClock } from '../../../../runtime/virtual-clock.ts';
import type { Observation } from '../../../../telemetry/observation.ts';
import { fixedLatency, KEY, openRig, type RigOptions } from '../../../rig.cases.ts';
import { only } from '../../api.ts';
import { conversations } from '../../conversations/noun.ts';
import { responses } from '../noun.ts';

/** An event as a client reads it. */
export interface Told {
  readonly type: string;
  readonly sequence_number?: number;
  readonly stream_id?: string;
  readonly status?: number;
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly param?: string | null;
    readonly type?: string;
  };
  readonly response?: {
    readonly id: string;
    readonly status: string;
    readonly previous_response_id: string | null;
    readonly incomplete_details: { readonly reason: string } | null;
    readonly output: readonly { readonly type: string; readonly call_id?: string }[];
    readonly usage: { readonly input_tokens: number; readonly output_tokens: number };
  };
  readonly steer?: { readonly id?: string; readonly previous_response_id: string; readonly input?: unknown };
  readonly required_input?: readonly object[];
}

/** One end of a socket that exists only in memory. */
export class FakeSocket implements Socket {
  readonly told: Told[] = [];
  readonly closed: { readonly code: number; readonly reason: string }[] = [];
  /** Messages that the handler still needs. */
  held = 0;
  isFull = false;
  isPaused = false;
  #onMessage: (message: SocketMessage) => void = () => {};
  #onGoingAway: () => void = () => {};
  readonly #drains = new Set<() => void>();

  /** The client sends something. */
  say(message: object | string): void {
    this.held++;
    let isReleased = false;
    const release = (): void => {
      if (!isReleased) this.held--;
      isReleased = true;
    };
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    this.#onMessage({ bytes: Buffer.from(text), release });
  }

  /** The client reads again. */
  drain(): void {
    this.isFull = false;
    for (const listener of [...this.#drains]) listener();
  }

  announceEnd(): void {
    this.#onGoingAway();
  }

  onMessage(listener: (message: SocketMessage) => void): void {
    this.#onMessage = listener;
  }

  onGoingAway(listener: () => void): void {
    this.#onGoingAway = listener;
  }

  onDrain(listener: () => void): () => void {
    this.#drains.add(listener);
    return () => this.#drains.delete(listener);
  }

  send(messages: readonly string[]): boolean {
    this.told.push(...messages.map((message) => JSON.parse(message) as Told));
    return !this.isFull;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  close(code: number, reason: string): void {
    this.closed.push({ code, reason });
  }
}

export const TTFT = 100;
export const ITL = 10;

export interface World {
  readonly clock: VirtualClock;
  readonly fetch: typeof fetch;
  /** Observations of finished calls. */
  readonly ended: readonly Observation[];
  /** Log lines; empty unless something unexpected happened. */
  readonly lines: readonly string[];
  /** Opens another connection; `gone` ends it. */
  connect(path?: string): Promise<{ readonly socket: FakeSocket; readonly gone: () => void }>;
  /** Lets everything happen that is due within a time, in milliseconds. */
  pass(milliseconds?: number): Promise<void>;
}

/** Responses and conversations, with a fixed latency and a clock that only tests advance. */
export async function openWorld(options: RigOptions = {}): Promise<World> {
  const clock = createVirtualClock({ automatic: false });
  const settled = watched(clock);
  const rig = openRig([only(responses), only(conversations)], {
    latencyModel: fixedLatency(TTFT, ITL),
    seed: 1,
    ...options,
    clock,
  });
  onTestFinished(() => rig.platform.close());
  // Loads the handlers, a vocabulary and the simulation, which takes real time.
  const { body } = await rig.fetch('http://x/v1/responses', {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-4o', input: 'Tell me about the sea', store: false, stream: true }),
  });
  await body?.cancel();
  (rig.ended as Observation[]).length = 0;
  return {
    clock,
    fetch: rig.fetch,
    ended: rig.ended,
    lines: rig.lines,
    async connect(path = '/v1/responses') {
      const abort = new Abort();
      const headers = { authorization: `Bearer ${KEY}` };
      const upgrade = { path, headers, abort, upgrade: 'websocket' } as const;
      const outgoing = (await rig.dispatch(incoming(upgrade))) as WholeOutgoing;
      const socket = new FakeSocket();
      outgoing.socket?.open(socket);
      const gone = (): void => {
        abort.abort();
        outgoing.socket?.end('aborted');
      };
      return { socket, gone };
    },
    async pass(milliseconds = 0) {
      await settled();
      clock.advance(milliseconds);
      await settled();
    },
  };
}

/** Returns a function that waits until nothing goes on that keeps the clock from advancing, and promises are settled. */
function watched(clock: VirtualClock): () => Promise<void> {
  let holds = 0;
  const hold = clock.hold.bind(clock);
  clock.hold = () => {
    const held = hold();
    let isHeld = true;
    holds++;
    return {
      cancel: () => {
        if (isHeld) holds--;
        isHeld = false;
        held.cancel();
      },
    };
  };
  return async () => {
    for (let quiet = 0; quiet < 40; quiet = holds > 0 ? 0 : quiet + 1)
      await new Promise((resolve) => setImmediate(resolve));
  };
}

/** Long enough for any answer to end. */
export const LONG = 60_000;

export const typesOf = (told: readonly Told[]): string[] =>
  told.flatMap(({ type }) => (type.includes('delta') ? [] : type));

export const ofType = (told: readonly Told[], type: string): Told[] =>
  told.filter((event) => event.type === type);
