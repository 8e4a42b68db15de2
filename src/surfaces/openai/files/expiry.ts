import type { JobDefinition, Jobs } from '../../../jobs/jobs.ts';
import type { Collection, Write } from '../../../storage/store.ts';
import type { FileRecord } from './record.ts';

const KIND = 'file.expire';

interface Expiry {
  readonly project: string;
  readonly id: string;
}

/**
 * The writes that add a file and schedule its removal. Wake the jobs after the commit.
 *
 * @param place `createdAt` orders the file among the others, in Unix milliseconds
 * @example
 * await store.commit([...addingFile(record, { files, jobs, project, createdAt }), batches.updating(id, complete)]);
 * jobs.wake();
 */
export function addingFile(
  record: FileRecord,
  place: { files: Collection<FileRecord>; jobs: Jobs; project: string; createdAt: number },
): Write<void>[] {
  const { files, project, createdAt } = place;
  return [files.in(project).inserting(record, { createdAt }), ...addingExpiry(record, place)];
}

/** The write that schedules the removal of a file, if it expires; part of {@link addingFile}. */
export function addingExpiry(
  { id, expiresAt }: FileRecord,
  { jobs, project }: { jobs: Jobs; project: string },
): Write<void>[] {
  if (expiresAt === null) return [];
  const payload: Expiry = { project, id };
  return [jobs.adding({ kind: KIND, id, payload, dueAt: expiresAt * 1000 })];
}

/** The job that removes expired files. */
export function fileExpiry(files: Collection<FileRecord>): JobDefinition<Expiry> {
  return {
    kind: KIND,
    // Expired files are not found any more, so their bytes can be removed later.
    patient: true,
    run: () => files.sweep(),
  };
}
