import { type EngineProfile, engineProfiles, poolBlocks } from './engine-profiles.ts';

/** A profile as a user writes it: what is missing is taken from the profile named `like`. */
export interface WrittenProfile extends Partial<EngineProfile> {
  readonly like?: string;
}

/** A decode step that takes no time at all would let an endless answer come at one moment. */
const LEAST_STEP_MS = 0.001;

/**
 * A profile of a user's own. The values of its fields are in range; here is what they mean together.
 *
 * @param name for messages
 * @throws RangeError one line that names the field: an unknown `like`, a missing field, more active experts than there
 * are, weights that leave no room for KV blocks, a step without time
 * @example
 * toEngineProfile('mine', { like: 'llama-8b-h100', stepMs: 6.5 }).maxSequences; // 256
 */
export function toEngineProfile(name: string, { like, ...fields }: WrittenProfile): EngineProfile {
  const base = like === undefined ? undefined : engineProfiles.get(like);
  if (like !== undefined && base === undefined) {
    throw new RangeError(
      `${name}.like is ${JSON.stringify(like)}. Allowed: ${[...engineProfiles.keys()].join(', ')}.`,
    );
  }
  const profile = { kvCopies: 1, prefillNsPerTokenSquared: 0, ...base, ...fields };
  for (const field of REQUIRED) {
    if (profile[field] === undefined) {
      throw new RangeError(
        `${name}.${field} is missing. Give it, or name a profile that has it as ${name}.like.`,
      );
    }
  }
  const whole = profile as EngineProfile;
  checkExperts(name, whole);
  try {
    poolBlocks(whole, 1);
  } catch (error) {
    throw new RangeError(`${name}.${(error as RangeError).message}`);
  }
  return whole;
}

function checkExperts(name: string, { experts, stepMs, stepMsPerSequence }: EngineProfile): void {
  if (stepMs + stepMsPerSequence < LEAST_STEP_MS) {
    throw new RangeError(`${name}.stepMs is ${stepMs}. Allowed: at least ${LEAST_STEP_MS}.`);
  }
  if (experts === undefined) return;
  if (experts.active >= experts.total) {
    throw new RangeError(
      `${name}.experts.active is ${experts.active}. Allowed: fewer than experts.total, ${experts.total}.`,
    );
  }
  if (experts.stepMsAll < stepMs) {
    throw new RangeError(
      `${name}.experts.stepMsAll is ${experts.stepMsAll}. Allowed: at least stepMs, ${stepMs}.`,
    );
  }
}

const REQUIRED = [
  'overheadMs',
  'overheadSigma',
  'prefillUsPerToken',
  'stepMs',
  'stepMsPerSequence',
  'stepUsPerContextToken',
  'maxSequences',
  'kvBytesPerToken',
  'weightsBytes',
  'gpu',
] as const satisfies readonly (keyof EngineProfile)[];
