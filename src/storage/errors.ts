/**
 * The place of storage cannot be used: unreadable, read-only, locked, damaged, of another program or of a newer
 * version, or closed. The message says which and names the place.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  /** The file, or `:memory:`. */
  readonly location: string;

  constructor(location: string, problem: string, options?: ErrorOptions) {
    super(`Cannot use the store at ${JSON.stringify(location)}: ${problem}`, options);
    this.location = location;
  }
}

/** There is no room: the collection has its maximum of documents, the store its maximum of bytes, or the disk is full. */
export class StoreFull extends Error {
  override readonly name = 'StoreFull';
}

/** A document of that id exists in the collection and scope. */
export class DuplicateDocument extends Error {
  override readonly name = 'DuplicateDocument';
  readonly id: string;

  constructor(collection: string, id: string, options?: ErrorOptions) {
    super(`Cannot insert into ${JSON.stringify(collection)}: ${JSON.stringify(id)} exists`, options);
    this.id = id;
  }
}

/** A page was asked for behind or before a document that never existed, or was deleted too long ago to know its position. */
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

/** A commit changes or deletes a document that is not there. */
export class MissingDocument extends Error {
  override readonly name = 'MissingDocument';
  readonly id: string;

  constructor(collection: string, id: string) {
    super(`Cannot write to ${JSON.stringify(collection)}: there is no ${JSON.stringify(id)}`);
    this.id = id;
  }
}

/** No blob of that id is there, or none any more. */
export class UnknownBlob extends Error {
  override readonly name = 'UnknownBlob';
  readonly id: string;

  constructor(id: string) {
    super(`There is no blob ${JSON.stringify(id)}`);
    this.id = id;
  }
}

/** More bytes than a blob may have. */
export class BlobTooLarge extends Error {
  override readonly name = 'BlobTooLarge';
  /** Bytes. */
  readonly limit: number;

  constructor(limit: number) {
    super(`A blob may have ${limit} bytes`);
    this.limit = limit;
  }
}
