import { createProfileLatency } from '../../../engine/latency/profile.ts';
import { unknownPrompt } from '../../../engine/scheduler/scheduler.ts';
import { createSoloScheduler } from '../../../engine/scheduler/solo.ts';
import type { Tokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import type { ImageRenderer } from '../../../media/image/renderer.ts';
import type { Abort } from '../../../runtime/abort.ts';
import type { Random } from '../../../runtime/random.ts';
import type { PictureOrder } from './decode.ts';
import { drawPictures, reserveFor } from './draw.ts';
import { duesOf, stepsOf } from './pace.ts';
import type { ImagesUsage } from './schema.ts';
import { inputTokens, toImagesUsage } from './usage.ts';

export interface MakeServices {
  readonly renderer: ImageRenderer;
  readonly tokenizers: Tokenizers;
}

/** A finished image, and what it has taken. */
export interface MadePicture {
  readonly image: Uint8Array;
  /** The least complete first. */
  readonly partials: readonly Uint8Array[];
  /** Milliseconds until each of them is ready, the finished one last: the mean of the model's pace. */
  readonly due: readonly number[];
  readonly usage: ImagesUsage;
}

/** The usual pace of each model, without noise. */
const NOMINAL = createSoloScheduler(createProfileLatency({ spread: 0 }));

/**
 * Makes the one image of an order at once, for what is not answered by an images endpoint itself.
 *
 * @throws Fault as {@link drawPictures}, or if the images at work leave no memory; the reason of `abort`
 * @example
 * const { image, due } = await makePicture(decodeImageRequest(body, 'generate', model), random, abort, services);
 * due.at(-1); // milliseconds until the image would be finished
 */
export async function makePicture(
  order: PictureOrder,
  random: Random,
  abort: Abort,
  { renderer, tokenizers }: MakeServices,
): Promise<MadePicture> {
  const { model, prompt, partials: stages } = order;
  const tokenizer = tokenizers.get(model.tokenizer) ?? (await tokenizers.load(model.tokenizer));
  const input = inputTokens(order, tokenizer.count(prompt));
  const promptTokens = input.text + input.image;
  const steps = stepsOf(order);
  const scheduled = NOMINAL.admit(
    unknownPrompt({ model, arrivedAt: 0, promptTokens, steps, random: random.fork('latency') }),
  );
  const due = duesOf(order, scheduled);
  const release = await reserveFor(order, stages + 1, renderer, abort);
  try {
    const pictures: Uint8Array[] = [];
    for await (const { bytes } of drawPictures(order, renderer, random, abort)) pictures.push(bytes);
    const partials = pictures.slice(0, -1);
    const usage = toImagesUsage(order, input, { finished: 1, partial: stages });
    return { image: pictures.at(-1) as Uint8Array, partials, due, usage };
  } finally {
    release();
  }
}
