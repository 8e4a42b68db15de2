import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { createIds } from '../../runtime/ids.ts';
import type { Database } from './database.ts';

/**
 * One opened store among those on the same file, as the others see it: leases and blobs that nothing refers
 * to yet are its own until it is closed or its process is gone.
 */
export interface Holder {
  readonly id: string;
  /** Makes sure that the others know of it, before something is written that is its own. */
  enter(): void;
  /** Whether a holder cannot come back: it was closed, or its process on this machine has ended. */
  isGone(id: string): boolean;
  /**
   * Whether a holder may still be there but is of another machine, where nothing can be known of its process.
   */
  isElsewhere(id: string): boolean;
  /** Forgets those that are gone, with their leases, and those of other machines that hold nothing. */
  forgetGone(): void;
  /** Says that this store is closed. */
  leave(): void;
}

interface Process {
  readonly machine: string;
  readonly pid: number;
  /** What tells it from an earlier process of the same number; empty where that cannot be known. */
  readonly started: string;
}

/** This store as a holder. */
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
    // Anything but "no such process", such as "not permitted", means that there is one.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/**
 * When a process started, in ticks since the machine did: where `/proc` tells it, a number that was given to
 * another process, as the first one of a container is each time, is not taken for the old one.
 */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field, a name in parentheses, may hold anything; start time is the 22nd.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Where process numbers mean the same: a host, and on Linux a namespace of it. */
function machineName(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
