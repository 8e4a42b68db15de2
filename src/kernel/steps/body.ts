import type { TSchema } from 'typebox';
import { hash32 } from '../../runtime/random.ts';
import { RecentMap } from '../../runtime/recent-map.ts';
import type { Incoming } from '../incoming.ts';
import { checkMediaType, parseJson } from './parse.ts';
import type { Validate } from './validate.ts';

/** A body as its schema accepts it. */
export interface Body {
  readonly value: unknown;
  /** The same bytes give this very object again, for a while. */
  readonly kept: boolean;
}

/** Characters of all kept bodies together. */
const CAPACITY = 8_388_608;

/** A kept body costs at least this much, so that about a thousand are: what is derived from one may be larger than it is. */
const LEAST_COST = 8192;

/** Bodies from this length on are kept when they come first, shorter ones when they come again. */
const LONG = 16_384;

/** Longer ones would not find room. */
const LONGEST = CAPACITY / 2;

/** Places for the hashes of what came once. */
const PLACES = 4096;

/**
 * Reads JSON bodies against their schemas. Load tests, retries and test suites send the same bytes again and again: those are parsed
 * and checked once. A body that comes for the first time leaves only a hash behind, so that traffic which never repeats
 * pays next to nothing.
 *
 * @throws Fault as {@link parseJson} and {@link Validate} do
 */
export function createBodyReader(
  validate: Validate,
  limits: { bodyLimit: number; maxDepth: number },
): (incoming: Incoming, schema: TSchema) => Body {
  const bodies = new RecentMap<{ readonly schema: TSchema; readonly body: Body }>(CAPACITY);
  const seen = new Uint32Array(PLACES);

  return (incoming, schema) => {
    const key = toKey(incoming.body);
    const known = key === undefined ? undefined : bodies.get(key);
    if (known?.schema === schema) {
      checkMediaType(incoming);
      return known.body;
    }
    const value = validate(schema, parseJson(incoming, limits));
    if (key === undefined || !isExpectedAgain(key)) return { value, kept: false };
    const body = { value, kept: true };
    bodies.set(key, { schema, body }, Math.max(key.length, LEAST_COST));
    return body;
  };

  /** One character a byte: equal for equal bytes, and made without decoding. */
  function toKey(body: Uint8Array | undefined): string | undefined {
    if (body === undefined || body.byteLength > LONGEST) return undefined;
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  }

  function isExpectedAgain(key: string): boolean {
    if (key.length >= LONG) return true;
    const hash = hash32(key);
    const place = hash % PLACES;
    if (seen[place] === hash) return true;
    seen[place] = hash;
    return false;
  }
}
