import type { Database } from './database.ts';
import type { FieldRow } from './fields.ts';

/** The document whose fields are indexed: the columns that all of its pairs share. */
export interface Indexed {
  readonly collection: string;
  readonly scope: string;
  readonly created_at: number;
  readonly position: number;
}

/** Rows of one statement. */
const MOST_ROWS = 8;

/** Statements that insert 1 to {@link MOST_ROWS} rows: one call costs less than several. */
const INSERT = Array.from({ length: MOST_ROWS }, (_, index) => {
  const rows = Array.from({ length: index + 1 }, (_, row) => {
    const first = 5 + 3 * row;
    return `(?1, ?2, ?${first}, ?${first + 1}, ?${first + 2}, ?3, ?4)`;
  });
  return `INSERT INTO document_fields (collection, scope, field, key, value, created_at, position) VALUES ${rows.join(', ')}`;
});

const DELETE = `
  DELETE FROM document_fields
  WHERE collection = ? AND scope = ? AND field = ? AND key = ? AND value = ? AND created_at = ? AND position = ?`;

/** Indexes a document by its pairs. */
export function insertFields(database: Database, indexed: Indexed, rows: readonly FieldRow[]): void {
  const { collection, scope, created_at, position } = indexed;
  for (let start = 0; start < rows.length; start += MOST_ROWS) {
    const some = rows.slice(start, start + MOST_ROWS);
    database.run(INSERT[some.length - 1]!, collection, scope, created_at, position, ...some.flat());
  }
}

/** Removes a document from the index. */
export function removeFields(database: Database, indexed: Indexed, rows: readonly FieldRow[]): void {
  const { collection, scope, created_at, position } = indexed;
  for (const row of rows) database.run(DELETE, collection, scope, ...row, created_at, position);
}
