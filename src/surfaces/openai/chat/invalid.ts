import { Fault } from '../../../kernel/fault.ts';

/** A value that is refused in words of its own; most of those that OpenAI words by hand have no code. */
export function invalid(param: string | null, message: string, code: string | null = null): Fault {
  return new Fault({ kind: 'invalid_value', param, message, code });
}
