import type { LatencyModel } from '../../../engine/latency/model.ts';
import type { Random } from '../../../runtime/random.ts';
import type { PictureOrder } from './decode.ts';
import { QUALITIES } from './rules.ts';

/** Steps in which a picture of 1024 × 1024 pixels and middle quality comes about. */
const STEPS = 75;

const REFERENCE_SIDE = 1024;

/**
 * When each picture of an order is due, unfinished ones included, in the order in which they come: on the clock's `now()` scale.
 *
 * A picture comes about in steps as a text does in tokens, so the same options time both: the first step is due after the
 * time to the first token, the others follow at the time between tokens. The number of steps grows with the sides of the picture and
 * with its quality, and several pictures of one request are made one after the other: with the default options that is
 * about the pause that the original FakeAI makes.
 */
export function planPictures(
  order: PictureOrder,
  promptTokens: number,
  latency: LatencyModel,
  random: Random,
  arrivedAt: number,
): number[] {
  const { count, partials } = order;
  const each = stepsOf(order);
  const steps = each * count;
  const pace = latency.plan(
    { model: order.model, promptTokens, cachedTokens: 0, outputTokens: steps, temperature: 1 },
    random,
  );
  const ends = [arrivedAt + pace.ttft];
  for (let step = 1; step < steps; step++) ends.push((ends[step - 1] as number) + pace.gap(step));
  // The steps of a picture are divided evenly; behind the last of them it is finished.
  const stages = partials + 1;
  return Array.from({ length: count * stages }, (_, index) => {
    const passed = Math.floor(index / stages) * each + Math.round((((index % stages) + 1) * each) / stages);
    return ends[passed - 1] as number;
  });
}

function stepsOf({ size, quality }: PictureOrder): number {
  const side = Math.sqrt(size.width * size.height) / REFERENCE_SIDE;
  return Math.max(4, Math.round(STEPS * side * QUALITIES[quality].effort));
}
