import { residentBytes } from '../machine.ts';
import { passing } from './closed.ts';
import { type Connection, type ConnectionEvents, closeConnections, openConnection } from './connection.ts';
import { Histogram } from './histogram.ts';
import {
  createDistinctRequests,
  createRepeatedRequest,
  GAP,
  STREAM_LENGTH,
  STREAM_TOKENS,
} from './requests.ts';
import { openWindow, type Usage } from './usage.ts';

/** Keeps `streams` paced streams open: each one is restarted on its connection as soon as it has ended. */
export interface PacedJob {
  readonly kind: 'paced';
  readonly port: number;
  readonly serverPid: number;
  /** Whether every prompt is new, derived from `seed`, or one prompt is repeated. */
  readonly distinct: boolean;
  readonly seed: number;
  readonly streams: number;
  /** Milliseconds over which the streams are started, of warm-up, and of the measurement window. */
  readonly ramp: number;
  readonly warm: number;
  readonly window: number;
}

export interface PacedResult extends Usage {
  /** Content events per second received in the window, and their ratio to exact pacing. */
  readonly eventsPerSecond: number;
  readonly share: number;
  /**
   * Gap between content events of one stream in milliseconds; the error is the difference from the requested
   * gap.
   */
  readonly gap: { readonly mean: number; readonly errorP50: number; readonly errorP99: number };
  readonly ttftP50: number;
  /** Content events per read; above 1 if the server joined them. */
  readonly joined: number;
  /** Server CPU seconds per million content events. */
  readonly cpuPerMillion: number;
  /** Resident memory of the server in bytes, before the first connection and at the end of the window. */
  readonly memory: { readonly before: number; readonly during: number };
  readonly failures: number;
}

export async function runPaced(job: PacedJob): Promise<PacedResult> {
  const before = residentBytes(job.serverPid);
  const next = job.distinct ? createDistinctRequests('stream', job.seed) : createRepeatedRequest('stream');
  const streams = new Map<Connection, Stream>();
  let counting = false;
  let gaps = new Histogram();
  let errors = new Histogram();
  let ttft = new Histogram();
  let events = 0;
  let reads = 0;
  let failures = 0;

  const start = (connection: Connection, stream: Stream) => {
    stream.seen = 0;
    stream.sentAt = performance.now();
    connection.socket.write(next(), 'latin1');
  };
  const handlers: ConnectionEvents = {
    onConnect() {},
    onRead(connection, done) {
      const stream = streams.get(connection)!;
      const { events: complete, status } = connection.reader;
      if (complete > stream.seen) {
        const now = performance.now();
        if (stream.seen === 0 && counting) ttft.add(now - stream.sentAt);
        // Event 0 is the role; events 1 to STREAM_TOKENS carry one token each; the rest end the stream.
        const first = Math.max(stream.seen, 1);
        const last = Math.min(complete - 1, STREAM_TOKENS);
        if (last >= first) {
          if (counting) {
            reads++;
            events += last - first + 1;
            for (let index = Math.max(first, 2); index <= last; index++) {
              const gap = index === first ? now - stream.lastAt : 0;
              gaps.add(gap);
              errors.add(Math.abs(gap - GAP));
            }
          }
          stream.lastAt = now;
        }
        stream.seen = complete;
      }
      if (!done) return;
      if (status !== 200 || stream.seen <= STREAM_TOKENS) failures++;
      start(connection, stream);
    },
    onError() {
      failures++;
    },
  };

  await connectAll(job, handlers, streams);
  await startOver([...streams], job.ramp, start);
  await passing(job.warm);
  gaps = new Histogram();
  errors = new Histogram();
  ttft = new Histogram();
  counting = true;
  const close = openWindow(job.serverPid);
  await passing(job.window);
  const usage = close();
  counting = false;
  const during = residentBytes(job.serverPid);
  closeConnections([...streams.keys()]);
  const wanted = (job.streams * STREAM_TOKENS * usage.seconds * 1000) / STREAM_LENGTH;
  return {
    ...usage,
    eventsPerSecond: events / usage.seconds,
    share: events / wanted,
    gap: { mean: gaps.mean, errorP50: errors.quantile(0.5), errorP99: errors.quantile(0.99) },
    ttftP50: ttft.quantile(0.5),
    joined: events / reads,
    cpuPerMillion: (usage.serverCpu * usage.seconds * 1e6) / events,
    memory: { before, during },
    failures,
  };
}

interface Stream {
  sentAt: number;
  lastAt: number;
  /** Events of the current response counted so far. */
  seen: number;
}

/** Opens the connections in small groups, so that the listen backlog does not overflow. */
async function connectAll(job: PacedJob, handlers: ConnectionEvents, streams: Map<Connection, Stream>) {
  const group = 100;
  for (let opened = 0; opened < job.streams; opened += group) {
    const size = Math.min(group, job.streams - opened);
    await new Promise<void>((resolve) => {
      let open = 0;
      const settle = () => ++open === size && resolve();
      for (let index = 0; index < size; index++) {
        const connection = openConnection(job.port, {
          ...handlers,
          onConnect: settle,
          onError(failed, error) {
            settle();
            handlers.onError(failed, error);
          },
        });
        streams.set(connection, { sentAt: 0, lastAt: 0, seen: 0 });
      }
    });
  }
}

/** Spreads the start of the streams evenly over `ramp` milliseconds. */
function startOver(
  streams: [Connection, Stream][],
  ramp: number,
  start: (connection: Connection, stream: Stream) => void,
): Promise<void> {
  const begin = performance.now();
  let started = 0;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(streams.length, Math.ceil((streams.length * (performance.now() - begin)) / ramp));
      for (; started < due; started++) start(...streams[started]!);
      if (started < streams.length) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });
}
