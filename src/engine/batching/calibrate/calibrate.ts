import { toBatchOptions } from '../batch-options.ts';
import type { EngineProfile } from '../engine-profiles.ts';
import { stepBase } from '../step-time.ts';
import { type Company, companies, prefillOf, steadyCompany } from './company.ts';
import { type LoadRun, type LoadSample, latencyOf, median } from './load-run.ts';
import { type FittedTerm, fitTerms, type Rows } from './robust-fit.ts';

/** Fields that can follow from measurements, in the order of what they matter. */
export const FITTED_FIELDS = [
  'overheadMs',
  'prefillUsPerToken',
  'prefillNsPerTokenSquared',
  'stepMs',
  'stepMsPerSequence',
  'stepUsPerContextToken',
] as const;
export type FittedField = (typeof FITTED_FIELDS)[number];

/** How well the profile explains a run. Milliseconds. */
export interface RunFit {
  readonly run: LoadRun;
  /** Absent for a run that waits for more than the model: its TTFT is not fitted. */
  readonly ttftMs?: number;
  /** Absent for a run whose answers have one token. */
  readonly itlMs?: number;
}

export interface Calibration {
  /** The fields that the runs tell. */
  readonly fields: Partial<Pick<EngineProfile, FittedField | 'experts'>>;
  /** The others of {@link FITTED_FIELDS}: those of the base profile. */
  readonly kept: readonly FittedField[];
  readonly runs: readonly RunFit[];
}

/** The fit of TTFT needs that of ITL and the reverse; a few rounds make both exact. */
const ROUNDS = 12;
/** TTFT is fitted to the runs with up to so many times the least concurrency: there, requests hardly wait for each other. */
const LOW = 2;
/** Of a longer run, requests at equal distances are fitted: more of them cost time and tell nothing new. */
const MOST_OBSERVATIONS = 4000;

/**
 * The profile that explains load tests, with robust least squares of relative errors:
 *
 * - TTFT = overhead + one step + a · prompt tokens + b · their squares, at low concurrency;
 * - ITL = t0 + α · sequences + β · tokens of their contexts + the prompts of others that are computed meanwhile.
 *
 * What the runs do not tell is kept from `base`, and taken into account. Of a mixture of experts, the ratio of `stepMsAll`
 * and `stepMs` is kept.
 *
 * @throws RangeError without runs
 * @example
 * calibrate([run], base).kept; // prefillUsPerToken …, since all prompts of one run are equally long
 */
export function calibrate(runs: readonly LoadRun[], base: EngineProfile): Calibration {
  if (runs.length === 0) throw new RangeError('There is no run to fit a profile to');
  const least = Math.min(...runs.map(({ concurrency }) => concurrency));
  const sets = runs.map((run) => observe(run, run.concurrency <= least * LOW));
  let profile = base;
  let told = new Map<FittedField, boolean>();
  for (let round = 0; round < ROUNDS; round++) {
    const steps = fitSteps(sets, profile, base);
    profile = { ...profile, ...steps.values };
    const first = fitFirst(sets, profile, base);
    profile = { ...profile, ...first.values };
    told = new Map([...steps.told, ...first.told]);
  }
  const isTold = (field: FittedField) => told.get(field) === true;
  return {
    fields: {
      ...Object.fromEntries(FITTED_FIELDS.filter(isTold).map((field) => [field, rounded(profile[field])])),
      ...(isTold('stepMs') &&
        profile.experts && {
          experts: { ...profile.experts, stepMsAll: rounded(profile.experts.stepMsAll) },
        }),
    },
    kept: FITTED_FIELDS.filter((field) => !isTold(field)),
    runs: sets.map((set) => explain(set, profile)),
  };
}

interface Observation {
  readonly sample: Omit<LoadSample, 'startMs'>;
  readonly company: Company;
  /** All observations of a run weigh 1 together. */
  readonly weight: number;
}

interface ObservedRun {
  readonly run: LoadRun;
  readonly isLow: boolean;
  readonly observations: readonly Observation[];
}

function observe(run: LoadRun, isLow: boolean): ObservedRun {
  const { samples } = run;
  if (samples.length === 0) {
    return { run, isLow, observations: [{ sample: run, company: steadyCompany(run), weight: 1 }] };
  }
  const around = companies(run);
  const stride = Math.ceil(samples.length / MOST_OBSERVATIONS);
  const observations = samples.flatMap((sample, index) =>
    index % stride === 0
      ? [{ sample, company: around[index] as Company, weight: stride / samples.length }]
      : [],
  );
  return { run, isLow, observations };
}

interface Fit {
  readonly values: Partial<EngineProfile>;
  readonly told: ReadonlyMap<FittedField, boolean>;
}

function fitSteps(sets: readonly ObservedRun[], profile: EngineProfile, base: EngineProfile): Fit {
  const seen = sets.flatMap(({ observations }) => observations.filter(({ sample }) => sample.itlMs > 0));
  const rows = rowsOf(
    seen,
    ({ sample }) => sample.itlMs,
    ({ company }) => promptsOfOthers(company, profile),
  );
  const [t0, alpha, beta] = fitTerms(rows, [
    { values: seen.map(({ company }) => baseShare(base, company.sequences)), prior: base.stepMs },
    { values: seen.map(({ company }) => company.sequences), prior: base.stepMsPerSequence },
    { values: seen.map(({ company }) => company.contextTokens / 1e3), prior: base.stepUsPerContextToken },
  ]) as [FittedTerm, FittedTerm, FittedTerm];
  const { experts } = base;
  return {
    values: {
      stepMs: t0.value,
      stepMsPerSequence: alpha.value,
      stepUsPerContextToken: beta.value,
      ...(experts && { experts: { ...experts, stepMsAll: (experts.stepMsAll * t0.value) / base.stepMs } }),
    },
    told: new Map([
      ['stepMs', t0.isFitted],
      ['stepMsPerSequence', alpha.isFitted],
      ['stepUsPerContextToken', beta.isFitted],
    ]),
  };
}

