import type { JsonSchema } from '../../engine/request.ts';
import { contentOf } from '../reading/content.ts';
import { entitiesIn } from '../reading/entities.ts';
import type { Reading } from '../reading/reading.ts';
import { tokensOf } from './facts/words.ts';
import type { Insight } from './json/insight.ts';
import { isObject, type SchemaObject } from './schema/resolve.ts';

/**
 * A schema whose lists of objects hold what the request tells: facts that are remembered, one an object with a text; names,
 * one an object of any keys. Other lists are as they were.
 *
 * @example
 * withToldRecords(schema, reading, insight); // memory: [{ id: '0', text: 'Loves tea' }] for "user: I love tea."
 */
export function withToldRecords(schema: JsonSchema, reading: Reading, insight: Insight): JsonSchema {
  if (!isObject(schema) || !isObject(schema.properties)) return schema;
  const properties = Object.entries(schema.properties).map(([name, property]) => {
    const told = isObject(property) ? toldList(name, property, reading, insight) : undefined;
    return [name, told ?? property] as const;
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

function toldList(
  name: string,
  { type, items, description }: SchemaObject,
  reading: Reading,
  insight: Insight,
): JsonSchema | undefined {
  if (type !== 'array' || !isObject(items) || items.type !== 'object') return undefined;
  const words = tokensOf(name);
  if (!isObject(items.properties))
    return /^entit(?:y|ies)$/.test(words.at(-1) ?? '') ? namesIn(reading) : undefined;
  const properties = items.properties as Readonly<Record<string, JsonSchema>>;
  const key = Object.keys(properties).find((each) =>
    /^(?:text|content|memory|fact|statement|claim)$/i.test(each),
  );
  if (key === undefined) return undefined;
  const told = insight.items({
    name,
    words,
    description: typeof description === 'string' ? description : '',
  });
  return told && exactly(told.map((text, index) => recordOf(items, properties, key, text, index)));
}

/** One object with a text and its number; what is optional is left out. */
function recordOf(
  items: SchemaObject,
  properties: Readonly<Record<string, JsonSchema>>,
  key: string,
  text: string,
  index: number,
): JsonSchema {
  const fixed = Object.entries(properties).map(([name, each]) => [
    name,
    name === key ? { const: text } : /^(?:id|index)$/i.test(name) ? { const: numbered(each, index) } : each,
  ]);
  return { ...items, properties: Object.fromEntries(fixed) };
}

const numbered = (schema: JsonSchema, index: number): string | number =>
  isObject(schema) && (schema.type === 'integer' || schema.type === 'number') ? index : String(index);

function namesIn(reading: Reading): JsonSchema | undefined {
  const entities = entitiesIn(contentOf(reading.plain));
  if (entities.length === 0) return undefined;
  return exactly(entities.map(({ name, kind }) => ({ const: { name, type: kind } })));
}

function exactly(items: readonly JsonSchema[]): JsonSchema {
  return { type: 'array', prefixItems: items, items: false, minItems: items.length, maxItems: items.length };
}
