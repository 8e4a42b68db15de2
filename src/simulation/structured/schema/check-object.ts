import type { SchemaAllowance, SchemaProblem } from '../../../engine/ports/schema-checker.ts';
import type { JsonSchema } from '../../../engine/request.ts';
import { checkSchema, problemAt, type SchemaVisit } from './check.ts';
import { isObject } from './resolve.ts';

/**
 * The first reason why OpenAI rejects a schema for a function or a response format, strict or not: the root must be an
 * object with `properties` and without alternatives, and every array needs `items`. Undefined if there is none.
 *
 * @param more An additional check for each schema in the document.
 * @example
 * checkObjectSchema({ type: 'object' })?.message; // 'In context=(), object schema missing properties.'
 */
export function checkObjectSchema(
  schema: JsonSchema,
  allowance?: SchemaAllowance,
  more?: SchemaVisit,
): SchemaProblem | undefined {
  const visit: SchemaVisit = (each, path) => itemsProblem(each, path) ?? more?.(each, path);
  return rootProblem(schema) ?? checkSchema(schema, allowance, visit);
}

const NOT_AT_ROOT = ['oneOf', 'anyOf', 'allOf', 'enum', 'not'];

function rootProblem(schema: JsonSchema): SchemaProblem | undefined {
  const root = isObject(schema) ? schema : {};
  const { type } = root;
  if (type !== 'object') {
    const found = type === undefined ? 'None' : typeof type === 'string' ? type : JSON.stringify(type);
    return { path: [], message: `schema must be a JSON Schema of 'type: "object"', got 'type: "${found}"'.` };
  }
  if (NOT_AT_ROOT.some((keyword) => root[keyword] !== undefined)) {
    const keywords = NOT_AT_ROOT.map((keyword) => `'${keyword}'`).join('/');
    return {
      path: [],
      message: `schema must have type 'object' and not have ${keywords} at the top level.`,
    };
  }
  return root.properties === undefined ? problemAt([], 'object schema missing properties.') : undefined;
}

const itemsProblem: SchemaVisit = ({ type, items }, path) => {
  if (items !== undefined) return undefined;
  if (type === 'array') return problemAt(path, 'array schema missing items.');
  const index = Array.isArray(type) ? type.indexOf('array') : -1;
  // OpenAI treats a list of types as one schema per type.
  return index === -1
    ? undefined
    : problemAt([...path, 'type', String(index)], 'array schema missing items.');
};
