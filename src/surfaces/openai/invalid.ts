import { Fault } from '../../kernel/fault.ts';

/** An invalid value with a message of its own. Most such messages of OpenAI have no code. */
export function invalid(param: string | null, message: string, code: string | null = null): Fault {
  return new Fault({ kind: 'invalid_value', param, message, code });
}
