import { type Connection, type ConnectionEvents, closeConnections, openConnection } from './connection.ts';
import { Histogram } from './histogram.ts';
import { createDistinctRequests, createRepeatedRequest, type Work } from './requests.ts';
import { openWindow, type Usage } from './usage.ts';

/** Closed-loop load: every connection sends its next request as soon as it has received a response. */
export interface ClosedJob {
  readonly kind: 'closed';
  readonly port: number;
  readonly serverPid: number;
  readonly work: Work;
  readonly distinct: boolean;
  readonly seed: number;
  readonly connections: number;
  /** Duration of warm-up and measurement window in milliseconds. */
  readonly warm: number;
  readonly window: number;
}

export interface ClosedResult extends Usage {
  readonly requestsPerSecond: number;
  readonly eventsPerSecond: number;
  readonly bytesPerRequest: number;
  /** Milliseconds from writing the request to the last byte of the response. */
  readonly latency: { readonly p50: number; readonly p99: number };
  readonly failures: number;
}

export async function runClosed(job: ClosedJob): Promise<ClosedResult> {
  const next = job.distinct ? createDistinctRequests(job.work, job.seed) : createRepeatedRequest(job.work);
  const sentAt = new Map<Connection, number>();
  let latency = new Histogram();
  let events = 0;
  let bytes = 0;
  let failures = 0;
  const send = (connection: Connection) => {
    sentAt.set(connection, performance.now());
    connection.socket.write(next(), 'latin1');
  };
  const handlers: ConnectionEvents = {
    onConnect: send,
    onRead(connection, done) {
      if (!done) return;
      const { reader } = connection;
      if (reader.status === 200) {
        latency.add(performance.now() - sentAt.get(connection)!);
        events += reader.events;
        bytes += reader.bytes;
      } else failures++;
      send(connection);
    },
    onError() {
      failures++;
    },
  };
  const connections = Array.from({ length: job.connections }, () => openConnection(job.port, handlers));
  await passing(job.warm);
  latency = new Histogram();
  events = 0;
  bytes = 0;
  const close = openWindow(job.serverPid);
  await passing(job.window);
  const usage = close();
  closeConnections(connections);
  return {
    ...usage,
    requestsPerSecond: latency.count / usage.seconds,
    eventsPerSecond: events / usage.seconds,
    bytesPerRequest: bytes / latency.count,
    latency: { p50: latency.quantile(0.5), p99: latency.quantile(0.99) },
    failures,
  };
}

export function passing(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
