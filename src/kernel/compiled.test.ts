import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { expect, it, vi } from 'vitest';
import { createFakeAI } from '../fakeai.ts';
import { incoming, openRig, row } from './dispatch.cases.ts';
import { json } from './reply.ts';

vi.mock('typebox/compile', async (importOriginal) => {
  const original = await importOriginal<typeof import('typebox/compile')>();
  return { ...original, Compile: vi.fn(original.Compile as never) };
});

it('compiles a schema once for all dispatchers of the process', async () => {
  const body = Type.Object({ name: Type.String() });
  const create = row({ id: 'create', method: 'POST', path: '/things', body, handle: () => json({}) });
  for (const { dispatch } of [openRig([create]), openRig([create])]) {
    expect(await dispatch(incoming({ json: { name: 'a' } }))).toMatchObject({ status: 200 });
    expect(await dispatch(incoming({ json: { name: 1 } }))).toMatchObject({ status: 400 });
  }
  expect(vi.mocked(Compile).mock.calls).toEqual([[body]]);
});

it('finds the same body schemas in the rows of all instances, so a second one compiles none of them', async () => {
  const instances = [createFakeAI(), createFakeAI()];
  const [first, second] = instances.map(({ operations }) => operations.filter(({ body }) => body));
  await Promise.all(instances.map((fake) => fake.close()));
  const remade = first!.filter(({ body }, index) => body !== second![index]!.body);
  expect(remade.map(({ id }) => id)).toEqual([]);
});
