import { described, nullable, type Property } from './types.ts';

/** The keys that a text names in words, and where. */
export interface NamedKeys {
  readonly properties: readonly Property[];
  readonly start: number;
  readonly end: number;
}

/**
 * The keys that a text asks for, in a list of lines or within a sentence: "with `city` and `country` keys", "keys: a, b",
 * "- age (integer): in years". Linear in the length of the text.
 *
 * @example
 * keysIn('Answer in JSON with keys name and age.')?.properties; // [{ name: 'name', schema: {} }, { name: 'age', schema: {} }]
 */
export function keysIn(text: string): NamedKeys | undefined {
  const keys = listedKeys(text) ?? keysInSentence(text);
  if (keys === undefined) return undefined;
  const mayLack = NULL_FOR.test(text);
  const properties = keys.properties
    .map((property) => refined(property, text))
    .map((property) => (mayLack ? { ...property, schema: withNull(property.schema) } : property));
  return { ...keys, properties };
}

/** "Use null for every field the note does not state." */
const NULL_FOR =
  /\bnull\b[^.\n]{0,20}\b(?:for|if|when|where)\b[^.\n]{0,60}\b(?:any\w*|every|each|all|fields?|keys?|values?|what\w*|missing|unknown|not|absent)\b|\b(?:missing|unknown|absent|not (?:stated|given|mentioned|present|found|known|available))\b[^.\n]{0,60}\bnull\b/i;

/** What has no type yet keeps a mark that it may be null. */
function withNull(schema: Property['schema']): Property['schema'] {
  const isOpen = typeof schema === 'object' && schema.type === undefined && schema.enum === undefined;
  return isOpen ? { ...schema, nullable: true } : nullable(schema);
}

/** Lines such as "- `age` (integer): in years" below a line that announces them. */
function listedKeys(text: string): NamedKeys | undefined {
  if (!text.includes(':\n') && !/:[ \t]+\n/.test(text)) return undefined;
  for (const match of text.matchAll(ANNOUNCING)) {
    const start = match.index + match[0].length;
    let at = start;
    const properties: Property[] = [];
    let indentation = -1;
    while (at < text.length && properties.length < MOST_KEYS) {
      const newline = text.indexOf('\n', at);
      const end = newline === -1 ? text.length : newline;
      const line = text.slice(at, end);
      if (line.trim() === '') {
        if (properties.length > 0) break;
      } else {
        const key =
          BULLETED.exec(line) ?? BARE.exec(line) ?? (properties.length > 0 ? FURTHER.exec(line) : null);
        if (key === null) break;
        const [, space = '', double, type, said] = key;
        if (indentation === -1) indentation = space.length;
        // Deeper lines describe the parts of the key above them.
        if (space.length <= indentation) properties.push({ name: double!, schema: { ...typed(type, said) } });
      }
      at = end + 1;
    }
    if (properties.length > 0 && (properties.length > 1 || /\bkey|\bfield|\bpropert/i.test(match[0])))
      return { properties, start: match.index, end: Math.min(at, text.length) };
  }
  return undefined;
}

function typed(type: string | undefined, said: string | undefined) {
  const bySaid = said === undefined ? {} : (described(said) as object);
  const byType = type === undefined ? {} : (described(type) as object);
  return { ...bySaid, ...byType, ...(said && { description: said }) };
}

const MOST_KEYS = 60;
const ANNOUNCING =
  /(?:^|\n)[^\n]{0,400}\b(?:json|keys?|fields?|propert(?:y|ies)|attributes?|columns?|format|schema|structure)\b[^\n]{0,200}:[ \t]{0,8}\n+/gi;
