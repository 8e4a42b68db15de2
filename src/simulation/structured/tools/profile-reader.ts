import type { Tool } from '../../../engine/request.ts';
import { RecentMap } from '../../../runtime/recent-map.ts';
import { type Profile, profilesOf } from './profile.ts';

/** Reads the declarations of the tools of a request. */
export type ProfileReader = (tools: readonly Tool[]) => readonly Profile[];

/** Total size of all kept declarations, in characters of their JSON. */
const CAPACITY = 4_000_000;
/** Longer declarations are read each time. */
const LONGEST = 100_000;
/** What the profiles of one list cost at least: they are larger than its JSON. */
const LEAST_COST = 2_000;

/**
 * Creates a reader that keeps what it has read: agents send the same tools with every turn. The tools of kept profiles
 * are equal to those of the request, not the same objects.
 *
 * @example
 * const read = createProfileReader();
 * read(tools) === read(structuredClone(tools)); // true
 */
export function createProfileReader(): ProfileReader {
  const kept = new RecentMap<readonly Profile[]>(CAPACITY);
  return (tools) => {
    if (!isShort(tools, { left: LONGEST })) return profilesOf(tools);
    const key = JSON.stringify(tools);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const profiles = profilesOf(tools);
    kept.set(key, profiles, Math.max(LEAST_COST, key.length));
    return profiles;
  };
}

/** Whether a value is short as JSON, without writing a long one. */
function isShort(value: unknown, room: { left: number }): boolean {
  room.left -= typeof value === 'string' ? value.length : 8;
  if (typeof value !== 'object' || value === null) return room.left >= 0;
  for (const key of Object.keys(value)) {
    room.left -= key.length;
    if (room.left < 0 || !isShort((value as Record<string, unknown>)[key], room)) return false;
  }
  return true;
}
