import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { createIds } from '../../runtime/ids.ts';
import type { Database } from './database.ts';

/**
 * One open store among those on the same file. It owns leases and unreferenced blobs until it is closed or its process
 * has ended. Stores on other machines know that by its heartbeat, those on the same machine at once.
 */
export interface Holder {
  readonly id: string;
  /** Registers this store with the others; must precede any write of something it owns. */
  enter(): void;
  /**
   * Whether a holder cannot return: it was closed, its process on this machine has ended, or its heartbeat on another
   * machine has stopped.
   */
  isGone(id: string): boolean;
  /** Notes that this store is alive, if it has entered. To be called every {@link BEAT_MS}. */
  beat(): void;
  /** Removes holders that are gone, with their leases. */
  forgetGone(): void;
  /** Removes this store when it is closed. */
  leave(): void;
}

/** Milliseconds between heartbeats. */
export const BEAT_MS = 20_000;

/** Seconds without a heartbeat after which a holder is gone; the clocks of two machines may differ by a minute. */
const GONE_AFTER = 120;

interface Other extends Process {
  /** Seconds since its last heartbeat. */
  readonly silence: number;
}

interface Process {
  readonly machine: string;
  readonly pid: number;
  /** Distinguishes the process from an earlier one with the same PID; empty if unknown. */
  readonly started: string;
}

/** Creates the holder for this store. */
export function createHolder(database: Database): Holder {
  const own: Process & { readonly id: string } = {
    id: createIds().uuid(),
    machine: machineName(),
    pid: process.pid,
    started: startOf(process.pid),
  };
  const isDead = (other: Other) =>
    other.machine === own.machine ? !isRunning(other) : other.silence > GONE_AFTER;
  const forget = (id: string) => {
    database.run('DELETE FROM leases WHERE holder = ?', id);
    database.run('DELETE FROM holders WHERE id = ?', id);
  };
  return {
    id: own.id,
    enter() {
      database.run(ENTER, own.id, own.machine, own.pid, own.started);
    },
    isGone(id) {
      const other = database.get<Other>(`${OTHERS} WHERE id = ?`, id);
      return other === undefined || isDead(other);
    },
    beat() {
      database.run('UPDATE holders SET beat_at = unixepoch() WHERE id = ?', own.id);
    },
    forgetGone() {
      for (const other of database.all<Other & { id: string }>(OTHERS)) {
        if (isDead(other)) forget(other.id);
      }
    },
    leave() {
      forget(own.id);
    },
  };
}

const ENTER = `
  INSERT INTO holders (id, machine, pid, started, beat_at) VALUES (?, ?, ?, ?, unixepoch())
  ON CONFLICT (id) DO NOTHING`;

const OTHERS = 'SELECT id, machine, pid, started, unixepoch() - beat_at AS silence FROM holders';

function isRunning({ pid, started }: Process): boolean {
  if (started !== '' && startOf(pid) !== started) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Any error except "no such process", e.g. "not permitted", means that the process exists.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/**
 * Start time of a process in clock ticks since boot, from `/proc` where available. It distinguishes a reused
 * PID from the original process; the first process of a container always has the same PID.
 */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field, a name in parentheses, may contain anything; the start time is field 22.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Identifies the scope in which PIDs are comparable: the host and, on Linux, its PID namespace. */
function machineName(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
