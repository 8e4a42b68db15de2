import type { Random } from '../../runtime/random.ts';
import { type BatchOptions, toBatchOptions } from './batch-options.ts';
import type { EngineProfile } from './engine-profiles.ts';
import { Entry } from './entry.ts';
import { type BatchCounters, type BatchFigures, type PassFigures, zeroCounters } from './figures.ts';
import { createKeyedQueue, type KeyedQueue } from './keyed-queue.ts';
import type { BlockPool } from './kv-pool.ts';
import { NeverFits, QueueFull, Unavailable } from './refusals.ts';
import type { BatchEvent, Sequence, StepResult } from './sequence.ts';
import { drawTokens } from './speculation.ts';
import { type Pass, passTime } from './step-time.ts';

/**
 * One engine worker: continuous batching over a pool of KV blocks, as a discrete-event machine. It sets no timer: call
 * `step` when `nextAt` has come, again until `nextAt` is later. All times are milliseconds of one clock, which the caller reads.
 */
export interface BatchWorker<S extends Sequence> {
  /**
   * Takes a sequence in. It joins the batch after the overhead of its request and its time in the queue.
   *
   * @throws QueueFull, NeverFits, Unavailable
   */
  admit(sequence: S, now: number): void;
  /** Takes a sequence out, at once and without a trace. Returns false if it is not here (any more). */
  cancel(sequence: S): boolean;
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

export type WorkerState = 'awake' | 'falling asleep' | 'asleep' | 'waking' | 'failed' | 'starting';

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
export function createBatchWorker<S extends Sequence>(
  parts: BatchWorkerParts,
  options: Partial<BatchOptions> = {},
): BatchWorker<S> {
  return new Worker(parts, toBatchOptions({ maxSequences: parts.profile.maxSequences, ...options }));
}

class Worker<S extends Sequence> implements BatchWorker<S> {
  readonly #profile: EngineProfile;
  readonly #pool: BlockPool;
  readonly #options: BatchOptions;
  readonly #overheads: Random;
  readonly #noise: Random;
  readonly #drafts: Random;
  /** Tokens that a decoding sequence may emit in one step. */
  readonly #stride: number;

  readonly #entries = new Map<S, Entry<S>>();
  /** By the time at which the overhead is over. */
  readonly #arriving: KeyedQueue<Entry<S>> = createKeyedQueue();
  readonly #waiting: KeyedQueue<Entry<S>> = createKeyedQueue();
  #waitingTokens = 0;
  /** The batch, in the order of admission. */
  readonly #running: Entry<S>[] = [];
  /** Places of the batch that are taken. */
  #places = 0;
  readonly #handingOver: KeyedQueue<Entry<S>> = createKeyedQueue();
  #order = 0;

  #passEnd: number | undefined;
  /** When the last pass ended. */
  #free = Number.NEGATIVE_INFINITY;
  #pass: Pass = emptyPass();
  #passMs = 0;
  /** Whether places, blocks or cached blocks may have been added since the first of the queue had to wait for them. */
  #mayJoin = true;
  #state: WorkerState = 'awake';
  #level: 1 | 2 = 1;
  /** When it is awake or started. */
  #readyAt = Number.POSITIVE_INFINITY;

  readonly #counters: BatchCounters = zeroCounters();
  readonly #sequences: S[] = [];
  readonly #tokens: Uint8Array;

  constructor({ profile, pool, random }: BatchWorkerParts, options: BatchOptions) {
    this.#profile = profile;
    this.#pool = pool;
    this.#options = options;
    this.#overheads = random.fork('overheads');
    this.#noise = random.fork('noise');
    this.#drafts = random.fork('drafts');
    this.#stride = 1 + (options.speculation?.acceptance.length ?? 0);
    this.#tokens = new Uint8Array(options.maxSequences);
  }

