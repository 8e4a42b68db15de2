import crypto from 'node:crypto';
import type { Steps } from '../runtime/steps.ts';

/** Bytes hashed in one step. */
const STEP = 2 ** 18;

/**
 * The SHA-256 digest of a file of any size, in base64.
 *
 * @example
 * await runSteps(sha256(file), turns, abort); // 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg='
 */
export function* sha256(bytes: Uint8Array): Steps<string> {
  if (bytes.length <= STEP) return crypto.hash('sha256', bytes, 'base64');
  const hash = crypto.createHash('sha256');
  for (let at = 0; at < bytes.length; at += STEP) {
    hash.update(bytes.subarray(at, at + STEP));
    yield;
  }
  return hash.digest('base64');
}
