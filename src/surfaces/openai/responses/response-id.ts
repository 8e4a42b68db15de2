import type { Ids } from '../../../runtime/ids.ts';

/** Hexadecimal digits that the ids of a response and of its items have in common, after the prefix. */
const FAMILY_LENGTH = 32;
/** Digits of these ids, after the prefix. */
const LENGTH = 48;

const PREFIX = 'resp_';

/**
 * Makes the id of a response. Its last digits follow from the others, so that the id of an item tells the id of the
 * response that it belongs to.
 *
 * @example
 * const id = newResponseId(ids); // resp_…, 48 digits
 * responseIdOf(newItemId(ids, 'msg_', id)) === id; // true
 */
export function newResponseId(ids: Ids): string {
  const family = ids.hex('', FAMILY_LENGTH);
  return PREFIX + family + checkDigits(family);
}

/** Makes the id of an item of a response. */
export function newItemId(ids: Ids, prefix: string, responseId: string): string {
  return ids.hex(prefix + familyOf(responseId), LENGTH - FAMILY_LENGTH);
}

/** The id of the response that an item belongs to, if it belongs to one. */
export function responseIdOf(itemId: string): string {
  const family = familyOf(itemId);
  return PREFIX + family + checkDigits(family);
}

function familyOf(id: string): string {
  const start = id.indexOf('_') + 1;
  return id.slice(start, start + FAMILY_LENGTH);
}

/** 64 bits of FNV-1a, in two halves. */
function checkDigits(family: string): string {
  return digits(family, 0x811c9dc5) + digits(family, 0x050c5d1f);
}

function digits(text: string, basis: number): string {
  let hash = basis;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
