/** How requests are given to workers. Every field has a default, see {@link toRouterOptions}. */
export interface RouterOptions {
  /**
   * `kv`: the lowest cost; `round-robin`: one after the other; `random`; `least-loaded`: fewest active requests; `direct`: each
   * request names its worker. The fields from `cost` to `tieBreak` are for `kv`.
   */
  readonly mode: 'kv' | 'round-robin' | 'random' | 'least-loaded' | 'direct';
  /** `dynamo`: prompt tokens to compute plus blocks in use; `lmetric`: their product; `original`: that of FakeAI in Python. */
  readonly cost: 'dynamo' | 'lmetric' | 'original';
  /** What a block of the prompt that the worker's device holds is worth, in blocks. */
  readonly overlapCredit: number;
  /** How much less it is worth for a worker that has more prompt tokens to compute than another one; 0: no less. */
  readonly overlapCreditDecay: number;
  /** What a block is worth that the worker holds in host memory. */
  readonly hostHitWeight: number;
  /** What a block is worth that the worker holds on disk. */
  readonly diskHitWeight: number;
  /** What a block is worth that a cache shared by all workers holds, and the worker's device does not. */
  readonly sharedHitWeight: number;
  /** Cost of a block of prompts to compute, in blocks in use. */
  readonly prefillLoadScale: number;
  /** Cost of an active request, in blocks in use. */
  readonly activeRequestWeight: number;
  /** 0: always the lowest cost; above: other workers too, the more often the higher it is. */
  readonly temperature: number;
  /** Among workers of the same cost: any, the one that holds the fewest blocks, or the first. */
  readonly tieBreak: 'random' | 'smallest-tree' | 'first';
  /** Tokens in a block. */
  readonly blockSize: number;
  /** Data-parallel ranks of each worker. Each has a cache of its own, and is chosen like a worker. */
  readonly ranks: number;
  /** Blocks of the prompts of active requests are load. False: for workers that only compute prompts. */
  readonly trackActiveBlocks: boolean;
  /** Prompt tokens still to be computed are load. False: for workers that only decode. */
  readonly trackPrefillTokens: boolean;
  /** Blocks of answers are load too. */
  readonly trackOutputBlocks: boolean;
  /** Active requests of a worker with the same blocks share them, so they count once. */
  readonly assumeKvReuse: boolean;
  /** Milliseconds after which a request that never ended is no longer load. */
  readonly staleAfter: number;
}

/** Options as they are given: some of them, and the older name for two. */
export interface GivenRouterOptions extends Partial<RouterOptions> {
  /** Stands for `prefillLoadScale`; 0 also sets `overlapCredit` to 0. */
  readonly overlapScoreWeight?: number;
}

/**
 * Adds defaults: those of NVIDIA Dynamo's router, or for `cost: 'original'` those of FakeAI in Python, where an active request
 * costs half a block and ties go to the first worker.
 *
 * @throws RangeError naming the field that has an impossible value, or no effect with the `cost`
 * @example
 * toRouterOptions({ mode: 'kv', overlapScoreWeight: 2 }).prefillLoadScale; // 2
 */
