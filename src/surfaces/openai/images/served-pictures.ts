import { defineCollection } from '../../../kernel/collections.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { BlobInfo } from '../../../storage/blobs.ts';
import type { Collection, Documents, Store } from '../../../storage/store.ts';

/** Images that are returned as URLs, stored for a limited time under ids that cannot be guessed. */
export interface ServedPictures {
  /** Stores an image and returns its id. The oldest images are removed if there is no room. */
  put(bytes: Uint8Array, contentType: string): Promise<string>;
  /** The image, until it expires or is removed. */
  find(id: string): Promise<ServedPicture | undefined>;
  /** The image's bytes. Throws UnknownBlob, while reading, if the image has been removed. */
  read(picture: ServedPicture): AsyncIterable<Uint8Array>;
}

export interface ServedPicture {
  readonly id: string;
  readonly contentType: string;
  readonly blob: BlobInfo;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

/** Maximum number of images. */
const MOST = 1000;

export const servedCollection = defineCollection<ServedPicture>({
  name: 'images.served',
  blobs: ({ blob }) => [blob.id],
  maximum: MOST,
  overflow: 'drop-oldest',
});

export interface ServedPicturesOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly pictures: Collection<ServedPicture>;
  /** Maximum bytes of all images. Default 128 MiB. */
  readonly maximumBytes?: number;
}

/** In milliseconds. OpenAI's URLs are valid for one hour. */
const LIFETIME = 3_600_000;

/** Random characters of an id: 238 bits, too many to guess. */
const ID_LENGTH = 40;

/** Images belong to no project: whoever knows the id can download them. */
const ALL_PROJECTS = '';

/**
 * Keeps images in the store. Expired ones are hidden at once, and removed when the next one is added.
 *
 * @example
 * const pictures = createServedPictures({ store, clock, ids, pictures: collection(servedCollection) });
 * const id = await pictures.put(bytes, 'image/png');
 * (await pictures.find(id))?.contentType; // 'image/png', for an hour
 */
export function createServedPictures(options: ServedPicturesOptions): ServedPictures {
  const { store, clock, ids, maximumBytes = 128 * 2 ** 20 } = options;
  const pictures = options.pictures.in(ALL_PROJECTS);
  return {
    async put(bytes, contentType) {
      const now = clock.epoch();
      await makeRoom(pictures, { now, room: maximumBytes - bytes.byteLength });
      const blob = await store.blobs.write([bytes]);
      const id = ids.next('img-', ID_LENGTH);
      try {
        await pictures.insert({ id, contentType, blob, expiresAt: now + LIFETIME }, { createdAt: now });
      } catch (error) {
        await store.blobs.discard(blob.id);
        throw error;
      }
      return id;
    },
    async find(id) {
      const picture = await pictures.get(id);
      return picture && picture.expiresAt > clock.epoch() ? picture : undefined;
    },
    read: ({ blob }) => store.blobs.read(blob.id),
  };
}

/** Removes expired images, and then the oldest ones until no more than `room` bytes are left. */
async function makeRoom(
  pictures: Documents<ServedPicture>,
  { now, room }: { now: number; room: number },
): Promise<void> {
  const { items } = await pictures.page({ order: 'desc', limit: MOST });
  let bytes = 0;
  for (const { id, blob, expiresAt } of items) {
    bytes += blob.bytes;
    if (expiresAt <= now || bytes > room) await pictures.delete(id);
  }
}
