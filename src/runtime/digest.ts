import crypto from 'node:crypto';
import type { Steps } from './steps.ts';

/** Bytes hashed in one step: a fraction of a millisecond. */
const STEP = 2 ** 16;

/**
 * The digest of any number of bytes, in steps.
 *
 * @example
 * await runSteps(digestInSteps('sha256', file, 'base64'), turns, abort); // 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg='
 */
export function* digestInSteps(
  algorithm: 'sha1' | 'sha256',
  bytes: Uint8Array,
  encoding: crypto.BinaryToTextEncoding,
): Steps<string> {
  if (bytes.length <= STEP) return crypto.hash(algorithm, bytes, encoding);
  const hash = crypto.createHash(algorithm);
  for (let at = 0; at < bytes.length; at += STEP) {
    hash.update(bytes.subarray(at, at + STEP));
    yield;
  }
  return hash.digest(encoding);
}
