import type { Random } from '../../runtime/random.ts';
import type { BatchOptions } from './batch-options.ts';
import type { BatchEvent, BatchSequence } from './batch-sequence.ts';
import type { BlockUse } from './block-use.ts';
import type { Entry } from './entry.ts';
import type { BatchCounters } from './figures.ts';
import { drawTokens, mostTokens } from './speculation.ts';
import { emptyPass, type ForwardPass } from './step-time.ts';
import type { WaitingQueue } from './waiting-queue.ts';

export interface BatchParts<S extends BatchSequence> {
  readonly options: BatchOptions;
  readonly blocks: BlockUse;
  readonly queue: WaitingQueue<S>;
  readonly counters: BatchCounters;
  /** Milliseconds to copy so many tokens from host memory. */
  readonly copyMs: (tokens: number) => number;
  /** Drawn from for the drafts that are accepted. */
  readonly drafts: Random;
  /** Forgets a sequence that has ended. */
  readonly drop: (entry: Entry<S>) => void;
  /** A prompt is computed that is decoded elsewhere. */
  readonly handOver: (entry: Entry<S>, at: number) => void;
}

/** The sequences that are computed together, and what one pass does with them. */
export class Batch<S extends BatchSequence> {
  readonly #parts: BatchParts<S>;
  readonly #options: BatchOptions;
  readonly #blocks: BlockUse;
  readonly #queue: WaitingQueue<S>;
  readonly #counters: BatchCounters;
  /** Tokens that a decoding sequence may emit in one step. */
  readonly #stride: number;
  /** In the order of admission. */
  readonly running: Entry<S>[] = [];
  /** Places that are taken; each choice takes one. */
  places = 0;
  /** Whether places, blocks or cached blocks may have been added since the head of the line had to wait for them. */
  mayJoin = true;
  /** The sequences that got tokens at the end of the last pass, and how many. */
  readonly sequences: S[] = [];
  readonly tokens: Uint8Array;

  constructor(parts: BatchParts<S>) {
    this.#parts = parts;
    this.#options = parts.options;
    this.#blocks = parts.blocks;
    this.#queue = parts.queue;
    this.#counters = parts.counters;
    this.#stride = mostTokens(parts.options.speculation);
    this.tokens = new Uint8Array(parts.options.maxSequences);
  }

  /** Chooses what the next pass computes. Both lists of its counts are 0 if there is nothing to do. */
  start(at: number, isOpen: boolean, events: BatchEvent<S>[]): ForwardPass {
    const pass = emptyPass();
    const hasPreempted = this.#growContexts(at, events);
    for (const entry of this.running) if (entry.phase === 'decode') addDecode(entry, pass);
    let budget = this.#options.maxBatchedTokens - pass.decodeSequences * this.#stride;
    for (const entry of this.running) {
      if (budget === 0) break;
      if (entry.phase === 'prefill' && entry.copiedAt <= at) budget -= this.#addPrompt(entry, budget, pass);
    }
    if (isOpen && !hasPreempted) this.#join(at, budget, pass, events);
    return pass;
  }

  /** Emits the tokens of the pass, all at once. Returns how many sequences got any. */
  end(at: number, events: BatchEvent<S>[]): number {
    const { running, sequences, tokens } = this;
    const { speculation } = this.#options;
    const { drafts, drop } = this.#parts;
    let count = 0;
    let kept = 0;
    for (let index = 0; index < running.length; index++) {
      const entry = running[index] as Entry<S>;
      let emits = 1;
      if (entry.phase === 'prefill') {
        if (!this.#advancePrompt(entry)) {
          running[kept++] = entry;
          continue;
        }
        if (this.#options.role === 'prefill') {
          this.places -= entry.live;
          this.mayJoin = true;
          this.#parts.handOver(entry, at);
          continue;
        }
        entry.phase = 'decode';
      } else if (speculation) {
        emits = drawTokens(speculation, drafts);
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
      if (entry.emitted < entry.length) {
        running[kept++] = entry;
        continue;
      }
      drop(entry);
      this.#counters.finished++;
      events.push({ type: 'finished', at, sequence: entry.sequence });
    }
    running.length = kept;
    sequences.length = count;
    return count;
  }

  /** Takes one out. */
  remove(entry: Entry<S>): void {
    this.running.splice(this.running.indexOf(entry), 1);
    this.places -= entry.live;
  }

  #endChoices(entry: Entry<S>): void {
    this.places -= entry.live;
    entry.endChoices();
    this.places += entry.live;
    this.mayJoin = true;
  }

