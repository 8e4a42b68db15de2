import { Fault } from '../../../kernel/fault.ts';
import { DATA, END_OF_EVENT } from '../../../kernel/wire/sse.ts';
import { errorBody } from '../errors.ts';

/** The event that ends a stream of this API early. Its error is nested: clients read both its type and its message there. */
export function toErrorFrame(fault: Fault): string {
  return `event: error\n${DATA}${JSON.stringify({ type: 'error', error: errorBody(fault) })}${END_OF_EVENT}`;
}

/** The farewell of every stream of responses (`StreamReply.farewell`). */
export const FAREWELL = toErrorFrame(new Fault({ kind: 'overloaded', retryAfter: 1 }));
