import type { Random } from '../../../../runtime/random.ts';
import type { JsonSchema } from '../../../request.ts';
import { Effort } from '../effort.ts';
import type { Facts } from '../facts/facts.ts';
import { tokensOf } from '../facts/words.ts';
import { canonical, conforms } from '../schema/conforms.ts';
import { costsOf } from '../schema/cost.ts';
import { isObject, own, resolveRef, type SchemaObject } from '../schema/resolve.ts';
import { type JsonType, type Shape, schemasForItem, schemasForProperty, shapeOf } from '../schema/shape.ts';
import { numberFor } from './numbers.ts';
import { propertyName } from './property-name.ts';
import { textFor } from './strings.ts';
import { type Place, Suggestions } from './suggestions.ts';

export interface ComposeOptions {
  readonly facts: Facts;
  readonly random: Random;
  /** What the value is, such as a schema's name: it tells a person's `name` from a product's. */
  readonly name?: string;
  /** Levels of nesting down to which optional properties and recursion are welcome; 8 unless said. */
  readonly maxDepth?: number;
  /** Which of several places, companies and the like the answer is about, from 0: for answers that share them out. */
  readonly turn?: number;
}

/**
 * JSON text that is valid for a schema, with values from the facts where they suit, otherwise plausible ones. Keys
 * come in the schema's order, without spaces.
 *
 * The schema is untrusted: about 5,000 values and 400,000 characters are written at most, recursion takes its
 * cheapest way out once it has gone round twice, and names such as `__proto__` are data. For a schema that nothing
 * bounded satisfies, the text is JSON of about the right shape.
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
const NODES = 5_000;
/** Schemas and options beyond this many count as further values, so that looking at them is bounded too. */
const MEMBERS_PER_NODE = 40;
const DEPTH = 200;
const CHARACTERS = 400_000;
/** Options of choices and repeated values tried in one composition. */
const ATTEMPTS = 600;
const NONE: ReadonlySet<object> = new Set();

class Composer {
  readonly #root: JsonSchema;
  readonly #random: Random;
  readonly #suggestions: Suggestions;
  readonly #cost: (schema: JsonSchema) => number;
  readonly #name: string;
  readonly #maxDepth: number;
  readonly #turn: number | undefined;
  readonly #effort = new Effort();
  #nodes = 0;
  #attempts = 0;
  #characters = 0;

  constructor(root: JsonSchema, { facts, random, name = '', maxDepth = 8, turn }: ComposeOptions) {
    this.#root = root;
    this.#random = random;
    this.#suggestions = new Suggestions(facts, random);
    this.#cost = costsOf(root);
    this.#name = name;
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
      above: [],
      plain: false,
      ...(this.#turn === undefined ? {} : { turn: this.#turn }),
    };
    return this.#value([this.#root], place, NONE) ?? fallback(this.#root);
  }

