import { FormUnmet } from '../../engine/errors.ts';
import type { Brief } from '../../engine/ports/content.ts';
import type { JsonSchema } from '../../engine/request.ts';
import type { Reading } from '../reading/reading.ts';
import { type Facts, factsIn, lastRequestOf } from './facts/facts.ts';
import { tokensOf } from './facts/words.ts';
import { composeJson } from './json/compose.ts';
import { subjectOf } from './json/plausible.ts';
import { isObject } from './schema/resolve.ts';

/**
 * A JSON object for a request for JSON without a schema. It has the keys of an example object in the conversation, or
 * those the conversation names ("with keys name and age", "fields: title, year"), otherwise a few keys for the topic.
 *
 * Drops keys to stay within `budget.maximum` tokens, if that is enough.
 *
 * @example
 * composeFreeJson(brief, reading); // '{"name":"John","age":30}' for "John is 30. Reply in JSON with keys name and age."
 */
export function composeFreeJson(brief: Brief, reading: Reading): string {
  const { random, budget, effort } = brief;
  const asked = lastRequestOf(reading.request.turns);
  const facts = factsIn(asked);
  const instructions = [asked, ...systemTexts(brief)];
  const shape = shapeIn(instructions) ?? topicShape(facts);
  const most = Math.max(1, Math.floor(budget.maximum / 12));
  const options = { facts, random, name: 'response', maxDepth: 6, effort };
  try {
    return composeJson(limited(shape, most), options);
  } catch (error) {
    // A schema in a prompt is text: one that nothing can satisfy is no error of the request.
    if (!(error instanceof FormUnmet)) throw error;
    return composeJson(limited(topicShape(facts), most), options);
  }
}

/**
 * A JSON object for a request that asks for JSON in its words and says what the object shall hold; undefined for any
 * other request. It stands in a code fence if the request asks for one.
 *
 * @example
 * composeJsonInWords(brief, reading); // '{"city":"Rome"}' for "Ann lives in Rome. Answer in JSON with a `city` key."
 */
export function composeJsonInWords(brief: Brief, reading: Reading): string | undefined {
  if (!reading.form.json) return undefined;
  const texts = [lastRequestOf(reading.request.turns), ...systemTexts(brief)];
  if (shapeIn(texts) === undefined) return undefined;
  const json = composeFreeJson(brief, reading);
  return reading.form.fenced ? `\`\`\`json\n${json}\n\`\`\`` : json;
}

/** What the texts say of the object: its schema, an example, or the names of its keys. */
function shapeIn(texts: readonly string[]): JsonSchema | undefined {
  return exampleShape(texts) ?? namedShape(texts);
}

function systemTexts({ request }: Brief): string[] {
  const texts: string[] = [];
  for (const turn of request.turns) {
    if (turn.role !== 'system') continue;
    for (const part of turn.parts) if (part.kind === 'text') texts.push(part.text.slice(0, 4_000));
    if (texts.length >= 4) break;
  }
  return texts;
}

function objectOf(properties: readonly (readonly [string, JsonSchema])[]): JsonSchema {
  // fromEntries defines own properties, even for `__proto__`.
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: properties.map(([name]) => name),
  };
}

function limited(schema: JsonSchema, most: number): JsonSchema {
  if (!isObject(schema) || !isObject(schema.properties)) return schema;
  const properties = Object.entries(schema.properties) as [string, JsonSchema][];
  return properties.length <= most ? schema : objectOf(properties.slice(0, most));
}

/**
 * The shape of the object that the texts show: a JSON Schema, or an example in JSON or something close to it. Among
 * several examples, the last one that is announced as the output or its format, otherwise the first.
 */
function exampleShape(texts: readonly string[]): JsonSchema | undefined {
  for (const text of texts) {
    const examples = text.length > 20_000 ? [] : objectsIn(text);
    const schema = examples.find(({ value }) => isSchema(value));
    if (schema !== undefined) return schema.value;
    const shown = examples.findLast(({ announced }) => announced) ?? examples[0];
    if (shown !== undefined) return shapeOfExample(shown.value, 0);
  }
  return undefined;
}

interface Example {
  readonly value: { readonly [name: string]: unknown };
  /** The words before it call it the output or its format. */
  readonly announced: boolean;
}

