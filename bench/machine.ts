import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, setPriority } from 'node:os';

/** The cores that both sides of a measurement run on. Nothing is pinned without two cores and `taskset`. */
export interface Machine {
  /** Core of the servers, or `undefined` when unpinned. */
  readonly serverCore: number | undefined;
  /** Core of the load generator and of the harness itself, or `undefined` when unpinned. */
  readonly clientCore: number | undefined;
  /** One line for the report. */
  readonly description: string;
}

/**
 * Detects the available cores and moves the harness itself to the client's core. With `priority`, the harness
 * and its children take precedence over other programs as far as the system allows (superuser only).
 */
export function createMachine(priority: boolean): Machine {
  const allowed = allowedCores();
  const pinned = allowed.length > 1 && spawnSync('taskset', ['--version']).status === 0;
  const [serverCore, clientCore] = pinned ? allowed : [];
  if (clientCore !== undefined) spawnSync('taskset', ['-cp', String(clientCore), String(process.pid)]);
  const raised = priority && raisePriority() ? ', raised priority' : '';
  const pinning = pinned
    ? 'server and client pinned to one core each'
    : '**not pinned** (one core, or no `taskset`): the two sides disturb each other';
  const description = `Node ${process.version}, ${process.platform} ${process.arch}, ${allowed.length} cores (${cpus()[0]?.model ?? 'unknown'}), ${pinning}${raised}`;
  return { serverCore, clientCore, description };
}

/** Wraps a command to run on `core` with as many file descriptors as the system allows. */
export function pinnedCommand(core: number | undefined, command: readonly string[]): string[] {
  const pin = core === undefined ? [] : ['taskset', '-c', String(core)];
  if (process.platform === 'win32') return [...command];
  const raise = 'ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -H -n)" 2>/dev/null; exec "$@"';
  return ['sh', '-c', raise, 'sh', ...pin, ...command];
}

/** CPU seconds used by all threads of a process; `NaN` without `/proc`. */
export function cpuSeconds(pid: number): number {
  try {
    let nanoseconds = 0;
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      nanoseconds += taskNanoseconds(`/proc/${pid}/task/${task}/schedstat`);
    }
    return nanoseconds > 0 ? nanoseconds / 1e9 : ticksSeconds(pid);
  } catch {
    return Number.NaN;
  }
}

/**
 * Seconds in which a process's main thread was runnable but had no core, because others used it. `NaN`
 * without `/proc`.
 */
export function waitedSeconds(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ')[1]) / 1e9;
  } catch {
    return Number.NaN;
  }
}

/** Resident memory of a process in bytes; `NaN` without `/proc`. */
export function residentBytes(pid: number): number {
  try {
    const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return line ? Number(line[1]) * 1024 : Number.NaN;
  } catch {
    return Number.NaN;
  }
}

/** Open file limit of a process; `Infinity` if unknown. */
export function openFileLimit(pid: number | 'self'): number {
  try {
    const line = /^Max open files\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/limits`, 'latin1'));
    return line ? Number(line[1]) : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function raisePriority(): boolean {
  try {
    setPriority(-10);
  } catch {
    return false;
  }
  try {
    // Linux may balance entire sessions against each other, whatever the priorities within them.
    writeFileSync(AUTOGROUP, '-10');
    process.on('exit', () => writeFileSync(AUTOGROUP, '0'));
  } catch {} // not supported here
  return true;
}

const AUTOGROUP = '/proc/self/autogroup';

function taskNanoseconds(file: string): number {
  try {
    return Number(readFileSync(file, 'latin1').split(' ', 1)[0]);
  } catch {
    return 0; // the thread has ended meanwhile
  }
}

/** Coarse accounting (10 ms steps), for kernels without scheduler statistics. */
function ticksSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function allowedCores(): number[] {
  try {
    const list = /^Cpus_allowed_list:\s+(\S+)/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? '';
    return list.split(',').flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
  } catch {
    return Array.from({ length: availableParallelism() }, (_, index) => index);
  }
}
