import type { TSchema } from 'typebox';
import { hash32 } from '../../runtime/random.ts';
import { RecentMap } from '../../runtime/recent-map.ts';
import { finish, runSteps, type Steps } from '../../runtime/steps.ts';
import type { Turns } from '../../runtime/turns.ts';
import type { Incoming } from '../incoming.ts';
import type { Memo } from '../memo.ts';
import { checkMediaType, parseJson, SLICE } from './parse.ts';
import type { Validate } from './validate.ts';

/** A validated request body. */
export interface Body {
  readonly value: unknown;
  /** Present if the same bytes yield this same object, with this memo, again for a while. */
  readonly memo: Memo | undefined;
}

/** Total size of all cached bodies, in characters. */
const CAPACITY = 8_388_608;

/**
 * Minimum cost of a cached body, which limits the cache to about a thousand: data derived from a body can be
 * larger than the body itself.
 */
const LEAST_COST = 8192;

/** Bodies of at least this length are cached on first sight, shorter ones when they are repeated. */
const LONG = 16_384;

/** Longer bodies are not cached. */
const LONGEST = CAPACITY / 2;

/** Slots for hashes of bodies seen once. */
const SLOTS = 4096;

/**
 * Parses and validates JSON bodies. Load tests, retries and test suites send the same bytes repeatedly; those
 * are parsed and validated once. A short body leaves only a hash behind the first time, so traffic that never
 * repeats costs almost nothing extra. Returns a promise for a body of more than {@link SLICE} bytes that is not cached.
 *
 * @throws Fault as {@link parseJson} and {@link Validate} do
 */
export function createBodyReader(
  validate: Validate,
  options: { readonly bodyLimit: number; readonly maxDepth: number; readonly turns: Turns },
): (incoming: Incoming, schema: TSchema) => Body | Promise<Body> {
  const bodies = new RecentMap<{ readonly schema: TSchema; readonly body: Body }>(CAPACITY);
  const seen = new Uint32Array(SLOTS);

  return (incoming, schema) => {
    const key = toKey(incoming.body);
    const known = key === undefined ? undefined : bodies.get(key);
    if (known?.schema === schema) {
      checkMediaType(incoming);
      return known.body;
    }
    const steps = read(incoming, schema, key);
    const isSmall = incoming.body === undefined || incoming.body.byteLength <= SLICE;
    return isSmall ? finish(steps) : runSteps(steps, options.turns, incoming.abort);
  };

  function* read(incoming: Incoming, schema: TSchema, key: string | undefined): Steps<Body> {
    const value = yield* validate.inSteps(schema, yield* parseJson(incoming, options));
    if (key === undefined || !isExpectedAgain(key)) return { value, memo: undefined };
    const body = { value, memo: new Map() };
    bodies.set(key, { schema, body }, Math.max(key.length, LEAST_COST));
    return body;
  }

  /** One character per byte: equal exactly for equal bytes, and cheap because nothing is decoded. */
  function toKey(body: Uint8Array | undefined): string | undefined {
    if (body === undefined || body.byteLength > LONGEST) return undefined;
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  }

  function isExpectedAgain(key: string): boolean {
    if (key.length >= LONG) return true;
    const hash = hash32(key);
    const slot = hash % SLOTS;
    if (seen[slot] === hash) return true;
    seen[slot] = hash;
    return false;
  }
}
