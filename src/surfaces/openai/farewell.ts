import { Fault } from '../../kernel/fault.ts';
import { toEvent } from '../../kernel/wire/sse.ts';
import { errorBody } from './errors.ts';

/**
 * The farewell of every stream of this API (`StreamReply.farewell`): the error event that ends a stream early, on
 * shutdown or after an internal failure.
 */
export const FAREWELL = (): string =>
  toEvent({ error: errorBody(new Fault({ kind: 'overloaded', retryAfter: 1 })) });
