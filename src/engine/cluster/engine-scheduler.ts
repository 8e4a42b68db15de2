import type { Clock } from '../../runtime/clock.ts';
import type { Random } from '../../runtime/random.ts';
import type { Turns } from '../../runtime/turns.ts';
import { NeverFits } from '../batching/refusals.ts';
import type { BlockHashes } from '../cache/block-hashes.ts';
import type { ModelCard } from '../models/card.ts';
import { createSteady } from '../scheduler/paced.ts';
import type { Pass, Scheduled, Scheduler, Sequence } from '../scheduler/scheduler.ts';
import { Batched } from './batched.ts';
import type { Cluster } from './cluster.ts';
import { ContextBlocks } from './context-blocks.ts';
import type { EngineFigures } from './engine-figures.ts';
import { idlePace } from './idle-pace.ts';
import { Member } from './member.ts';
import { reportedTokens } from './reported-tokens.ts';
import { type GroupOptions, type NamedProfile, WorkerGroup } from './worker-group.ts';

/** A scheduler over engine workers that batch. */
export interface EngineScheduler extends Scheduler, EngineControl {
  readonly figures: EngineFigures;
  /** Of the profiles that were used. */
  readonly clusters: readonly Cluster[];
}

/** What operators do to all workers, also to those that are made later. */
export interface EngineControl {
  /** Running answers end first; new ones are refused. Level 2 also drops the weights, which takes longer to wake from. */
  sleep(level: 1 | 2): void;
  wake(): void;
  /** All workers crash: answers in progress break off. */
  fail(): void;
  /** Starts workers that have crashed. */
  restart(): void;
}

export interface EngineSchedulerParts {
  readonly clock: Clock;
  readonly turns: Turns;
  /** Of the instance. Each worker forks its own. */
  readonly random: Random;
  readonly options: GroupOptions;
  /** Models of one profile share its workers. */
  readonly profileOf: (model: ModelCard) => NamedProfile;
  /** For work without a prompt that a cache could know: vectors, ranks, labels, pictures, sound. */
  readonly solo: Scheduler;
}

/**
 * Simulates engines: prompts are routed to workers, which compute them in batches over their KV caches. When a token is due is
 * known when the step that computes it has ended. Workers are made when their profile is first used.
 *
 * @throws QueueFull, NeverFits, Unavailable from `admit`, before an answer has begun
 * @example
 * const scheduler = createEngineScheduler({ clock, turns, random, options, profileOf, solo });
 * const scheduled = scheduler.admit(sequence);
 * scheduled.onReady(() => console.log(scheduled.dueOf(0)));
 */
export function createEngineScheduler(parts: EngineSchedulerParts): EngineScheduler {
  return new Engines(parts);
}

class Engines implements EngineScheduler {
  readonly readsPrompts = true;
  readonly #parts: EngineSchedulerParts;
  readonly #groups = new Map<string, WorkerGroup>();
  /** Brings new workers into the state of the others. */
  #settle: (group: WorkerGroup) => void = () => {};

  constructor(parts: EngineSchedulerParts) {
    this.#parts = parts;
  }

  admit(sequence: Sequence): Scheduled {
    if (sequence.prompts.length === 0) return this.#parts.solo.admit(sequence);
    const group = this.#groupOf(sequence.model);
    const prompts = promptsOf(sequence, group);
    return this.#begin(group, sequence, sequence.passTokens, prompts, false);
  }

  alone(sequence: Sequence): Scheduled {
    if (sequence.prompts.length === 0) return this.#parts.solo.alone(sequence);
    const group = this.#groupOf(sequence.model);
    let cachedTokens = 0;
    for (const { hashes, tokens } of promptsOf(sequence, group)) {
      const { blockSize, pools } = group.cluster;
      const [{ capacity } = { capacity: 0 }] = pools;
      const blocks = Math.ceil((tokens + sequence.outputTokens) / blockSize);
      if (blocks > capacity) throw new NeverFits('blocks', blocks, capacity);
      if (!group.batch.prefixCaching) continue;
      cachedTokens +=
        Math.min(group.cluster.mostOverlap(hashes), Math.floor((tokens - 1) / blockSize)) * blockSize;
    }
    const pace = idlePace(group.profile, group.batch, sequence, cachedTokens);
    return createSteady(
      { ...pace, length: Math.max(0, sequence.outputTokens - 1), workScale: 1 / group.batch.speedup },
      { ...sequence, cachedTokens: reportedTokens(sequence.model, cachedTokens) },
    );
  }

