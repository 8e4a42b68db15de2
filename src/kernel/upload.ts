import Type from 'typebox';

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

/** Whether a schema is that of a file. */
export function isUploadField(schema: object | undefined): boolean {
  return schema !== undefined && 'contentMediaType' in schema;
}
