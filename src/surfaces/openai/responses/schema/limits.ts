import { Literals } from '../../shapes.ts';

/** Bounds and values that several schemas of the Responses API share. */

/** Characters of a text, of a patch or of a tool's output. */
export const LONGEST_TEXT = 10_485_760;

/** How long a cached prompt prefix is kept. */
export const CacheLifetime = Literals('30m', '12h');
