import { Fault } from '../../../kernel/fault.ts';
import { DATA, END_OF_EVENT } from '../../../kernel/wire/sse.ts';
import { errorBody } from '../errors.ts';

/**
 * The event that ends a stream of this API early. The error is given twice: clients of OpenAI read `error`, the
 * specification describes the members beside it.
 */
export function toErrorFrame(fault: Fault, number = 0): string {
  const error = errorBody(fault);
  const { code, message, param } = error;
  const event = { type: 'error', sequence_number: number, code, message, param, error };
  return `event: error\n${DATA}${JSON.stringify(event)}${END_OF_EVENT}`;
}

/** The farewell of every stream of responses (`StreamReply.farewell`). */
export const FAREWELL = toErrorFrame(new Fault({ kind: 'overloaded', retryAfter: 1 }));
