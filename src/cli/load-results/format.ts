import { type LoadRun, type LoadSample, latencyOf } from '../../engine/batching/calibrate/load-run.ts';
import type { Members } from './members.ts';

/** What one JSON document of a load tool says: whole runs, or requests of one run. */
export interface Reading {
  readonly runs?: readonly LoadRun[];
  readonly samples?: readonly LoadSample[];
}

/** The output of a load tool. */
export interface ResultFormat {
  /** The tool and its file, for messages. */
  readonly name: string;
  /** Whether a document has the members of the format. */
  recognises(document: Members): boolean;
  /** What cannot be used, such as failed requests, is left out. */
  read(document: Members, fileName: string): Reading;
}

/** Means as a tool reports them; undefined for what it does not. */
export type Reported = {
  readonly [Field in keyof Omit<LoadSample, 'startMs' | 'cachedTokens'>]: number | undefined;
} & {
  readonly name: string;
  readonly requests: number | undefined;
  /** The limit that the tool kept. */
  readonly concurrency: number | undefined;
  /** Requests per second. */
  readonly throughput: number | undefined;
};

/**
 * A run of which only means are known; nothing if there is no time to first token or no length. Concurrency is the
 * requests a second × the seconds of one (Little's law), which is less than the limit if the run was short.
 *
 * @example
 * reportedRun({ …, concurrency: 64, throughput: 10, ttftMs: 100, itlMs: 9.1, outputTokens: 101 }); // 10.1 at a time
 */
export function reportedRun({ name, throughput, ...reported }: Reported): LoadRun[] {
  const { ttftMs, promptTokens, outputTokens } = reported;
  if (!ttftMs || !promptTokens || !outputTokens) return [];
  const means = { ttftMs, itlMs: reported.itlMs ?? 0, promptTokens, cachedTokens: 0, outputTokens };
  const limit = reported.concurrency ?? Number.POSITIVE_INFINITY;
  const underWay = throughput === undefined ? limit : (throughput * latencyOf(means)) / 1e3;
  const concurrency = Math.max(1, Math.min(limit, underWay));
  return [
    {
      name,
      ...means,
      requests: reported.requests ?? Number.POSITIVE_INFINITY,
      concurrency: Number.isFinite(concurrency) ? concurrency : 1,
      samples: [],
    },
  ];
}

/**
 * A request as a tool reports it; undefined without a time to first token or a length.
 *
 * @example
 * reportedSample({ ttftMs: 40, itlMs: undefined, promptTokens: 9, outputTokens: 1 })?.itlMs; // 0
 */
export function reportedSample(
  reported: {
    readonly [Field in keyof LoadSample]?: number | undefined;
  },
): LoadSample | undefined {
  const { startMs, ttftMs, itlMs, promptTokens, cachedTokens = 0, outputTokens } = reported;
  if (!ttftMs || ttftMs < 0 || !promptTokens || !outputTokens) return undefined;
  return {
    ...(startMs !== undefined && { startMs }),
    ttftMs,
    itlMs: outputTokens > 1 ? Math.max(0, itlMs ?? 0) : 0,
    promptTokens,
    // At least the last token is computed.
    cachedTokens: Math.min(Math.max(0, cachedTokens), promptTokens - 1),
    outputTokens,
  };
}
