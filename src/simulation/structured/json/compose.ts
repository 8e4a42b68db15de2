import { Effort } from '../../../engine/effort.ts';
import { FormUnmet } from '../../../engine/errors.ts';
import type { JsonSchema } from '../../../engine/request.ts';
import type { Random } from '../../../runtime/random.ts';
import type { Facts } from '../facts/facts.ts';
import { tokensOf } from '../facts/words.ts';
import { type Choice, Choices } from '../schema/choices.ts';
import { conforms } from '../schema/conforms.ts';
import { costsOf } from '../schema/cost.ts';
import { withPointers } from '../schema/identifiers.ts';
import type { JsonType } from '../schema/json-types.ts';
import { isObject } from '../schema/resolve.ts';
import { type Shape, shapeOf } from '../schema/shape.ts';
import { valuesOnce } from '../values/values.ts';
import { arrayFor } from './arrays.ts';
import type { Insight } from './insight.ts';
import { numberFor } from './numbers.ts';
import { objectFor } from './objects.ts';
import { isSingle, textFor } from './strings.ts';
import { type Place, Suggestions } from './suggestions.ts';
import { Writing } from './writing.ts';

export interface ComposeOptions {
  readonly facts: Facts;
  readonly random: Random;
  /** What the value describes, such as the schema's name: distinguishes a person's `name` from a product's. */
  readonly name?: string;
  /** True if the value is the arguments of the function `name`, false if it is the answer itself. */
  readonly isFunction?: boolean;
  /** Nesting depth below which optional properties and recursion are avoided; 8 by default. */
  readonly maxDepth?: number;
  /** The account to charge; a new one by default. */
  readonly effort?: Effort;
  /** What the request as a whole says of fields. */
  readonly insight?: Insight;
}

/**
 * Composes JSON text that is valid for a schema. Values come from the facts where they fit; the rest is plausible
 * sample data. Keys are in the schema's order, without white space.
 *
 * The schema is untrusted: at most about 20,000 values and 400,000 characters are written, all work is charged to
 * `effort`, recursion ends by the cheapest path after two rounds, and names such as `__proto__` are data.
 *
 * @throws FormUnmet if no value satisfies the schema, or none was found within these bounds
 *
 * @example
 * composeJson(
 *   { type: 'object', properties: { name: { type: 'string' }, age: { type: 'number' } }, required: ['name', 'age'] },
 *   { facts: factsIn('John is 30 years old'), random },
 * ); // '{"name":"John","age":30}'
 */
export function composeJson(schema: JsonSchema, options: ComposeOptions): string {
  return new Composer(schema, options).compose();
}

/** Attempts at a whole answer; a new one starts if the last does not satisfy the schema. */
const ROUNDS = 3;
/** Attempts at one value that can only be verified when it is finished. */
const TRIES = 8;
const NONE: ReadonlySet<Choice> = new Set();
/** Steps per value, and per character of a scalar, that are credited if the value is part of the answer. */
const VALUE_CREDIT = 200;
const CHARACTER_CREDIT = 2;
/** The same for a whole document, mainly for its final check. */
const DOCUMENT_CREDIT = 2_000;
const DOCUMENT_CHARACTER_CREDIT = 10;

const ANY_TYPE: readonly JsonType[] = ['string', 'number', 'boolean', 'null', 'object', 'array'];

/** Prepares a schema; the result is shared by all answers composed on one account. */
function documentOf(schema: JsonSchema, effort: Effort) {
  const root = withPointers(schema);
  return { root, choices: new Choices(root, effort), cost: costsOf(root, effort) };
}

class Composer {
  readonly #writing: Writing;
  readonly #effort: Effort;
  readonly #name: string;
  readonly #isFunction: boolean;
  readonly #insight: Insight | undefined;
  /** Choices whose plain options overlap, so that only the `apart` ones lead to valid values. */
  readonly #overlapping = new Set<Choice>();

