import type { Random } from '../../../../runtime/random.ts';
import { FormUnmet } from '../../../errors.ts';
import type { JsonSchema } from '../../../request.ts';
import { Effort } from '../effort.ts';
import type { Facts } from '../facts/facts.ts';
import { tokensOf } from '../facts/words.ts';
import { type Choice, Choices } from '../schema/choices.ts';
import { canonical, conforms } from '../schema/conforms.ts';
import { costsOf } from '../schema/cost.ts';
import { withPointers } from '../schema/identifiers.ts';
import { isObject, resolveRef, type SchemaObject } from '../schema/resolve.ts';
import {
  type JsonType,
  type Reading,
  type Shape,
  schemasForItem,
  schemasForProperty,
  shapeOf,
} from '../schema/shape.ts';
import { numberFor } from './numbers.ts';
import { propertyName } from './property-name.ts';
import { textFor } from './strings.ts';
import { type Place, Suggestions } from './suggestions.ts';

export interface ComposeOptions {
  readonly facts: Facts;
  readonly random: Random;
  /** What the value is, such as a schema's name: it tells a person's `name` from a product's. */
  readonly name?: string;
  /** True for the arguments of the function of that name, false for an answer. */
  readonly isFunction?: boolean;
  /** Levels of nesting down to which optional properties and recursion are welcome; 8 unless said. */
  readonly maxDepth?: number;
  /** Which of several places, companies and the like the answer is about, from 0: for answers that share them out. */
  readonly turn?: number;
}

/**
 * JSON text that is valid for a schema, with values from the facts where they suit, otherwise plausible ones. Keys
 * come in the schema's order, without spaces.
 *
 * The schema is untrusted: about 20,000 values and 400,000 characters are written at most, recursion takes its
 * cheapest way out once it has gone round twice, and names such as `__proto__` are data.
 *
 * @throws FormUnmet when nothing satisfies the schema, or nothing was found within these bounds
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

/** Values written without restraint; beyond it only what is required is. */
const COMFORT = 600;
const NODES = 20_000;
/** Schemas and options beyond this many count as further values, so that looking at them is bounded too. */
const MEMBERS_PER_NODE = 40;
const DEPTH = 200;
const CHARACTERS = 400_000;
/** Answers begun anew when one turns out not to satisfy the schema. */
const ROUNDS = 3;
/** Values tried for one place where only checking tells whether they fit. */
const TRIES = 8;
const NONE: ReadonlySet<Choice> = new Set();

const ANY_TYPE: readonly JsonType[] = ['string', 'number', 'boolean', 'null', 'object', 'array'];

class Composer {
  readonly #root: JsonSchema;
  readonly #reading: Reading;
  readonly #random: Random;
  readonly #suggestions: Suggestions;
  readonly #cost: (schema: JsonSchema) => number;
  readonly #name: string;
  readonly #isFunction: boolean;
  readonly #maxDepth: number;
  readonly #turn: number | undefined;
  readonly #effort = new Effort();
  #nodes = 0;
  /** Choices whose options overlap, as was found out by trying. */
  readonly #overlapping = new Set<Choice>();
  #characters = 0;
  /** Where and why the last value could not be written. */
  #obstacle = '';

