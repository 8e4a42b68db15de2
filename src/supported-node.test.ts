import { expect, it } from 'vitest';
import { whyNodeIsTooOld } from './supported-node.ts';

it.each(['18.20.8', '20.20.2', '22.9.0', '22.17.1'])('refuses Node %s', (version) => {
  expect(whyNodeIsTooOld(version)).toBe(`fakeai needs Node.js 22.18 or newer; this is ${version}`);
});

it.each(['22.18.0', '22.22.1', '23.0.0', '26.0.0', '100.0.0'])('accepts Node %s', (version) => {
  expect(whyNodeIsTooOld(version)).toBeUndefined();
});
