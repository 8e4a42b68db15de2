import crypto from 'node:crypto';
import { expect, it } from 'vitest';
import { digestInSteps } from './digest.ts';
import { finish } from './steps.ts';

it.each([0, 1, 262_144, 262_145, 1_000_000])('digests %d bytes, in steps', (length) => {
  const bytes = new Uint8Array(length).fill(7);
  expect(finish(digestInSteps('sha256', bytes, 'base64'))).toBe(crypto.hash('sha256', bytes, 'base64'));
  let steps = 1;
  for (const digesting = digestInSteps('sha256', bytes, 'base64'); !digesting.next().done; ) steps++;
  expect(steps).toBeGreaterThanOrEqual(Math.floor(length / 262_144));
});