  constructor(schema: JsonSchema, options: ComposeOptions) {
    const { facts, random, name = '', isFunction = false, maxDepth = 8, turn } = options;
    this.#root = withPointers(schema);
    this.#reading = { root: this.#root, choices: new Choices(this.#root), effort: this.#effort };
    this.#random = random;
    this.#suggestions = new Suggestions(facts, random);
    this.#cost = costsOf(this.#root);
    this.#name = name;
    this.#isFunction = isFunction;
    this.#maxDepth = maxDepth;
    this.#turn = turn;
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
      ...(this.#turn === undefined ? {} : { turn: this.#turn }),
    };
    let isSettled = false;
    for (let attempt = 0; attempt < ROUNDS && !isSettled; attempt++) {
      const text = this.#value(
        [this.#root],
        attempt === 0 ? place : { ...place, plain: true, attempt },
        NONE,
      );
      if (text !== undefined && this.#conforms([this.#root], text)) return text;
      isSettled = text === undefined && !this.#effort.isUnsettled;
    }
    if (!isSettled && this.#cost(this.#root) === Number.POSITIVE_INFINITY)
      this.#obstacle = 'it contains itself without an end';
    const verdict = isSettled ? 'no value can satisfy it' : 'no value that satisfies it was found';
    const reason = this.#obstacle === '' ? `${verdict}.` : `${verdict}: ${this.#obstacle}.`;
    throw new FormUnmet(this.#isFunction ? 'function' : 'format', this.#name, reason);
  }

  /** Notes why nothing can be written at a place; always undefined. */
  #blocked(place: Place, reason: string): undefined {
    const path = place.path.slice(0, 20).map((step) => `'${step}'`.slice(0, 80));
    this.#obstacle = path.length === 0 ? reason : `at (${path.join(', ')}), ${reason}`;
  }

  /** As `#blocked`, where another way that was not tried may be open. */
  #stuck(place: Place, reason: string): undefined {
    this.#effort.isUnsettled = true;
    return this.#blocked(place, reason);
  }

  /** Counts one more try as a value written; false, and nothing is certain any more, when there were too many. */
  #mayTry(): boolean {
    if (++this.#nodes <= NODES && !this.#effort.exhausted) return true;
    this.#effort.isUnsettled = true;
    return false;
  }

  #value(schemas: readonly JsonSchema[], place: Place, settled: ReadonlySet<Choice>): string | undefined {
    const isTooMuch = ++this.#nodes > NODES || place.depth > DEPTH || this.#characters > CHARACTERS;
    if (isTooMuch || this.#effort.exhausted)
      return this.#stuck(place, 'it asks for more than can be written');
    const shape = shapeOf(schemas, this.#reading, settled);
    this.#nodes += Math.floor((shape.members.length + shape.choices.length) / MEMBERS_PER_NODE);
    if (shape.impossible) return this.#blocked(place, 'its types or values contradict each other');
    const choice = shape.choices[0];
    return choice === undefined
      ? this.#typed(shape, schemas, place)
      : this.#choose(choice, schemas, place, settled);
  }

  /** Tries the options of a choice; where exactly one may hold, first as they are, then without what others allow. */
  #choose(
    choice: Choice,
    schemas: readonly JsonSchema[],
    place: Place,
    settled: ReadonlySet<Choice>,
  ): string | undefined {
    const chosen = new Set([...settled, choice]);
    const wasUnsettled = this.#effort.isUnsettled;
    const { options: asTheyAre, apart = [] } = choice;
    for (const options of this.#overlapping.has(choice) ? [apart] : [asTheyAre, apart]) {
      // What the first round left open, the second decides.
      if (options.length > 0 && !this.#effort.exhausted) this.#effort.isUnsettled = wasUnsettled;
      for (const option of this.#ordered(options, place)) {
        const text = this.#value([...schemas, option], place, chosen);
        if (text !== undefined) {
          if (options === apart) this.#overlapping.add(choice);
          return text;
        }
        if (!this.#mayTry()) return undefined;
      }
    }
    return undefined;
  }

  /** The options of a choice, the most fitting first: cheap ones when it is time to end. */
  #ordered(options: readonly JsonSchema[], place: Place): JsonSchema[] {
    const frugal = this.#isFrugal(place);
    this.#nodes += Math.floor(options.length / MEMBERS_PER_NODE);
    const ranked = options.map((option, index) => {
      const cost = this.#cost(option);
      const tired = frugal || this.#rounds(option, place) >= 2;
      // What ends recursion comes before what prolongs it, and null only when there is nothing else to say.
      const order = cost === Number.POSITIVE_INFINITY ? 2 : tired ? 1 : 0;
      const isNull = isObject(option) && (option.type === 'null' || option.const === null);
      const merit = isNull
        ? -1 + (this.#random.chance(0.08) ? 100 : 0)
        : this.#suggestions.mentions.relevance(this.#target(option));
      return {
        option,
        order,
        cost: order > 0 || frugal ? cost : 0,
        merit: merit + this.#random.next() * 0.5,
        index,
      };
    });
    ranked.sort((a, b) => a.order - b.order || a.cost - b.cost || b.merit - a.merit || a.index - b.index);
    return ranked.map(({ option }) => option);
  }

  #typed(shape: Shape, schemas: readonly JsonSchema[], place: Place): string | undefined {
    if (shape.values !== undefined) return this.#oneOf(shape.values, schemas, place);
    for (const type of this.#types(shape, place)) {
      for (let attempt = 0; attempt < (shape.delicate ? TRIES : 1); attempt++) {
        const text = this.#ofType(type, shape, attempt === 0 ? place : { ...place, plain: true, attempt });
        if (text === undefined) break;
        if (!shape.delicate || this.#conforms(schemas, text)) {
          this.#characters += text.length;
          return text;
        }
        this.#stuck(place, "its 'not', 'oneOf' or condition refuses what was tried");
        if (!this.#mayTry()) return undefined;
      }
    }
    return undefined;
  }

  #types(shape: Shape, place: Place): readonly JsonType[] {
    if (shape.typed) {
      const [first] = shape.types;
      const others = shape.types.filter((type) => type !== 'null');
      if (!shape.types.includes('null') || others.length === 0) return shape.types;
      const scalar = others.some((type) => type !== 'object' && type !== 'array');
      const ends = (this.#isFrugal(place) && !scalar) || this.#wearies(shape, place);
      return ends || (first !== undefined && this.#random.chance(0.06))
        ? ['null', ...others]
        : [...others, 'null'];
    }
    // Without a type, whatever the keywords do not speak of is allowed, if nothing else can be written.
    return [...new Set([...this.#likely(shape, place), ...ANY_TYPE])];
  }

  /** The types that the keywords of a schema without one are about. */
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
        return String(this.#suggestions.flag(shape, place));
      case 'number':
      case 'integer': {
        const preferred = this.#suggestions.numbers(shape, place);
        const turn = place.attempt === undefined ? undefined : (place.index ?? 0) + place.attempt;
        const integer = type === 'integer';
        const value = numberFor(shape, { integer, preferred, random: this.#random, turn });
        if (value !== undefined) return JSON.stringify(value);
        // Multiples are tried, bounds are known.
        if (shape.multiples.length + shape.notMultiples.length > 0) this.#effort.isUnsettled = true;
        return this.#blocked(place, `no ${type} is within its bounds`);
      }
      case 'string': {
        const room = CHARACTERS - this.#characters;
        const text = textFor(shape, {
          suggestions: this.#suggestions,
          place,
          random: this.#random,
          room,
          effort: this.#effort,
        });
        return text === undefined
          ? this.#blocked(place, 'no text has its pattern, format and length together')
          : JSON.stringify(text);
      }
      case 'array':
        return this.#array(shape, place);
      case 'object':
        return this.#object(shape, place);
    }
  }

  #oneOf(values: readonly unknown[], schemas: readonly JsonSchema[], place: Place): string | undefined {
    for (const value of this.#suggestions.ranked(values, place)) {
      if (schemas.every((schema) => conforms(schema, value, this.#root, this.#effort)))
        return JSON.stringify(value);
      if (this.#effort.exhausted) return undefined;
    }
    return this.#blocked(place, "none of the values of its 'enum' or 'const' satisfies the rest");
  }

  #array(shape: Shape, place: Place): string | undefined {
    const items: string[] = [];
    const seen = shape.unique ? new Set<string>() : undefined;
    const above = [...place.above, ...shape.members];
    const wanted = shape.contains.flatMap(({ schema, least }) =>
      Array<JsonSchema>(Math.min(least, NODES)).fill(schema),
    );
    // What several `contains` ask for may have to be in one item, where there is no room for more.
    const together = Math.max(1, Math.ceil(wanted.length / Math.max(1, shape.maxItems)));
    const left = shape.contains.map(({ most }) => most);
    const length = Math.min(shape.maxItems, Math.max(this.#lengthOf(shape, place), wanted.length));
    const most = Math.min(shape.maxItems, Math.max(length, shape.minItems) + wanted.length * 4);
    for (let index = 0; index < length || (wanted.length > 0 && index < most); index++) {
      const path = [...place.path, index];
      const inner: Place = { ...place, index, depth: place.depth + 1, path, above };
      const schemas = [
        ...schemasForItem(shape, index),
        ...shape.contains.flatMap(({ schema }, each) => (left[each] === 0 ? [{ not: schema }] : [])),
      ];
      const extra = wanted.slice(0, together);
      let item = extra.length > 0 ? this.#item([...schemas, ...extra], inner, seen) : undefined;
      if (item !== undefined) wanted.splice(0, extra.length);
      else item = this.#item(schemas, inner, seen);
      if (item === undefined) break;
      const value: unknown = shape.contains.length > 0 ? JSON.parse(item) : undefined;
      shape.contains.forEach(({ schema, most }, each) => {
        if (most !== Number.POSITIVE_INFINITY && conforms(schema, value, this.#root, this.#effort))
          left[each]!--;
      });
      items.push(item);
    }
    if (items.length < shape.minItems) {
      if (items.length >= shape.maxItems)
        return this.#blocked(place, "'minItems' is greater than 'maxItems'");
      return undefined;
    }
    return wanted.length > 0
      ? this.#stuck(place, "its items leave no room for what 'contains' asks for")
      : `[${items.join(',')}]`;
  }

  #item(schemas: readonly JsonSchema[], place: Place, seen: Set<string> | undefined): string | undefined {
    for (let attempt = 0; attempt < 60; attempt++) {
      const item = this.#value(schemas, attempt === 0 ? place : { ...place, plain: true, attempt }, NONE);
      if (item === undefined || seen === undefined) return item;
      const mark = canonical(JSON.parse(item));
      if (!seen.has(mark)) {
        seen.add(mark);
        return item;
      }
      if (!this.#mayTry()) break;
    }
    return this.#stuck(place, "no further item is different from the others, as 'uniqueItems' asks");
  }

  #lengthOf(shape: Shape, place: Place): number {
    const needed = shape.minItems;
    if (this.#isFrugal(place) || this.#wearies(shape, place)) return needed;
    const schemas = schemasForItem(shape, 0);
    const prefix = shape.arrays.reduce((most, each) => Math.max(most, each.prefix.length), 0);
    const costly = schemas.reduce((sum, schema) => sum + this.#cost(schema), 0);
    if (costly === Number.POSITIVE_INFINITY || schemas.includes(false)) return needed;
    const rounds = schemas.reduce((most, schema) => Math.max(most, this.#rounds(schema, place)), 0);
    const natural =
      prefix > 0
        ? prefix
        : rounds > 0
          ? 1
          : this.#suggestions.lengthOf(
              shape,
              place,
              schemas.map((each) => this.#target(each)),
            );
    return Math.min(shape.maxItems, Math.max(needed, natural));
  }

  /** With what is welcome, or, where that cannot be, with what is needed alone. */
  #object(shape: Shape, place: Place): string | undefined {
    const frugal = this.#isFrugal(place);
    const wasUnsettled = this.#effort.isUnsettled;
    const text = this.#withProperties(shape, place, frugal);
    if (text !== undefined || frugal || !this.#mayTry()) return text;
    this.#effort.isUnsettled = wasUnsettled;
    return this.#withProperties(shape, place, true);
  }

  #withProperties(shape: Shape, place: Place, frugal: boolean): string | undefined {
    const above = [...place.above, ...shape.members];
    const included = this.#namesOf(shape, place, above, frugal);
    if (included === undefined) return undefined;
    const pieces: string[] = [];
    const written = new Set<string>();
    const write = (name: string): boolean => {
      if (written.has(name)) return true;
      const path = [...place.path, name];
      const schemas = this.#schemasFor(shape, name);
      const words = tokensOf(name);
      const owner = place.words.length > 0 ? place.words : place.owner;
      const inner: Place = { ...place, name, words, owner, depth: place.depth + 1, path, above };
      const value =
        schemas === undefined
          ? this.#blocked(inner, 'the property is required, but not allowed')
          : this.#value(schemas, inner, NONE);
      if (value === undefined) return false;
      written.add(name);
      pieces.push(`${JSON.stringify(name)}:${value}`);
      return true;
    };
    const needed = withDependents(shape.required, shape);
    for (const name of included) if (!write(name) && needed.has(name)) return undefined;
    for (const name of withDependents(written, shape)) if (!write(name)) return undefined;
    this.#addFreeNames(shape, place, written, write, frugal);
    if (written.size > shape.maxProperties)
      return this.#blocked(place, "more properties are required than 'maxProperties' allows");
    if (written.size >= shape.minProperties) return `{${pieces.join(',')}}`;
    return this.#stuck(place, "there are not as many properties as 'minProperties' asks for");
  }

  /** The schemas of a property, undefined when its name is not allowed. */
  #schemasFor(shape: Shape, name: string): readonly JsonSchema[] | undefined {
    const isNamed = shape.nameRules.every((rule) => conforms(rule, name, this.#root, this.#effort));
    return isNamed ? schemasForProperty(shape, name, this.#effort) : undefined;
  }

  /** The declared properties to write, in the order of their declaration. */
  #namesOf(
    shape: Shape,
    place: Place,
    above: readonly object[],
    frugal: boolean,
  ): readonly string[] | undefined {
    const declared = new Set<string>();
    for (const member of shape.objects) {
      if (isObject(member.properties)) for (const name of Object.keys(member.properties)) declared.add(name);
    }
    for (const name of shape.required) declared.add(name);
    const included = withDependents(shape.required, shape);
    let room = Math.min(shape.maxProperties, NODES) - included.size;
    if (room < 0) return this.#blocked(place, "more properties are required than 'maxProperties' allows");
    for (const pass of ['welcome', 'needed'] as const) {
      for (const name of declared) {
        if (room <= 0 || included.has(name)) continue;
        if (pass === 'needed' && included.size >= shape.minProperties) break;
        const schemas = this.#schemasFor(shape, name);
        if (
          schemas === undefined ||
          schemas.some((schema) => this.#cost(schema) === Number.POSITIVE_INFINITY)
        )
          continue;
        const weary = schemas.some((schema) => this.#rounds(schema, { ...place, above }) >= 2);
        if (pass === 'welcome' && (frugal || weary)) continue;
        if (
          pass === 'welcome' &&
          !this.#random.chance(0.88) &&
          !this.#suggestions.mentions.speaksOf(name, schemas)
        )
          continue;
        const more = [...withDependents([name], shape)].filter((each) => !included.has(each));
        if (more.length > room) continue;
        for (const each of more) included.add(each);
        room -= more.length;
      }
    }
    return [...new Set([...declared, ...included])].filter((name) => included.has(name));
  }

  /** Properties that no schema names: those of a map, and what a minimum asks for. */
  #addFreeNames(
    shape: Shape,
    place: Place,
    written: ReadonlySet<string>,
    write: (name: string) => boolean,
    frugal: boolean,
  ): void {
    const patterns = shape.objects.flatMap((member) =>
      isObject(member.patternProperties) ? Object.keys(member.patternProperties) : [],
    );
    // An object that has to be another one than the last has something in it.
    const isMap =
      (shape.objects.length > 0 || place.attempt !== undefined) &&
      written.size === 0 &&
      shape.objects.every((member) => !isObject(member.properties));
    const wanted =
      isMap && !frugal
        ? Math.max(shape.minProperties, Math.min(2, shape.maxProperties))
        : shape.minProperties;
    for (
      let attempt = 0;
      written.size < wanted && attempt < wanted * 3 + 20 && this.#nodes <= NODES;
      attempt++
    ) {
      const name = propertyName(shape, {
        patterns,
        attempt,
        random: this.#random,
        place,
        suggestions: this.#suggestions,
        reading: this.#reading,
      });
      if (name === undefined || written.has(name)) continue;
      const needed = withDependents([name], shape);
      if ([...needed].every((each) => this.#schemasFor(shape, each) !== undefined))
        for (const each of needed) write(each);
    }
  }

  #conforms(schemas: readonly JsonSchema[], text: string): boolean {
    const value: unknown = JSON.parse(text);
    return schemas.every((schema) => conforms(schema, value, this.#root, this.#effort));
  }

  #isFrugal(place: Place): boolean {
    return place.depth > this.#maxDepth || this.#nodes > COMFORT;
  }

  /** Whether the shape's own schemas are already being written twice above it. */
  #wearies(shape: Shape, place: Place): boolean {
    return shape.members.some((member) => timesIn(place.above, member) >= 2);
  }

  /** How often what a schema means is already being written above a place. */
  #rounds(schema: JsonSchema, place: Place): number {
    let most = 0;
    for (const target of this.#targets(schema)) most = Math.max(most, timesIn(place.above, target));
    return most;
  }

  #target(schema: JsonSchema): JsonSchema {
    return this.#targets(schema).at(-1) ?? schema;
  }

  #targets(schema: JsonSchema): SchemaObject[] {
    const targets: SchemaObject[] = [];
    let next: unknown = schema;
    while (isObject(next) && targets.length < 20) {
      targets.push(next);
      next = next.$ref === undefined ? undefined : resolveRef(this.#root, next.$ref);
    }
    return targets;
  }
}

/** Names with those that their properties bring with them. */
function withDependents(names: Iterable<string>, shape: Shape): Set<string> {
  const all = new Set(names);
  if (shape.dependents.size === 0) return all;
  // A set is walked in the order of its growth.
  for (const name of all)
    for (const other of shape.dependents.get(name) ?? []) if (all.size < 1_000) all.add(other);
  return all;
}

function timesIn(list: readonly object[], item: object): number {
  let times = 0;
  for (const each of list) if (each === item) times++;
  return times;
}
