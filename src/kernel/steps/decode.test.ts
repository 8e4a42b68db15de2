import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BodyReservation } from '../../runtime/body-reservation.ts';
import { ByteBudget } from '../../runtime/byte-budget.ts';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import type { Incoming } from '../incoming.ts';
import { decoded } from './decode.ts';

describe('a decoded body', () => {
  const SIZE = 1_000_000;
  const limits = { form: undefined, bodyLimit: 2 * SIZE };

  function compressed(budget: ByteBudget) {
    const body = gzipSync(Buffer.alloc(SIZE));
    const reservation = new BodyReservation(budget, createVirtualClock());
    reservation.take(body.byteLength);
    return { body, reservation, headers: { 'content-encoding': 'gzip' } } as unknown as Incoming & {
      reservation: BodyReservation;
    };
  }

  it('reserves its part of the memory for bodies', async () => {
    const budget = new ByteBudget(2 * SIZE);
    const incoming = compressed(budget);
    expect((await decoded(incoming, limits)).body).toHaveLength(SIZE);
    expect([budget.take(SIZE + 1), budget.take(SIZE)]).toEqual([false, true]);
    incoming.reservation.release();
    expect(budget.take(SIZE)).toBe(true);
  });

  it('is refused if there is no room for it', async () => {
    const budget = new ByteBudget(2 * SIZE);
    budget.take(SIZE);
    const incoming = compressed(budget);
    await expect(decoded(incoming, limits)).rejects.toMatchObject({ detail: { kind: 'overloaded' } });
    incoming.reservation.release();
    expect(budget.take(SIZE)).toBe(true);
  });
});
