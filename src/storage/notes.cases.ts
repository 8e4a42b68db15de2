import type { CollectionDefinition, Documents } from './store.ts';
import type { Where } from './where.ts';

/** The document type of the shared cases. */
export interface Note {
  readonly id: string;
  readonly model?: string | null;
  readonly metadata?: { readonly [key: string]: string } | null;
  readonly size?: number;
  readonly text?: string;
}

export const NOTES: CollectionDefinition<Note> = {
  name: 'notes',
  fields: { model: (note) => note.model, metadata: (note) => note.metadata, size: (note) => note.size },
  maximum: 1000,
  overflow: 'refuse',
};

/** Inserts one document per id, all with the same `createdAt`, so that only insertion orders them. */
export async function fill(
  notes: Documents<Note>,
  names: readonly string[],
  content: Omit<Note, 'id'> = {},
): Promise<void> {
  for (const id of names) await notes.insert({ id, ...content }, { createdAt: 1 });
}

/** The ids of all documents that match `where`, in ascending order. */
export async function ids(notes: Documents<Note>, where?: Where): Promise<string[]> {
  const { items } = await notes.page({ order: 'asc', limit: 1000, where });
  return items.map((note) => note.id);
}
