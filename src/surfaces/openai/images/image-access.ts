import type { Call } from '../../../kernel/operation.ts';
import { createMemoryLimit } from '../../../runtime/memory-limit.ts';
import { createSystemClock } from '../../../runtime/system-clock.ts';
import type { Turns } from '../../../runtime/turns.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import type { FileRecord } from '../files/record.ts';
import type { ServedPictures } from './served-pictures.ts';
import type { Access } from './sources.ts';
import { createStoredImages } from './stored-images.ts';

export interface ImageAccessServices {
  readonly store: Pick<Store, 'blobs'>;
  readonly turns: Turns;
  readonly served: ServedPictures;
  readonly files: Collection<FileRecord>;
}

/** Maximum bytes of stored images that all edits at work have read. */
const STORED_AT_ONCE = 256 * 2 ** 20;

/**
 * What the references of a call are resolved with.
 *
 * @example
 * const access = createImageAccess({ store, turns, served, files });
 * const sources = await readReferences(body.images, body.mask, rules, access(call));
 */
export function createImageAccess({
  store,
  turns,
  served,
  files,
}: ImageAccessServices): (call: Pick<Call, 'origin' | 'principal' | 'abort'>) => Access {
  const storedImages = createStoredImages({ store, served, files });
  // Images are made in real time, also under a virtual clock.
  const memory = createMemoryLimit(STORED_AT_ONCE, createSystemClock());
  return (call) => ({ storedImages: storedImages(call), memory, turns, abort: call.abort });
}
