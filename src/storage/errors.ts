/**
 * Why a store cannot be used: `full`, the disk has no space left; `busy`, another process holds its lock;
 * `read-only`; `lost`, its files were removed or replaced while it was open; `damaged`, what it contains is
 * not what was written; `closed`; `failed`, anything else.
 */
export type StoreProblem = 'full' | 'busy' | 'read-only' | 'lost' | 'damaged' | 'closed' | 'failed';

/**
 * The storage location cannot be used: unreadable, read-only, locked, damaged, full, owned by another
 * program, written by a newer version, or closed. The message states the reason and the location.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  /** The file path, or `:memory:`. */
  readonly location: string;
  readonly reason: StoreProblem;

  constructor(
    location: string,
    problem: string,
    { reason = 'failed', ...options }: ErrorOptions & { reason?: StoreProblem } = {},
  ) {
    super(`Cannot use the store at ${JSON.stringify(location)}: ${problem}`, options);
    this.location = location;
    this.reason = reason;
  }
}

/**
 * A limit of the store is reached: the collection has its maximum number of documents, or the store its
 * maximum number of bytes. A full disk is {@link StoreUnavailable}.
 */
export class StoreFull extends Error {
  override readonly name = 'StoreFull';
}

/** A document with that id already exists in the collection and scope. */
export class DuplicateDocument extends Error {
  override readonly name = 'DuplicateDocument';
  readonly id: string;

  constructor(collection: string, id: string, options?: ErrorOptions) {
    super(`Cannot insert into ${JSON.stringify(collection)}: ${JSON.stringify(id)} exists`, options);
    this.id = id;
  }
}

/**
 * The cursor of a page request is a document that never existed, or was deleted so long ago that its position
 * is no longer remembered.
 */
export class UnknownCursor extends Error {
  override readonly name = 'UnknownCursor';
  readonly cursor: string;

  constructor(collection: string, cursor: string) {
    super(
      `Cannot page through ${JSON.stringify(collection)}: no document ${JSON.stringify(cursor)} is known`,
    );
    this.cursor = cursor;
  }
}

/** A commit updates or deletes a document that does not exist. */
export class MissingDocument extends Error {
  override readonly name = 'MissingDocument';
  readonly id: string;

  constructor(collection: string, id: string) {
    super(`Cannot write to ${JSON.stringify(collection)}: there is no ${JSON.stringify(id)}`);
    this.id = id;
  }
}

/**
 * A sum needs minutes or hours that are no longer kept, and something was counted in them. Sums of whole hours or days
 * are kept longer.
 */
export class SumsNotKept extends Error {
  override readonly name = 'SumsNotKept';
  /** Since when sums of this width are kept, in Unix milliseconds. */
  readonly keptFrom: number;
  readonly bucket: string;

  constructor(series: string, bucket: string, keptFrom: number) {
    super(
      `Cannot sum up ${JSON.stringify(series)}: buckets of ${bucket} are kept only from ${keptFrom} on, longer ones still are`,
    );
    this.bucket = bucket;
    this.keptFrom = keptFrom;
  }
}

/** There is no blob with that id, or it was deleted. */
export class UnknownBlob extends Error {
  override readonly name = 'UnknownBlob';
  readonly id: string;

  constructor(id: string) {
    super(`There is no blob ${JSON.stringify(id)}`);
    this.id = id;
  }
}

/** A blob exceeds its maximum size. */
export class BlobTooLarge extends Error {
  override readonly name = 'BlobTooLarge';
  /** Maximum size in bytes. */
  readonly limit: number;

  constructor(limit: number) {
    super(`A blob may have ${limit} bytes`);
    this.limit = limit;
  }
}
