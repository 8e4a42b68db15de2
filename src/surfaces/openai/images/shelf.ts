import type { Call } from '../../../kernel/operation.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { UnknownBlob } from '../../../storage/errors.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import { type FileRecord, isExpired, readFile } from '../files/record.ts';
import { idOfUrl } from './file-url.ts';
import type { ServedPictures } from './served-pictures.ts';

/** What a request can name of what is kept here. Undefined: there is no such thing. */
export interface Shelf {
  /** A picture of this server's own, by the URL that was answered for it. */
  byUrl(url: string): Promise<Uint8Array | undefined>;
  /** The beginning of a stored file: more than any picture may have, where it is larger. */
  byFile(id: string): Promise<Uint8Array | undefined>;
}

/** A byte more than the largest picture that any model takes. */
const MOST_BYTES = 50 * 2 ** 20 + 1;

export function createShelf({
  store,
  clock,
  served,
  files,
}: {
  store: Pick<Store, 'blobs'>;
  clock: Clock;
  served: ServedPictures;
  files: Collection<FileRecord>;
}): (call: Pick<Call, 'origin' | 'project'>) => Shelf {
  return ({ origin, project }) => ({
    async byUrl(url) {
      const id = idOfUrl(url, origin);
      const found = id === undefined ? undefined : await served.find(id);
      return found && collect(served.read(found));
    },
    async byFile(id) {
      const record = await files.in(project).get(id);
      if (!record || isExpired(record, clock)) return undefined;
      return collect(readFile(store, record, { start: 0, end: Math.min(record.bytes, MOST_BYTES) }));
    },
  });
}

/** Undefined when they went while they were looked for. */
async function collect(source: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of source) pieces.push(Uint8Array.from(piece));
  } catch (error) {
    if (error instanceof UnknownBlob) return undefined;
    throw error;
  }
  return new Uint8Array(Buffer.concat(pieces));
}
