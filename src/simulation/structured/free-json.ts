import type { Brief } from '../../engine/ports/content.ts';
import type { JsonSchema } from '../../engine/request.ts';
import { isMet } from '../reading/condition.ts';
import { contentOf } from '../reading/content.ts';
import { optionsIn } from '../reading/options.ts';
import type { Reading } from '../reading/reading.ts';
import { Roots } from '../reading/roots.ts';
import { type Facts, factsIn, factsOf, lastRequestOf, textOf } from './facts/facts.ts';
import { type ComposeOptions, composeJson } from './json/compose.ts';
import type { Insight } from './json/insight.ts';
import { isObject, type SchemaObject } from './schema/resolve.ts';
import { withToldRecords } from './told-records.ts';
import { unlessUnmet } from './unless-unmet.ts';
import { typed } from './usual-types.ts';

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
  const asked = shape && typed(shape, facts);
  const told = asked && insight ? withToldRecords(asked, reading, insight) : asked;
  const schema = limited(told ?? topicShape(facts), most);
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
    const { description: _, ...chosen } = chosenBy(anyOf as SchemaObject[], reading, insight);
    return chosen;
  }
  const isChoice =
    shape.type === 'array' &&
    isObject(items) &&
    isObject(items.properties) &&
    Object.keys(items.properties).some((name) => /^(?:choice|selection|option|index)$/i.test(name));
  if (!isChoice || optionsIn(reading.text).length === 0) return shape;
  return { ...shape, minItems: 1, maxItems: 1 };
}

/** The alternative whose condition holds, else the one for all other cases, else the one whose words fit best. */
function chosenBy(alternatives: readonly SchemaObject[], { plain }: Reading, insight: Insight): SchemaObject {
  const conditions = alternatives.map(({ description }) => String(description ?? ''));
  const verdicts = conditions.map((condition) => isMet(condition, plain));
  const met = verdicts.indexOf(true);
  if (met !== -1) return alternatives[met]!;
  const other = conditions.findIndex((condition) => condition === '' || OTHERWISE.test(condition));
  const isDecided = verdicts.every((verdict, index) => verdict === false || index === other);
  if (other !== -1 && isDecided) return alternatives[other]!;
  const labels = alternatives.map((each, index) => [conditions[index], ...fixedIn(each)].join(' '));
  const label =
    firstNamed(labels, contentOf(plain)) ?? insight.label({ name: '', words: [], description: '' }, labels);
  return alternatives[label === undefined ? Math.max(0, other) : labels.indexOf(label)]!;
}

/** The label most words of which a text has that not all labels have; of several, the one of the earliest word. */
function firstNamed(labels: readonly string[], text: string): string | undefined {
  const roots = new Roots();
  const own = labels.map((label) => roots.of(label));
  const said = [...roots.of(text)].filter((root) => !own.every((each) => each.has(root)));
  const counts = own.map((each) => said.filter((root) => each.has(root)).length);
  const most = Math.max(...counts);
  if (most === 0) return undefined;
  const best = own.map((each, index) =>
    counts[index] === most ? said.findIndex((root) => each.has(root)) : Number.POSITIVE_INFINITY,
  );
  return labels[best.indexOf(Math.min(...best))];
}

const OTHERWISE =
  /^(?:otherwise|else|in all other)\b|^(?:if|when)\s(?:not\b|none\b|(?:it|this|that|they|there|the \w+)\s\w{2,6}(?:\snot|n['’]t)[\s.,]*$)/i;

/** The words that an alternative has in any case. */
function fixedIn({ properties }: SchemaObject): string[] {
  return Object.values(isObject(properties) ? properties : {}).flatMap((each) =>
    isObject(each) && typeof each.const === 'string' ? [each.const] : [],
  );
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

export function objectOf(properties: readonly (readonly [string, JsonSchema])[]): JsonSchema {
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
