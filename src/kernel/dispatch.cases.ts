import { Abort } from '../runtime/abort.ts';
import { createSeededIds } from '../runtime/ids.ts';
import { createLog } from '../runtime/log.ts';
import type { Timeline } from '../runtime/timeline.ts';
import { createTurns } from '../runtime/turns.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { openai } from '../surfaces/openai/surface.ts';
import type { Observation } from '../telemetry/observation.ts';
import type { OpenCollection } from './collections.ts';
import { createDispatcher, type Dispatcher, type DispatcherOptions } from './dispatch.ts';
import { createFakeBlobs } from './fake-blobs.cases.ts';
import type { Arrival, Incoming } from './incoming.ts';
import { completed, type Operation, type Row } from './operation.ts';
import type { Principal } from './principal.ts';
import { createRouter } from './router.ts';
import { type StandardStepsOptions, standardSteps } from './standard-steps.ts';
import type { Step } from './step.ts';

/** A dispatcher over a few rows that records everything it reports. */
export interface Rig {
  readonly clock: ReturnType<typeof createVirtualClock>;
  readonly dispatcher: Dispatcher;
  readonly dispatch: Dispatcher['dispatch'];
  readonly started: Observation[];
  readonly ended: Observation[];
  /** Parsed log lines. */
  readonly lines: Record<string, unknown>[];
}

export const KEYS = ['sk-fakeai-first-0000000001', 'sk-fakeai-second-000000002'] as const;

export type RigOptions = Partial<Omit<DispatcherOptions, 'steps'> & StandardStepsOptions> & {
  /** In addition to the standard ones. */
  readonly steps?: readonly Step[];
};

export function openRig(rows: readonly Row[], options: RigOptions = {}): Rig {
  const clock = createVirtualClock();
  const started: Observation[] = [];
  const ended: Observation[] = [];
  const lines: Record<string, unknown>[] = [];
  const about = {
    router: createRouter(toOperations(rows)),
    clock,
    turns: createTurns(options.clock ?? clock),
    ids: createSeededIds(1),
    log: createLog({ level: 'debug', format: 'json', clock, write: (line) => lines.push(JSON.parse(line)) }),
    surface: openai,
    organization: 'org-test',
    apiKeys: KEYS,
    requireApiKey: true,
    allowedHosts: [],
    hasPublicAccess: false,
    maxDepth: 100,
    bodyLimit: 1000,
    blobs: createFakeBlobs(),
    collection: stubCollection,
    onMissingFile: () => {},
    onStart: (observation: Observation) => started.push(observation),
    onEnd: (observation: Observation) => ended.push({ ...observation }),
    ...options,
  };
  const dispatcher = createDispatcher({
    ...about,
    steps: [...standardSteps(about), ...(options.steps ?? [])],
  });
  return { clock, dispatcher, dispatch: dispatcher.dispatch, started, ended, lines };
}

/** For transports: their own dispatch, which needs no row. */
export function stubDispatcher(
  dispatch: Dispatcher['dispatch'],
  body: Arrival['body'] = 'whole',
): Dispatcher & { readonly dropped: Arrival[] } {
  const dropped: Arrival[] = [];
  return {
    dropped,
    arrive: (request) => ({ request, body }) as Arrival,
    dispatch,
    drop: (arrival) => dropped.push(arrival),
  };
}

/** Stores nothing. */
const stubCollection: OpenCollection = () => ({ in: () => ({ insert: async () => {} }) }) as never;

/** Rows as if mounted. */
export const toOperations = (rows: readonly Row[]): Operation[] =>
  rows.map((row) => completed(row, { tag: 'Tests', surface: openai, servedBy: undefined }));

/** A row with defaults for the members that tests of a step do not care about. */
export function row(part: Partial<Operation> & Pick<Operation, 'id' | 'path' | 'handle'>): Operation {
  return { method: 'GET', access: 'project', summary: part.id, tag: 'Tests', surface: openai, ...part };
}

/** A caller that acts for a project. */
export function principalOf(project: string): Principal {
  return { organization: 'org-test', project, user: undefined, key: undefined, kind: 'project' };
}

/** A request with a valid key; `json` becomes its body. */
export function incoming(
  part: Partial<Incoming> & { json?: unknown } = {},
  { json, ...given } = part,
): Incoming {
  return {
    method: json === undefined ? 'GET' : 'POST',
    origin: 'http://fakeai.test',
    path: '/things',
    query: '',
    headers: { authorization: `Bearer ${KEYS[0]}`, ...(json !== undefined && JSON_TYPE) },
    body:
      json === undefined ? new Uint8Array(0) : bytes(typeof json === 'string' ? json : JSON.stringify(json)),
    abort: new Abort(),
    receivedAt: 0,
    ...given,
  };
}

const JSON_TYPE = { 'content-type': 'application/json' };

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Frames due every `gap` milliseconds from `start` on. */
export function framesOf(
  texts: readonly string[],
  { start = 0, gap = 10, error }: { start?: number; gap?: number; error?: Error } = {},
): Timeline<string> & { readonly cancelled: number } {
  let index = 0;
  let cancelled = 0;
  return {
    get nextAt() {
      return cancelled > 0 || index >= texts.length ? undefined : start + index * gap;
    },
    get cancelled() {
      return cancelled;
    },
    take(now) {
      let batch = '';
      while (index < texts.length && start + index * gap <= now) {
        if (error && index === texts.length - 1) throw error;
        batch += texts[index++];
      }
      return batch === '' ? undefined : batch;
    },
    cancel() {
      cancelled++;
    },
  };
}
