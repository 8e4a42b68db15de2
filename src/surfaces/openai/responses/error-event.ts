import type { Fault } from '../../../kernel/fault.ts';
import { errorBody } from '../errors.ts';

/**
 * The members of the event that ends a stream of this API early. The error is given twice: clients of OpenAI read `error`,
 * the specification describes the members beside it.
 */
export function errorMembers(fault: Fault): Record<string, unknown> {
  const error = errorBody(fault);
  const { code, message, param } = error;
  return { code, message, param, error };
}