function fitFirst(sets: readonly ObservedRun[], profile: EngineProfile, base: EngineProfile): Fit {
  const low = sets.filter(({ isLow }) => isLow);
  const seen = low.flatMap(({ run, observations }) => observations.map((one) => ({ ...one, run })));
  const waits = new Map(low.map(({ run }) => [run, waitOf(run, profile)]));
  const rows = rowsOf(
    seen,
    ({ sample }) => sample.ttftMs,
    ({ sample, run }) => passesOf(sample, profile) + (waits.get(run) as number),
  );
  const [overhead, linear, square] = fitTerms(rows, [
    { values: seen.map(() => 1), prior: base.overheadMs },
    { values: seen.map(({ sample }) => prefillOf(sample).tokens / 1e3), prior: base.prefillUsPerToken },
    {
      values: seen.map(({ sample }) => prefillOf(sample).squares / 1e6),
      prior: base.prefillNsPerTokenSquared,
    },
  ]) as [FittedTerm, FittedTerm, FittedTerm];
  return {
    values: {
      overheadMs: overhead.value,
      prefillUsPerToken: linear.value,
      prefillNsPerTokenSquared: square.value,
    },
    told: new Map([
      ['overheadMs', overhead.isFitted],
      ['prefillUsPerToken', linear.isFitted],
      ['prefillNsPerTokenSquared', square.isFitted],
    ]),
  };
}

function rowsOf<O extends Observation>(
  seen: readonly O[],
  measured: (one: O) => number,
  known: (one: O) => number,
): Rows {
  return {
    targets: seen.map((one) => measured(one) - known(one)),
    scales: seen.map(measured),
    weights: seen.map(({ weight }) => weight),
  };
}

function explain({ run, isLow, observations }: ObservedRun, profile: EngineProfile): RunFit {
  const decoding = observations.filter(({ sample }) => sample.itlMs > 0);
  const itl = decoding.reduce((sum, { company }) => sum + stepOf(company, profile), 0) / decoding.length;
  const first = median(observations.map(({ sample }) => firstOf(sample, profile)));
  return {
    run,
    ...(isLow && { ttftMs: first + waitOf(run, profile) }),
    ...(decoding.length > 0 && { itlMs: itl }),
  };
}

function stepOf(company: Company, profile: EngineProfile): number {
  return decodeOf(company, profile) + promptsOfOthers(company, profile);
}

function decodeOf({ sequences, contextTokens }: Company, profile: EngineProfile): number {
  const { stepMsPerSequence, stepUsPerContextToken } = profile;
  return (
    stepBase(profile, sequences) +
    stepMsPerSequence * sequences +
    (stepUsPerContextToken * contextTokens) / 1e3
  );
}

function promptsOfOthers({ promptTokens, promptSquares }: Company, profile: EngineProfile): number {
  return prefillMs({ tokens: promptTokens, squares: promptSquares }, profile);
}

function prefillMs({ tokens, squares }: { tokens: number; squares: number }, profile: EngineProfile): number {
  return (profile.prefillUsPerToken * tokens) / 1e3 + (profile.prefillNsPerTokenSquared * squares) / 1e6;
}

function firstOf(sample: Omit<LoadSample, 'startMs'>, profile: EngineProfile): number {
  return profile.overheadMs + passesOf(sample, profile) + prefillMs(prefillOf(sample), profile);
}

/** Each pass over a part of the prompt reads the weights. */
function passesOf(sample: Omit<LoadSample, 'startMs'>, profile: EngineProfile): number {
  const { maxBatchedTokens } = toBatchOptions({ maxSequences: 1 });
  const { tokens } = prefillOf(sample);
  return (
    Math.max(1, Math.ceil(tokens / maxBatchedTokens)) * stepBase(profile, Math.min(tokens, maxBatchedTokens))
  );
}

/**
 * How much longer a first token takes because of others: half of the pass that is running when the request comes, what
 * they add to its own pass, and the prompts that come before it.
 */
function waitOf(run: LoadRun, profile: EngineProfile): number {
  const { sequences, contextTokens } = steadyCompany(run);
  const others = sequences - 1;
  if (others <= 0) return 0;
  const context = contextTokens * (others / sequences);
  const shared = profile.stepMsPerSequence * others + (profile.stepUsPerContextToken * context) / 1e3;
  const running = (Math.min(1, others) * (stepBase(profile, others) + shared)) / 2;
  // The share of time in which another prompt is computed, and half of what one takes.
  const cost = prefillMs(prefillOf(run), profile);
  const share = Math.min(1, ((run.concurrency - 1) / latencyOf(run)) * cost);
  return running + shared + (share * cost) / 2;
}

/** The share of `stepMs` that a step takes: more than 1 if it reaches more experts. */
function baseShare(base: EngineProfile, sequences: number): number {
  return base.experts === undefined ? 1 : stepBase(base, sequences) / base.stepMs;
}

/** Four digits: more would be noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
