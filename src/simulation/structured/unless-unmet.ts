import { FormUnmet } from '../../engine/errors.ts';

/** What is composed for a schema that stands in a prompt: one that nothing can satisfy is no error of the request. */
export function unlessUnmet<T>(compose: () => T): T | undefined {
  try {
    return compose();
  } catch (error) {
    if (!(error instanceof FormUnmet)) throw error;
    return undefined;
  }
}
