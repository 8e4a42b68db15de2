import type { FormUnmet } from '../../engine/errors.ts';
import type { Fault } from '../../kernel/fault.ts';
import { invalid } from './invalid.ts';

/** Where a request states the forms of its answer, and what errors about the response format are called. */
export interface FormParams {
  readonly format: string;
  readonly formatCode: string | null;
  /** Whether the format is stated in an engine's words. */
  readonly isExtra?: boolean;
  readonly ofFunction: (name: string) => string;
  readonly ofCustom: (name: string) => string;
}

/** The fault of a form that no answer can have: a schema of the format or of a function, a grammar of a custom tool. */
export function unmetForm(
  { of, subject, message }: FormUnmet,
  { format, formatCode, isExtra, ofFunction, ofCustom }: FormParams,
): Fault {
  switch (of) {
    case 'format':
      if (isExtra) return invalid(format, `Invalid '${format}': ${message}`, formatCode);
      return invalid(format, `Invalid schema for response_format '${subject}': ${message}`, formatCode);
    case 'function':
      return invalid(
        ofFunction(subject),
        `Invalid schema for function '${subject}': ${message}`,
        'invalid_function_parameters',
      );
    case 'custom':
      return invalid(ofCustom(subject), `Invalid grammar for custom tool '${subject}': ${message}`);
  }
}
