import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/log.ts';
import { DuplicateDocument } from '../../storage/errors.ts';
import { defineCollection, type OpenCollection } from '../collections.ts';
import type { Principal } from '../principal.ts';
import type { Moments, Step } from '../step.ts';

/** A project that a caller has named. */
export interface ProjectRecord {
  readonly id: string;
  /** Unix seconds. */
  readonly createdAt: number;
}

/** The projects of each organization, by its id. */
export const projectCollection = defineCollection<ProjectRecord>({
  name: 'projects',
  maximum: 10_000,
  overflow: 'drop-oldest',
});

/** Names remembered, so that a known project costs no write. */
const MOST_KNOWN = 10_000;

export interface RegisterProjectOptions {
  readonly collection: OpenCollection;
  readonly clock: Clock;
  readonly log: Log;
}

/** Stores each project that an open key names, the first time it is named. Calls do not wait for it. */
export function registerProject({ collection, clock, log }: RegisterProjectOptions): Step {
  const projects = collection(projectCollection);
  const known = new Set<string>();

  async function register({ organization, project: id }: Principal): Promise<void> {
    const now = clock.epoch();
    try {
      await projects.in(organization).insert({ id, createdAt: Math.floor(now / 1000) }, { createdAt: now });
    } catch (error) {
      if (!(error instanceof DuplicateDocument)) throw error;
    }
  }

  const moments: Moments = {
    admit({ principal }) {
      if (principal?.kind !== 'open' || known.has(principal.project)) return undefined;
      if (known.size >= MOST_KNOWN) known.clear();
      known.add(principal.project);
      register(principal).catch((error) => {
        known.delete(principal.project);
        log.error('could not store a project', { project: principal.project, error: String(error) });
      });
      return undefined;
    },
  };
  return {
    name: 'register the project',
    on: (operation) => (operation && operation.access !== 'public' ? moments : undefined),
  };
}
