import { contentOf } from './content.ts';
import { findAnswer } from './passages.ts';
import type { Reading } from './reading.ts';
import { conditionHolds } from './verdict.ts';

/**
 * Whether the condition of an answer holds: that the material answers the question, that a message asks, that something is
 * stated. Undefined for others, such as what a message is about.
 *
 * @example
 * isMet('If the customer states an order number', reading); // true for 'My order is 55-2231.'
 */
export function isMet(condition: string, reading: Reading): boolean | undefined {
  const said = condition.replace(/^(?:if|when|whenever|in case)\s/i, '');
  if (said === condition && !/^unless\b/i.test(said)) return undefined;
  if (/^unless\b/i.test(said)) {
    const holds = isMet(said.replace(/^unless\s/i, ''), reading);
    return holds === undefined ? undefined : !holds;
  }
  const isDenied = DENIED.test(said);
  if (ANSWERED.test(said))
    return (findAnswer(reading.standalone, reading.material) !== undefined) !== isDenied;
  const content = contentOf(reading);
  if (/\b(?:is|asks|contains) (?:an? |the )?question\b|\basks\b/i.test(said))
    return content.includes('?') !== isDenied;
  if (!STATED.test(said)) return undefined;
  if (/\b(?:person|people|name|human|customer is named)\b/i.test(said))
    return PERSON.test(content) !== isDenied;
  return conditionHolds(said, reading);
}

const DENIED = /\b(?:no|not|none|nothing|cannot|unable|missing|lacks?|unknown|without)\b|n['’]t\b/i;
const ANSWERED =
  /\banswer(?:ed|able)?\b|\b(?:context|documents?|passages?|material|information|sources?)\b[^.]{0,30}\b(?:has|have|contains?|covers?|includes?|states?|says?|sufficient|enough|insufficient|found|available)\b/i;
const STATED =
  /\b(?:states?|contains?|mentions?|names?|gives?|includes?|provides?|has|have|mentioned|stated|given|found|included|provided|present|there (?:is|are))\b/i;
const PERSON = /\b\p{Lu}\p{Ll}+ (?:\p{Lu}\. )?\p{Lu}\p{Ll}+/u;
