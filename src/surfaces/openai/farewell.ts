import { Fault } from '../../kernel/fault.ts';
import { toEvent } from '../../kernel/wire/sse.ts';
import { errorBody } from './errors.ts';

/** Final error event of a stream that the server ends early, on shutdown or after an internal failure. */
export const FAREWELL = toEvent({ error: errorBody(new Fault({ kind: 'overloaded', retryAfter: 1 })) });
