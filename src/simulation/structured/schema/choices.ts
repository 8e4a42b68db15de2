import type { Effort } from '../../../engine/effort.ts';
import type { JsonSchema } from '../../../engine/request.ts';
import { absent, negate } from './negate.ts';
import { isObject, isSchema, type SchemaObject, schemasIn } from './resolve.ts';

/** Alternatives, at least one of which must hold. */
export interface Choice {
  readonly options: readonly JsonSchema[];
  /** For `oneOf`: the same options, each excluding the values that the others allow. */
  readonly apart?: () => readonly JsonSchema[];
  /** The options may not cover every allowed value. */
  readonly isPartial?: boolean;
}

/**
 * The choices in the schemas of a document: `anyOf`, `oneOf`, `if`, `dependentSchemas` and `not` (negated into
 * alternatives). The same schema always gives the same objects, so that callers can record choices already made.
 *
 * @example
 * new Choices(root, effort).in({ not: { type: 'string' } })[0]?.options; // [{ type: ['object', 'array', …] }]
 */
export class Choices {
  readonly #root: JsonSchema;
  readonly #effort: Effort;
  readonly #known = new Map<SchemaObject, readonly Choice[]>();

  constructor(root: JsonSchema, effort: Effort) {
    this.#root = root;
    this.#effort = effort;
  }

  in(schema: SchemaObject): readonly Choice[] {
    if (!KEYWORDS.some((keyword) => schema[keyword] !== undefined)) return NONE;
    let choices = this.#known.get(schema);
    if (choices === undefined) {
      choices = this.#read(schema);
      this.#effort.spend(choices.reduce((sum, { options }) => sum + options.length * 5, 10));
      this.#known.set(schema, choices);
    }
    return choices;
  }

  #read(schema: SchemaObject): Choice[] {
    const choices: Choice[] = [];
    if (Array.isArray(schema.anyOf)) choices.push({ options: schemasIn(schema.anyOf) });
    if (Array.isArray(schema.oneOf)) choices.push(oneOf(schemasIn(schema.oneOf), this.#effort));
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

/** Keywords that `negate` covers only in part. */
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

function oneOf(options: readonly JsonSchema[], effort: Effort): Choice {
  if (options.length < 2) return { options };
  const makeApart = (): readonly JsonSchema[] => {
    // Quadratic in the number of options.
    if (!effort.spend(options.length ** 2 / 20)) return [];
    const others = options.map((option) => ({ not: option }));
    return options.map((option, index) => ({ allOf: [option, ...others.toSpliced(index, 1)] }));
  };
  return { options, apart: () => effort.once(options, makeApart) };
}

function branches(test: JsonSchema, then: unknown, otherwise: unknown): JsonSchema[] {
  const met = isSchema(then) ? then : true;
  const unmet = isSchema(otherwise) ? otherwise : true;
  return [{ allOf: [test, met] }, { allOf: [{ not: test }, unmet] }];
}

/** Keywords whose negation is satisfied by avoiding the values they describe, with the type they apply to. */
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

/** Whether a `not` contains a single keyword for the type it applies to, so that it cannot be negated any further. */
function isKept({ not, type }: SchemaObject): boolean {
  const keywords = isObject(not) ? Object.keys(not) : [];
  const [keyword = ''] = keywords;
  return keywords.length === 1 && KEPT.has(keyword) && (KEPT.get(keyword) ?? type) === type;
}
