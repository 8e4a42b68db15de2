import { hash32 } from '../../runtime/random.ts';

/** The `system_fingerprint` of a model: unchanged as long as identical requests get identical answers. */
export function systemFingerprint(model: string, seed: string | number): string {
  return `fp_${hash32(model, hash32(String(seed)))
    .toString(16)
    .padStart(10, '0')}`;
}