export function toRouterOptions({ overlapScoreWeight, ...given }: GivenRouterOptions = {}): RouterOptions {
  for (const field of Object.keys(ALLOWED) as (keyof typeof ALLOWED)[]) {
    const allowed: readonly string[] = ALLOWED[field];
    const value = given[field];
    if (value !== undefined && !allowed.includes(value))
      throw new RangeError(`${field} is ${value}. Allowed: ${allowed.join(', ')}.`);
  }
  const cost = given.cost ?? DEFAULTS.cost;
  for (const field of WITHOUT_EFFECT[cost]) {
    if (given[field] !== undefined)
      throw new RangeError(`${field} has no effect with cost ${cost}. Leave it out, or set cost to dynamo.`);
  }
  const options = { ...DEFAULTS, ...(cost === 'original' ? ORIGINAL : {}), ...given };
  for (const field of WEIGHTS) checkWeight(field, options[field]);
  for (const field of ['blockSize', 'ranks'] as const) {
    if (!Number.isSafeInteger(options[field]) || options[field] < 1)
      throw new RangeError(`${field} is ${options[field]}. Allowed: an integer from 1 on.`);
  }
  if (!(options.staleAfter > 0))
    throw new RangeError(`staleAfter is ${options.staleAfter}. Allowed: milliseconds above 0.`);
  if (options.trackOutputBlocks && !options.trackActiveBlocks)
    throw new RangeError('trackOutputBlocks is true without trackActiveBlocks. Set both, or neither.');
  if (overlapScoreWeight === undefined) return options;
  if (given.prefillLoadScale !== undefined)
    throw new RangeError('overlapScoreWeight and prefillLoadScale are the same. Give one of them.');
  if (cost === 'lmetric')
    throw new RangeError('overlapScoreWeight has no effect with cost lmetric. Set overlapCredit instead.');
  return withOverlapWeight(options, overlapScoreWeight, 'overlapScoreWeight');
}

/**
 * The options for a weight in the older sense: the scale of prompts to compute, or 0 for load alone.
 *
 * @throws RangeError naming the `field` if the weight is impossible
 * @example
 * withOverlapWeight(options, 0).overlapCredit; // 0
 */
export function withOverlapWeight(
  options: RouterOptions,
  weight: number,
  field = 'overlapWeight',
): RouterOptions {
  checkWeight(field, weight);
  return weight === 0
    ? { ...options, prefillLoadScale: 0, overlapCredit: 0 }
    : { ...options, prefillLoadScale: weight };
}

/**
 * Checks a weight or temperature.
 *
 * @throws RangeError naming the field, unless the value is a finite number from 0 on
 * @example
 * checkWeight('temperature', -1); // throws
 */
export function checkWeight(field: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value)))
    throw new RangeError(`${field} is ${value}. Allowed: a finite number from 0 on.`);
}

const ALLOWED = {
  mode: ['kv', 'round-robin', 'random', 'least-loaded', 'direct'],
  cost: ['dynamo', 'lmetric', 'original'],
  tieBreak: ['random', 'smallest-tree', 'first'],
} as const satisfies { readonly [Field in keyof RouterOptions]?: readonly RouterOptions[Field][] };

const WEIGHTS = [
  'overlapCredit',
  'overlapCreditDecay',
  'hostHitWeight',
  'diskHitWeight',
  'sharedHitWeight',
  'prefillLoadScale',
  'activeRequestWeight',
  'temperature',
] as const;

const WITHOUT_EFFECT: { readonly [Cost in RouterOptions['cost']]: readonly (keyof RouterOptions)[] } = {
  dynamo: [],
  lmetric: ['prefillLoadScale', 'activeRequestWeight'],
  original: ['overlapCredit', 'overlapCreditDecay', 'hostHitWeight', 'diskHitWeight', 'sharedHitWeight'],
};

const DEFAULTS: RouterOptions = {
  mode: 'kv',
  cost: 'dynamo',
  overlapCredit: 1,
  overlapCreditDecay: 0,
  hostHitWeight: 0.75,
  diskHitWeight: 0.25,
  sharedHitWeight: 0,
  prefillLoadScale: 1,
  activeRequestWeight: 0,
  temperature: 0,
  tieBreak: 'random',
  blockSize: 16,
  ranks: 1,
  trackActiveBlocks: true,
  trackPrefillTokens: true,
  trackOutputBlocks: false,
  assumeKvReuse: true,
  staleAfter: 300_000,
};

/** Constants of FakeAI in Python. Its weight of the overlap is 1, as that of Dynamo. */
const ORIGINAL = { activeRequestWeight: 0.5, tieBreak: 'first' } as const;
