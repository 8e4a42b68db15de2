import { mostTokens, type Speculation } from './speculation.ts';

/** How a worker schedules. Every field has a default, see {@link toBatchOptions}. */
export interface BatchOptions {
  /** `aggregated` does everything; `prefill` hands sequences over once their prompt is computed; `decode` takes those. */
  readonly role: 'aggregated' | 'prefill' | 'decode';
  /** Tokens of one block. */
  readonly blockSize: number;
  /** Token budget of one pass: one for each sequence that decodes (more with speculation), the rest for prompts. */
  readonly maxBatchedTokens: number;
  /** Sequences in the batch; each choice of a request is one. */
  readonly maxSequences: number;
  /** Sequences that may wait while the batch is full; further ones are refused. */
  readonly maxWaiting: number;
  /** Share of the pool that stays free when a sequence joins a batch that is not empty, for the growth of the others. */
  readonly watermark: number;
  /** Long prompts are computed over several passes. Otherwise a prompt waits until the budget of a pass holds all of it. */
  readonly chunkedPrefill: boolean;
  readonly prefixCaching: boolean;
  /** Milliseconds of waiting that one level of priority outweighs. It is finite, so that nobody waits forever. */
  readonly priorityAge: number;
  /** Drafts of later tokens that are verified in each step; absent: one token a step. */
  readonly speculation?: Speculation | undefined;
  /** Coefficient of variation of the time of a pass, the same for all sequences in it. */
  readonly stepNoise: number;
  /** Everything takes this many times less long. */
  readonly speedup: number;
  /** Bytes per second between a prefill worker and a decode worker; infinity: no delay. */
  readonly transferBandwidth: number;
  /** Milliseconds of a hand-over besides the transfer. */
  readonly handOver: number;
  /** Bytes per second between host memory and the device. */
  readonly hostBandwidth: number;
  /** Bytes per second at which weights are read from disk: after a deep sleep and at a start. */
  readonly diskBandwidth: number;
  /** Whether a sequence that comes while the worker sleeps waits or is refused. */
  readonly whileAsleep: 'wait' | 'refuse';
}

/**
 * Adds defaults: those of vLLM and of Dynamo's mocker, 64 GB/s between workers (Dynamo's mocker), 5 ms for a hand-over
 * (1 to 10 are reported), PCIe 5 x16 to host memory and an NVMe disk.
 *
 * @throws RangeError naming the field that has an impossible value
 * @example
 * toBatchOptions({ maxSequences: 256 }).maxBatchedTokens; // 8192
 */
export function toBatchOptions(
  given: Partial<BatchOptions> & Pick<BatchOptions, 'maxSequences'>,
): BatchOptions {
  const options = { ...DEFAULTS, ...given };
  for (const field of COUNTS) {
    if (!Number.isSafeInteger(options[field]) || options[field] < 1)
      throw new RangeError(`${field} is ${options[field]}. Allowed: an integer from 1 on.`);
  }
  if (!Number.isSafeInteger(options.maxWaiting) || options.maxWaiting < 0)
    throw new RangeError(`maxWaiting is ${options.maxWaiting}. Allowed: an integer from 0 on.`);
  for (const field of RATES) {
    if (!(options[field] > 0)) throw new RangeError(`${field} is ${options[field]}. Allowed: above 0.`);
  }
  for (const field of SPANS) {
    if (!(options[field] >= 0 && Number.isFinite(options[field])))
      throw new RangeError(`${field} is ${options[field]}. Allowed: milliseconds from 0 on.`);
  }
  for (const field of SHARES) {
    if (!(options[field] >= 0 && options[field] < 1))
      throw new RangeError(`${field} is ${options[field]}. Allowed: from 0 to below 1.`);
  }
  if (options.speculation) checkSpeculation(options.speculation);
  const tokens = mostTokens(options.speculation);
  if (options.maxBatchedTokens < options.maxSequences * tokens) {
    throw new RangeError(
      `maxBatchedTokens is ${options.maxBatchedTokens}. Allowed: at least ${options.maxSequences * tokens}, ${tokens} for each of maxSequences.`,
    );
  }
  return options;
}

function checkSpeculation({ acceptance, cost, costPerSequence }: Speculation): void {
  if (
    acceptance.length < 1 ||
    acceptance.length > 16 ||
    !acceptance.every((share) => share >= 0 && share <= 1)
  )
    throw new RangeError(
      `speculation.acceptance is ${acceptance}. Allowed: 1 to 16 probabilities, from 0 to 1.`,
    );
  if (!(cost >= 1)) throw new RangeError(`speculation.cost is ${cost}. Allowed: from 1 on.`);
  if (!(costPerSequence >= 0))
    throw new RangeError(`speculation.costPerSequence is ${costPerSequence}. Allowed: from 0 on.`);
}

const COUNTS = ['blockSize', 'maxBatchedTokens', 'maxSequences'] as const;
const RATES = ['speedup', 'transferBandwidth', 'hostBandwidth', 'diskBandwidth'] as const;
const SPANS = ['priorityAge', 'handOver'] as const;
const SHARES = ['watermark', 'stepNoise'] as const;

const DEFAULTS: Omit<BatchOptions, 'maxSequences'> = {
  role: 'aggregated',
  blockSize: 16,
  maxBatchedTokens: 8192,
  maxWaiting: 1000,
  watermark: 0.01,
  chunkedPrefill: true,
  prefixCaching: true,
  priorityAge: 60_000,
  stepNoise: 0.03,
  speedup: 1,
  transferBandwidth: 64e9,
  handOver: 5,
  hostBandwidth: 50e9,
  diskBandwidth: 5e9,
  whileAsleep: 'refuse',
};
