/** Responses of a connection that are made at the same time, all lanes together. */
const MOST_AT_ONCE = 16;

/** Lanes with a name that a connection may use, one after the other included. */
const MOST_NAMES = 32;

/** A lane by the name that its requests give; undefined is the lane of those that give none. */
export type Lane = string | undefined;

/**
 * The lanes of a connection. What is added to a lane runs in order, one at a time; lanes run side by side, as far as there
 * is room.
 *
 * @example
 * const lanes = new Lanes<string>(async (job) => console.log(job));
 * lanes.add('main', 'first');
 * lanes.add('main', 'second');
 */
export class Lanes<Job> {
  readonly #run: (job: Job) => Promise<Job | undefined>;
  readonly #onIdle: () => void;
  /** What waits in each lane. */
  readonly #queues = new Map<Lane, Job[]>();
  readonly #busy = new Set<Lane>();
  /** Lanes that could go on, in the order in which they became ready. */
  readonly #ready = new Set<Lane>();
  #waiting = 0;

  /** `run` must not reject. The job that it resolves with is the next of its lane. `onIdle` is called when nothing runs any more. */
  constructor(run: (job: Job) => Promise<Job | undefined>, onIdle: () => void = () => {}) {
    this.#run = run;
    this.#onIdle = onIdle;
  }

  /** Jobs that have not begun. */
  get waiting(): number {
    return this.#waiting;
  }

  get isIdle(): boolean {
    return this.#busy.size === 0;
  }

  /** Whether the lane would be one too many. */
  isBeyondLimit(lane: Lane): boolean {
    if (lane === undefined || this.#queues.has(lane)) return false;
    return this.#queues.size - (this.#queues.has(undefined) ? 1 : 0) >= MOST_NAMES;
  }

  add(lane: Lane, job: Job): void {
    const queue = this.#queues.get(lane) ?? [];
    this.#queues.set(lane, queue);
    queue.push(job);
    this.#waiting++;
    if (!this.#busy.has(lane)) this.#ready.add(lane);
    this.#start();
  }

  /** The next job of a lane. */
  next(lane: Lane): Job | undefined {
    return this.#queues.get(lane)?.[0];
  }

  /** Drops and returns all jobs that have not begun. */
  clear(): Job[] {
    const dropped = [...this.#queues.values()].flatMap((queue) => queue.splice(0));
    this.#waiting = 0;
    this.#ready.clear();
    return dropped;
  }

  #start(): void {
    for (const lane of this.#ready) {
      if (this.#busy.size >= MOST_AT_ONCE) return;
      this.#ready.delete(lane);
      this.#go(lane);
    }
  }

  async #go(lane: Lane): Promise<void> {
    const queue = this.#queues.get(lane) as Job[];
    let job = queue.shift();
    if (job === undefined) return;
    this.#waiting--;
    this.#busy.add(lane);
    while (job !== undefined) job = await this.#run(job);
    this.#busy.delete(lane);
    if (queue.length > 0) this.#ready.add(lane);
    this.#start();
    if (this.isIdle) this.#onIdle();
  }
}
