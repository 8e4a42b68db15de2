import type { CollectionDefinition, Documents, Store } from '../storage/store.ts';
import type { NewJob } from './jobs.ts';

/** A stored job. Jobs are ordered by due time. */
export interface JobRecord {
  /** Kind and id combined, so that ids of different kinds do not collide. */
  readonly id: string;
  readonly kind: string;
  /** The id given by whoever added the job. */
  readonly key: string;
  readonly payload: unknown;
  /** Unix milliseconds, an integer; 0 if due at once, so that no step of the wall clock delays the job. */
  readonly dueAt: number;
  /** Consecutive failures so far. */
  readonly failures: number;
}

/** Maximum number of stored jobs of all kinds; a commit that would exceed it is rejected as a whole. */
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

export function toRecord(job: NewJob<unknown>): JobRecord {
  return {
    id: toRecordId(job.kind, job.id),
    kind: job.kind,
    key: job.id,
    payload: job.payload,
    dueAt: job.dueAt === undefined ? 0 : Math.ceil(job.dueAt),
    failures: 0,
  };
}

export function toRecordId(kind: string, id: string): string {
  return `${kind}/${id}`;
}

/**
 * Backoff after this many consecutive failures, in milliseconds: one second, doubled each time, at most five
 * minutes.
 */
export function toRetryDelay(failures: number): number {
  return Math.min(1000 * 2 ** (failures - 1), 300_000);
}
