import type { Jobs } from '../../../jobs/jobs.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Documents, Write } from '../../../storage/store.ts';
import type { PartRecord, UploadCollections, UploadRecord } from './record.ts';

const KIND = 'upload.expire';

interface Expiry {
  readonly project: string;
  readonly id: string;
}

/** Milliseconds for which one that has ended can still be told from one that never was. */
const REMEMBERED = 86_400_000;

/** The job that ends an upload when its time has come. */
export function addingExpiry(jobs: Jobs, project: string, { id, expiresAt }: UploadRecord): Write<void> {
  const payload: Expiry = { project, id };
  return jobs.adding({ kind: KIND, id, payload, dueAt: expiresAt * 1000 });
}

/** Has the parts of expired uploads removed at once, and uploads forgotten a day later. Once for each instance. */
export function defineUploadExpiry(jobs: Jobs, { uploads, parts }: UploadCollections, clock: Clock): void {
  jobs.define<Expiry>({
    kind: KIND,
    // What has expired is out of sight at once; its bytes may wait.
    patient: true,
    run: async ({ payload: { project, id } }) => {
      const toExpired = (upload: UploadRecord): UploadRecord =>
        upload.status === 'pending' ? { ...upload, status: 'expired' } : upload;
      const ended = await uploads.in(project).update(id, toExpired, { isRelief: true });
      // Also what a process that died has left of one that was completed or cancelled.
      await removeParts(parts.in(project), id);
      if (!ended) return undefined;
      const forgottenAt = ended.expiresAt * 1000 + REMEMBERED;
      if (clock.epoch() < forgottenAt) return { again: forgottenAt };
      await uploads.in(project).delete(id);
      return undefined;
    },
  });
}

/** Removes the parts of an upload that takes no more. Their bytes stay where a file has come to refer to them. */
export async function removeParts(parts: Documents<PartRecord>, upload: string): Promise<void> {
  for (;;) {
    const page = await parts.page({ order: 'asc', limit: 100, where: { upload } });
    for (const { id } of page.items) await parts.delete(id);
    if (!page.hasMore) return;
  }
}
