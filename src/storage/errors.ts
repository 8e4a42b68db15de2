/**
 * The storage location cannot be used: unreadable, read-only, locked, damaged, owned by another program,
 * written by a newer version, or closed. The message states the reason and the location.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  /** The file path, or `:memory:`. */
  readonly location: string;

  constructor(location: string, problem: string, options?: ErrorOptions) {
    super(`Cannot use the store at ${JSON.stringify(location)}: ${problem}`, options);
    this.location = location;
  }
}

/**
 * There is no space: the collection has reached its maximum number of documents, the store its maximum number
 * of bytes, or the disk is full.
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
