import { median } from './report.ts';

/** Microseconds of CPU time for each call: the median of three rounds. */
export async function micros(calls: number, call: (index: number) => Promise<unknown>): Promise<number> {
  const parts = 3;
  const times: number[] = [];
  for (let part = 0; part < parts; part++) {
    const [first, last] = [Math.floor((calls * part) / parts), Math.floor((calls * (part + 1)) / parts)];
    if (first === last) continue;
    const start = process.cpuUsage();
    for (let index = first; index < last; index++) await call(index);
    const used = process.cpuUsage(start);
    times.push((used.user + used.system) / (last - first));
  }
  return median(times) ?? Number.NaN;
}
