import type { BlockTable } from '../cache/block-pool.ts';
import type { RequestLoad } from '../router/load.ts';
import type { Pass, Scheduled, Scheduler, Sequence, SequencePace } from '../scheduler/scheduler.ts';
import type { Cluster } from './cluster.ts';
import { reportedTokens } from './reported-tokens.ts';

/**
 * A scheduler with a cluster before it: prompts are routed, and what is cached of them needs no prefill. Workers hold the
 * blocks of a prompt from its arrival to the end of its answer; they let nobody wait.
 *
 * @example
 * const scheduler = createCachedScheduler(createSoloScheduler(latency), cluster);
 * scheduler.admit(sequence).cachedTokens; // what another prompt of the same scope began with
 */
export function createCachedScheduler(solo: Scheduler, cluster: Cluster): Scheduler {
  /** @param take gives the sequence its times */
  function hold(sequence: Sequence, take: (sequence: Sequence) => Scheduled): Scheduled {
    if (sequence.prompts.length === 0) return take(sequence);
    const held: Held[] = [];
    try {
      let cachedTokens = 0;
      for (const prompt of sequence.prompts) {
        const routed = cluster.route(prompt, sequence.scope, sequence.outputTokens, sequence.arrivedAt);
        if (routed === undefined) continue;
        const { worker, hashes, load } = routed;
        const { tokens } = prompt;
        const blocks = Math.ceil(tokens / cluster.blockSize);
        const reusable = Math.floor((tokens - 1) / cluster.blockSize);
        const table = cluster.pools[worker]?.reserve(hashes, blocks, reusable);
        held.push({ table, load });
        table?.fill(hashes, hashes.count);
        const cached = (table?.fromCache ?? 0) * cluster.blockSize;
        cluster.counters.add(worker, tokens, cached, sequence.outputTokens);
        cachedTokens += reportedTokens(sequence.model, cached);
      }
      const keep = (): void => keepAnswer(sequence, held, cluster);
      return new Holding(take({ ...sequence, cachedTokens }), held, keep);
    } catch (error) {
      letGo(held);
      throw error;
    }
  }

  return {
    readsPrompts: true,
    admit: (sequence) => hold(sequence, (timed) => solo.admit(timed)),
    /** Its prompt is read at once, and its answer written: they are known from then on. */
    alone(sequence) {
      const scheduled = hold(sequence, (timed) => solo.alone(timed));
      scheduled.release(true);
      return scheduled;
    },
  };
}

/** Adds the blocks of a complete answer to those of its prompt. Its last token has been written, but not read. */
function keepAnswer({ prompts, answer, scope }: Sequence, [held]: readonly Held[], cluster: Cluster): void {
  const [prompt] = prompts;
  if (answer === undefined || prompt === undefined || held?.table === undefined) return;
  const { blockSize } = cluster;
  const blocks = Math.floor((prompt.tokens + answer.length - 1) / blockSize);
  if (blocks === Math.floor(prompt.tokens / blockSize)) return;
  const more = blocks - held.table.blocks;
  if (more <= 0 || held.table.grow(more)) held.table.fill(cluster.hashesWith(answer, prompt, scope), blocks);
}

/** What one prompt holds. */
interface Held {
  /** Undefined if its worker had no room. */
  readonly table: BlockTable | undefined;
  readonly load: RequestLoad;
}

function letGo(held: readonly Held[]): void {
  for (const { table, load } of held) {
    table?.release();
    load.end();
  }
}

/** A sequence whose prompts hold blocks and count as load until it is released. */
class Holding implements Scheduled {
  readonly #solo: Scheduled;
  #held: readonly Held[];
  readonly #keepAnswer: () => void;

  /** @param keepAnswer called when it is complete */
  constructor(solo: Scheduled, held: readonly Held[], keepAnswer: () => void) {
    this.#solo = solo;
    this.#held = held;
    this.#keepAnswer = keepAnswer;
  }

  dueOf(index: number): number {
    // Its prompt has been read when the second token is asked for.
    if (index === 1) for (const { load } of this.#held) load.prefilled();
    return this.#solo.dueOf(index);
  }

  get lastDue(): number {
    return this.#solo.lastDue;
  }

  get admittedAt(): number {
    return this.#solo.admittedAt;
  }

  get cachedTokens(): number {
    return this.#solo.cachedTokens;
  }

  get pace(): SequencePace | undefined {
    return this.#solo.pace;
  }

  get workScale(): number {
    return this.#solo.workScale;
  }

  onReady(listener: () => void): void {
    this.#solo.onReady(listener);
  }

  resume(pass: Pass): Scheduled {
    return this.#solo.resume(pass);
  }

  release(isComplete?: boolean): void {
    this.#solo.release();
    if (isComplete && this.#held.length > 0) this.#keepAnswer();
    letGo(this.#held);
    this.#held = [];
  }
}