const BULLETED =
  /^(\s{0,12})(?:[-*•+]|\d{1,2}[.)])\s{1,4}(?:\*\*)?["'`]?([A-Za-z_][\w-]{0,60})["'`]?(?:\*\*)?\s{0,3}(?:[([]([^()[\]\n]{1,200})[)\]])?\s{0,3}(?:(?::|=|–|—|-)\s{0,6}(.{0,400}))?$/;
/** Below such a line, others of the same form need none. */
const FURTHER =
  /^(\s{0,12})["'`]?([a-z_][\w-]{0,60})["'`]?\s{0,3}(?:\(([^()\n]{1,200})\))?:\s{1,6}(.{1,400})$/;
/** Without a bullet, a line needs a type or a placeholder. */
const BARE =
  /^(\s{0,12})["'`]?([A-Za-z_][\w-]{0,60})["'`]?\s{0,3}(?:\(([^()\n]{1,200})\))?:\s{1,6}((?:<|\{|\[|["'`]?(?:string|str|text|number|int|integer|float|bool|boolean|list|array|one of|true|an?|the)\b).{0,400})$/i;

const WORD = 'keys?|fields?|propert(?:y|ies)|attributes?|columns?|members?';
const OBJECT = String.raw`(?:objects?|elements?|items?|entr(?:y|ies)|records?|dict(?:ionary|ionaries)?s?)\s(?:with|of the form|containing|having|that (?:has|have)|has|have)`;
const KEY = String.raw`(?:["'“‘${'`'}][A-Za-z_][\w-]{0,40}["'”’${'`'}]|[A-Za-z_][\w-]{0,40})`;
const DETAIL = String.raw`(?:\s?\([^()\n]{1,160}\))?`;
const LINK = String.raw`(?:,?\s(?:and|or|plus|as well as)\s(?:an?\s|the\s|its\s)?|\s?[,;&+/]\s?(?:an?\s|the\s)?)`;

/** "keys name, age (integer) and city", "the fields: title and year" */
const AFTER = new RegExp(
  String.raw`\b(?:${WORD})\b(?:\s(?:named|called|are|should be|must be|being|of|exactly|only|for))?(?:\s?[:–—-])?\s{1,3}(${KEY}${DETAIL}(?:${LINK}${KEY}${DETAIL}){0,40})`,
  'gi',
);
/** "with setup, punchline and rating keys" */
const BEFORE = new RegExp(
  String.raw`\b(?:with|containing|including|has|have|having|using|of)\s(?:only\s|exactly\s|just\s)?(?:an?\s|the\s|(?:two|three|four|five|six)\s)?(${KEY}${DETAIL}(?:${LINK}${KEY}${DETAIL}){0,40})\s(?:as\s|string\s|number\s)?(?:${WORD})\b`,
  'gi',
);
/** "with name, email and age": without a word such as "keys", two names are needed. */
const WITH = new RegExp(
  String.raw`\b(?:with|containing|including)\s(?:an?\s|the\s|their\s|its\s|his\s|her\s)?(${KEY}${DETAIL}(?:${LINK}${KEY}${DETAIL}){1,40})(?=\s?[.!?:;\n]|\s(?:for|per|from)\s|$)`,
  'gi',
);

/** "street (string), rent (number or null)": types in brackets show that names are keys. */
const TYPE = String.raw`\s?\((?:an?\s)?(?:string|str|text|number|float|decimal|integer|int|boolean|bool|date|array|list|object)\b[^()\n]{0,120}\)`;
const TYPED = new RegExp(String.raw`(?<![\w"'])(${KEY}${TYPE}(?:${LINK}${KEY}${DETAIL}){1,40})`, 'gi');
/** "Extract as JSON: name, email, company": names behind a colon to the end of the sentence. */
const COLON = new RegExp(
  String.raw`\b(?:extract|identify|find|return|get|list|output|provide|collect|give|fill|respond|reply|answer|format)\b[^.:\n]{0,80}:\s{1,3}(${KEY}${DETAIL}(?:${LINK}${KEY}${DETAIL}){1,40})(?=\s?[.!?;\n]|$)`,
  'gi',
);

function keysInSentence(text: string): NamedKeys | undefined {
  const quoted = mappedKeys(text) ?? quotedKeys(text);
  if (quoted) return quoted;
  const isJson = /json/i.test(text);
  for (const pattern of isJson ? [TYPED, BEFORE, AFTER, WITH, COLON, EXTRACTED] : [TYPED, AFTER, BEFORE]) {
    for (const match of text.matchAll(pattern)) {
      const properties = propertiesIn(pattern === EXTRACTED ? joined(match[1]!) : match[1]!);
      if (properties.length > (pattern === WITH ? 1 : 0))
        return { properties, start: match.index, end: match.index + match[0].length };
    }
  }
  return undefined;
}

/** "Extract the order number, the customer and the total from the mail": phrases, of which each becomes a key. */
const PHRASE = String.raw`[A-Za-z][\w'’-]{0,30}(?:\s[A-Za-z][\w'’-]{0,30}){0,2}`;
const EXTRACTED = new RegExp(
  String.raw`\b(?:extract|identify|find|get|pull out|collect|return|give me|list|report)\s(?:only\s|all\s)?(?:the\s|its\s|their\s|an?\s)(?:following\s)?(${PHRASE}(?:${LINK}${PHRASE}){1,20}?)(?=\s(?:from|of|in|as|into|mentioned|that|for)\b|[.:\n]|$)`,
  'gi',
);

/** Phrases as keys: `order number` becomes `order_number`. */
function joined(phrases: string): string {
  return phrases
    .split(/,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+/)
    .map((phrase) =>
      phrase
        .replace(/^(?:the|an?|its|their)\s/i, '')
        .trim()
        .replace(/[\s’']+/g, '_'),
    )
    .join(', ');
}

function propertiesIn(listed: string): Property[] {
  const properties = new Map<string, Property>();
  // "and" comes before the last name: "keys a and b, between dashes".
  const names = listed.replace(
    /(\s(?:and|&)\s(?:an?\s|the\s)?[^\s,]{1,44}),\s(?!and\b)(?!.*\sand\s).*$/s,
    '$1',
  );
  for (const match of names.matchAll(ONE)) {
    const [, double, bare, detail] = match;
    const name = double ?? bare!;
    if (NOT_KEYS.has(name.toLowerCase()) || properties.has(name)) continue;
    properties.set(name, { name, schema: typed(detail, undefined) });
  }
  return [...properties.values()];
}

const ONE = /(?:["'“‘`]([A-Za-z_][\w-]{0,40})["'”’`]|([A-Za-z_][\w-]{0,40}))(?:\s?\(([^()\n]{1,160})\))?/g;

/** "maps each of the aspects "food" and "price" to "good", "bad" or "not mentioned"": keys that take the same values. */
function mappedKeys(text: string): NamedKeys | undefined {
  const match = MAPPED.exec(text);
  if (match === null) return undefined;
  const names = quotedIn(match[1]!);
  const values = quotedIn(match[2]!);
  if (names.length === 0 || values.length < 2) return undefined;
  return {
    properties: names.map((name) => ({ name, schema: { type: 'string', enum: values } })),
    start: match.index,
    end: match.index + match[0].length,
  };
}

const QUOTED = String.raw`["“\`'‘][^"”\`'’\n]{1,40}["”\`'’]`;
const QUOTED_LIST = String.raw`${QUOTED}(?:(?:,|,?\s(?:and|or))\s?${QUOTED}){0,30}`;
const MAPPED = new RegExp(
  String.raw`\b(?:maps?|mapping|assigns?|labels?|rates?|gives?|classif(?:y|ies))\s[^.\n"“\`'‘]{0,80}(${QUOTED_LIST})\s(?:to|as|with)\s(?:one of\s|either\s)?(${QUOTED_LIST})`,
  'i',
);
const quotedIn = (listed: string): string[] => [
  ...new Set([...listed.matchAll(/["“`'‘]([^"”`'’\n]{1,40})["”`'’]/g)].map(([, name]) => name!)),
];

/** Quoted names in sentences that speak of keys or of JSON, each with the words that follow it. */
function quotedKeys(text: string): NamedKeys | undefined {
  for (const match of text.matchAll(SPEAKING)) {
    const start = sentenceStart(text, match.index);
    const region = text.slice(start, sentenceEnd(text, match.index));
    const names = [...region.matchAll(QUOTED_NAME)];
    const first = names[0];
    if (first === undefined) continue;
    const mark = first[0]![0];
    const properties = new Map<string, Property>();
    let end = 0;
    for (const [index, name] of names.entries()) {
      if (name[0]![0] !== mark || isWithinBrackets(region, name.index)) continue;
      const following = names
        .slice(index + 1)
        .find((other) => other[0]![0] === mark && !isWithinBrackets(region, other.index));
      const rest = region.slice(name.index + name[0]!.length, following?.index ?? region.length);
      const detail = DESCRIBED.exec(rest);
      const said = (detail?.[1] ?? detail?.[2])?.replace(/,?\s(?:and|plus)(?:\san?|\sthe)?\s*$/, '').trim();
      if (!properties.has(name[1]!))
        properties.set(name[1]!, { name: name[1]!, schema: typed(said, undefined) });
      end = name.index + name[0]!.length + (detail?.[0].length ?? 0);
    }
    if (properties.size > 0) return { properties: [...properties.values()], start, end: start + end };
  }
  return undefined;
}

function sentenceStart(text: string, at: number): number {
  const before = text.slice(Math.max(0, at - LONGEST_SENTENCE), at);
  const stop = before.lastIndexOf('. ');
  const start = Math.max(stop === -1 ? 0 : stop + 2, before.lastIndexOf('\n') + 1);
  return at - before.length + start;
}

function sentenceEnd(text: string, at: number): number {
  const after = /^(?:[^.\n]|\.(?!\s|$)){0,600}/.exec(text.slice(at, at + 2 * LONGEST_SENTENCE))!;
  return at + after[0].length;
}

const LONGEST_SENTENCE = 400;
const SPEAKING = new RegExp(String.raw`\b(?:${WORD}|${OBJECT})\b`, 'gi');
const QUOTED_NAME = /["“`'‘]([A-Za-z_][\w-]{0,40})["”`'’](?!\w)/g;
const DESCRIBED =
  /^(?:\s(?:keys?|fields?|propert(?:y|ies)|attributes?|columns?))?(?:\s{0,2}\(([^()\n]{1,300})\)|(?:,?\s(?:which is|which are|that is|as|is|being|for|of type|containing|holding|with)|:|\s?[–—-])\s([^`"“\n]{2,200}))?/;

function isWithinBrackets(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 200), at);
  return before.lastIndexOf('(') > before.lastIndexOf(')');
}

/** The property with what a sentence elsewhere says of it: "The weight is a number." */
function refined(property: Property, text: string): Property {
  const { name, schema } = property;
  if (typeof schema !== 'object' || schema.type !== undefined) return property;
  const word = name.split('_')[0]!;
  for (const subject of word === name ? [name] : [name, word]) {
    const match = new RegExp(
      String.raw`["'${'`'}]?\b${subject.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}\b["'${'`'}]?\s(?:is|are|must be|should be|has to be|shall be|as|should contain)\s([^.;\n]{2,160})`,
      'i',
    ).exec(text);
    if (match === null) continue;
    const said = described(match[1]!);
    if (typeof said === 'object' && said.type !== undefined)
      return { ...property, schema: { ...said, ...schema } };
  }
  return property;
}

const NOT_KEYS = new Set(
  'the a an in of for with to is are be as from that this it json each and or you your which all any should must listed below only exactly no other following these those not named called whose where when if'.split(
    ' ',
  ),
);
