import type { Effort } from '../../../engine/effort.ts';
import type { JsonSchema } from '../../../engine/request.ts';
import type { Random } from '../../../runtime/random.ts';
import { conforms } from '../schema/conforms.ts';
import { isObject, resolveRef, type SchemaObject } from '../schema/resolve.ts';
import type { Reading, Shape } from '../schema/shape.ts';
import type { Place, Suggestions } from './suggestions.ts';

/** Values beyond which only required properties and items are written. */
const COMFORT = 600;
/** Maximum number of values written, including discarded ones. */
export const NODES = 20_000;
/** This many schemas and options count as one value. */
const MEMBERS_PER_NODE = 40;
const DEPTH = 200;
/** Steps per value, in addition to reading its schemas and checking it. */
const VALUE = 60;
const CHARACTERS = 400_000;

export interface WritingOptions {
  readonly reading: Reading;
  readonly random: Random;
  readonly suggestions: Suggestions;
  /** Nesting depth below which optional properties and recursion are avoided. */
  readonly maxDepth: number;
  /** How many values the smallest instance of a schema needs. */
  readonly cost: (schema: JsonSchema) => number;
  /** Writes a value that satisfies all the schemas. */
  readonly value: (schemas: readonly JsonSchema[], place: Place) => string | undefined;
}

/** The state and bounds of one composition, shared by the writers of values, arrays and objects. */
export class Writing {
  readonly root: JsonSchema;
  readonly effort: Effort;
  readonly reading: Reading;
  readonly random: Random;
  readonly suggestions: Suggestions;
  readonly cost: (schema: JsonSchema) => number;
  readonly value: WritingOptions['value'];
  /** Where and why the last value could not be written. */
  obstacle = '';
  readonly #maxDepth: number;
  #nodes = 0;
  #characters = 0;

  constructor({ reading, random, suggestions, maxDepth, cost, value }: WritingOptions) {
    this.root = reading.root;
    this.effort = reading.effort;
    this.reading = reading;
    this.random = random;
    this.suggestions = suggestions;
    this.cost = cost;
    this.value = value;
    this.#maxDepth = maxDepth;
  }

  /** Characters that may still be written. */
  get room(): number {
    return CHARACTERS - this.#characters;
  }

  get isFull(): boolean {
    return this.#nodes > NODES;
  }

  /** Counts one more value; false when no more may be written. */
  begins(place: Place): boolean {
    const isTooMuch = ++this.#nodes > NODES || place.depth > DEPTH || this.#characters > CHARACTERS;
    return this.effort.spend(VALUE + place.above.length) && !isTooMuch;
  }

  /** Records that a bound was reached; always undefined. */
  ended(place: Place): undefined {
    return this.stuck(
      place,
      this.effort.exhausted ? 'the search reached its limit' : 'it asks for more than can be written',
    );
  }

  /** Whether even the smallest value of a schema has more parts than may be written. */
  isTooLarge(schema: JsonSchema): boolean {
    const cost = this.cost(schema);
    return cost > NODES && cost < Number.POSITIVE_INFINITY;
  }

  looksAt(members: number): void {
    this.effort.spend(members * 4);
    this.#nodes += Math.floor(members / MEMBERS_PER_NODE);
  }

  wrote(text: string): void {
    this.#characters += text.length;
  }

  /** Counts a retry as one more value; false if no more may be written, which leaves the outcome undecided. */
  mayTry(): boolean {
    if (++this.#nodes <= NODES && !this.effort.exhausted) return true;
    this.effort.isUnsettled = true;
    return false;
  }

  /** Records why nothing can be written at a place; always undefined. */
  blocked(place: Place, reason: string): undefined {
    const path = place.path.slice(0, 20).map((step) => `'${step}'`.slice(0, 80));
    this.obstacle = path.length === 0 ? reason : `at (${path.join(', ')}), ${reason}`;
  }

  /** Like `blocked`, but untried alternatives might have worked. */
  stuck(place: Place, reason: string): undefined {
    this.effort.isUnsettled = true;
    return this.blocked(place, reason);
  }

  conforms(schemas: readonly JsonSchema[], text: string): boolean {
    this.effort.spend(text.length / 8);
    const value: unknown = JSON.parse(text);
    return schemas.every((schema) => conforms(schema, value, this.root, this.effort));
  }

  isFrugal(place: Place): boolean {
    return place.depth > this.#maxDepth || this.#nodes > COMFORT;
  }

  /** Whether the value is the third round of a recursion: its schemas already occur twice above it. */
  wearies(shape: Shape, place: Place): boolean {
    return shape.members.some((member) => timesIn(place.above, member) >= 2);
  }

  /** How many enclosing values have this schema or the one it refers to. */
  rounds(schema: JsonSchema, place: Place): number {
    let most = 0;
    for (const target of this.#targets(schema)) most = Math.max(most, timesIn(place.above, target));
    return most;
  }

  /** The schema at the end of a chain of references. */
  target(schema: JsonSchema): JsonSchema {
    return this.#targets(schema).at(-1) ?? schema;
  }

  #targets(schema: JsonSchema): SchemaObject[] {
    const targets: SchemaObject[] = [];
    let next: unknown = schema;
    while (isObject(next) && targets.length < 20) {
      targets.push(next);
      next = next.$ref === undefined ? undefined : resolveRef(this.root, next.$ref);
    }
    return targets;
  }
}

function timesIn(list: readonly object[], item: object): number {
  let times = 0;
  for (const each of list) if (each === item) times++;
  return times;
}
