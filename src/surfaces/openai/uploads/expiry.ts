import type { JobDefinition, Jobs } from '../../../jobs/jobs.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Collection, Documents, Write } from '../../../storage/store.ts';
import type { PartRecord, UploadRecord } from './record.ts';

const KIND = 'upload.expire';

interface Expiry {
  readonly project: string;
  readonly id: string;
}

/** Milliseconds for which an ended upload is kept, to distinguish it from one that never existed. */
const REMEMBERED = 86_400_000;

/** The write that schedules the expiry of an upload. */
export function addingExpiry(jobs: Jobs, project: string, { id, expiresAt }: UploadRecord): Write<void> {
  const payload: Expiry = { project, id };
  return jobs.adding({ kind: KIND, id, payload, dueAt: expiresAt * 1000 });
}

/** The job that removes the parts of expired uploads, and the uploads themselves a day later. */
export function uploadExpiry(
  uploads: Collection<UploadRecord>,
  parts: Collection<PartRecord>,
  clock: Clock,
): JobDefinition<Expiry> {
  return {
    kind: KIND,
    // Expired uploads are closed at once, so their bytes can be removed later.
    patient: true,
    run: async ({ payload: { project, id } }) => {
      const toExpired = (upload: UploadRecord): UploadRecord =>
        upload.status === 'pending' ? { ...upload, status: 'expired' } : upload;
      const ended = await uploads.in(project).update(id, toExpired, { isRelief: true });
      // Also removes what a process left behind that died while completing or cancelling an upload.
      await removeParts(parts.in(project), id);
      if (!ended) return undefined;
      const forgottenAt = ended.expiresAt * 1000 + REMEMBERED;
      if (clock.epoch() < forgottenAt) return { again: forgottenAt };
      await uploads.in(project).delete(id);
      return undefined;
    },
  };
}

/** Removes the parts of an upload that has ended. Blobs that a file references are kept. */
export async function removeParts(parts: Documents<PartRecord>, upload: string): Promise<void> {
  for (;;) {
    const page = await parts.page({ order: 'asc', limit: 100, where: { upload } });
    for (const { id } of page.items) await parts.delete(id);
    if (!page.hasMore) return;
  }
}
