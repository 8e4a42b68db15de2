import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { createIds } from '../../runtime/ids.ts';
import type { Database } from './database.ts';

/**
 * One open store among those on the same file. It owns leases and unreferenced blobs until it is closed or
 * its process has ended.
 */
export interface Holder {
  readonly id: string;
  /** Registers this store with the others; must precede any write of something it owns. */
  enter(): void;
  /** Whether a holder cannot return: it was closed, or its process on this machine has ended. */
  isGone(id: string): boolean;
  /**
   * Whether a holder may still exist but is on another machine, where the state of its process is unknown.
   */
  isElsewhere(id: string): boolean;
  /** Removes holders that are gone, with their leases, and holders on other machines that own nothing. */
  forgetGone(): void;
  /** Removes this store when it is closed. */
  leave(): void;
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
  const find = (id: string) =>
    database.get<Process>('SELECT machine, pid, started FROM holders WHERE id = ?', id);
  const isDead = (other: Process) => other.machine === own.machine && !isRunning(other);
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
      const other = find(id);
      return other === undefined || isDead(other);
    },
    isElsewhere(id) {
      const other = find(id);
      return other !== undefined && other.machine !== own.machine;
    },
    forgetGone() {
      database.run(FORGET_ELSEWHERE, own.machine);
      for (const other of database.all<Process & { id: string }>('SELECT * FROM holders')) {
        if (isDead(other)) forget(other.id);
      }
    },
    leave() {
      forget(own.id);
    },
  };
}

const ENTER = 'INSERT OR IGNORE INTO holders (id, machine, pid, started) VALUES (?, ?, ?, ?)';

const FORGET_ELSEWHERE = `
  DELETE FROM holders WHERE machine <> ?
    AND id NOT IN (SELECT holder FROM leases)
    AND id NOT IN (SELECT holder FROM blobs WHERE holder IS NOT NULL)`;

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
