import { ContextExceeded } from '../engine/errors.ts';
import { Fault } from '../kernel/fault.ts';

/** The fault of a prompt, or a prompt with its answer, that exceeds the context window. `param` holds the prompt. */
export function toContextFault(error: ContextExceeded, param: string): Fault {
  const { limit, promptTokens, completionTokens, isAtLeast } = error;
  return new Fault({
    kind: 'context_exceeded',
    limit,
    promptTokens,
    ...(completionTokens !== undefined && { completionTokens }),
    isAtLeast,
    param,
  });
}

/** That fault if an error is of this kind, else the error itself. */
export function toContextFaultOf(error: unknown, param: string): unknown {
  return error instanceof ContextExceeded ? toContextFault(error, param) : error;
}
