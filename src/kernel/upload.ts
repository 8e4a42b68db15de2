import Type from 'typebox';
import type { BlobInfo } from '../storage/blobs.ts';

/** A file of a form, as it came: its name and type are what the sender says, and only its bytes are sure. */
export interface Upload {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/**
 * The schema of a file among the members of a form (OpenAPI Specification 3.1.1, "Considerations for File Uploads").
 *
 * @example
 * const form = Type.Object({ file: UploadField, model: Type.String() });
 */
export const UploadField = Type.Unsafe<Upload>({
  type: 'string',
  contentMediaType: 'application/octet-stream',
});

/** A file of a form whose bytes were stored as they came. */
export interface StoredUpload {
  readonly filename: string;
  readonly contentType: string;
  /** Discarded when the request fails; from a handler's success on, it is the handler's document that keeps it. */
  readonly blob: BlobInfo;
}

/** Where {@link StoredUploadField} says how large the file may be: no keyword, so that documents show a file like any other. */
const MAX_BYTES = Symbol('maxBytes');

/**
 * The schema of a file that is too large to be held in memory: its bytes go to the store while they arrive, before the rest of the form is known.
 * A form with such a member is read as a stream, whatever its size; more than `maxBytes` are refused as soon as they are seen.
 *
 * @example
 * const form = Type.Object({ file: StoredUploadField({ maxBytes: 512 * 2 ** 20 }), purpose: Type.String() });
 */
export function StoredUploadField(options: { maxBytes: number }): Type.TUnsafe<StoredUpload> {
  return Type.Unsafe<StoredUpload>({ ...UploadField, [MAX_BYTES]: options.maxBytes } as Type.TSchema);
}

/** Whether a schema is that of a file. */
export function isUploadField(schema: object | undefined): boolean {
  return schema !== undefined && 'contentMediaType' in schema;
}

/** How many bytes the file of a schema may have that are stored as they come; undefined for any other schema. */
export function storedBytesOf(schema: object | undefined): number | undefined {
  return (schema as { [MAX_BYTES]?: number } | undefined)?.[MAX_BYTES];
}

/** How many bytes all files of a form that are stored as they come may have together; 0 when it has none. */
export function storedBytesIn(form: object | undefined): number {
  const { properties = {} } = (form ?? {}) as { properties?: Record<string, { items?: object }> };
  let bytes = 0;
  for (const field of Object.values(properties)) {
    if (storedBytesOf(field.items) !== undefined) return Number.POSITIVE_INFINITY;
    bytes += storedBytesOf(field) ?? 0;
  }
  return bytes;
}