  constructor(schema: JsonSchema, options: ComposeOptions) {
    const { facts, random, name = '', isFunction = false, maxDepth = 8, insight } = options;
    const { effort = new Effort() } = options;
    this.#effort = effort;
    const { root, choices, cost } = effort.once(schema, () => documentOf(schema, effort));
    this.#writing = new Writing({
      reading: { root, choices, effort },
      cost,
      random,
      suggestions: new Suggestions(facts, random, effort, valuesOnce(root, facts, name, effort), isFunction),
      maxDepth,
      value: (schemas, place) => this.#value(schemas, place, NONE),
    });
    this.#name = name;
    this.#isFunction = isFunction;
    this.#insight = insight;
  }

  compose(): string {
    const owner = tokensOf(this.#name);
    const place: Place = {
      name: '',
      words: [],
      owner,
      index: undefined,
      depth: 0,
      path: [],
      above: [],
      plain: false,
    };
    let isSettled = false;
    const { used, credited } = this.#effort;
    this.#effort.isUnsettled = false;
    const isTooLarge = this.#writing.isTooLarge(this.#writing.root);
    if (isTooLarge) this.#writing.ended(place);
    const rounds = isTooLarge ? 0 : ROUNDS;
    for (let attempt = 0; attempt < rounds && !isSettled && !this.#effort.exhausted; attempt++) {
      const text = this.#value(
        [this.#writing.root],
        attempt === 0 ? place : { ...place, plain: true, attempt },
        NONE,
      );
      if (text !== undefined && this.#writing.conforms([this.#writing.root], text)) {
        this.#effort.credit(used, DOCUMENT_CREDIT + text.length * DOCUMENT_CHARACTER_CREDIT);
        return text;
      }
      this.#effort.withdraw(credited);
      isSettled = text === undefined && !this.#effort.isUnsettled;
    }
    if (this.#effort.exhausted && this.#writing.obstacle === '') this.#writing.ended(place);
    else if (!isSettled && this.#writing.cost(this.#writing.root) === Number.POSITIVE_INFINITY)
      this.#writing.obstacle = 'it contains itself without an end';
    const verdict = isSettled ? 'no value can satisfy it' : 'no value that satisfies it was found';
    const reason = this.#writing.obstacle === '' ? `${verdict}.` : `${verdict}: ${this.#writing.obstacle}.`;
    throw new FormUnmet(this.#isFunction ? 'function' : 'format', this.#name, reason);
  }

  /** Writes a value that satisfies all the schemas. Its cost is credited as long as it is part of the answer. */
  #value(schemas: readonly JsonSchema[], place: Place, settled: ReadonlySet<Choice>): string | undefined {
    const { used, credited } = this.#effort;
    const text = this.#valueOf(schemas, place, settled);
    if (text === undefined) this.#effort.withdraw(credited);
    else {
      const isScalar = text[0] !== '{' && text[0] !== '[';
      this.#effort.credit(used, VALUE_CREDIT + (isScalar ? text.length * CHARACTER_CREDIT : 0));
    }
    return text;
  }

  #valueOf(schemas: readonly JsonSchema[], place: Place, settled: ReadonlySet<Choice>): string | undefined {
    if (!this.#writing.begins(place)) return this.#writing.ended(place);
    const shape = shapeOf(schemas, this.#writing.reading, settled);
    this.#writing.looksAt(shape.members.length + shape.choices.length);
    if (shape.impossible) return this.#writing.blocked(place, 'its types or values contradict each other');
    const choice = shape.choices[0];
    return choice === undefined
      ? this.#typed(shape, schemas, place)
      : this.#choose(choice, schemas, place, settled);
  }

  /** Tries the options of a choice. For `oneOf`, first the plain options, then those that exclude each other. */
  #choose(
    choice: Choice,
    schemas: readonly JsonSchema[],
    place: Place,
    settled: ReadonlySet<Choice>,
  ): string | undefined {
    const chosen = new Set([...settled, choice]);
    const wasUnsettled = this.#effort.isUnsettled;
    const rounds = this.#overlapping.has(choice) ? [true] : [false, true];
    for (const isApart of rounds) {
      const options = isApart ? (choice.apart?.() ?? []) : choice.options;
      // The second round is decisive, whatever the first one left open.
      if (options.length > 0 && !this.#effort.exhausted) this.#effort.isUnsettled = wasUnsettled;
      for (const option of this.#ordered(options, place)) {
        const text = this.#value([...schemas, option], place, chosen);
        if (text !== undefined) {
          if (isApart) this.#overlapping.add(choice);
          return text;
        }
        if (!this.#writing.mayTry()) return undefined;
      }
    }
    return undefined;
  }

  /** The options of a choice, best match for the request first, or cheapest first if the answer should end. */
  #ordered(options: readonly JsonSchema[], place: Place): JsonSchema[] {
    const frugal = this.#writing.isFrugal(place);
    this.#writing.looksAt(options.length);
    const stated = this.#writing.suggestions.typeAt(place);
    const ranked = options.map((option, index) => {
      const cost = this.#writing.cost(option);
      const tired = frugal || this.#writing.rounds(option, place) >= 2;
      // Options that end recursion come before those that continue it. Null usually comes last.
      const order = cost === Number.POSITIVE_INFINITY ? 2 : tired ? 1 : 0;
      const isNull = isObject(option) && (option.type === 'null' || option.const === null);
      const merit = isNull
        ? this.#writing.suggestions.leavesOut(place.path) || this.#writing.random.chance(0.08)
          ? 100
          : -1
        : this.#writing.suggestions.mentions.relevance(this.#writing.target(option));
      return {
        option,
        order,
        cost: order > 0 || frugal ? cost : 0,
        merit: merit + (takes(option, stated) ? 50 : 0) + this.#writing.random.next() * 0.5,
        index,
      };
    });
    ranked.sort((a, b) => a.order - b.order || a.cost - b.cost || b.merit - a.merit || a.index - b.index);
    return ranked.map(({ option }) => option);
  }

  #typed(shape: Shape, schemas: readonly JsonSchema[], place: Place): string | undefined {
    if (shape.values !== undefined) return this.#oneOf(shape.values, schemas, place);
    const { credited } = this.#effort;
    for (const type of this.#types(shape, place)) {
      for (let attempt = 0; attempt < (shape.delicate ? TRIES : 1); attempt++) {
        const text = this.#ofType(type, shape, attempt === 0 ? place : { ...place, plain: true, attempt });
        if (text === undefined) break;
        if (!shape.delicate || this.#writing.conforms(schemas, text)) {
          this.#writing.wrote(text);
          return text;
        }
        this.#effort.withdraw(credited);
        this.#writing.stuck(place, "its 'not', 'oneOf' or condition refuses what was tried");
        if (!this.#writing.mayTry()) return undefined;
      }
    }
    return undefined;
  }

  #types(shape: Shape, place: Place): readonly JsonType[] {
    if (
      shape.types.length > 1 &&
      shape.types.includes('number') &&
      this.#writing.suggestions.typeAt(place) === 'number'
    )
      return ['number', ...shape.types];
    if (shape.typed) {
      const [first] = shape.types;
      const others = shape.types.filter((type) => type !== 'null');
      if (!shape.types.includes('null') || others.length === 0) return shape.types;
      const scalar = others.some((type) => type !== 'object' && type !== 'array');
      const ends = (this.#writing.isFrugal(place) && !scalar) || this.#writing.wearies(shape, place);
      return ends ||
        this.#writing.suggestions.leavesOut(place.path) ||
        (first !== undefined && this.#writing.random.chance(0.06))
        ? ['null', ...others]
        : [...others, 'null'];
    }
    // Without `type`, any other type is valid too; it is used if the likely ones cannot be written.
    return [...new Set([...this.#likely(shape, place), ...ANY_TYPE])];
  }

  /** For a schema without `type`, the types that its keywords apply to. */
  #likely(shape: Shape, place: Place): readonly JsonType[] {
    if (shape.required.size > 0 || shape.objects.some((member) => isObject(member.properties)))
      return ['object'];
    if (shape.arrays.length > 0 || shape.contains.length > 0 || shape.minItems > 0) return ['array'];
    if (shape.objects.length > 0 || shape.minProperties > 0) return ['object'];
    const bounds = [shape.low, shape.high, shape.above, shape.below];
    if (bounds.some(Number.isFinite) || shape.multiples.length > 0) return ['number'];
    const isText = shape.patterns.length > 0 || shape.formats.length > 0;
    return place.depth === 0 && !isText ? ['object', 'string'] : ['string'];
  }

  #ofType(type: JsonType, shape: Shape, place: Place): string | undefined {
    switch (type) {
      case 'null':
        return 'null';
      case 'boolean':
        return String(
          (isSingle(place) && !this.#writing.suggestions.isSureOf(place)
            ? this.#insight?.flag({ ...place, description: shape.description })
            : undefined) ?? this.#writing.suggestions.flag(shape, place),
        );
      case 'number':
      case 'integer': {
        const scored =
          isSingle(place) && !this.#writing.suggestions.isSureOf(place)
            ? this.#insight?.number({ ...place, description: shape.description }, shape.low, shape.high)
            : undefined;
        const suggested = this.#writing.suggestions.numbers(shape, place);
        const preferred = scored === undefined ? suggested : [scored, ...suggested];
        const turn = place.attempt === undefined ? undefined : (place.index ?? 0) + place.attempt;
        const integer = type === 'integer';
        const value = numberFor(shape, { integer, preferred, random: this.#writing.random, turn });
        if (value !== undefined) return JSON.stringify(value);
        // Multiples are searched for and may be missed; bounds alone are decided exactly.
        if (shape.multiples.length + shape.notMultiples.length > 0) this.#effort.isUnsettled = true;
        return this.#writing.blocked(place, `no ${type} is within its bounds`);
      }
      case 'string': {
        const { suggestions, random, room, effort } = this.#writing;
        const text = textFor(shape, { suggestions, place, random, room, effort, insight: this.#insight });
        return text === undefined
          ? this.#writing.blocked(place, 'no text has its pattern, format and length together')
          : JSON.stringify(text);
      }
      case 'array':
        return this.#listed(shape, place) ?? arrayFor(shape, place, this.#writing);
      case 'object':
        return objectFor(shape, place, this.#writing);
    }
  }

  /** A list of texts that the request as a whole tells. */
  #listed(shape: Shape, place: Place): string | undefined {
    if (place.plain || this.#insight === undefined) return undefined;
    const isWhole = place.path.length === 0;
    const words = isWhole ? place.owner : place.words;
    const told = this.#insight.items({ ...place, words, description: shape.description, isWhole });
    const items = told?.slice(0, shape.maxItems);
    if (items === undefined || items.length < shape.minItems) return undefined;
    const text = JSON.stringify(items);
    return this.#writing.conforms(shape.members, text) ? text : undefined;
  }

  /** The value that fits the request, if the request mentions none. */
  #labelOf(values: readonly unknown[], schemas: readonly JsonSchema[], place: Place): string | undefined {
    if (this.#insight === undefined || !isSingle(place) || values.length < 2) return undefined;
    if (this.#writing.suggestions.isSureOf(place)) return undefined;
    if (this.#writing.suggestions.mentions.among(values, place.name, undefined).length > 0) return undefined;
    const texts = values.filter((value) => typeof value === 'string');
    const [schema] = schemas;
    const description = isObject(schema) && typeof schema.description === 'string' ? schema.description : '';
    return this.#insight.label({ ...place, description }, texts);
  }

  #oneOf(values: readonly unknown[], schemas: readonly JsonSchema[], place: Place): string | undefined {
    const label = this.#labelOf(values, schemas, place);
    for (const value of label === undefined
      ? this.#writing.suggestions.ranked(values, place)
      : [label, ...values]) {
      if (schemas.every((schema) => conforms(schema, value, this.#writing.root, this.#effort))) {
        const text = JSON.stringify(value);
        this.#writing.wrote(text);
        return text;
      }
      if (this.#effort.exhausted) return undefined;
    }
    return this.#writing.blocked(place, "none of the values of its 'enum' or 'const' satisfies the rest");
  }
}

/** Whether a schema of one type takes values of a type. */
function takes(schema: JsonSchema, type: string | undefined): boolean {
  if (type === undefined || !isObject(schema)) return false;
  return schema.type === type || (schema.type === 'integer' && type === 'number');
}