  admit(sequence: S, now: number): void {
    if (this.#entries.has(sequence)) throw new TypeError('The sequence is already here');
    const { speedup, priorityAge, role } = this.#options;
    const entry = new Entry(sequence, role === 'prefill' ? READS_ONLY : sequence.outputTokens, this.#order++);
    this.#check(entry, now);
    const { overheadMs, overheadSigma } = this.#profile;
    const queuedAt = now + (overheadMs * Math.exp(overheadSigma * this.#overheads.normal())) / speedup;
    entry.key = queuedAt - sequence.priority * priorityAge;
    this.#entries.set(sequence, entry);
    this.#arriving.push(queuedAt, entry, entry.order);
    this.#counters.admitted++;
  }

  #check(entry: Entry<S>, now: number): void {
    const { maxWaiting, maxSequences, blockSize, whileAsleep } = this.#options;
    if (entry.live > maxSequences) throw new NeverFits('choices', entry.live, maxSequences);
    const blocks = entry.mostBlocks(blockSize);
    if (blocks > this.#pool.capacity) throw new NeverFits('blocks', blocks, this.#pool.capacity);
    const { state } = this;
    if (state === 'failed') throw new Unavailable(state);
    if (state === 'starting') throw new Unavailable(state, Math.max(1, this.#readyAt - now));
    if (state !== 'awake' && whileAsleep === 'refuse') {
      throw new Unavailable('asleep', state === 'waking' ? Math.max(1, this.#readyAt - now) : undefined);
    }
    const places = Math.max(0, maxSequences - this.#places);
    const waiting = this.#waiting.size + Math.max(0, this.#arriving.size - places);
    if (waiting >= maxWaiting + (places > this.#arriving.size ? 1 : 0)) {
      throw new QueueFull(maxWaiting, this.#nextPlaceIn());
    }
  }

  /** Milliseconds until the first running sequence ends, if the passes to come take as long as the last one. */
  #nextPlaceIn(): number {
    let least = Number.POSITIVE_INFINITY;
    for (const { phase, length, emitted } of this.#running) {
      if (phase === 'decode') least = Math.min(least, length - emitted);
    }
    const steps = Number.isFinite(least) ? least : 1;
    return Math.max(1, steps * this.#passMs);
  }

  cancel(sequence: S): boolean {
    const entry = this.#entries.get(sequence);
    if (entry === undefined) return false;
    this.#remove(entry);
    this.#counters.cancelled++;
    if (this.#state === 'falling asleep') this.#fallAsleep();
    return true;
  }

  /** Takes an entry out of whatever it is in. */
  #remove(entry: Entry<S>): void {
    switch (entry.phase) {
      case 'arriving':
        this.#arriving.remove(entry);
        break;
      case 'waiting':
        this.#waiting.remove(entry);
        this.#waitingTokens -= entry.known;
        break;
      case 'handing over':
        this.#handingOver.remove(entry);
        break;
      default:
        this.#running.splice(this.#running.indexOf(entry), 1);
        this.#places -= entry.live;
    }
    this.#drop(entry);
  }

  /** Forgets an entry that is in no list any more. */
  #drop(entry: Entry<S>): void {
    entry.phase = 'gone';
    entry.release();
    this.#entries.delete(entry.sequence);
    this.#mayJoin = true;
  }

  get nextAt(): number | undefined {
    let next = Math.min(this.#handingOver.firstKey ?? Number.POSITIVE_INFINITY, this.#readyAt);
    if (this.#passEnd !== undefined) next = Math.min(next, this.#passEnd);
    else if (this.#state === 'awake' || this.#state === 'falling asleep')
      next = Math.min(next, this.#startAt());
    return next === Number.POSITIVE_INFINITY ? undefined : next;
  }

  /** When an idle worker has something to do. */
  #startAt(): number {
    let start =
      this.#state === 'awake'
        ? (this.#arriving.firstKey ?? Number.POSITIVE_INFINITY)
        : Number.POSITIVE_INFINITY;
    if (this.#state === 'awake' && this.#waiting.size > 0 && this.#mayJoin) start = this.#free;
    for (const { copiedAt } of this.#running) start = Math.min(start, copiedAt);
    return Math.max(start, this.#free);
  }

  step(now: number): StepResult<S> {
    const at = this.nextAt;
    const events: BatchEvent<S>[] = [];
    if (at === undefined || at > now) return this.#result(now, events, 0);
    this.#queueArrived(at, events);
    if (at >= this.#readyAt) this.#becomeReady(at);
    while ((this.#handingOver.firstKey ?? Number.POSITIVE_INFINITY) <= at) {
      const entry = this.#handingOver.pop() as Entry<S>;
      this.#drop(entry);
      this.#counters.handedOver++;
      events.push({ type: 'handed over', at, sequence: entry.sequence });
    }
    let count = 0;
    if (this.#passEnd !== undefined && this.#passEnd <= at) {
      this.#passEnd = undefined;
      this.#free = at;
      count = this.#endPass(at, events);
    }
    if (this.#passEnd === undefined) this.#startPass(at, events);
    if (this.#state === 'falling asleep') this.#fallAsleep();
    return this.#result(at, events, count);
  }

  #result(at: number, events: readonly BatchEvent<S>[], count: number): StepResult<S> {
    return { at, events, count, sequences: this.#sequences, tokens: this.#tokens };
  }

  /** Emits the tokens of a pass, all at once. Returns how many sequences got any. */
  #endPass(at: number, events: BatchEvent<S>[]): number {
    const running = this.#running;
    const sequences = this.#sequences;
    const tokens = this.#tokens;
    const { speculation } = this.#options;
    let count = 0;
    let kept = 0;
    for (let index = 0; index < running.length; index++) {
      const entry = running[index] as Entry<S>;
      let emits = 1;
      if (entry.phase === 'prefill') {
        if (entry.chunk === 0 || !this.#advancePrompt(entry, at)) {
          if (!this.#isHandingOver(entry)) running[kept++] = entry;
          continue;
        }
      } else if (speculation) {
        emits = drawTokens(speculation, this.#drafts);
      }
      emits = Math.min(emits, entry.length - entry.emitted);
      if (entry.emitted === 0) events.push({ type: 'first', at, sequence: entry.sequence });
      if (emits > 0) {
        this.#counters.generatedTokens += entry.tokensOfAll(emits);
        entry.emitted += emits;
        sequences[count] = entry.sequence;
        tokens[count++] = emits;
      }
      if (entry.context >= entry.fillAt) this.#fill(entry, entry.context);
      if (entry.emitted >= entry.endsAt) this.#endChoices(entry);
      if (entry.isOver) {
        this.#drop(entry);
        this.#counters.finished++;
        events.push({ type: 'finished', at, sequence: entry.sequence });
        continue;
      }
      running[kept++] = entry;
    }
    running.length = kept;
    sequences.length = count;
    return count;
  }

  #endChoices(entry: Entry<S>): void {
    this.#places -= entry.live;
    entry.endChoices();
    this.#places += entry.live;
    this.#mayJoin = true;
  }

  #isHandingOver(entry: Entry<S>): boolean {
    return entry.phase === 'handing over';
  }

  /** Adds the chunk of the last pass. Returns whether the prompt is complete here and decoding begins. */
  #advancePrompt(entry: Entry<S>, at: number): boolean {
    entry.done += entry.chunk;
    entry.chunk = 0;
    const isComplete = entry.done >= entry.total;
    // With several choices, what is known of each is computed in turn, so the prompt comes first.
    this.#fill(entry, isComplete ? entry.known : Math.min(entry.done, entry.known));
    if (!isComplete) return false;
    if (this.#options.role !== 'prefill') {
      entry.phase = 'decode';
      return true;
    }
    const { kvBytesPerToken } = this.#profile;
    const { transferBandwidth, handOver, speedup } = this.#options;
    const transfer = ((entry.promptTokens * kvBytesPerToken) / transferBandwidth) * 1e3;
    entry.phase = 'handing over';
    this.#places -= entry.live;
    this.#mayJoin = true;
    this.#handingOver.push(at + (transfer + handOver) / speedup, entry, entry.order);
    return false;
  }

  /** Registers the blocks that are complete, so that others can use them. */
  #fill(entry: Entry<S>, context: number): void {
    if (!this.#options.prefixCaching) return;
    const { blockSize } = this.#options;
    const complete = entry.completeBlocks(context, blockSize);
    if (complete > entry.filled) {
      entry.table?.fill(entry.hashes(complete), complete);
      entry.filled = complete;
      this.#mayJoin = true;
    }
    entry.fillAt = entry.isSingle ? (complete + 1) * blockSize : Number.POSITIVE_INFINITY;
  }

  #startPass(at: number, events: BatchEvent<S>[]): void {
    const pass = emptyPass();
    const hasPreempted = this.#growContexts(at, events);
    let budget = this.#options.maxBatchedTokens;
    for (const entry of this.#running) {
      if (entry.phase !== 'decode') continue;
      pass.decodeSequences += entry.live;
      pass.contextTokens += entry.live * entry.context;
    }
    budget -= pass.decodeSequences * this.#stride;
    for (const entry of this.#running) {
      if (budget === 0) break;
      if (entry.phase === 'prefill' && entry.copiedAt <= at)
        budget = this.#schedulePrompt(entry, budget, pass);
    }
    if (this.#state === 'awake' && !hasPreempted) this.#join(at, budget, pass, events);
    if (pass.decodeSequences + pass.prefillSequences === 0) return;
    const ms = passTime(this.#profile, pass, this.#options.speculation) * this.#drawNoise();
    this.#passMs = ms / this.#options.speedup;
    this.#pass = pass;
    this.#passEnd = at + this.#passMs;
    this.#counters.passes++;
    this.#counters.busyMs += this.#passMs;
    this.#counters.promptTokens += pass.prefillTokens;
  }

  /** Within 4 deviations, so that no pass takes negative time. */
  #drawNoise(): number {
    const { stepNoise } = this.#options;
    if (stepNoise === 0) return 1;
    return Math.max(0.1, 1 + stepNoise * Math.max(-4, Math.min(4, this.#noise.normal())));
  }

  #queueArrived(at: number, events: BatchEvent<S>[]): void {
    for (;;) {
      const queuedAt = this.#arriving.firstKey;
      if (queuedAt === undefined || queuedAt > at) return;
      const entry = this.#arriving.pop() as Entry<S>;
      this.#wait(entry);
      events.push({ type: 'queued', at: queuedAt, sequence: entry.sequence });
    }
  }

  #wait(entry: Entry<S>): void {
    entry.phase = 'waiting';
    this.#waiting.push(entry.key, entry, entry.order);
    this.#waitingTokens += entry.known;
    if (this.#waiting.first === entry) this.#mayJoin = true;
  }

  /** Gives each decoding sequence the blocks for its next tokens. Returns whether others had to give up theirs. */
  #growContexts(at: number, events: BatchEvent<S>[]): boolean {
    const { blockSize } = this.#options;
    let hasPreempted = false;
    const running = this.#running;
    for (let index = 0; index < running.length; index++) {
      const entry = running[index] as Entry<S>;
      if (entry.phase !== 'decode') continue;
      const context = Math.min(entry.context + this.#stride, entry.promptTokens + entry.length - 1);
      while (context > entry.room && entry.phase === 'decode') {
        if (entry.table?.grow(entry.live)) {
          entry.room += blockSize;
        } else {
          hasPreempted = true;
          this.#preempt(this.#lastRunning(), at, events);
        }
      }
    }
    if (!hasPreempted) return false;
    let kept = 0;
    for (const entry of running) if (entry.phase !== 'waiting') running[kept++] = entry;
    running.length = kept;
    return true;
  }

  /** The sequence of the batch that gives up its place first: of the lowest priority the newest. */
  #lastRunning(): Entry<S> {
    let last: Entry<S> | undefined;
    for (const entry of this.#running) {
      if (entry.phase === 'waiting') continue;
      if (!last || entry.key > last.key || (entry.key === last.key && entry.order > last.order)) last = entry;
    }
    return last as Entry<S>;
  }

  #preempt(entry: Entry<S>, at: number, events: BatchEvent<S>[]): void {
    entry.release();
    this.#places -= entry.live;
    this.#wait(entry);
    this.#mayJoin = true;
    this.#counters.preempted++;
    events.push({ type: 'preempted', at, sequence: entry.sequence });
  }

  /** Gives a prompt what is left of the budget. Returns the rest. */
  #schedulePrompt(entry: Entry<S>, budget: number, pass: Pass): number {
    const rest = entry.total - entry.done;
    const chunk = this.#options.chunkedPrefill ? Math.min(rest, budget) : rest;
    entry.chunk = chunk;
    pass.prefillSequences++;
    pass.prefillTokens += chunk;
    const end = entry.done + chunk;
    pass.prefillSquares += end * end - entry.done * entry.done;
    return Math.max(0, budget - chunk);
  }

  /** Lets waiting sequences join while there are places, blocks and tokens of the budget for the first of them. */
  #join(at: number, left: number, pass: Pass, events: BatchEvent<S>[]): void {
    const { maxSequences, chunkedPrefill, maxBatchedTokens } = this.#options;
    let budget = left;
    while (this.#mayJoin && budget > 0) {
      const entry = this.#waiting.first;
      if (entry === undefined) return;
      if (this.#places + entry.live > maxSequences) {
        this.#mayJoin = false;
        return;
      }
      if (entry.sequence.prefilled === true && !entry.isAgain) {
        if (budget < this.#stride * entry.live) return;
      } else if (!chunkedPrefill) {
        // A prompt that no budget holds is computed alone.
        const isAlone = pass.prefillSequences === 0 && entry.known * entry.live > maxBatchedTokens;
        if (this.#uncached(entry) > budget && !isAlone) return;
      }
      if (!this.#reserve(entry, at, events)) {
        this.#mayJoin = false;
        return;
      }
      if (entry.phase === 'decode') {
        pass.decodeSequences += entry.live;
        pass.contextTokens += entry.live * entry.context;
        budget -= this.#stride * entry.live;
      } else if (entry.copiedAt <= at) {
        budget = this.#schedulePrompt(entry, budget, pass);
      }
    }
  }

  /** Tokens that a waiting sequence would have to compute. */
  #uncached(entry: Entry<S>): number {
    const { blockSize } = this.#options;
    const reusable = this.#reusable(entry);
    const matched = reusable === 0 ? { device: 0, host: 0 } : this.#pool.match(entry.hashes(reusable));
    const cached = Math.min(reusable, matched.device + matched.host) * blockSize;
    return computed(entry, cached);
  }

  /** Leading blocks that may come from the cache: at least one token is computed, or there would be no next one. */
  #reusable(entry: Entry<S>): number {
    if (!this.#options.prefixCaching) return 0;
    return entry.completeBlocks(entry.known - 1, this.#options.blockSize);
  }

  /** Moves the first of the queue into the batch. Returns false if the pool has no room for it. */
  #reserve(entry: Entry<S>, at: number, events: BatchEvent<S>[]): boolean {
    const { blockSize, watermark } = this.#options;
    const pool = this.#pool;
    const isDecoded = entry.sequence.prefilled === true && !entry.isAgain;
    const blocks = entry.blocksFor(entry.known, blockSize);
    const reusable = this.#reusable(entry);
    const hashes = entry.hashes(
      this.#options.prefixCaching ? entry.completeBlocks(entry.known, blockSize) : 0,
    );
    if (this.#running.length > 0) {
      const matched = reusable === 0 ? 0 : Math.min(reusable, pool.match(hashes).device);
      if (pool.used + blocks - matched > pool.capacity * (1 - watermark)) return false;
    }
    const table = pool.reserve(hashes, blocks, reusable);
    if (table === undefined) return false;
    this.#waiting.pop();
    this.#waitingTokens -= entry.known;
    entry.table = table;
    entry.room = Math.ceil(entry.known / blockSize) * blockSize;
    entry.filled = table.fromCache;
    this.#running.push(entry);
    this.#places += entry.live;
    this.#begin(entry, at, isDecoded);
    const cachedTokens = table.fromCache * blockSize;
    if (!entry.isAgain && !isDecoded) {
      this.#counters.queriedTokens += entry.promptTokens;
      this.#counters.cachedTokens += cachedTokens;
    }
    const hostTokens = table.fromHost * blockSize;
    events.push({
      type: 'scheduled',
      at,
      sequence: entry.sequence,
      cachedTokens,
      hostTokens,
      isAgain: entry.isAgain,
    });
    entry.isAgain = true;
    return true;
  }

  #begin(entry: Entry<S>, at: number, isDecoded: boolean): void {
    const { blockSize, hostBandwidth, speedup } = this.#options;
    const table = entry.table;
    if (table === undefined) return;
    if (isDecoded) {
      entry.phase = 'decode';
      entry.copiedAt = at;
      this.#fill(entry, entry.promptTokens);
      return;
    }
    entry.phase = 'prefill';
    const cached = table.fromCache * blockSize;
    entry.total = computed(entry, 0);
    entry.done = cached;
    const copied = table.fromHost * blockSize * this.#profile.kvBytesPerToken;
    entry.copiedAt = copied === 0 ? at : at + ((copied / hostBandwidth) * 1e3) / speedup;
  }

  sleep(level: 1 | 2): void {
    if (this.#state !== 'awake') return;
    this.#state = 'falling asleep';
    this.#level = level;
    this.#fallAsleep();
  }

  /** Once nothing runs. */
  #fallAsleep(): void {
    if (this.#running.length + this.#handingOver.size > 0) return;
    this.#state = 'asleep';
    this.#pool.clear();
  }

  wake(now: number): void {
    if (this.#state === 'falling asleep') this.#state = 'awake';
    if (this.#state !== 'asleep') return;
    const { hostBandwidth, diskBandwidth } = this.#options;
    this.#state = 'waking';
    this.#load(now, this.#level === 1 ? hostBandwidth : diskBandwidth);
  }

  #load(now: number, bandwidth: number): void {
    this.#readyAt = now + ((this.#profile.weightsBytes / bandwidth) * 1e3) / this.#options.speedup;
  }

  #becomeReady(at: number): void {
    this.#state = 'awake';
    this.#readyAt = Number.POSITIVE_INFINITY;
    this.#free = at;
    this.#mayJoin = true;
  }

  fail(): S[] {
    const lost = [...this.#entries.values()];
    for (const entry of lost) this.#remove(entry);
    this.#counters.failed += lost.length;
    this.#state = 'failed';
    this.#passEnd = undefined;
    this.#readyAt = Number.POSITIVE_INFINITY;
    this.#pool.clear();
    return lost.map(({ sequence }) => sequence);
  }

  restart(now: number): void {
    if (this.#state !== 'failed') return;
    this.#state = 'starting';
    this.#load(now, this.#options.diskBandwidth);
  }

  get state(): WorkerState {
    return this.#state;
  }

  get figures(): BatchFigures {
    const lastPass: PassFigures = { ...this.#pass, ms: this.#passMs };
    return {
      running: this.#places,
      waiting: this.#waiting.size,
      waitingTokens: this.#waitingTokens,
      arriving: this.#arriving.size,
      handingOver: this.#handingOver.size,
      usedBlocks: this.#pool.used,
      capacity: this.#pool.capacity,
      lastPass,
      counters: { ...this.#counters },
    };
  }
}

/** Tokens of all choices to compute before it decodes, less the cached ones: the prompt once, what is behind it for each. */
function computed(entry: Entry<Sequence>, cached: number): number {
  return entry.promptTokens + entry.live * entry.emitted - cached;
}

/** A prefill worker computes the prompt alone. */
const READS_ONLY: readonly number[] = [0];

function emptyPass(): Pass {
  return { prefillSequences: 0, prefillTokens: 0, prefillSquares: 0, decodeSequences: 0, contextTokens: 0 };
}
