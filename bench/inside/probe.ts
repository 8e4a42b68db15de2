/**
 * Loaded into a server with `--import`, to measure it from inside. Answers each message of the parent process
 * with a {@link Reading} of the time since the last one.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface Reading {
  /** The longest piece of work of the main thread between two timer ticks, in milliseconds of CPU time. */
  readonly longestPiece: number;
  /** Milliseconds by which a timer was late in the worst of a hundred cases. */
  readonly delayP99: number;
  /** Bytes. */
  readonly resident: number;
  readonly heap: number;
  /** Open sockets, timers, files and the like. */
  readonly handles: number;
}

const TICK = 2;

let longestPiece = 0;
let used = process.threadCpuUsage();
setInterval(() => {
  const now = process.threadCpuUsage();
  longestPiece = Math.max(longestPiece, (now.user - used.user + now.system - used.system) / 1000);
  used = now;
}, TICK).unref();
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();

process.on('message', () => {
  const { rss, heapUsed } = process.memoryUsage();
  const reading: Reading = {
    longestPiece,
    delayP99: delay.percentile(99) / 1e6 - 10,
    resident: rss,
    heap: heapUsed,
    handles: process.getActiveResourcesInfo().length,
  };
  process.send?.(reading);
  longestPiece = 0;
  delay.reset();
});
process.channel?.unref();
