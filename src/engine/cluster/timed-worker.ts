import type { Clock, Timer } from '../../runtime/clock.ts';
import type { BatchOptions } from '../batching/batch-options.ts';
import type { StepResult } from '../batching/batch-sequence.ts';
import type { BatchWorker } from '../batching/batch-worker.ts';
import { Unavailable } from '../batching/refusals.ts';
import type { Holder, Member } from './member.ts';

/** What becomes of sequences outside of their worker. */
export interface WorkerEvents {
  /** It joined the batch for the first time. */
  begun(member: Member, cachedTokens: number): void;
  /** Its prompt is computed; another worker has to decode it from `at` on. */
  handedOver(member: Member, at: number): void;
}

/**
 * Steps that are made in one turn of the event loop. A worker that is late, because the process was busy, makes the others
 * in the turns after it.
 */
const STEPS_AT_ONCE = 32;

/**
 * A batch worker in real time: one timer for everything in its batch, and none while it is idle. Each step has a planned
 * time, which a late timer does not change.
 */
export class TimedWorker implements Holder {
  readonly #clock: Clock;
  readonly role: BatchOptions['role'];
  readonly #worker: BatchWorker<Member>;
  readonly #events: WorkerEvents;
  #timer: Timer | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #isStepping = false;

  constructor(
    clock: Clock,
    { worker, role }: { readonly worker: BatchWorker<Member>; readonly role: BatchOptions['role'] },
    events: WorkerEvents,
  ) {
    this.#clock = clock;
    this.role = role;
    this.#worker = worker;
    this.#events = events;
  }

  get state() {
    return this.#worker.state;
  }

  get figures() {
    return this.#worker.figures;
  }

  /**
   * @param at when it arrives
   * @throws QueueFull, NeverFits, Unavailable
   */
  admit(member: Member, at: number): void {
    this.#worker.admit(member, at);
    member.worker = this;
    this.#arm();
  }

  cancel(member: Member): void {
    this.#worker.cancel(member, this.#clock.now());
    this.#arm();
  }

  sleep(level: 1 | 2): void {
    this.#worker.sleep(level);
    this.#arm();
  }

  wake(): void {
    this.#worker.wake(this.#clock.now());
    this.#arm();
  }

  /** Crashes. Answers in progress break off. */
  fail(): void {
    const lost = this.#worker.fail();
    this.#arm();
    for (const member of lost) member.fail(new Unavailable('failed'));
  }

  restart(): void {
    this.#worker.restart(this.#clock.now());
    this.#arm();
  }

  /** Keeps a timer that fires too early: it sets the next one. */
  #arm(): void {
    if (this.#isStepping) return;
    const { nextAt } = this.#worker;
    if (nextAt !== undefined && this.#timerAt <= nextAt) return;
    this.#timer?.cancel();
    this.#timer = nextAt === undefined ? undefined : this.#clock.at(nextAt, this.#run);
    this.#timerAt = nextAt ?? Number.POSITIVE_INFINITY;
  }

  readonly #run = (): void => {
    this.#timer = undefined;
    this.#timerAt = Number.POSITIVE_INFINITY;
    this.#isStepping = true;
    try {
      const now = this.#clock.now();
      for (let steps = 0; steps < STEPS_AT_ONCE; steps++) {
        const { nextAt } = this.#worker;
        if (nextAt === undefined || nextAt > now) break;
        this.#tell(this.#worker.step(now));
      }
    } finally {
      this.#isStepping = false;
      this.#arm();
    }
  };

  /** All that happened is noted before anybody is told, because whoever is told may ask or release others. */
  #tell({ at, events, count, sequences, tokens }: StepResult<Member>): void {
    const read: Member[] = [];
    for (let index = 0; index < count; index++) sequences[index]?.emit(at, tokens[index] as number);
    for (const event of events) {
      const { sequence } = event;
      switch (event.type) {
        case 'scheduled':
          if (!event.isAgain && !sequence.prefilled) this.#events.begun(sequence, event.cachedTokens);
          break;
        case 'first':
          sequence.read(event.at);
          if (sequence.outputTokens.every((length) => length === 0)) read.push(sequence);
          break;
        case 'handed over':
          this.#events.handedOver(sequence, event.at);
          break;
        case 'finished':
          sequence.end();
          break;
      }
    }
    for (let index = 0; index < count; index++) sequences[index]?.onReady();
    for (const member of read) member.onReady();
  }
}
