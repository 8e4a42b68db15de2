import { cpuSeconds, waitedSeconds } from '../machine.ts';

/** What both sides used in a window; CPU in cores. */
export interface Usage {
  readonly seconds: number;
  readonly serverCpu: number;
  readonly clientCpu: number;
  /** Share of the window in which a side was runnable but waited for its core. */
  readonly serverWaited: number;
  readonly clientWaited: number;
}

/** Starts a window; call the returned function at its end. */
export function openWindow(serverPid: number): () => Usage {
  const server = cpuSeconds(serverPid);
  const serverWaited = waitedSeconds(serverPid);
  const clientWaited = waitedSeconds(process.pid);
  const client = process.cpuUsage();
  const start = performance.now();
  return () => {
    const seconds = (performance.now() - start) / 1000;
    const used = process.cpuUsage(client);
    return {
      seconds,
      serverCpu: (cpuSeconds(serverPid) - server) / seconds,
      clientCpu: (used.user + used.system) / 1e6 / seconds,
      serverWaited: (waitedSeconds(serverPid) - serverWaited) / seconds,
      clientWaited: (waitedSeconds(process.pid) - clientWaited) / seconds,
    };
  };
}