  #groupOf(model: ModelCard): WorkerGroup {
    const { clock, turns, random, options, profileOf } = this.#parts;
    const named = profileOf(model);
    const known = this.#groups.get(named.name);
    if (known) return known;
    const group = new WorkerGroup(named, options, {
      clock,
      turns,
      random: random.fork('engine', named.name),
    });
    this.#settle(group);
    this.#groups.set(named.name, group);
    return group;
  }

  /** Admits all prompts or none of them. */
  #begin(
    group: WorkerGroup,
    sequence: Sequence,
    passTokens: number,
    prompts: readonly KnownPrompt[],
    isContinued: boolean,
  ): Batched {
    const workScale = 1 / group.batch.speedup;
    const batched: Batched = new Batched({ model: sequence.model, passTokens, workScale }, (pass) =>
      this.#resume(group, sequence, prompts, pass),
    );
    const each = Math.ceil(sequence.choices.length / prompts.length);
    const members = prompts.map(
      ({ tokens, context }, index) =>
        new Member({
          arrivedAt: sequence.arrivedAt,
          promptTokens: tokens,
          outputTokens: isContinued ? [passTokens] : sequence.choices.slice(index * each, (index + 1) * each),
          priority: sequence.priority,
          isContinued,
          context,
          onReady: batched.ready,
        }),
    );
    batched.begin(members);
    for (const member of members) {
      try {
        group.admit(member, sequence.arrivedAt);
      } catch (error) {
        // Nobody can refuse an answer that has begun: it breaks off where it asks for more.
        if (isContinued) {
          member.fail(error as Error);
          continue;
        }
        for (const admitted of members) admitted.release();
        throw error;
      }
    }
    return batched;
  }

  /** The model reads all that it has read and written before, and what is new. */
  #resume(group: WorkerGroup, sequence: Sequence, prompts: readonly KnownPrompt[], pass: Pass): Scheduled {
    const context = prompts.map((prompt) => ({ ...prompt, tokens: pass.promptTokens }));
    const { arrivedAt } = pass;
    return this.#begin(group, { ...sequence, arrivedAt }, pass.passTokens, context.slice(0, 1), true);
  }

  get clusters(): readonly Cluster[] {
    return [...this.#groups.values()].map(({ cluster }) => cluster);
  }

  get figures(): EngineFigures {
    return { groups: [...this.#groups.values()].map(({ figures }) => figures) };
  }

  sleep(level: 1 | 2): void {
    this.#all((group) => group.sleep(level));
  }

  wake(): void {
    this.#all((group) => group.wake());
    this.#settle = () => {};
  }

  fail(): void {
    this.#all((group) => group.fail());
  }

  restart(): void {
    this.#all((group) => group.restart());
    this.#settle = () => {};
  }

  #all(change: (group: WorkerGroup) => void): void {
    this.#settle = change;
    for (const group of this.#groups.values()) change(group);
  }
}

interface KnownPrompt {
  readonly tokens: number;
  /** Of its complete blocks. */
  readonly hashes: BlockHashes;
  readonly context: ContextBlocks;
}

function promptsOf({ prompts, answer, scope, random }: Sequence, { cluster }: WorkerGroup): KnownPrompt[] {
  return prompts.map((prompt, index) => {
    const hashes = cluster.hashesOf(prompt, scope);
    const isContinued = answer !== undefined && prompts.length === 1;
    const answered = isContinued ? () => cluster.hashesWith(answer, prompt, scope) : undefined;
    const context = new ContextBlocks(hashes, random.fork('context', scope, index), answered);
    return { tokens: prompt.tokens, hashes, context };
  });
}
