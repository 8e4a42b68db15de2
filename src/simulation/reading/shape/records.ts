import type { JsonSchema } from '../../../engine/request.ts';
import type { Record } from '../material.ts';
import { recordsIn } from '../structures.ts';

/**
 * The shape of the records that a text holds, with their values: an object for one record, a list for several. Undefined
 * if it holds none with two fields.
 *
 * @example
 * recordsShape('name: Ann, age: 30'); // { type: 'object', properties: { name: { const: 'Ann' }, age: { const: 30 } }, … }
 */
export function recordsShape(text: string): JsonSchema | undefined {
  const records = recordsIn(text)
    .flatMap((part) => (part.kind === 'records' ? part.records : []))
    .filter(({ fields }) => fields.length > 1)
    .slice(0, MOST_RECORDS);
  if (records.length > 1) {
    const items = records.map(shapeOf);
    return { type: 'array', prefixItems: items, minItems: items.length, maxItems: items.length };
  }
  const [only] = records;
  if (only) return shapeOf(only);
  const pairs = [...text.slice(-LONGEST).matchAll(PAIR)].map(
    ([, key = '', value = '']) => [key, value.trim()] as const,
  );
  return pairs.length > 1 ? shapeOf({ fields: pairs }) : undefined;
}

const MOST_RECORDS = 50;
const LONGEST = 4000;
const PAIR = /(?:^|[,;:\n])\s*([A-Za-z][\w -]{0,30}?)\s*[:=]\s*([^,;:=\n]{1,200})(?=[,;\n]|$)/g;

function shapeOf({ fields }: Record): JsonSchema {
  return {
    type: 'object',
    // fromEntries defines own properties, even for `__proto__`.
    properties: Object.fromEntries(fields.map(([key, value]) => [key, { const: literal(value) }])),
    required: [...new Set(fields.map(([key]) => key))],
    additionalProperties: false,
  };
}

function literal(text: string): unknown {
  const bare = text.trim().replace(/\.$/, '');
  if (/^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/.test(bare)) return Number(bare);
  if (/^(?:true|false)$/i.test(bare)) return /^true$/i.test(bare);
  return /^(?:null|none|n\/a)?$/i.test(bare) ? null : bare;
}
