import type { Leases } from '../leases.ts';
import type { Database } from './database.ts';
import type { Holder } from './holder.ts';
import type { Transact } from './transaction.ts';

const RELIEF = { isRelief: true };

/** Leases of a SQLite store. */
export function createLeases(database: Database, transact: Transact, holder: Holder): Leases {
  return {
    async take(name, { now, until }) {
      if (!Number.isFinite(now) || !Number.isFinite(until)) {
        throw new RangeError(`Cannot take a lease at ${now} until ${until}`);
      }
      return transact(() => {
        holder.enter();
        // Also deletes expired leases that were never released, so that they do not accumulate.
        database.run('DELETE FROM leases WHERE expires_at <= ?', now);
        const taken = database.get<{ holder: string }>('SELECT holder FROM leases WHERE name = ?', name);
        if (taken && taken.holder !== holder.id && !holder.isGone(taken.holder)) return false;
        database.run(
          'INSERT OR REPLACE INTO leases (name, holder, expires_at) VALUES (?, ?, ?)',
          name,
          holder.id,
          until,
        );
        return true;
      }, RELIEF);
    },
    async release(name) {
      await transact(() => {
        database.run('DELETE FROM leases WHERE name = ? AND holder = ?', name, holder.id);
      }, RELIEF);
    },
  };
}
