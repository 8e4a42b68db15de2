import { expect, it, vi } from 'vitest';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { openSqliteStore } from '../../storage/sqlite/store.ts';
import { createOpenCollection } from '../collections.ts';
import { incoming, KEYS, openRig, row } from '../dispatch.cases.ts';
import { json } from '../reply.ts';
import { projectCollection, registerProject } from './register-project.ts';

const rows = [
  row({ id: 'listThings', path: '/things', handle: () => json([]) }),
  row({ id: 'getHealth', path: '/health', access: 'public', handle: () => json({}) }),
];

function open() {
  const store = openSqliteStore();
  const clock = createVirtualClock({ start: 1_700_000_000_500 });
  const log = { error: vi.fn() };
  const collection = createOpenCollection(store, { maxObjects: 10, maxStored: 10, maxModels: 10 });
  const step = registerProject({ collection, clock, log: log as never });
  const { dispatch } = openRig(rows, { steps: [step] });
  const projects = collection(projectCollection).in('org-test');
  return {
    store,
    log,
    call: (project?: string, key: string = KEYS[0]) =>
      dispatch(
        incoming({
          headers: { authorization: `Bearer ${key}`, ...(project && { 'openai-project': project }) },
        }),
      ),
    projects: async () => (await projects.page({ order: 'asc', limit: 10 })).items,
  };
}

it('stores each project that a caller with a valid key names, once', async () => {
  const { call, projects } = open();
  for (const project of ['proj_a', 'proj_b', 'proj_a', undefined]) await call(project);
  await call('proj_c', 'sk-wrong');
  expect(await projects()).toEqual([
    { id: 'proj_a', createdAt: 1_700_000_000 },
    { id: 'proj_b', createdAt: 1_700_000_000 },
    { id: 'default', createdAt: 1_700_000_000 },
  ]);
});

it('tries again at the next call if the store fails', async () => {
  const { call, store, log } = open();
  await store.close();
  for (let round = 0; round < 2; round++) {
    expect((await call('proj_a')).status).toBe(200);
    await vi.waitFor(() => expect(log.error).toHaveBeenCalledTimes(round + 1));
  }
});