function objectsIn(text: string): Example[] {
  const examples: Example[] = [];
  let start = text.indexOf('{');
  for (let tries = 0; start >= 0 && tries < MOST_EXAMPLES; tries++) {
    const end = closing(text, start);
    const value = end === undefined ? undefined : parsed(text.slice(start, end + 1));
    const isExample = isObject(value) && Object.keys(value).length > 0;
    if (isExample)
      examples.push({ value, announced: ANNOUNCES_OUTPUT.test(text.slice(Math.max(0, start - 80), start)) });
    start = text.indexOf('{', isExample && end !== undefined ? end : start + 1);
  }
  return examples;
}

const MOST_EXAMPLES = 8;

const ANNOUNCES_OUTPUT = /\b(?:outputs?|formats?|structure|schema|template|shape)\b[^{}]{0,60}$/i;

function isSchema(value: { readonly [name: string]: unknown }): boolean {
  return isObject(value.properties) && (value.type === 'object' || isObject(value.$defs));
}

function closing(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let index = start; index < text.length; index++) {
    const char = text[index];
    if (quoted) {
      if (char === '\\') index++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return index;
  }
  return undefined;
}

function parsed(text: string): unknown {
  // Placeholders such as `"age": number` or `<string>`, single quotes and trailing commas are common in prompts.
  const repaired = text
    .replace(/\/\/[^\n]{0,300}/g, '')
    .replace(/;/g, ',')
    .replace(/([A-Za-z_]\w{0,60})\?:/g, '$1:')
    .replace(/:\s{0,20}(string|number|boolean)\[\]/g, ': ["$1"]')
    .replace(/'([^'"\n]{0,200})'/g, '"$1"')
    .replace(/([{,]\s{0,40})([A-Za-z_][\w-]{0,60})(\s{0,5}:)/g, '$1"$2"$3')
    .replace(/:\s{0,20}<?(string|text|str)>?(?=\s{0,20}[,}\]])/g, ': "string"')
    .replace(/:\s{0,20}<?(?:number|int|integer|float)>?(?=\s{0,20}[,}\]])/g, ': 0')
    .replace(/:\s{0,20}<?(?:boolean|bool)>?(?=\s{0,20}[,}\]])/g, ': true')
    .replace(/:\s{0,20}(?:\.\.\.|<[^<>\n]{1,60}>)(?=\s{0,20}[,}\]])/g, ': "..."')
    .replace(/,?\s{0,20}\.\.\.\s{0,20}(?=[\]}])/g, '')
    .replace(/,(\s{0,40}[}\]])/g, '$1');
  for (const candidate of [text, repaired]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // Not JSON: try the repaired text next.
    }
  }
  return undefined;
}

function shapeOfExample(value: unknown, depth: number): JsonSchema {
  if (depth > 6) return {};
  if (Array.isArray(value)) return { type: 'array', items: shapeOfExample(value[0] ?? 'text', depth + 1) };
  if (isObject(value)) {
    return objectOf(
      Object.entries(value)
        .slice(0, 60)
        .map(([name, each]) => [name, shapeOfExample(each, depth + 1)]),
    );
  }
  if (typeof value === 'number')
    return { type: Number.isInteger(value) && value !== 0 ? 'integer' : 'number' };
  if (typeof value === 'boolean') return { type: 'boolean' };
  if (typeof value === 'string') return shapeOfPlaceholder(value);
  return { type: 'string' };
}

/** Placeholders: `"positive|negative"` lists the allowed values, `"int"` is a type. */
function shapeOfPlaceholder(text: string): JsonSchema {
  if (/^<?(?:number|int|integer|float)>?$/i.test(text)) return { type: 'number' };
  if (/^<?(?:boolean|bool|true\/false)>?$/i.test(text)) return { type: 'boolean' };
  const options = text.split(/\s*\|\s*/);
  const enumerates =
    options.length > 1 && options.length <= 20 && options.every((each) => /^[\w -]{1,40}$/.test(each));
  return enumerates ? { type: 'string', enum: options } : { type: 'string' };
}

const KEYS_NAMED =
  /\b(?:keys?|fields?|propert(?:y|ies)|attributes?|columns?)\b(?: (?:named|called|are|should be|of))?:? {0,3}((?:["'`]?[A-Za-z_][\w-]{0,40}["'`]?(?: \([^()\n]{1,60}\))?(?:, ?(?:and |or )?| and | & |\n?))(?:["'`]?[A-Za-z_][\w-]{0,40}["'`]?(?: \([^()\n]{1,60}\))?(?:, ?(?:and |or )?| and | & |)){0,30})/i;

