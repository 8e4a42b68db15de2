import type { CollectionDefinition, Documents, Store } from '../storage/store.ts';
import type { NewJob } from './jobs.ts';

/** A job as it is stored. Its place in the order is when it is due. */
export interface JobRecord {
  /** Kind and id, so that ids of two kinds do not meet. */
  readonly id: string;
  readonly kind: string;
  /** The id that whoever added it knows. */
  readonly key: string;
  readonly payload: unknown;
  /** Unix milliseconds, whole. */
  readonly dueAt: number;
  /** How often it has failed in a row. */
  readonly failures: number;
}

/** Jobs waiting at once, of all kinds; what is beyond is refused, with whatever was to be committed along. */
const MAXIMUM_JOBS = 1_000_000;

const JOBS: CollectionDefinition<JobRecord> = {
  name: 'jobs',
  fields: { kind: ({ kind }) => kind },
  maximum: MAXIMUM_JOBS,
  overflow: 'refuse',
};

/** All jobs of a store. They belong to the program, not to a project. */
export function openJobRecords(store: Store): Documents<JobRecord> {
  return store.collection(JOBS).in('jobs');
}

export function toRecord(job: NewJob<unknown>, now: number): JobRecord {
  return {
    id: toRecordId(job.kind, job.id),
    kind: job.kind,
    key: job.id,
    payload: job.payload,
    dueAt: job.dueAt === undefined ? Math.floor(now) : Math.ceil(job.dueAt),
    failures: 0,
  };
}

export function toRecordId(kind: string, id: string): string {
  return `${kind}/${id}`;
}

/** How long to wait after so many failures in a row, in milliseconds: a second, doubled each time, at most five minutes. */
export function toRetryDelay(failures: number): number {
  return Math.min(1000 * 2 ** (failures - 1), 300_000);
}
