import type { WorkerTask } from './worker-task.ts';

/**
 * All worker tasks by name. Each entry imports its code on first use, in the worker, so a thread that only
 * synthesises speech never loads the painting code.
 */
export const workerTasks: ReadonlyMap<string, () => Promise<WorkerTask>> = new Map<
  string,
  () => Promise<WorkerTask>
>([
  ['image.generate', async () => (await import('./image/tasks.ts')).generateTask],
  ['image.edit', async () => (await import('./image/tasks.ts')).editTask],
  ['image.vary', async () => (await import('./image/tasks.ts')).varyTask],
  ['image.chart', async () => (await import('./image/tasks.ts')).chartTask],
  ['speech.step', async () => (await import('./speech/speak-task.ts')).speakTask],
]);
