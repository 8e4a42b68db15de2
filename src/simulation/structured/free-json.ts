import type { Brief } from '../../engine/ports/content.ts';
import type { JsonSchema } from '../../engine/request.ts';
import { optionsIn } from '../reading/options.ts';
import type { Reading } from '../reading/reading.ts';
import { Roots } from '../reading/roots.ts';
import { type Facts, factsIn, factsOf, lastRequestOf, textOf } from './facts/facts.ts';
import { tokensOf } from './facts/words.ts';
import { type ComposeOptions, composeJson } from './json/compose.ts';
import type { Insight } from './json/insight.ts';
import { subjectOf } from './json/plausible.ts';
import { isObject, own, type SchemaObject } from './schema/resolve.ts';
import { unlessUnmet } from './unless-unmet.ts';

/**
 * JSON for a request for JSON without a schema. It has the shape that the request shows or names ("with keys name and
 * age"), otherwise a few keys for the topic.
 *
 * Drops keys to stay within `budget.maximum` tokens, if that is enough.
 *
 * @example
 * composeFreeJson(brief, reading); // '{"name":"John","age":30}' for "John is 30. Reply in JSON with keys name and age."
 */
export function composeFreeJson(brief: Brief, reading: Reading, insight?: Insight): string {
  const { random, budget, effort } = brief;
  const facts = factsOf(reading);
  const shape = reading.form.shape && fitting(reading.form.shape, reading, insight);
  const most = Math.max(1, Math.floor(budget.maximum / 12));
  const options = { facts, random, name: titleOf(shape), maxDepth: 6, effort, ...(insight && { insight }) };
  const schema = limited(shape === undefined ? topicShape(facts) : typed(shape, facts), most);
  return (
    unlessUnmet(() => revised(reading, schema, options) ?? composeJson(schema, options)) ??
    composeJson(limited(topicShape(facts), most), options)
  );
}

/**
 * JSON for a request that asks for it in its words and says what it shall hold; undefined for any other request. It
 * stands in a code fence if the request asks for one.
 *
 * @example
 * composeJsonInWords(brief, reading); // '{"city":"Rome"}' for "Ann lives in Rome. Answer in JSON with a `city` key."
 */
export function composeJsonInWords(brief: Brief, reading: Reading, insight?: Insight): string | undefined {
  const { json, fenced, shape } = reading.form;
  if (!json || shape === undefined) return undefined;
  const text = composeFreeJson(brief, reading, insight);
  return fenced ? `\`\`\`json\n${text}\n\`\`\`` : text;
}

/** The alternative of a shape that the request is about; of a list of choices, one. */
function fitting(shape: JsonSchema, reading: Reading, insight: Insight | undefined): JsonSchema {
  if (!isObject(shape)) return shape;
  const { anyOf, items } = shape;
  if (Array.isArray(anyOf) && !isObject(shape.properties) && insight !== undefined) {
    const descriptions = anyOf.map((each) => String((each as SchemaObject).description ?? ''));
    const label = insight.label({ name: '', words: [], description: '' }, descriptions);
    return (anyOf[Math.max(0, descriptions.indexOf(label ?? ''))] as JsonSchema | undefined) ?? shape;
  }
  const isChoice =
    shape.type === 'array' &&
    isObject(items) &&
    isObject(items.properties) &&
    Object.keys(items.properties).some((name) => /^(?:choice|selection|option|index)$/i.test(name));
  if (!isChoice || optionsIn(reading.text).length === 0) return shape;
  return { ...shape, minItems: 1, maxItems: 1 };
}

/**
 * The object of the last answer with what the last message changes: numbers that only one of its values can be, and
 * values whose key the message names. Undefined if there is no such answer.
 */
function revised(reading: Reading, schema: JsonSchema, options: ComposeOptions): string | undefined {
  const { turns } = reading.request;
  const last = turns.findLast(({ role }) => role === 'assistant');
  const before = last && parsedObject(textOf(last));
  if (before === undefined || !isObject(schema) || !isObject(schema.properties)) return undefined;
  const { properties } = schema;
  if (Object.keys(properties).some((name) => !Object.hasOwn(before, name))) return undefined;
  const message = lastRequestOf(reading.plain.request.turns);
  // Another text is another object.
  if (!REVISING.test(message)) return undefined;
  const facts = factsIn(message);
  const roots = new Roots();
  const said = roots.of(message);
  const changed = Object.entries(before).map(([name, value]): [string, unknown] => {
    const isOnlyNumber =
      typeof value === 'number' &&
      Object.values(before).filter((each) => typeof each === 'number').length === 1 &&
      facts.quantities.length === 1;
    if (isOnlyNumber) return [name, facts.quantities[0]!.value];
    if (![...roots.of(name)].some((root) => said.has(root)) || !Object.hasOwn(properties, name))
      return [name, value];
    const own = objectOf([[name, properties[name] as JsonSchema]]);
    const composed = JSON.parse(composeJson(own, { ...options, facts })) as SchemaObject;
    return [name, composed[name]];
  });
  return JSON.stringify(Object.fromEntries(changed));
}

