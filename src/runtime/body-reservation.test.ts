import { describe, expect, it } from 'vitest';
import { BodyReservation } from './body-reservation.ts';
import { ByteBudget } from './byte-budget.ts';
import { createVirtualClock } from './virtual-clock.ts';

function open(limit: number) {
  const clock = createVirtualClock({ automatic: false });
  const given: number[] = [];
  const budget = new ByteBudget(limit, (bytes) => given.push(bytes));
  return { clock, budget, given, create: () => new BodyReservation(budget, clock) };
}

describe('the reservation of a body', () => {
  it('needs what was announced, the limit if nothing was, and little for a small body', () => {
    const { create } = open(1e9);
    const one = create();
    expect(one.missing(10, { announced: 5000, limit: 1e6 })).toBe(5000);
    expect(one.missing(10, { limit: 1e6 })).toBe(10);
    expect(one.take(10)).toBe(true);
    expect(one.missing(10, { limit: 1e6 })).toBe(0);
    expect(one.missing(70_000, { limit: 1e6 })).toBe(1e6 - 10);
  });

  it('gives back what a complete body does not need, and the rest when it is released', () => {
    const { create, given } = open(100);
    const one = create();
    one.take(100);
    one.keep(30);
    expect(create().take(70)).toBe(true);
    one.release();
    one.release();
    expect(given).toEqual([70, 30]);
  });

  it('waits ten seconds in all', async () => {
    const { clock, create } = open(10);
    const other = create();
    other.take(10);
    const one = create();
    const first = one.grow(4);
    clock.advance(6000);
    other.keep(6);
    expect(await first).toBe(true);
    const second = one.grow(4);
    clock.advance(3999);
    expect(one.isWaiting).toBe(true);
    clock.advance(1);
    expect(await second).toBe(false);
    expect(clock.pending).toBe(0);
  });

  it('stops waiting when it is released', () => {
    const { clock, create } = open(10);
    const other = create();
    other.take(10);
    const one = create();
    one.wait(1, () => expect.fail('is still waiting'));
    one.release();
    other.release();
    expect(clock.pending).toBe(0);
    expect(create().take(10)).toBe(true);
  });

  it('is wanted while others wait, until its body is complete', () => {
    const { clock, create } = open(10);
    const other = create();
    other.take(10);
    other.onWanted(() => other.release());
    let hasTaken = false;
    const one = create();
    one.wait(10, () => (hasTaken = true));
    clock.advance(4999);
    expect(hasTaken).toBe(false);
    clock.advance(1);
    expect([hasTaken, clock.pending]).toEqual([true, 0]);
    one.onWanted(() => expect.fail('is complete'));
    one.keep(10);
    create().wait(1, () => {});
    clock.advance(5000);
  });
});
