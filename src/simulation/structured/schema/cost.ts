import type { Effort } from '../../../engine/effort.ts';
import type { JsonSchema } from '../../../engine/request.ts';
import { isObject, isSchema, own, resolveRef, type SchemaObject, schemasIn } from './resolve.ts';

/**
 * The number of JSON values in the smallest instance of each schema of a document; infinity if every instance would be
 * infinite. Used to end recursion by the cheapest path.
 *
 * @example
 * const cost = costsOf(root, effort);
 * cost({ anyOf: [{ $ref: '#' }, { type: 'null' }] }); // 1
 */
export function costsOf(root: JsonSchema, effort: Effort): (schema: JsonSchema) => number {
  const costs = new Map<SchemaObject, number>();
  const order = collect(root);
  const parts = new Set(order);
  const price = (schema: JsonSchema | undefined): number => {
    if (!isObject(schema)) return schema === false ? Number.POSITIVE_INFINITY : 1;
    // Schemas outside the document were derived from it (by negation, for example) and have no price of their own.
    return costs.get(schema) ?? (parts.has(schema) ? Number.POSITIVE_INFINITY : 1);
  };
  // Children precede their parents in `order`, so only backward references need further passes.
  for (let pass = 0; pass < 64 && effort.spend(order.length * 6); pass++) {
    let changed = false;
    for (const schema of order) {
      const cost = costOf(schema, root, price);
      if (cost < price(schema)) {
        costs.set(schema, cost);
        changed = true;
      }
    }
    if (!changed) break;
  }
  return price;
}

/** Maximum number of schemas read from a document. */
const CAPACITY = 20_000;

function collect(root: JsonSchema): SchemaObject[] {
  const order: SchemaObject[] = [];
  const seen = new Set<SchemaObject>();
  const pending: { readonly schema: SchemaObject; readonly children: JsonSchema[] }[] = [];
  const enter = (schema: JsonSchema) => {
    if (!isObject(schema) || seen.has(schema) || seen.size >= CAPACITY) return;
    seen.add(schema);
    pending.push({ schema, children: childrenOf(schema, root) });
  };
  enter(root);
  for (let last = pending.at(-1); last !== undefined; last = pending.at(-1)) {
    const child = last.children.pop();
    if (child !== undefined) enter(child);
    else order.push((pending.pop() as { schema: SchemaObject }).schema);
  }
  return order;
}

function childrenOf(schema: SchemaObject, root: JsonSchema): JsonSchema[] {
  const children: unknown[] = [
    schema.items,
    schema.additionalProperties,
    schema.contains,
    schema.then,
    schema.else,
  ];
  if (schema.$ref !== undefined) children.push(resolveRef(root, schema.$ref));
  for (const list of [schema.allOf, schema.anyOf, schema.oneOf, schema.prefixItems, schema.items]) {
    if (Array.isArray(list)) children.push(...list.slice(0, CAPACITY));
  }
  for (const holder of [schema.properties, schema.patternProperties]) {
    if (isObject(holder)) children.push(...Object.values(holder).slice(0, CAPACITY));
  }
  return children.filter(isSchema);
}

function costOf(
  schema: SchemaObject,
  root: JsonSchema,
  price: (schema: JsonSchema | undefined) => number,
): number {
  if (Array.isArray(schema.enum) || Object.hasOwn(schema, 'const')) return 1;
  let cost = ownCost(schema, price);
  if (schema.$ref !== undefined) {
    const target = resolveRef(root, schema.$ref);
    if (target !== undefined) cost += price(target) - 1;
  }
  for (const part of schemasIn(schema.allOf)) cost += price(part) - 1;
  for (const group of [schema.anyOf, schema.oneOf]) {
    const options = schemasIn(group);
    if (options.length === 0) continue;
    cost += options.reduce((least, option) => Math.min(least, price(option)), Number.POSITIVE_INFINITY) - 1;
  }
  return Math.max(1, cost);
}

function ownCost(schema: SchemaObject, price: (schema: JsonSchema | undefined) => number): number {
  const types =
    typeof schema.type === 'string' ? [schema.type] : Array.isArray(schema.type) ? schema.type : undefined;
  if (schema.nullable === true) return 1;
  if (types?.some((type) => type !== 'object' && type !== 'array')) return 1;
  const asObject = objectCost(schema, price);
  const asArray = arrayCost(schema, price);
  if (types === undefined) return Math.max(asObject, asArray);
  if (types.includes('object') && types.includes('array')) return Math.min(asObject, asArray);
  return types.includes('array') ? asArray : asObject;
}

function objectCost(schema: SchemaObject, price: (schema: JsonSchema | undefined) => number): number {
  let cost = 1;
  if (!Array.isArray(schema.required)) return cost;
  for (const name of schema.required) {
    const property =
      isObject(schema.properties) && typeof name === 'string' ? own(schema.properties, name) : undefined;
    cost += isSchema(property) ? price(property) : 1;
  }
  return cost;
}

function arrayCost(schema: SchemaObject, price: (schema: JsonSchema | undefined) => number): number {
  const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
  if (!(least > 0)) return 1;
  const prefix = schemasIn(Array.isArray(schema.items) ? schema.items : schema.prefixItems);
  const rest = isSchema(schema.items) ? schema.items : undefined;
  let cost = 1;
  for (const item of prefix.slice(0, least)) cost += price(item);
  const more = Math.max(0, least - prefix.length);
  return more === 0 ? cost : cost + more * price(rest ?? true);
}
