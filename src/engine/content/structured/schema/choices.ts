import type { JsonSchema } from '../../../request.ts';
import { absent, negate } from './negate.ts';
import { isObject, isSchema, type SchemaObject, schemasIn } from './resolve.ts';

/** Schemas of which one has to hold. */
export interface Choice {
  readonly options: readonly JsonSchema[];
  /** The same options, each without what the others allow, where exactly one may hold. */
  readonly apart?: readonly JsonSchema[];
  /** There may be values that none of the options allows. */
  readonly isPartial?: boolean;
}

/**
 * The choices that the schemas of a document leave: `anyOf`, `oneOf`, `if`, `dependentSchemas` and, turned round,
 * `not`. Each is always the same object, so that it can be remembered as made.
 *
 * @example
 * new Choices(root).in({ not: { type: 'string' } })[0]?.options; // [{ type: ['object', 'array', …] }]
 */
export class Choices {
  readonly #root: JsonSchema;
  readonly #known = new Map<SchemaObject, readonly Choice[]>();

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  in(schema: SchemaObject): readonly Choice[] {
    if (!KEYWORDS.some((keyword) => schema[keyword] !== undefined)) return NONE;
    let choices = this.#known.get(schema);
    if (choices === undefined) {
      choices = this.#read(schema);
      this.#known.set(schema, choices);
    }
    return choices;
  }

  #read(schema: SchemaObject): Choice[] {
    const choices: Choice[] = [];
    if (Array.isArray(schema.anyOf)) choices.push({ options: schemasIn(schema.anyOf) });
    if (Array.isArray(schema.oneOf)) choices.push(oneOf(schemasIn(schema.oneOf)));
    if (isSchema(schema.not) && !isKept(schema)) {
      const isPartial =
        isObject(schema.not) && PARTIAL.some((keyword) => Object.hasOwn(schema.not as object, keyword));
      choices.push({ options: negate(schema.not, this.#root), isPartial });
    }
    if (isSchema(schema.if)) choices.push({ options: branches(schema.if, schema.then, schema.else) });
    if (isObject(schema.dependentSchemas)) {
      for (const [name, part] of Object.entries(schema.dependentSchemas))
        if (isSchema(part)) choices.push({ options: [part, { not: { type: 'object' } }, absent(name)] });
    }
    return choices;
  }
}

/** Keywords whose opposite `negate` gives in part only. */
const PARTIAL = [
  'additionalItems',
  'additionalProperties',
  'items',
  'oneOf',
  'patternProperties',
  'unevaluatedItems',
  'unevaluatedProperties',
];

const KEYWORDS = ['anyOf', 'oneOf', 'not', 'if', 'dependentSchemas'];
const NONE: readonly Choice[] = [];

function oneOf(options: readonly JsonSchema[]): Choice {
  if (options.length < 2) return { options };
  const others = options.map((option) => ({ not: option }));
  const apart = options.map((option, index) => ({ allOf: [option, ...others.toSpliced(index, 1)] }));
  return { options, apart };
}

function branches(test: JsonSchema, then: unknown, otherwise: unknown): JsonSchema[] {
  const met = isSchema(then) ? then : true;
  const unmet = isSchema(otherwise) ? otherwise : true;
  return [{ allOf: [test, met] }, { allOf: [{ not: test }, unmet] }];
}

/** Keywords that are met by what they rule out being avoided, and the type that they are about. */
const KEPT: ReadonlyMap<string, string | undefined> = new Map([
  ['enum', undefined],
  ['const', undefined],
  ['pattern', 'string'],
  ['format', 'string'],
  ['multipleOf', 'number'],
  ['uniqueItems', 'array'],
  ['patternProperties', 'object'],
  ['propertyNames', 'object'],
]);

/** Whether a `not` rules out one keyword for values of the type it is about, so that there is nothing left to turn. */
function isKept({ not, type }: SchemaObject): boolean {
  const keywords = isObject(not) ? Object.keys(not) : [];
  const [keyword = ''] = keywords;
  return keywords.length === 1 && KEPT.has(keyword) && (KEPT.get(keyword) ?? type) === type;
}