  /** Adds the chunk of the pass. Returns whether that was the last one. */
  #advancePrompt(entry: Entry<S>): boolean {
    if (entry.chunk === 0) return false;
    entry.done += entry.chunk;
    entry.chunk = 0;
    const isComplete = entry.done >= entry.total;
    // What is known of each choice is computed in turn, so the prompt comes first.
    this.#fill(entry, isComplete ? entry.known : Math.min(entry.done, entry.known));
    return isComplete;
  }

  #fill(entry: Entry<S>, context: number): void {
    if (this.#blocks.fill(entry, context)) this.mayJoin = true;
  }

  /** Gives each decoding sequence the blocks for its next tokens. Returns whether others had to give up theirs. */
  #growContexts(at: number, events: BatchEvent<S>[]): boolean {
    const { running } = this;
    let hasPreempted = false;
    for (let index = 0; index < running.length; index++) {
      const entry = running[index] as Entry<S>;
      if (entry.phase !== 'decode') continue;
      const context = Math.min(entry.context + this.#stride, entry.promptTokens + entry.length - 1);
      while (entry.phase === 'decode' && !this.#blocks.grow(entry, context)) {
        hasPreempted = true;
        this.#preempt(this.#lastRunning(), at, events);
      }
    }
    if (!hasPreempted) return false;
    let kept = 0;
    for (const entry of running) if (entry.phase !== 'waiting') running[kept++] = entry;
    running.length = kept;
    return true;
  }

  /** The one that gives up its blocks first: of the lowest priority the newest. */
  #lastRunning(): Entry<S> {
    let last: Entry<S> | undefined;
    for (const entry of this.running) {
      if (entry.phase === 'waiting') continue;
      if (!last || entry.key > last.key || (entry.key === last.key && entry.order > last.order)) last = entry;
    }
    return last as Entry<S>;
  }

  #preempt(entry: Entry<S>, at: number, events: BatchEvent<S>[]): void {
    entry.release();
    this.places -= entry.live;
    this.mayJoin = true;
    this.#queue.wait(entry);
    this.#counters.preempted++;
    events.push({ type: 'preempted', at, sequence: entry.sequence });
  }

  /** Gives a prompt what is left of the budget. Returns what it takes of it. */
  #addPrompt(entry: Entry<S>, budget: number, pass: ForwardPass): number {
    const rest = entry.total - entry.done;
    const chunk = this.#options.chunkedPrefill ? Math.min(rest, budget) : rest;
    const end = entry.done + chunk;
    entry.chunk = chunk;
    pass.prefillSequences++;
    pass.prefillTokens += chunk;
    pass.prefillSquares += end * end - entry.done * entry.done;
    return Math.min(budget, chunk);
  }

  /** Lets waiting sequences join while there are places, blocks and tokens of the budget for the head of the line. */
  #join(at: number, left: number, pass: ForwardPass, events: BatchEvent<S>[]): void {
    let budget = left;
    while (this.mayJoin && budget > 0) {
      const entry = this.#queue.first;
      if (entry === undefined || this.#needsMoreThan(budget, entry, pass)) return;
      const hasPlace = this.places + entry.live <= this.#options.maxSequences;
      if (!hasPlace || !this.#blocks.reserve(entry, this.running.length === 0)) {
        this.mayJoin = false;
        return;
      }
      this.#queue.shift();
      this.running.push(entry);
      this.places += entry.live;
      this.#begin(entry, at, events);
      if (entry.phase === 'decode') {
        addDecode(entry, pass);
        budget -= this.#stride * entry.live;
      } else if (entry.copiedAt <= at) {
        budget -= this.#addPrompt(entry, budget, pass);
      }
    }
  }

  #needsMoreThan(budget: number, entry: Entry<S>, pass: ForwardPass): boolean {
    if (entry.isPrefilled) return budget < this.#stride * entry.live;
    const { chunkedPrefill, maxBatchedTokens } = this.#options;
    if (chunkedPrefill || entry.toCompute <= budget) return false;
    // A prompt that no budget holds is computed alone.
    if (pass.prefillSequences === 0 && entry.toCompute > maxBatchedTokens) return false;
    return this.#blocks.uncached(entry) > budget;
  }

  #begin(entry: Entry<S>, at: number, events: BatchEvent<S>[]): void {
    const { blockSize } = this.#options;
    const { isAgain, isPrefilled, sequence } = entry;
    const cachedTokens = (entry.table?.fromCache ?? 0) * blockSize;
    const hostTokens = (entry.table?.fromHost ?? 0) * blockSize;
    events.push({ type: 'scheduled', at, sequence, cachedTokens, hostTokens, isAgain });
    entry.isAgain = true;
    if (isPrefilled) {
      entry.phase = 'decode';
      this.#fill(entry, entry.promptTokens);
      return;
    }
    if (!isAgain) {
      this.#counters.queriedTokens += entry.promptTokens;
      this.#counters.cachedTokens += cachedTokens;
    }
    entry.phase = 'prefill';
    entry.total = entry.toCompute;
    entry.done = cachedTokens;
    entry.copiedAt = hostTokens === 0 ? at : at + this.#parts.copyMs(hostTokens);
  }
}

function addDecode(entry: Entry<BatchSequence>, pass: ForwardPass): void {
  pass.decodeSequences += entry.live;
  pass.contextTokens += entry.live * entry.context;
}
