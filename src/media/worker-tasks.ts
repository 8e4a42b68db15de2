/**
 * A piece of CPU work. Input and result are structured-cloned between threads; return a {@link TaskResult} to
 * transfer buffers instead of copying them.
 */
export type WorkerTask = (input: never) => unknown;

/** A result whose buffers are transferred to the caller's thread. The worker may not use them afterwards. */
export class TaskResult {
  readonly value: unknown;
  readonly transfer: readonly ArrayBuffer[];

  constructor(value: unknown, transfer: readonly ArrayBuffer[]) {
    this.value = value;
    this.transfer = transfer;
  }
}

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
  ['speech.step', async () => (await import('./speech/speak-task.ts')).speakTask],
]);
