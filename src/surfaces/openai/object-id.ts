import { Fault } from '../../kernel/fault.ts';

/** Characters that ids of objects consist of. */
const CHARACTERS = /^[\w-]*$/;

/**
 * The fault for an id that cannot be one of the objects with this prefix; undefined if it can.
 *
 * @example
 * malformedId('conversation_id', 'abc', 'conv')?.detail; // Invalid 'conversation_id': 'abc'. Expected an ID that begins with 'conv'.
 */
export function malformedId(param: string, id: string, prefix: string): Fault | undefined {
  const expected = !id.startsWith(prefix)
    ? `begins with '${prefix}'.`
    : CHARACTERS.test(id)
      ? undefined
      : 'contains letters, numbers, underscores, or dashes, but this value contained additional characters.';
  if (expected === undefined) return undefined;
  return new Fault({
    kind: 'invalid_value',
    param,
    message: `Invalid '${param}': '${id}'. Expected an ID that ${expected}`,
  });
}
