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
