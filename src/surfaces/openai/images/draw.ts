import type { ImageRenderer } from '../../../media/image/renderer.ts';
import { ImageUnreadable } from '../../../media/image/unreadable.ts';
import type { Abort } from '../../../runtime/abort.ts';
import type { Random } from '../../../runtime/random.ts';
import { toMediaFault } from '../media-fault.ts';
import type { PictureOrder } from './decode.ts';
import { toFault } from './sources.ts';

/** One image of an order. */
export interface Picture {
  readonly bytes: Uint8Array;
  /** Index of a partial image, from 0; undefined for a finished one. */
  readonly partial?: number;
}

/**
 * Creates the images of an order one after another. A request therefore takes only one place in the renderer,
 * however many images it asks for, and none is started after the client has disconnected.
 *
 * Throws a Fault for an unreadable source image or a busy renderer, and the abort reason.
 */
export async function* drawPictures(
  order: PictureOrder,
  renderer: ImageRenderer,
  random: Random,
  abort: Abort,
): AsyncGenerator<Picture, void, undefined> {
  const { count, partials } = order;
  for (let index = 0; index < count; index++) {
    const seed = random.fork('picture', index).int(2 ** 32);
    for (let stage = 0; stage <= partials; stage++) {
      if (abort.aborted) throw abort.reason;
      const bytes = await paint(order, renderer, seed, stage, abort).catch((error: unknown) => {
        throw toKnown(error, order);
      });
      yield stage < partials ? { bytes, partial: stage } : { bytes };
    }
  }
}

/** An image takes less than this in any format, unless the ones it is made of are noise. */
const BYTES_PER_PIXEL = 2;

/**
 * Reserves memory for the images that came with an order and for `held` of its own at once. Call the returned function when
 * they are no longer held.
 *
 * @throws Fault if there is no memory in time
 */
export function reserveFor(
  { images, mask, size }: PictureOrder,
  held: number,
  renderer: ImageRenderer,
  abort: Abort,
): Promise<() => void> {
  const given = images.reduce((total, { bytes }) => total + bytes.length, mask?.length ?? 0);
  const bytes = given + held * size.width * size.height * BYTES_PER_PIXEL;
  return renderer.reserve(bytes, abort).catch((error: unknown) => {
    throw toMediaFault(error);
  });
}

function paint(
  order: PictureOrder,
  renderer: ImageRenderer,
  seed: number,
  stage: number,
  abort: Abort,
): Promise<Uint8Array> {
  const { action, prompt, size, detail, partials, output, images, mask } = order;
  const plain = { seed, width: size.width, height: size.height, output };
  const job = {
    ...plain,
    prompt,
    transparent: order.isTransparent,
    detail,
    ...(partials > 0 && { step: stage + 1, steps: partials + 1 }),
  };
  const files = images.map(({ bytes }) => bytes);
  switch (action) {
    case 'generate':
      return renderer.generate(job, abort);
    case 'edit':
      return renderer.edit({ ...job, images: files, ...(mask && { mask }) }, abort);
    case 'vary':
      return renderer.vary({ ...plain, image: files[0] as Uint8Array }, abort);
  }
}

function toKnown(error: unknown, order: PictureOrder): unknown {
  if (error instanceof ImageUnreadable) return toFault(error, order.mask ? 0 : order.images.length);
  return toMediaFault(error);
}
