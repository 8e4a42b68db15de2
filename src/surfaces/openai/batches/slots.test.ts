import { expect, it } from 'vitest';
import { Abort } from '../../../runtime/abort.ts';
import { Slots } from './slots.ts';

it('gives slots in the order of the calls', async () => {
  const slots = new Slots(2);
  const given: number[] = [];
  const ask = async (number: number, abort = new Abort()): Promise<void> => {
    await slots.take(abort);
    given.push(number);
  };
  const leaving = new Abort();
  const asked = [ask(1), ask(2), ask(3), ask(4, leaving), ask(5)];
  await Promise.all(asked.slice(0, 2));
  expect(given).toEqual([1, 2]);

  leaving.abort(new Error('Gone'));
  await expect(asked[3]).rejects.toThrow('Gone');
  slots.release();
  await asked[2];
  slots.release();
  await asked[4];
  expect(given).toEqual([1, 2, 3, 5]);

  slots.release();
  expect(slots.take(new Abort())).toBeUndefined();
});
