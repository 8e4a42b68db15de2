import type { Exposition } from './exposition.ts';
import type { Moment } from './snapshot.ts';

/** Renders what the process takes, under the names that all servers use. */
export function renderProcess(out: Exposition, { epochSeconds }: Moment): void {
  const { rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  out.family('process_resident_memory_bytes', 'gauge', 'Resident memory of the process.');
  out.sample(rss);
  out.family('process_cpu_seconds_total', 'counter', 'CPU time of the process.');
  out.sample((user + system) / 1e6);
  out.family('process_start_time_seconds', 'gauge', 'When the process was started, in Unix time.');
  out.sample(epochSeconds - process.uptime());
}