/** "a user with name, email and age": without a word such as "keys", at least two names are required. */
const WITH_KEYS =
  /\b(?:with|containing|including) (?:an? |the |their |its )?((?:["'`]?[A-Za-z_][\w-]{0,40}["'`]?, ){0,30}["'`]?[A-Za-z_][\w-]{0,40}["'`]?,? (?:and|&) (?:an? |the )?["'`]?[A-Za-z_][\w-]{0,40}["'`]?)(?=[.!?\n]|$)/i;

/** "with `setup`, `punchline` and `rating` keys": names in quotes or back quotes before the word. */
const KEYS_BEFORE =
  /\b(?:with|containing|including|has|have)(?: only)?(?: an?| the)? ((?:["'`][A-Za-z_][\w-]{0,40}["'`],? (?:and |or |& )?){1,30})(?:keys?|fields?|properties|property|attributes?)\b/i;

function namedShape(texts: readonly string[]): JsonSchema | undefined {
  for (const text of texts) {
    const match = KEYS_NAMED.exec(text.slice(0, 4_000)) ?? WITH_KEYS.exec(text.slice(0, 4_000));
    const listed = KEYS_BEFORE.exec(text.slice(0, 4_000))?.[1] ?? match?.[1];
    if (listed === undefined) continue;
    const names = listed
      .replace(/\([^()]*\)/g, '')
      .split(/,| and | or | & |\n/)
      .map((name) =>
        name
          .trim()
          .replace(/^(?:and|or|an?|the) /, '')
          .replace(/^["'`]|["'`]$/g, ''),
      )
      .filter((name) => /^[A-Za-z_][\w-]*$/.test(name) && !NOT_KEYS.has(name.toLowerCase()));
    if (names.length > 0) return objectOf([...new Set(names)].map((name) => [name, schemaForName(name)]));
  }
  return undefined;
}

const NOT_KEYS = new Set(
  'the a an in of for with to is are be as from that this it json each and or you your which all any should must listed below'.split(
    ' ',
  ),
);

/** The usual type of a key with this name. */
function schemaForName(name: string): JsonSchema {
  const words = tokensOf(name);
  if (/^(?:is|has|can|should|was)$/.test(words[0] ?? '') && words.length > 1) return { type: 'boolean' };
  const subject = subjectOf(words);
  const samples = subject?.samples ?? [];
  const last = words.at(-1) ?? '';
  if (LIST_WORDS.has(last)) return { type: 'array', items: { type: 'string' } };
  return {
    type: samples.length > 0 && samples.every((sample) => typeof sample === 'number') ? 'number' : 'string',
  };
}

const LIST_WORDS = new Set(
  'items tags keywords steps ingredients skills colors colours cities topics points examples names people instructions categories languages authors participants attendees highlights findings tasks options results list'.split(
    ' ',
  ),
);

/** A small object about the topic of the request. */
function topicShape(facts: Facts): JsonSchema {
  const properties: [string, JsonSchema][] = [];
  const add = (name: string, schema: JsonSchema) => properties.push([name, schema]);
  const text: JsonSchema = { type: 'string' };
  const texts: JsonSchema = { type: 'array', items: text };
  if (facts.solution !== undefined) {
    return objectOf([
      ['steps', texts],
      ['answer', { type: 'number' }],
    ]);
  }
  const lists = /\blist (?:of )?(?:\d+ |three |four |five |ten )?(?:[a-z]+ )?([a-z]{3,20}s)\b/i.exec(
    facts.topic,
  )?.[1];
  if (lists !== undefined) return objectOf([[lists.toLowerCase(), texts]]);
  if (facts.people.length > 0) add('name', text);
  if (facts.ages.length > 0) add('age', { type: 'integer' });
  if (facts.emails.length > 0) add('email', text);
  if (facts.dates.length > 0) add('date', text);
  if (facts.places.length > 0) add('location', text);
  if (facts.money.length > 0) add('amount', { type: 'number' });
  if (properties.length > 1) return objectOf(properties);
  return objectOf([
    ['title', text],
    ['summary', text],
    ['key_points', texts],
  ]);
}
