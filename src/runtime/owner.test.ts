import { expect, it } from 'vitest';
import { createOwner } from './owner.ts';

it('closes the last opened first, each once', async () => {
  const owner = createOwner();
  const closed: string[] = [];
  expect(owner.owns('first', (name) => closed.push(name))).toBe('first');
  owner.owns('second', async (name) => closed.push(name));
  await Promise.all([owner.close(), owner.close()]);
  expect(closed).toEqual(['second', 'first']);
});

it('closes everything, and rejects with the first error', async () => {
  const owner = createOwner();
  const closed: string[] = [];
  const fail = (name: string): never => {
    throw new Error(name);
  };
  owner.owns('first', (name) => closed.push(name));
  owner.owns('second', fail);
  owner.owns('third', fail);
  await expect(owner.close()).rejects.toThrow('third');
  expect(closed).toEqual(['first']);
});
