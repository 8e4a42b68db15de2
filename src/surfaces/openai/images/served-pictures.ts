import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { BlobInfo } from '../../../storage/blobs.ts';
import type { Documents, Store } from '../../../storage/store.ts';

/** Pictures that are answered as URLs, kept for a while under identifiers that nobody can guess. */
export interface ServedPictures {
  /** Keeps a picture and answers its identifier. What came first goes when there is no room. */
  put(bytes: Uint8Array, contentType: string): Promise<string>;
  /** The picture, until it has expired or had to go. */
  find(id: string): Promise<ServedPicture | undefined>;
  /** Its bytes. Throws UnknownBlob, while they are read, when it went meanwhile. */
  read(picture: ServedPicture): AsyncIterable<Uint8Array>;
}

export interface ServedPicture {
  readonly id: string;
  readonly contentType: string;
  readonly blob: BlobInfo;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

export interface ServedPicturesOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  /** How many at most. Default 1,000. */
  readonly maximum?: number;
  /** Bytes of all together. Default 128 MiB. */
  readonly maximumBytes?: number;
}

/** OpenAI's URLs work for an hour. */
const LIFETIME = 3_600_000;

/** Random characters of an identifier: 238 bits, which nobody finds by trying. */
const ID_LENGTH = 40;

/** Whoever knows an identifier may have the picture, of whatever project. */
const EVERYBODY = '';

/**
 * Keeps pictures in the store. What has expired is out of reach at once, and removed when the next one comes.
 *
 * @example
 * const pictures = createServedPictures({ store, clock, ids });
 * const id = await pictures.put(bytes, 'image/png');
 * (await pictures.find(id))?.contentType; // 'image/png', for an hour
 */
export function createServedPictures(options: ServedPicturesOptions): ServedPictures {
  const { store, clock, ids, maximum = 1000, maximumBytes = 128 * 2 ** 20 } = options;
  const pictures = store
    .collection<ServedPicture>({
      name: 'images.served',
      blobs: ({ blob }) => [blob.id],
      maximum,
      overflow: 'drop-oldest',
    })
    .in(EVERYBODY);
  return {
    async put(bytes, contentType) {
      const now = clock.epoch();
      await makeRoom(pictures, { now, maximum, room: maximumBytes - bytes.byteLength });
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

/** Removes what has expired, and of the rest the oldest, until no more than `room` bytes are left. */
async function makeRoom(
  pictures: Documents<ServedPicture>,
  { now, maximum, room }: { now: number; maximum: number; room: number },
): Promise<void> {
  const { items } = await pictures.page({ order: 'desc', limit: maximum });
  let bytes = 0;
  for (const { id, blob, expiresAt } of items) {
    bytes += blob.bytes;
    if (expiresAt <= now || bytes > room) await pictures.delete(id);
  }
}
