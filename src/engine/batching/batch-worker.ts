import type { Random } from '../../runtime/random.ts';
import type { BlockPool } from '../cache/block-pool.ts';
import { Availability, type WorkerState } from './availability.ts';
import { Batch } from './batch.ts';
import { type BatchOptions, toBatchOptions } from './batch-options.ts';
import type { BatchEvent, BatchSequence, StepResult } from './batch-sequence.ts';
import { BlockUse } from './block-use.ts';
import type { EngineProfile } from './engine-profiles.ts';
import { Entry } from './entry.ts';
import { type BatchCounters, type BatchFigures, zeroCounters } from './figures.ts';
import { createKeyedQueue, type KeyedQueue } from './keyed-queue.ts';
import { NeverFits, QueueFull, Unavailable } from './refusals.ts';
import { mostTokens } from './speculation.ts';
import { emptyPass, type ForwardPass, passTime, prefillTime } from './step-time.ts';
import { WaitingQueue } from './waiting-queue.ts';

/**
 * One engine worker: continuous batching over a pool of KV blocks, as a discrete-event machine. It sets no timer: call
 * `step` when `nextAt` has come, again until `nextAt` is later. All times are milliseconds of one clock, which the caller reads.
 */
export interface BatchWorker<S extends BatchSequence> {
  /**
   * Takes a sequence in. It joins the batch after the overhead of its request and its time in the queue.
   *
   * @throws QueueFull, NeverFits, Unavailable
   */
  admit(sequence: S, now: number): void;
  /** Takes a sequence out, at once and without a trace. Returns false if it is not here (any more). */
  cancel(sequence: S, now: number): boolean;
  /** When the next thing happens; undefined while nothing is to come. */
  readonly nextAt: number | undefined;
  /** Does what is due first, if anything is at `now`: ends a pass, hands over, starts the next pass. */
  step(now: number): StepResult<S>;
  /**
   * Stops after the running sequences; the waiting ones wait until it wakes. Then the cache is empty: level 1 keeps the
   * weights in host memory, 2 drops them. Does nothing if it is not awake.
   */
  sleep(level: 1 | 2): void;
  /** Loads the weights again, which takes their size over the bandwidth. Does nothing if it is not asleep. */
  wake(now: number): void;
  /** Crashes: all sequences and the cache are lost. Returns the sequences, which nothing else is told about. */
  fail(): S[];
  /** Starts again after a crash; it takes sequences once the weights are loaded. */
  restart(now: number): void;
  readonly state: WorkerState;
  readonly figures: BatchFigures;
}

export interface BatchWorkerParts {
  readonly profile: EngineProfile;
  /** Holds the blocks of this worker alone. */
  readonly pool: BlockPool;
  /** Drawn from for overheads, passes and drafts; the same seed and calls give the same times. */
  readonly random: Random;
}

/**
 * @throws RangeError for impossible options
 * @example
 * const worker = createBatchWorker({ profile, pool, random: createRandom('worker 0') });
 * worker.admit({ promptTokens: 500, outputTokens: [100], priority: 0, hashes }, clock.now());
 * while (worker.nextAt !== undefined) for (const event of worker.step(worker.nextAt).events) console.log(event);
 */
export function createBatchWorker<S extends BatchSequence>(
  parts: BatchWorkerParts,
  options: Partial<BatchOptions> = {},
): BatchWorker<S> {
  return new Worker(parts, toBatchOptions({ maxSequences: parts.profile.maxSequences, ...options }));
}

class Worker<S extends BatchSequence> implements BatchWorker<S> {
  readonly #profile: EngineProfile;
  readonly #pool: BlockPool;
  readonly #options: BatchOptions;
  readonly #overheads: Random;
  readonly #noise: Random;
  readonly #entries = new Map<S, Entry<S>>();
  readonly #queue = new WaitingQueue<S>();
  readonly #batch: Batch<S>;
  readonly #handingOver: KeyedQueue<Entry<S>> = createKeyedQueue();
  readonly #availability: Availability;
  readonly #counters: BatchCounters = zeroCounters();
  #order = 0;
  #passEnd: number | undefined;
  /** An idle worker starts nothing before: the end of the last pass, or what it was told last. */
  #idleSince = Number.NEGATIVE_INFINITY;
  #pass: ForwardPass = emptyPass();
  #passMs = 0;

