import type { Effort } from '../../../engine/effort.ts';
import type { JsonSchema } from '../../../engine/request.ts';
import type { Facts } from '../facts/facts.ts';
import { keyOf } from '../facts/literals.ts';
import { tokensOf, wordsOf } from '../facts/words.ts';
import { isObject, type SchemaObject } from '../schema/resolve.ts';
import { sentimentsIn } from './readings.ts';

/** What a request says about the alternatives in a schema. Results are cached because list items ask repeatedly. */
export class Mentions {
  readonly #facts: Facts;
  readonly #effort: Effort;
  readonly #found = new Map<readonly unknown[], Map<string, readonly unknown[]>>();
  readonly #merits = new Map<object, number>();

  constructor(facts: Facts, effort: Effort) {
    this.#facts = facts;
    this.#effort = effort;
  }

  /** The enum values that the request mentions, clearest mention first; `key` is the name of the property. */
  among(values: readonly unknown[], key: string, stated: string | undefined): readonly unknown[] {
    const known = this.#found.get(values)?.get(key);
    if (known !== undefined) return known;
    // About a microsecond per value; an enum that several properties refer to is read once for each.
    if (!this.#effort.spend(values.length * 20)) return [];
    const [sentiment] = sentimentsIn(this.#facts);
    const merits = values.map((value) => this.#mention(value, stated, sentiment));
    // A prompt that lists every value expresses no preference by doing so.
    const floor = merits.length > 1 ? merits.reduce((least, merit) => Math.min(least, merit), 2) : 0;
    const found = values
      .map((value, index) => ({ value, merit: (merits[index] as number) - (floor >= 1 ? floor : 0) }))
      .filter(({ merit }) => merit >= 1)
      .toSorted((a, b) => b.merit - a.merit)
      .map(({ value }) => value);
    const byName = this.#found.get(values) ?? new Map<string, readonly unknown[]>();
    this.#found.set(values, byName.set(key, found));
    return found;
  }

  /** How well a schema matches the request, for choosing between alternatives. */
  relevance(schema: JsonSchema): number {
    if (!isObject(schema)) return 0;
    const known = this.#merits.get(schema);
    if (known !== undefined) return known;
    this.#effort.spend(20);
    const merit = this.#relevance(schema);
    this.#merits.set(schema, merit);
    return merit;
  }

  #relevance(schema: SchemaObject): number {
    let merit = this.#overlap(`${titleOf(schema.title)} ${titleOf(schema.description)}`);
    if (!isObject(schema.properties))
      return merit + (schema.const !== undefined ? this.#mention(schema.const, undefined, undefined) : 0);
    for (const [name, property] of Object.entries(schema.properties).slice(0, 30)) {
      this.#effort.spend(20);
      merit += this.#overlap(name);
      if (!isObject(property)) continue;
      const fixed =
        property.const ??
        (Array.isArray(property.enum) && property.enum.length === 1 ? property.enum[0] : undefined);
      if (fixed !== undefined) merit += 3 * this.#mention(fixed, undefined, undefined);
    }
    return merit;
  }

  /** Whether the request mentions a property by name or by one of its enum values. */
  speaksOf(name: string, schemas: readonly JsonSchema[]): boolean {
    if (this.#facts.fields.has(keyOf(name)) || this.#overlap(name) > 0) return true;
    return schemas.some((schema) => {
      if (!isObject(schema) || !Array.isArray(schema.enum)) return false;
      const values = schema.enum.slice(0, 200);
      this.#effort.spend(values.length * 20);
      return values.some((value) => this.#mention(value, undefined, undefined) >= 1);
    });
  }

  #mention(value: unknown, stated: string | undefined, sentiment: string | undefined): number {
    if (typeof value === 'number')
      return this.#facts.quantities.some((quantity) => quantity.value === value) ? 1 : 0;
    if (typeof value !== 'string' || value === '') return 0;
    const lower = value.toLowerCase();
    if (stated === lower) return 4;
    const felt = sentiment === lower ? 1.5 : 0;
    const tokens = tokensOf(value);
    const measures = (unit: string) =>
      unit === lower || (tokens.length === 1 && UNIT_ALIASES.get(lower) === unit);
    if (this.#facts.units.some(measures)) return 3;
    if (tokens.length === 0) return 0;
    const stems = wordsOf(value);
    const counted = stems.length > 0 ? stems : [lower];
    const hits = counted.filter((word) => this.#facts.words.has(word)).length;
    return felt + (hits === counted.length ? 2 : hits > 0 ? 0.5 + hits / counted.length / 2 : 0);
  }

  #overlap(text: string): number {
    return wordsOf(text).filter((word) => this.#facts.words.has(word)).length;
  }
}

const UNIT_ALIASES = new Map([
  ['c', 'celsius'],
  ['f', 'fahrenheit'],
  ['metric', 'celsius'],
  ['imperial', 'fahrenheit'],
]);

function titleOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 300) : '';
}
