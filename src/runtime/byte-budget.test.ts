import { describe, expect, it } from 'vitest';
import { ByteBudget } from './byte-budget.ts';

describe('a budget of bytes', () => {
  it('is never exceeded, and serves waiters in order as bytes come back', () => {
    const budget = new ByteBudget(10);
    const served: string[] = [];
    expect([budget.take(6), budget.take(5), budget.take(4), budget.take(1)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    budget.wait(5, () => served.push('a'));
    budget.wait(1, () => served.push('b'));
    budget.give(4);
    // Smaller requests do not overtake: otherwise a large one might never be served.
    expect([served, budget.take(1)]).toEqual([[], false]);
    budget.give(6);
    expect(served).toEqual(['a', 'b']);
    expect([budget.take(4), budget.take(1)]).toEqual([true, false]);
  });

  it('serves others when somebody stops waiting', () => {
    const budget = new ByteBudget(10);
    const served: string[] = [];
    budget.take(5);
    const stop = budget.wait(8, () => served.push('a'));
    const stopServed = budget.wait(5, () => served.push('b'));
    stop();
    stop();
    expect(served).toEqual(['b']);
    stopServed();
    expect(budget.take(1)).toBe(false);
    budget.give(5);
    expect(budget.take(5)).toBe(true);
  });
});
