import Type from 'typebox';
import type { BlobInfo } from '../storage/blobs.ts';

/** A file from a form. Name and type are what the sender claims; neither is verified. */
export interface Upload {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/**
 * The schema of a file in a form (OpenAPI Specification 3.1.1, "Considerations for File Uploads").
 *
 * @example
 * const form = Type.Object({ file: UploadField, model: Type.String() });
 */
export const UploadField = Type.Unsafe<Upload>({
  type: 'string',
  contentMediaType: 'application/octet-stream',
});

/** A file from a form whose bytes were written to the store while they arrived. */
export interface StoredUpload {
  readonly filename: string;
  readonly contentType: string;
  /** Deleted if the request fails. After the handler succeeds, the document it stored owns the blob. */
  readonly blob: BlobInfo;
}

/**
 * Key under which {@link StoredUploadField} keeps the size limit. A symbol is not a schema keyword, so
 * documents show the field like any other file.
 */
const MAX_BYTES = Symbol('maxBytes');

/**
 * The schema of a file that is too large to hold in memory: its bytes are written to the store while they
 * arrive, before the rest of the form is known. A form with such a member is always read as a stream. A file
 * larger than `maxBytes` is rejected as soon as the limit is exceeded.
 *
 * @example
 * const form = Type.Object({ file: StoredUploadField({ maxBytes: 512 * 2 ** 20 }), purpose: Type.String() });
 */
export function StoredUploadField(options: { maxBytes: number }): Type.TUnsafe<StoredUpload> {
  return Type.Unsafe<StoredUpload>({ ...UploadField, [MAX_BYTES]: options.maxBytes } as Type.TSchema);
}

/** Whether a schema describes a file. */
export function isUploadField(schema: object | undefined): boolean {
  return schema !== undefined && 'contentMediaType' in schema;
}

/** The maximum size in bytes of a {@link StoredUploadField}; undefined for any other schema. */
export function storedBytesOf(schema: object | undefined): number | undefined {
  return (schema as { [MAX_BYTES]?: number } | undefined)?.[MAX_BYTES];
}

/**
 * The maximum total size in bytes of all stored files in a form; 0 if it has none, infinite if it has a list
 * of them.
 */
export function storedBytesIn(form: object | undefined): number {
  const { properties = {} } = (form ?? {}) as { properties?: Record<string, { items?: object }> };
  let bytes = 0;
  for (const field of Object.values(properties)) {
    if (storedBytesOf(field.items) !== undefined) return Number.POSITIVE_INFINITY;
    bytes += storedBytesOf(field) ?? 0;
  }
  return bytes;
}
