import { cpuSeconds } from '../machine.ts';
import { closeConnections, openConnection } from './connection.ts';
import { createLongRequest } from './requests.ts';

/** A very long prompt, sent `times` times in a row on one connection. */
export interface SingleJob {
  readonly kind: 'single';
  readonly port: number;
  readonly serverPid: number;
  readonly seed: number;
  readonly tokens: number;
  readonly times: number;
}

export interface SingleResult {
  /** One entry per request: milliseconds until the response, and server CPU in milliseconds. */
  readonly latency: readonly number[];
  readonly cpu: readonly number[];
  readonly failures: number;
}

export async function runSingle(job: SingleJob): Promise<SingleResult> {
  const request = Buffer.from(createLongRequest(job.tokens, job.seed), 'latin1');
  const latency: number[] = [];
  const cpu: number[] = [];
  let failures = 0;
  let resolve: () => void = () => {};
  const connection = openConnection(job.port, {
    onConnect: () => resolve(),
    onRead(_, done) {
      if (done) resolve();
    },
    onError() {
      failures++;
      resolve();
    },
  });
  const settled = () => new Promise<void>((done) => (resolve = done));
  await settled();
  for (let time = 0; time < job.times && failures === 0; time++) {
    await new Promise((pause) => setTimeout(pause, 30));
    const used = cpuSeconds(job.serverPid);
    const start = performance.now();
    connection.socket.write(request);
    await settled();
    latency.push(performance.now() - start);
    if (connection.reader.status !== 200) failures++;
    // Work the server does after the response (bookkeeping, freeing memory) is part of the cost.
    await new Promise((pause) => setTimeout(pause, 20));
    cpu.push((cpuSeconds(job.serverPid) - used) * 1000);
  }
  closeConnections([connection]);
  return { latency, cpu, failures };
}