  #value(schemas: readonly JsonSchema[], place: Place, settled: ReadonlySet<object>): string | undefined {
    if (++this.#nodes > NODES || place.depth > DEPTH || this.#characters > CHARACTERS) return 'null';
    const shape = shapeOf(schemas, this.#root, settled);
    this.#nodes += Math.floor((shape.members.length + shape.choices.length) / MEMBERS_PER_NODE);
    if (shape.impossible) return undefined;
    const choice = shape.choices[0];
    if (choice !== undefined) return this.#choose(choice, schemas, place, settled);
    const condition = shape.conditions[0];
    if (condition !== undefined) return this.#branch(condition, schemas, place, settled);
    if (!shape.delicate) return this.#typed(shape, schemas, place);
    for (let attempt = 0; attempt < 8; attempt++) {
      const text = this.#typed(shape, schemas, attempt === 0 ? place : { ...place, plain: true });
      if (text === undefined) return undefined;
      if (this.#conforms(schemas, text)) return text;
      if (++this.#attempts > ATTEMPTS) return undefined;
    }
    return undefined;
  }

  #choose(
    choice: Shape['choices'][number],
    schemas: readonly JsonSchema[],
    place: Place,
    settled: ReadonlySet<object>,
  ): string | undefined {
    const chosen = new Set([...settled, choice.group]);
    for (const option of this.#ordered(choice.options, place)) {
      const text = this.#value([...schemas, option], place, chosen);
      if (text !== undefined) return text;
      if (++this.#attempts > ATTEMPTS) break;
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

  #branch(
    condition: SchemaObject,
    schemas: readonly JsonSchema[],
    place: Place,
    settled: ReadonlySet<object>,
  ): string | undefined {
    const decided = new Set([...settled, condition]);
    const test = condition.if as JsonSchema;
    const then = (condition.then ?? true) as JsonSchema;
    const otherwise = (condition.else ?? true) as JsonSchema;
    const ways = [[test, then], [{ not: test }, otherwise], [otherwise]];
    for (const way of this.#random.chance(0.5) ? ways : [ways[1], ways[0], ways[2]]) {
      const text = this.#value([...schemas, ...(way as JsonSchema[])], place, decided);
      if (text !== undefined) return text;
      if (++this.#attempts > ATTEMPTS) break;
    }
    return undefined;
  }

  #typed(shape: Shape, schemas: readonly JsonSchema[], place: Place): string | undefined {
    if (shape.values !== undefined) return this.#oneOf(shape.values, schemas, place);
    for (const type of this.#types(shape, place)) {
      const text = this.#ofType(type, shape, place);
      if (text !== undefined) {
        this.#characters += text.length;
        return text;
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
    if (shape.required.size > 0 || shape.objects.some((member) => isObject(member.properties)))
      return ['object'];
    if (shape.arrays.length > 0 || shape.contains.length > 0 || shape.minItems > 0) return ['array'];
    if (shape.objects.length > 0 || shape.minProperties > 0) return ['object'];
    const bounds = [shape.low, shape.high, shape.above, shape.below];
    if (bounds.some(Number.isFinite) || shape.multiples.length > 0) return ['number'];
    return place.depth === 0 && shape.patterns.length === 0 && shape.formats.length === 0
      ? ['object', 'string']
      : ['string', 'number', 'boolean', 'null', 'object', 'array'];
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
        const value = numberFor(shape, { integer: type === 'integer', preferred, random: this.#random });
        return value === undefined ? undefined : JSON.stringify(value);
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
        return text === undefined ? undefined : JSON.stringify(text);
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
      if (++this.#attempts > ATTEMPTS * 4) return undefined;
    }
    return undefined;
  }

  #array(shape: Shape, place: Place): string | undefined {
    const items: string[] = [];
    const seen = new Set<string>();
    const above = [...place.above, ...shape.members];
    const length = this.#lengthOf(shape, place);
    for (let index = 0; index < length && this.#nodes <= NODES; index++) {
      const extra = shape.contains.filter(({ least }) => index < least).map(({ schema }) => schema);
      const schemas = [...schemasForItem(shape, index), ...extra];
      const inner: Place = { ...place, index, depth: place.depth + 1, above };
      const item = this.#item(schemas, inner, shape.unique ? seen : undefined);
      if (item === undefined) {
        if (items.length < shape.minItems) return undefined;
        break;
      }
      items.push(item);
    }
    return `[${items.join(',')}]`;
  }

  #item(schemas: readonly JsonSchema[], place: Place, seen: Set<string> | undefined): string | undefined {
    for (let attempt = 0; attempt < 30; attempt++) {
      const item = this.#value(schemas, attempt === 0 ? place : { ...place, plain: true, attempt }, NONE);
      if (item === undefined || seen === undefined) return item;
      const mark = canonical(JSON.parse(item));
      if (!seen.has(mark)) {
        seen.add(mark);
        return item;
      }
      if (++this.#attempts > ATTEMPTS * 4) return undefined;
    }
    return undefined;
  }

  #lengthOf(shape: Shape, place: Place): number {
    const needed = shape.contains.reduce((most, { least }) => Math.max(most, least), shape.minItems);
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

  #object(shape: Shape, place: Place): string | undefined {
    const above = [...place.above, ...shape.members];
    const frugal = this.#isFrugal(place);
    const included = this.#namesOf(shape, place, above, frugal);
    if (included === undefined) return undefined;
    const pieces: string[] = [];
    const written = new Set<string>();
    const write = (name: string): boolean => {
      const schemas = schemasForProperty(shape, name, this.#effort);
      if (schemas === undefined || written.has(name)) return written.has(name);
      const words = tokensOf(name);
      const owner = place.words.length > 0 ? place.words : place.owner;
      const inner: Place = { ...place, name, words, owner, depth: place.depth + 1, above };
      const value = this.#value(schemas, inner, NONE);
      if (value === undefined) return false;
      written.add(name);
      pieces.push(`${JSON.stringify(name)}:${value}`);
      return true;
    };
    for (const name of included) if (!write(name) && shape.required.has(name)) return undefined;
    this.#addFreeNames(shape, place, written, write, frugal);
    return written.size < shape.minProperties ? undefined : `{${pieces.join(',')}}`;
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
    const included = new Set(shape.required);
    let room = Math.min(shape.maxProperties, NODES) - included.size;
    if (room < 0) return undefined;
    for (const pass of ['welcome', 'needed'] as const) {
      for (const name of declared) {
        if (room <= 0 || included.has(name)) continue;
        if (pass === 'needed' && included.size >= shape.minProperties) break;
        const schemas = schemasForProperty(shape, name, this.#effort);
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
        included.add(name);
        room--;
      }
    }
    bringDependents(included, shape);
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
    const isMap =
      shape.objects.length > 0 &&
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
        root: this.#root,
        effort: this.#effort,
      });
      if (name !== undefined && !written.has(name)) write(name);
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

function bringDependents(included: Set<string>, shape: Shape): void {
  if (shape.dependents.size === 0) return;
  const pending = [...included];
  for (let name = pending.pop(); name !== undefined && included.size < 1_000; name = pending.pop()) {
    for (const other of shape.dependents.get(name) ?? []) {
      if (included.has(other)) continue;
      included.add(other);
      pending.push(other);
    }
  }
}

function timesIn(list: readonly object[], item: object): number {
  let times = 0;
  for (const each of list) if (each === item) times++;
  return times;
}

/** Something of the declared type when nothing satisfies a schema. */
function fallback(schema: JsonSchema): string {
  const type = isObject(schema) ? own(schema, 'type') : undefined;
  if (type === 'array') return '[]';
  if (type === 'string') return '""';
  if (type === 'number' || type === 'integer') return '0';
  if (type === 'boolean') return 'false';
  return type === 'null' ? 'null' : '{}';
}