const REVISING =
  /\b(?:sorry|wait|actually|instead|change|make|correct(?:ion)?|update|rather|oops|mistake|meant|everything else|the rest|should be|has to be|must be|replace|not)\b/i;

function parsedObject(text: string): SchemaObject | undefined {
  const json = /\{[\s\S]{0,8000}\}/.exec(text)?.[0];
  try {
    const value: unknown = json === undefined ? undefined : JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function titleOf(shape: JsonSchema | undefined): string {
  return isObject(shape) && typeof shape.title === 'string' ? shape.title : 'response';
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
 * An answer in parts, laid out as the request shows: the parts are composed like the properties of an object.
 * Undefined if it shows no layout. `whole` writes a part that is all of the answer in the form that is otherwise asked.
 *
 * @example
 * composeLaidOut(brief, reading, insight, whole); // '<city>Rome</city>' for "Ann lives in Rome. Put the city in <city> tags."
 */
export function composeLaidOut(
  brief: Brief,
  reading: Reading,
  insight: Insight,
  whole: () => string,
): string | undefined {
  const { layout } = reading.form;
  if (layout === undefined) return undefined;
  const { random, effort } = brief;
  const composed = layout.parts.filter(({ fixed, isWhole }) => fixed === undefined && !isWhole);
  const facts = factsOf(reading);
  const schema = typed(objectOf(composed.map(({ property: { name, schema } }) => [name, schema])), facts);
  const composedText = unlessUnmet(() =>
    composeJson(schema, { facts, random, name: 'response', effort, insight }),
  );
  if (composedText === undefined) return undefined;
  const written = JSON.parse(composedText) as SchemaObject;
  const text = layout.parts.map(({ before, property, fixed, isWhole }) => {
    if (fixed !== undefined || isWhole) return before + (fixed ?? whole());
    const value = own(written, property.name);
    return before + (typeof value === 'string' ? value : JSON.stringify(value));
  });
  return text.join('') + layout.end;
}

/** The schema with the usual types of properties of which the request says nothing but their names. */
function typed(schema: JsonSchema, facts: Facts, depth = 0): JsonSchema {
  if (!isObject(schema) || depth > DEEPEST) return schema;
  const { properties, items } = schema;
  return {
    ...schema,
    ...(isObject(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [
          name,
          typedProperty(name, property as JsonSchema, facts, depth),
        ]),
      ),
    }),
    ...(items !== undefined && { items: typedItems(items as JsonSchema, facts, depth) }),
  };
}

const DEEPEST = 8;

function typedProperty(name: string, property: JsonSchema, facts: Facts, depth: number): JsonSchema {
  if (!isObject(property) || TYPING.some((keyword) => Object.hasOwn(property, keyword)))
    return typed(property, facts, depth + 1);
  return { ...(schemaForName(name, facts) as SchemaObject), ...property };
}

function typedItems(items: JsonSchema, facts: Facts, depth: number): JsonSchema {
  return isObject(items) && Object.keys(items).length === 0
    ? { type: 'string' }
    : typed(items, facts, depth + 1);
}

/** Keywords that say what a value is. */
const TYPING = ['type', '$ref', 'anyOf', 'allOf', 'oneOf', 'enum', 'const', 'properties', 'items', 'format'];

/** The usual type of a key with this name. */
function schemaForName(name: string, facts: Facts): JsonSchema {
  const words = tokensOf(name);
  if (ANSWERS.has(words.at(-1) ?? '')) return { type: facts.solution === undefined ? 'string' : 'number' };
  if (/^(?:is|has|can|should|was)$/.test(words[0] ?? '') && words.length > 1) return { type: 'boolean' };
  const subject = subjectOf(words);
  const samples = subject?.samples ?? [];
  const last = words.at(-1) ?? '';
  if (LIST_WORDS.has(last)) return { type: 'array', items: { type: 'string' } };
  return {
    type: samples.length > 0 && samples.every((sample) => typeof sample === 'number') ? 'number' : 'string',
  };
}

/** Keys of an answer, which is a number only for arithmetic. */
const ANSWERS = new Set(['answer', 'result', 'solution', 'value']);

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
