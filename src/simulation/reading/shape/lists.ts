import type { JsonSchema } from '../../../engine/request.ts';
import { objectSchema, type Property } from './types.ts';

/**
 * The list that a text asks for as a whole answer: "a JSON array of three colours", "a JSON list of objects with keys a
 * and b". Undefined if it asks for none.
 *
 * @example
 * listAsked('Return a JSON array of three colours.', []);
 * // { schema: { type: 'array', items: { type: 'string' }, minItems: 3, maxItems: 3, title: 'colours' } }
 */
export function listAsked(
  text: string,
  keys: readonly Property[],
): { readonly schema: JsonSchema } | undefined {
  const match = NAMED_LIST.exec(text) ?? LIST.exec(text) ?? PLAIN_LIST.exec(text);
  if (match === null) return undefined;
  const [, number, said = ''] = match;
  // "An array of strings" says what the items are, not what they are about.
  const words = said.trim().replace(/e-mail/gi, 'email');
  const count = number === undefined ? undefined : (NUMBERS.get(number.toLowerCase()) ?? Number(number));
  const isOfObjects = /^(?:\w+ )?(?:objects?|records?|items with|entries with|dicts?|dictionaries)\b/i.test(
    words,
  );
  const title = words
    .replace(/^(?:the|all|only|short|different|unique)\s+/i, '')
    .split(/[,.;:]|\s(?:that|which|with|for|in|from|of|and|mentioned|found|as|only|about|related)\b/)[0]!
    .trim();
  const type = /^(?:integers?|whole numbers?)\b/i.test(words)
    ? 'integer'
    : /^(?:numbers?|prices|amounts|floats)\b/i.test(words)
      ? 'number'
      : 'string';
  const items = keys.length > 0 || isOfObjects ? objectSchema(keys) : { type };
  return {
    schema: {
      type: 'array',
      items,
      ...(count !== undefined && { minItems: count, maxItems: count }),
      ...(title !== '' && !/^(?:strings?|objects?)$/i.test(title) && { title }),
    },
  };
}

const COUNT = String.raw`(?:exactly\s)?(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s`;
const LIST = new RegExp(
  String.raw`\bJSON:?[- ](?:an?\s)?(?:array|list)\b(?:\s(?:of|with|containing))?(?:\s(?:the|all|only))?(?:\s${COUNT})?\s?([^.\n]{0,120})`,
  'i',
);
/** "List five planets as a JSON array" */
const NAMED_LIST = new RegExp(
  String.raw`\b(?:list|name|give(?:\sme)?|return|provide|find|extract|generate|suggest|write|show)\s(?:all\s|the\s|all the\s)*(?:${COUNT})?([^.:\n]{2,80}?)\s(?:as|in)\s(?:an?\s|the form of a\s)?(?:valid\s)?JSON\s(?:array|list)\b`,
  'i',
);
const PLAIN_LIST = new RegExp(
  String.raw`\b(?:an?|as|one|single|flat)\s(?:array|list)\sof\s(?:the\s|all\s)?(?:${COUNT})?([^.\n]{0,120}?)\s(?:in|as)\s(?:valid\s)?JSON\b`,
  'i',
);
const NUMBERS = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, number) => [word, number] as const),
);
