import type { JobDefinition } from '../jobs/jobs.ts';
import type { Collection, Document } from '../storage/store.ts';
import type { CollectionDeclaration } from './collections.ts';
import type { Row } from './operation.ts';

/** A job of any payload. */
// biome-ignore lint/suspicious/noExplicitAny: a payload is both read and returned by its own job alone
export type AnyJobDefinition = JobDefinition<any>;

/** The collections that a noun uses, by the names that it gives them. */
export interface CollectionDeclarations {
  // biome-ignore lint/suspicious/noExplicitAny: the type of its documents is inferred for each collection
  readonly [name: string]: CollectionDeclaration<any>;
}

/** The same collections, opened. */
export type Collections<Declared extends CollectionDeclarations> = {
  readonly [Name in keyof Declared]: Declared[Name] extends CollectionDeclaration<infer T extends Document>
    ? Collection<T>
    : never;
};

/**
 * A noun of an API: what it stores, which work of it takes time, which operations it has. It is inert: nothing happens
 * before it is mounted on a platform, and mounting it on two platforms makes two that share nothing. `Needs` are the
 * parts of the platform that it uses.
 */
export interface Noun<in Needs> {
  /** Groups the operations in the documentation. */
  readonly tag: string;
  readonly servedBy: Row['servedBy'];
  readonly collections: CollectionDeclarations;
  readonly jobs: (platform: Needs, collections: never) => readonly AnyJobDefinition[];
  readonly rows: (platform: Needs, collections: never) => readonly Row[];
}

/**
 * Declares a noun. Collections of other nouns are used by naming their declaration. `rows` and `jobs` are called when the
 * noun is mounted, and receive the platform and the opened collections; the type of the first parameter says which parts
 * of the platform the noun needs. What they create is separate for each instance.
 *
 * @example
 * export const notes = defineNoun({
 *   tag: 'Notes',
 *   collections: { notes: noteCollection },
 *   rows: ({ store, turns }: Pick<Platform, 'store' | 'turns'>, { notes }) =>
 *     resource({
 *       noun: 'note', path: '/notes', param: 'note_id', store, turns, collection: notes,
 *       item: Type.Object({ id: Type.String(), text: Type.String() }), toItem: (note) => note,
 *       retrieve: { id: 'retrieveNote' },
 *     }),
 * });
 */
export function defineNoun<
  Needs,
  const Declared extends CollectionDeclarations = Record<never, never>,
>(noun: {
  readonly tag: string;
  /** Default for its rows. */
  readonly servedBy?: Row['servedBy'];
  /** All collections that the rows and jobs use. */
  readonly collections?: Declared;
  readonly jobs?: (platform: Needs, collections: Collections<Declared>) => readonly AnyJobDefinition[];
  readonly rows: (platform: Needs, collections: Collections<Declared>) => readonly Row[];
  // What it needs follows from `jobs` and `rows` alone, never from where the noun is used.
}): Noun<NoInfer<Needs>> {
  return { servedBy: undefined, collections: {}, jobs: () => [], ...noun };
}
