import type { JsonSchema } from '../../engine/request.ts';
import { nullable } from '../reading/shape/types.ts';
import type { Facts } from './facts/facts.ts';
import { tokensOf } from './facts/words.ts';
import { subjectOf } from './json/plausible.ts';
import { isObject, type SchemaObject } from './schema/resolve.ts';

/** The schema with the usual types of properties of which the request says nothing but their names. */
export function typed(schema: JsonSchema, facts: Facts, depth = 0): JsonSchema {
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
  const { nullable: mayLack, ...rest } = property;
  const usual = { ...(schemaForName(name, facts) as SchemaObject), ...rest };
  return mayLack === true ? nullable(usual) : usual;
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
  if (samples.length === 0 && isCounted(last, facts.text)) return { type: 'number' };
  return {
    type: samples.length > 0 && samples.every((sample) => typeof sample === 'number') ? 'number' : 'string',
  };
}

/** Whether a text states a number for a word: "4 replicas", "a crew of 80", "port 5404". */
function isCounted(word: string, text: string): boolean {
  if (!/^[a-z]{3,30}$/.test(word)) return false;
  return new RegExp(
    String.raw`(?<![\w.,/-])\d[\d,.]{0,12} ${word}\b|\b${word}s?(?: (?:of|is|was|are|number|no\.|to|at|=))?:? #?\d[\d,.]{0,12}(?![\w/-]|[.,:]\d)`,
    'i',
  ).test(text);
}

/** Keys of an answer, which is a number only for arithmetic. */
const ANSWERS = new Set(['answer', 'result', 'solution', 'value']);

const LIST_WORDS = new Set(
  'items tags keywords steps ingredients skills colors colours cities topics points examples names people instructions categories languages authors participants attendees highlights findings tasks options results list organizations organisations companies locations places dates emails entities events products persons people links urls quotes questions features benefits risks strengths weaknesses tools technologies requirements responsibilities goals symptoms medications'.split(
    ' ',
  ),
);
