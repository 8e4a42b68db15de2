/**
 * A piece of CPU work. Input and result are structured-cloned between threads; what a result hands over
 * without copying, it says with {@link TaskResult}.
 */
export type WorkerTask = (input: never) => unknown;

/** A result whose buffers move to the caller's thread instead of being copied. The worker may not touch them again. */
export class TaskResult {
  readonly value: unknown;
  readonly transfer: readonly ArrayBuffer[];

  constructor(value: unknown, transfer: readonly ArrayBuffer[]) {
    this.value = value;
    this.transfer = transfer;
  }
}

/**
 * Everything a worker can be asked, by name. Each entry loads its code when it is first asked, in the worker:
 * a thread that only speaks never loads the painter.
 */
export const workerTasks: ReadonlyMap<string, () => Promise<WorkerTask>> = new Map<
  string,
  () => Promise<WorkerTask>
>([
  ['image.generate', async () => (await import('./image/tasks.ts')).generateTask],
  ['image.edit', async () => (await import('./image/tasks.ts')).editTask],
  ['image.vary', async () => (await import('./image/tasks.ts')).varyTask],
  ['speech.step', async () => (await import('./speech/speak-task.ts')).speakTask],
]);
