import { type MessagePort, parentPort } from 'node:worker_threads';
import { toWire } from './worker-errors.ts';
import type { Answer, Order } from './worker-messages.ts';
import { TaskResult } from './worker-task.ts';
import { workerTasks } from './worker-tasks.ts';

if (parentPort) serve(parentPort);

function serve(port: MessagePort): void {
  port.on('message', async (order: Order) => {
    try {
      const load = workerTasks.get(order.task);
      if (!load) throw new RangeError(`Unknown worker task "${order.task}"`);
      const task = (await load()) as (input: unknown) => unknown;
      const result = await task(order.input);
      const { value, transfer } = result instanceof TaskResult ? result : { value: result, transfer: [] };
      port.postMessage({ ok: true, value } satisfies Answer, [...transfer]);
    } catch (error) {
      port.postMessage({ ok: false, error: toWire(error) } satisfies Answer);
    }
  });
}
