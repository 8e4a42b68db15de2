import { Fault } from '../../../kernel/fault.ts';
import type { Clock } from '../../../runtime/clock.ts';

/** The conversations that a response is being made for: only one at a time may continue each. */
export class ConversationLocks {
  readonly #clock: Clock;
  readonly #held = new Map<string, { until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Holds a conversation until `release` is called or the time that is then set has come.
   *
   * @throws Fault if another response holds it
   */
  take(project: string, id: string): ConversationLock {
    const key = keyOf(project, id);
    if ((this.#held.get(key)?.until ?? 0) > this.#clock.epoch()) throw locked();
    // Unix milliseconds.
    const hold = { until: Number.POSITIVE_INFINITY };
    this.#held.set(key, hold);
    let isTimed = false;
    return {
      release: () => {
        if (!isTimed && this.#held.get(key) === hold) this.#held.delete(key);
      },
      holdUntil: (time) => {
        isTimed = true;
        hold.until = time;
      },
    };
  }

  /** Ends the hold of a response that was cancelled. */
  free(project: string, id: string): void {
    this.#held.delete(keyOf(project, id));
  }
}

const keyOf = (project: string, id: string): string => `${project}\u0000${id}`;

export interface ConversationLock {
  /** Does nothing if it was released before, or is held until a certain time. */
  release(): void;
  /** @param time Unix milliseconds */
  holdUntil(time: number): void;
}

function locked(): Fault {
  return new Fault({
    kind: 'invalid_value',
    param: 'conversation',
    message: 'Another process is currently operating on this conversation. Please retry in a few seconds.',
    code: 'conversation_locked',
  });
}