  constructor({ profile, pool, random }: BatchWorkerParts, options: BatchOptions) {
    this.#profile = profile;
    this.#pool = pool;
    this.#options = options;
    this.#overheads = random.fork('overheads');
    this.#noise = random.fork('noise');
    const { hostBandwidth, diskBandwidth } = options;
    this.#availability = new Availability((level) =>
      this.#copyMs(profile.weightsBytes, level === 1 ? hostBandwidth : diskBandwidth),
    );
    this.#batch = new Batch<S>({
      options,
      blocks: new BlockUse(pool, options),
      queue: this.#queue,
      counters: this.#counters,
      copyMs: (tokens) => this.#copyMs(tokens * profile.kvBytesPerToken, hostBandwidth),
      drafts: random.fork('drafts'),
      drop: (entry) => this.#drop(entry),
      handOver: (entry, at) => this.#handOver(entry, at),
    });
  }

  #copyMs(bytes: number, bandwidth: number): number {
    return ((bytes / bandwidth) * 1e3) / this.#options.speedup;
  }

  admit(sequence: S, now: number): void {
    if (this.#entries.has(sequence)) throw new TypeError('The sequence is already here');
    const { speedup, priorityAge, role } = this.#options;
    const entry = new Entry(sequence, role === 'prefill' ? READS_ONLY : sequence.outputTokens, this.#order);
    this.#check(entry, now);
    const queuedAt = sequence.prefilled ? now : now + this.#drawOverhead() / speedup;
    entry.key = queuedAt - sequence.priority * priorityAge;
    this.#order++;
    this.#entries.set(sequence, entry);
    this.#queue.arrive(entry, queuedAt);
    this.#counters.admitted++;
  }

  #drawOverhead(): number {
    const { overheadMs, overheadSigma } = this.#profile;
    return overheadMs * Math.exp(overheadSigma * this.#overheads.normal());
  }

  #check(entry: Entry<S>, now: number): void {
    const { maxWaiting, maxSequences, blockSize, whileAsleep, speculation } = this.#options;
    if (entry.live > maxSequences) throw new NeverFits('choices', entry.live, maxSequences);
    const blocks = entry.mostBlocks(blockSize, mostTokens(speculation));
    if (blocks > this.#pool.capacity) throw new NeverFits('blocks', blocks, this.#pool.capacity);
    const { state, readyAt } = this.#availability;
    if (state === 'failed') throw new Unavailable(state);
    if (state === 'starting') throw new Unavailable(state, Math.max(1, readyAt - now));
    if (entry.sequence.isContinued) return;
    if (state !== 'awake' && whileAsleep === 'refuse') {
      throw new Unavailable('asleep', state === 'waking' ? Math.max(1, readyAt - now) : undefined);
    }
    const { waiting, arriving } = this.#queue;
    // Whoever is in line takes the free places first.
    const places = waiting > 0 ? 0 : maxSequences - this.#batch.places;
    if (waiting + Math.max(0, arriving + 1 - places) > maxWaiting) {
      throw new QueueFull(maxWaiting, this.#nextPlaceIn());
    }
  }

  /** Milliseconds until the first running sequence ends, if the passes to come take as long as the last one. */
  #nextPlaceIn(): number {
    let least = Number.POSITIVE_INFINITY;
    for (const { phase, length, emitted } of this.#batch.running) {
      if (phase === 'decode') least = Math.min(least, length - emitted);
    }
    return Math.max(1, (Number.isFinite(least) ? least : 1) * this.#passMs);
  }

  cancel(sequence: S, now: number): boolean {
    const entry = this.#entries.get(sequence);
    if (entry === undefined) return false;
    this.#remove(entry);
    this.#counters.cancelled++;
    this.#idleUntil(now);
    this.#fallAsleep();
    return true;
  }

  #idleUntil(now: number): void {
    if (this.#passEnd === undefined) this.#idleSince = Math.max(this.#idleSince, now);
  }

  /** Takes one out of whatever it is in. */
  #remove(entry: Entry<S>): void {
    if (entry.phase === 'arriving' || entry.phase === 'waiting') this.#queue.remove(entry);
    else if (entry.phase === 'handing over') this.#handingOver.remove(entry);
    else this.#batch.remove(entry);
    this.#drop(entry);
  }

  /** Forgets one that is in no list any more. */
  #drop(entry: Entry<S>): void {
    entry.phase = 'gone';
    entry.release();
    this.#entries.delete(entry.sequence);
    this.#batch.mayJoin = true;
  }

  #handOver(entry: Entry<S>, at: number): void {
    const { transferBandwidth, handOver, speedup } = this.#options;
    const transfer = this.#copyMs(entry.promptTokens * this.#profile.kvBytesPerToken, transferBandwidth);
    entry.phase = 'handing over';
    this.#handingOver.push(at + transfer + handOver / speedup, entry, entry.order);
  }

  get nextAt(): number | undefined {
    let next = Math.min(this.#handingOver.firstKey ?? Number.POSITIVE_INFINITY, this.#availability.readyAt);
    if (this.#passEnd !== undefined) next = Math.min(next, this.#passEnd);
    else if (this.#availability.isRunning) next = Math.min(next, this.#startAt());
    return next === Number.POSITIVE_INFINITY ? undefined : next;
  }

  /** When an idle worker has something to do. */
  #startAt(): number {
    let start = Number.POSITIVE_INFINITY;
    if (this.#availability.state === 'awake') {
      const canJoin = this.#queue.waiting > 0 && this.#batch.mayJoin;
      start = canJoin ? this.#idleSince : this.#queue.nextAt;
    }
    for (const { copiedAt } of this.#batch.running) start = Math.min(start, copiedAt);
    return Math.max(start, this.#idleSince);
  }

  step(now: number): StepResult<S> {
    const at = this.nextAt;
    const events: BatchEvent<S>[] = [];
    if (at === undefined || at > now) return this.#result(now, events, 0);
    this.#queueArrived(at, events);
    if (this.#availability.becomeReady(at)) {
      this.#batch.mayJoin = true;
      this.#idleUntil(at);
    }
    while ((this.#handingOver.firstKey ?? Number.POSITIVE_INFINITY) <= at) {
      const entry = this.#handingOver.pop() as Entry<S>;
      this.#drop(entry);
      this.#counters.handedOver++;
      events.push({ type: 'handed over', at, sequence: entry.sequence });
    }
    let count = 0;
    if (this.#passEnd !== undefined && this.#passEnd <= at) {
      this.#passEnd = undefined;
      this.#idleSince = at;
      count = this.#batch.end(at, events);
    }
    if (this.#passEnd === undefined && this.#availability.isRunning) this.#startPass(at, events);
    this.#fallAsleep();
    return this.#result(at, events, count);
  }

  #result(at: number, events: readonly BatchEvent<S>[], count: number): StepResult<S> {
    return { at, events, count, sequences: this.#batch.sequences, tokens: this.#batch.tokens };
  }

  #queueArrived(at: number, events: BatchEvent<S>[]): void {
    for (;;) {
      const queuedAt = this.#queue.nextAt;
      const entry = this.#queue.queueArrived(at);
      if (entry === undefined) return;
      // One of a higher priority may fit where the head of the line did not.
      if (this.#queue.first === entry) this.#batch.mayJoin = true;
      events.push({ type: 'queued', at: queuedAt, sequence: entry.sequence });
    }
  }

  #startPass(at: number, events: BatchEvent<S>[]): void {
    const pass = this.#batch.start(at, this.#availability.state === 'awake', events);
    if (pass.decodeSequences + pass.prefillSequences === 0) return;
    const planned = passTime(this.#profile, pass, this.#options.speculation);
    this.#passMs = (planned * this.#drawNoise()) / this.#options.speedup;
    this.#pass = pass;
    this.#passEnd = at + this.#passMs;
    this.#counters.passes++;
    this.#counters.busyMs += this.#passMs;
    if (planned > 0) this.#counters.prefillMs += this.#passMs * (prefillTime(this.#profile, pass) / planned);
    const sizes = this.#counters.passSizes;
    const size = Math.min(sizes.length - 1, 32 - Math.clz32(pass.prefillTokens + pass.decodeSequences - 1));
    sizes[size] = (sizes[size] as number) + 1;
    this.#counters.promptTokens += pass.prefillTokens;
  }

  /** Bounded, so that no pass takes negative time. */
  #drawNoise(): number {
    const { stepNoise } = this.#options;
    if (stepNoise === 0) return 1;
    return Math.max(0.1, 1 + stepNoise * Math.max(-4, Math.min(4, this.#noise.normal())));
  }

  sleep(level: 1 | 2): void {
    this.#availability.sleep(level);
    this.#fallAsleep();
  }

  /** Once nothing runs. */
  #fallAsleep(): void {
    if (this.#availability.state !== 'falling asleep') return;
    if (this.#batch.running.length + this.#handingOver.size > 0) return;
    this.#availability.state = 'asleep';
    this.#pool.clear();
  }

  wake(now: number): void {
    this.#availability.wake(now);
    this.#idleUntil(now);
  }

  fail(): S[] {
    const lost = [...this.#entries.values()];
    for (const entry of lost) this.#remove(entry);
    this.#counters.failed += lost.length;
    this.#availability.fail();
    this.#passEnd = undefined;
    this.#pool.clear();
    return lost.map(({ sequence }) => sequence);
  }

  restart(now: number): void {
    this.#availability.restart(now);
  }

  get state(): WorkerState {
    return this.#availability.state;
  }

  get figures(): BatchFigures {
    return {
      running: this.#batch.places,
      waiting: this.#queue.waiting,
      waitingTokens: this.#queue.tokens,
      arriving: this.#queue.arriving,
      handingOver: this.#handingOver.size,
      usedBlocks: this.#pool.used,
      capacity: this.#pool.capacity,
      lastPass: { ...this.#pass, ms: this.#passMs },
      counters: { ...this.#counters },
    };
  }
}

/** A prefill worker computes the prompt alone. */
const READS_ONLY: readonly number[] = [0];
