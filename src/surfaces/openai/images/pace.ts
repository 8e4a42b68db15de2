import type { Scheduled } from '../../../engine/scheduler/scheduler.ts';
import type { PictureOrder } from './decode.ts';
import { QUALITIES } from './rules.ts';

/** Steps to create an image of 1024 × 1024 pixels and medium quality. */
const STEPS = 75;

const REFERENCE_SIDE = 1024;

/**
 * The due time of each image of an order, partial images included, in the order in which they are sent, on
 * the clock's `now()` scale.
 *
 * An image is created in steps like a text in tokens, so the same options time both: the first step is
 * due after the TTFT, the others follow at the inter-token latency. The number of steps grows with the sides
 * of the image and with its quality, and the images of one request are created one after another. With the
 * default options that takes about as long as the pause of the original FakeAI.
 */
export function duesOf(order: PictureOrder, scheduled: Pick<Scheduled, 'dueOf'>): number[] {
  const { count, partials } = order;
  const each = stepsOfOne(order);
  // Partial images divide the steps of an image evenly. It is finished after the last step.
  const stages = partials + 1;
  return Array.from({ length: count * stages }, (_, index) => {
    const passed = Math.floor(index / stages) * each + Math.round((((index % stages) + 1) * each) / stages);
    return scheduled.dueOf(passed - 1);
  });
}

/** Steps in which the images of an order are made. */
export function stepsOf(order: PictureOrder): number {
  return stepsOfOne(order) * order.count;
}

function stepsOfOne({ size, quality }: PictureOrder): number {
  const side = Math.sqrt(size.width * size.height) / REFERENCE_SIDE;
  return Math.max(4, Math.round(STEPS * side * QUALITIES[quality].effort));
}
