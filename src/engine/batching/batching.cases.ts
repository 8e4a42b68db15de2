import { createRandom } from '../../runtime/random.ts';
import type { BlockHashes } from '../cache/block-hashes.ts';
import { type BlockPool, createBlockPool } from '../cache/block-pool.ts';
import type { BatchOptions } from './batch-options.ts';
import type { BatchEvent, BatchSequence } from './batch-sequence.ts';
import { type BatchWorker, createBatchWorker } from './batch-worker.ts';
import { type EngineProfile, engineProfiles } from './engine-profiles.ts';

/** A profile without chance: an 8B model with round numbers, affine prefill. */
export const PLAIN: EngineProfile = {
  ...(engineProfiles.get('llama-8b-h100') as EngineProfile),
  overheadMs: 25,
  overheadSigma: 0,
  prefillUsPerToken: 40,
  prefillNsPerTokenSquared: 0,
  stepMs: 7,
  stepMsPerSequence: 0.04,
  stepUsPerContextToken: 0.06,
};

export interface Asked extends BatchSequence {
  readonly text: number;
}

let texts = 0;

/** A request whose text is its own unless it is given. */
export function ask(
  promptTokens: number,
  outputTokens: number | readonly number[],
  { text = ++texts, shared = 0, ...rest }: Partial<Asked> & { shared?: number } = {},
): Asked {
  return {
    promptTokens,
    outputTokens: typeof outputTokens === 'number' ? [outputTokens] : outputTokens,
    priority: 0,
    text,
    hashes: hashesOf(text, shared),
    ...rest,
  };
}

/** Hashes of a text of which the first `shared` blocks are those of every text. */
function hashesOf(text: number, shared: number): (blocks: number) => BlockHashes {
  return (count) => {
    const sequence = new Uint32Array(2 * count);
    for (let index = 0; index < count; index++) {
      const of = index < shared ? 0 : text;
      sequence[2 * index] = Math.imul(index + 1, 0x9e37_79b1) ^ of;
      sequence[2 * index + 1] = of;
    }
    return { blockSize: 16, count, local: sequence, sequence };
  };
}

/** What became of a request. */
export interface Story {
  readonly at: number;
  queued: number | undefined;
  scheduled: number | undefined;
  cached: number;
  preempted: number;
  first: number | undefined;
  handedOver: number | undefined;
  finished: number | undefined;
  /** When each token came. */
  readonly tokens: number[];
}

export interface Rig {
  readonly worker: BatchWorker<Asked>;
  readonly pool: BlockPool;
  readonly stories: Map<Asked, Story>;
  readonly events: BatchEvent<Asked>[];
  /** The time of the last step or admission. */
  now: number;
  admit(sequence: Asked, at?: number): Story;
  /** Steps until `time`, or until nothing is left to do. */
  run(time?: number): void;
}

/** A worker under virtual time that writes down what it says. */
export function openRig(
  options: Partial<BatchOptions> = {},
  {
    profile = PLAIN,
    pool = createBlockPool({ capacity: 20_000 }),
    seed = 'worker',
  }: { profile?: EngineProfile; pool?: BlockPool; seed?: string } = {},
): Rig {
  const worker = createBatchWorker<Asked>(
    { profile, pool, random: createRandom(seed) },
    { stepNoise: 0, ...options },
  );
  const stories = new Map<Asked, Story>();
  const events: BatchEvent<Asked>[] = [];
  const storyOf = (sequence: Asked) => stories.get(sequence) as Story;

  function tell(event: BatchEvent<Asked>): void {
    events.push(event);
    const story = storyOf(event.sequence);
    if (event.type === 'queued') story.queued = event.at;
    if (event.type === 'preempted') story.preempted++;
    if (event.type === 'first') story.first = event.at;
    if (event.type === 'handed over') story.handedOver = event.at;
    if (event.type === 'finished') story.finished = event.at;
    if (event.type === 'scheduled' && !event.isAgain) {
      story.scheduled = event.at;
      story.cached = event.cachedTokens;
    }
  }

  const rig: Rig = {
    worker,
    pool,
    stories,
    events,
    now: 0,
    admit(sequence, at = rig.now) {
      rig.run(at);
      const story: Story = {
        at,
        queued: undefined,
        scheduled: undefined,
        cached: 0,
        preempted: 0,
        first: undefined,
        handedOver: undefined,
        finished: undefined,
        tokens: [],
      };
      worker.admit(sequence, at);
      stories.set(sequence, story);
      return story;
    },
    run(time = Number.POSITIVE_INFINITY) {
      for (let steps = 0; ; steps++) {
        if (steps > 2_000_000) throw new Error('The worker does not come to an end');
        const next = worker.nextAt;
        if (next === undefined || next > time) break;
        if (next < rig.now) throw new Error('The worker goes back in time');
        const result = worker.step(next);
        rig.now = Math.max(rig.now, result.at);
        for (const event of result.events) tell(event);
        for (let index = 0; index < result.count; index++) {
          const { tokens } = storyOf(result.sequences[index] as Asked);
          for (let token = 0; token < (result.tokens[index] as number); token++) tokens.push(result.at);
        }
      }
      if (Number.isFinite(time)) rig.now = time;
    },
  };
  return rig;
}

/** Gaps between the tokens of a story, in ms. */
export function gapsOf({ tokens }: Story): number[] {
  return tokens.slice(1).map((at, index) => at - (tokens[index] as number));
}

export function ttftOf({ at, first }: Story): number {
  return (first ?? Number.NaN) - at;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
