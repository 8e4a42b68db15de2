import type { Jobs } from '../../../jobs/jobs.ts';
import type { Collection, Write } from '../../../storage/store.ts';
import type { FileRecord } from './record.ts';

const KIND = 'file.expire';

interface Expiry {
  readonly project: string;
  readonly id: string;
}

/**
 * The writes that bring a file into being, and have it taken away when its time has come. Wake the jobs after their commit.
 *
 * @param place `createdAt` is its place among the files, in Unix milliseconds
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

/** The job that removes a file which is not kept for good: the second half of {@link addingFile}. */
export function addingExpiry(
  { id, expiresAt }: FileRecord,
  { jobs, project }: { jobs: Jobs; project: string },
): Write<void>[] {
  if (expiresAt === null) return [];
  const payload: Expiry = { project, id };
  return [jobs.adding({ kind: KIND, id, payload, dueAt: expiresAt * 1000 })];
}

/** Has expired files removed. Once for each instance. */
export function defineFileExpiry(jobs: Jobs, files: Collection<FileRecord>): void {
  jobs.define<Expiry>({
    kind: KIND,
    // What has expired is out of sight at once; its bytes may wait.
    patient: true,
    run: async ({ payload: { project, id } }) => {
      await files.in(project).delete(id);
    },
  });
}
