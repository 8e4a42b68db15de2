import type { Clock, Timer } from '../../runtime/clock.ts';
import type { Turns } from '../../runtime/turns.ts';
import type { BatchOptions } from '../batching/batch-options.ts';
import type { StepResult } from '../batching/batch-sequence.ts';
import type { BatchWorker } from '../batching/batch-worker.ts';
import { Unavailable } from '../batching/refusals.ts';
import type { Holder, Member } from './member.ts';

/** What becomes of sequences outside of their worker. */
export interface WorkerEvents {
  /** It joined the batch for the first time. */
  begun(member: Member, cachedTokens: number): void;
  /** Its prompt has been read. */
  read(member: Member, at: number): void;
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
  readonly #turns: Turns;
  readonly role: BatchOptions['role'];
  readonly #worker: BatchWorker<Member>;
  readonly #events: WorkerEvents;
  #timer: Timer | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #isStepping = false;
  /** Members whose tokens are due, and how many of them were told. */
  readonly #untold: Member[] = [];
  #told = 0;

  constructor(
    { clock, turns }: { readonly clock: Clock; readonly turns: Turns },
    { worker, role }: { readonly worker: BatchWorker<Member>; readonly role: BatchOptions['role'] },
    events: WorkerEvents,
  ) {
    this.#clock = clock;
    this.#turns = turns;
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

  /** Makes the steps that are due. If telling what came of one takes long, the rest follows in later turns. */
  readonly #run = (): void => {
    this.#timer = undefined;
    this.#timerAt = Number.POSITIVE_INFINITY;
    this.#isStepping = true;
    try {
      const now = this.#clock.now();
      for (let steps = 0; steps < STEPS_AT_ONCE; steps++) {
        if (!this.#tellAll()) {
          this.#turns.next(this.#run);
          return;
        }
        const { nextAt } = this.#worker;
        if (nextAt === undefined || nextAt > now) break;
        this.#note(this.#worker.step(now));
      }
      if (!this.#tellAll()) {
        this.#turns.next(this.#run);
        return;
      }
    } catch (error) {
      this.#isStepping = false;
      this.#arm();
      throw error;
    }
    this.#isStepping = false;
    this.#arm();
  };

  /** Notes all that happened before anybody is told, because whoever is told may ask for others or release them. */
  #note({ at, events, count, sequences, tokens }: StepResult<Member>): void {
    const untold = this.#untold;
    for (let index = 0; index < count; index++) {
      const member = sequences[index] as Member;
      member.emit(at, tokens[index] as number);
      untold.push(member);
    }
    for (const event of events) {
      const { sequence } = event;
      switch (event.type) {
        case 'scheduled':
          if (event.isAgain || sequence.prefilled) break;
          sequence.admittedAt = event.at;
          this.#events.begun(sequence, event.cachedTokens);
          break;
        case 'first':
          sequence.read(event.at);
          this.#events.read(sequence, event.at);
          if (sequence.outputTokens.every((length) => length === 0)) untold.push(sequence);
          break;
        case 'handed over':
          this.#events.handedOver(sequence, event.at);
          break;
        case 'finished':
          sequence.end();
          break;
      }
    }
  }

  /** Returns false if the turn is over before all were told. */
  #tellAll(): boolean {
    const untold = this.#untold;
    while (this.#told < untold.length) {
      if (this.#told % TOLD_AT_ONCE === TOLD_AT_ONCE - 1 && this.#turns.isOver) {
        // The count begins anew, so that each turn comes further.
        untold.splice(0, this.#told);
        this.#told = 0;
        return false;
      }
      untold[this.#told++]?.onReady();
    }
    untold.length = 0;
    this.#told = 0;
    return true;
  }
}

/** Members that are told between two looks at the turn. */
const TOLD_AT_ONCE = 16;
