import crypto from 'node:crypto';
import type { Steps } from './steps.ts';

/** Bytes that are hashed between two yields: a fraction of a millisecond. */
const BYTES_PER_STEP = 2 ** 16;

/**
 * The SHA-1 of many bytes, in steps.
 *
 * @example
 * const key = (yield* sha1InSteps(bytes)).digest('base64url');
 */
export function* sha1InSteps(bytes: Uint8Array): Steps<crypto.Hash> {
  const hash = crypto.createHash('sha1');
  for (let at = 0; at < bytes.length; at += BYTES_PER_STEP) {
    hash.update(bytes.subarray(at, at + BYTES_PER_STEP));
    yield;
  }
  return hash;
}
