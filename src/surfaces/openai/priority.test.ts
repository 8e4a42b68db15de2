import { expect, it } from 'vitest';
import { priorityOf } from './priority.ts';

it.each([
  [{}, 0],
  [{ service_tier: 'auto' }, 0],
  [{ service_tier: 'flex' }, -1],
  [{ service_tier: 'priority' }, 1],
  [{ priority: 3 }, -3],
  [{ priority: -2, service_tier: 'flex' }, 2],
])('of %o is %i', (members, priority) => {
  expect(priorityOf(members)).toBe(priority);
});
