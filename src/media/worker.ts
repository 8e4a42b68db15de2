import { type MessagePort, parentPort } from 'node:worker_threads';
import { toWire, type WireError } from './worker-errors.ts';
import { TaskResult, workerTasks } from './worker-tasks.ts';

/** A job sent by the pool: one at a time, the next only after the answer. */
export interface Order {
  readonly task: string;
  readonly input: unknown;
}

/** The worker's reply. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: WireError };

if (parentPort) serve(parentPort);

function serve(port: MessagePort): void {
  port.on('message', async (order: Order) => {
    try {
      const load = workerTasks.get(order.task);
      if (!load) throw new RangeError(`There is no worker task "${order.task}"`);
      const task = (await load()) as (input: unknown) => unknown;
      const result = await task(order.input);
      const { value, transfer } = result instanceof TaskResult ? result : { value: result, transfer: [] };
      port.postMessage({ ok: true, value } satisfies Answer, [...transfer]);
    } catch (error) {
      port.postMessage({ ok: false, error: toWire(error) } satisfies Answer);
    }
  });
}
