import type { Jobs } from '../jobs/jobs.ts';
import type { OpenCollection } from './collections.ts';
import type { Noun } from './noun.ts';
import { completed, type Operation, type Surface, toPublicPath } from './operation.ts';

/** The parts of a platform that mounting needs. */
export interface Mountable {
  readonly collection: OpenCollection;
  readonly jobs: Pick<Jobs, 'define'>;
}

/**
 * A set of operations that can be mounted on a platform. `Needs` are the parts of the platform that it uses. Made by
 * {@link defineApi}, or by hand where the operations are made of those of another API.
 */
export interface Api<in Needs> {
  /** Defines jobs and returns the operations. */
  readonly open: (mounting: Mounting<Needs>) => readonly Operation[];
}

export interface Mounting<Needs> {
  readonly platform: Needs & Mountable;
  /** The operations of another API on this platform, which are made once. */
  readonly operationsOf: <Other>(api: Api<Needs & Other>) => readonly Operation[];
}

/** The parts of a platform that all of these nouns need. */
export type NeedsOf<Nouns extends readonly Noun<never>[]> = {
  [Index in keyof Nouns]: Nouns[Index] extends Noun<infer Needs> ? (needs: Needs) => void : never;
}[number] extends (needs: infer All) => void
  ? All
  : never;

/**
 * Declares an API: a dialect and its nouns. The same API can be mounted on several instances.
 *
 * @example
 * export const notesApi = defineApi({ dialect: openai, nouns: [notes] });
 * const fake = createFakeAI({ apis: [notesApi] });
 */
export function defineApi<const Nouns extends readonly Noun<never>[]>({
  dialect,
  nouns,
}: {
  readonly dialect: Surface;
  readonly nouns: Nouns;
}): Api<NeedsOf<Nouns>> {
  return {
    open: ({ platform }) => nouns.flatMap((noun) => openNoun(noun, dialect, platform as never)),
  };
}

function openNoun<Needs>(
  { tag, servedBy, collections: declared, jobs, rows }: Noun<Needs>,
  surface: Surface,
  platform: Needs & Mountable,
): readonly Operation[] {
  const opened = Object.entries(declared).map(([name, declaration]) => [
    name,
    platform.collection(declaration),
  ]);
  const collections = Object.fromEntries(opened) as never;
  for (const job of jobs(platform, collections)) platform.jobs.define(job);
  return rows(platform, collections).map((row) => completed(row, { tag, surface, servedBy }));
}

/**
 * Opens APIs on a platform and returns all operations.
 *
 * @throws Error if two operations have the same id
 */
export function openApis<Needs>(
  platform: Needs & Mountable,
  apis: readonly Api<Needs>[],
): readonly Operation[] {
  const known = new Map<unknown, readonly Operation[]>();
  const operationsOf = (api: Api<Needs>): readonly Operation[] => {
    const operations = known.get(api) ?? api.open({ platform, operationsOf: operationsOf as never });
    known.set(api, operations);
    return operations;
  };
  const operations = apis.flatMap(operationsOf);
  refuseSameIds(operations);
  return operations;
}

function refuseSameIds(operations: readonly Operation[]): void {
  const seen = new Map<string, Operation>();
  for (const row of operations) {
    const other = seen.get(row.id);
    if (other)
      throw new Error(
        `Two operations have the id ${row.id}: ${[other, row].map((each) => `${each.method} ${toPublicPath(each)}`).join(' and ')}`,
      );
    seen.set(row.id, row);
  }
}
