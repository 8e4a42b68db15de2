import { Fault } from '../../../kernel/fault.ts';
import { errorBody } from '../errors.ts';
import { toFrame, type WireEvent } from './response-events.ts';

/**
 * The event that ends a stream of this API early. The error is given twice: clients of OpenAI read `error`, the
 * specification describes the members beside it.
 */
export function toErrorEvent(fault: Fault, number = 0): WireEvent {
  const error = errorBody(fault);
  const { code, message, param } = error;
  return { type: 'error', sequence_number: number, code, message, param, error };
}

/** The farewell of every stream of responses (`StreamReply.farewell`). */
export const FAREWELL = toFrame(toErrorEvent(new Fault({ kind: 'overloaded', retryAfter: 1 })));
