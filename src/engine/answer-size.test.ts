import { expect, it } from 'vitest';
import { workBytes } from './answer-size.ts';

it('measures a work with a list of any length', () => {
  const schema = { type: 'object', enum: Array.from({ length: 300_000 }, () => 'ab') };
  expect(workBytes({ tool: 'loaded-tools', tools: [schema] })).toBe(12 + 6 + 600_000);
});
