import { hash32 } from '../../runtime/random.ts';

/** The `system_fingerprint` of a model's answers: the same as long as the same request gives the same answer. */
export function systemFingerprint(model: string, seed: string | number): string {
  return `fp_${hash32(model, hash32(String(seed)))
    .toString(16)
    .padStart(10, '0')}`;
}
