import { describe, expect, it } from 'vitest';
import { NeverFits, QueueFull, Unavailable } from '../engine/batching/refusals.ts';
import { toEngineFault } from './engine-fault.ts';

describe('toEngineFault', () => {
  it.each([
    [new QueueFull(10, 1200), '429', { kind: 'rate_limited', retryAfter: 2 }],
    [new QueueFull(10, 3), '503', { kind: 'overloaded', retryAfter: 1 }],
    [new Unavailable('starting', 8001), '429', { kind: 'overloaded', retryAfter: 9 }],
    [new Unavailable('asleep'), '429', { kind: 'overloaded', retryAfter: 5 }],
    [new NeverFits('blocks', 20, 10), '429', { kind: 'invalid_value', param: null }],
    [new NeverFits('choices', 20, 10), '429', { kind: 'invalid_value', param: null }],
  ] as const)('translates %s', (error, queueFullStatus, detail) => {
    expect(toEngineFault(error, { queueFullStatus })).toMatchObject({ detail });
  });

  it('leaves other errors as they are', () => {
    const error = new Error('other');
    expect(toEngineFault(error, { queueFullStatus: '429' })).toBe(error);
  });
});
