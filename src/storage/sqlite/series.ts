import {
  BUCKETS,
  type Bucket,
  type Group,
  type Increment,
  LONGEST_DIMENSION,
  MOST_BUCKETS,
  type Series,
  type SumQuery,
} from '../counters.ts';
import { OneOf } from '../where.ts';
import { cover, findCounter, type Layout, readKeys, readLayout, readSums, toStored } from './counter-rows.ts';
import type { Database } from './database.ts';
import { Groups, type NamedGroup } from './sum-groups.ts';
import type { OpenedSeries, UnwrittenSums } from './unwritten-sums.ts';

const MINUTE_MS = 60_000;

const NULL = toStored(null);

interface Parts {
  readonly database: Database;
  readonly unwritten: UnwrittenSums;
  readonly definition: OpenedSeries;
}

/** A series of a SQLite store in one scope. */
export class SqliteSeries<Dimension extends string, Amount extends string>
  implements Series<Dimension, Amount>
{
  readonly #database: Database;
  readonly #unwritten: UnwrittenSums;
  readonly #definition: OpenedSeries;
  readonly #scope: string;
  readonly #keyStart: string;

  constructor({ database, unwritten, definition }: Parts, scope: string) {
    this.#database = database;
    this.#unwritten = unwritten;
    this.#definition = definition;
    this.#scope = scope;
    this.#keyStart = `${definition.id} ${JSON.stringify(scope)} `;
  }

  add({ at, dimensions, amounts }: Increment<Dimension, Amount>): void {
    const minute = toMinute(at, Math.floor);
    const values = this.#toValues(dimensions);
    const { amountIndex } = this.#definition;
    for (const name in amounts) {
      const amount = amounts[name];
      if (!amountIndex.has(name)) this.#throwUndeclared(name);
      if (amount !== undefined && !Number.isFinite(amount))
        throw new RangeError(`Cannot count ${amount} ${name}`);
    }
    const sum = this.#unwritten.of(`${this.#keyStart}${minute}${JSON.stringify(values)}`, () => ({
      definition: this.#definition,
      scope: this.#scope,
      minute,
      values,
      amounts: this.#definition.amounts.map(() => 0),
    }));
    for (const name in amounts) {
      const index = amountIndex.get(name) as number;
      sum.amounts[index] = (sum.amounts[index] as number) + (amounts[name] ?? 0);
    }
  }

  async sum({
    from,
    to,
    bucket,
    groupBy = [],
    where = {},
  }: SumQuery<Dimension>): Promise<Bucket<Dimension, Amount>[]> {
    const width = BUCKETS[bucket];
    const range = { from: toMinute(from, Math.floor), to: toMinute(to, Math.ceil) };
    const first = Math.floor(range.from / width);
    const count = range.from < range.to ? Math.ceil(range.to / width) - first : 0;
    if (count > MOST_BUCKETS)
      throw new RangeError(`Cannot sum up ${count} buckets: at most ${MOST_BUCKETS} are possible`);
    const names = [...new Set<string>(groupBy)];
    for (const name of names) this.#assertDimension(name);
    const selection = { ...range, width, names, wanted: this.#toWanted(where) };
    const groups = new Groups(width, this.#definition.amounts.length);
    this.#addStored(groups, selection);
    this.#addUnwritten(groups, selection);
    return Array.from({ length: count }, (_, index) => ({
      start: (first + index) * width * MINUTE_MS,
      end: (first + index + 1) * width * MINUTE_MS,
      groups: groups.of(first + index).map(({ values, amounts }) => ({
        dimensions: toObject(names, values),
        amounts: toObject(this.#definition.amounts, amounts),
      })) as Group<Dimension, Amount>[],
    }));
  }

  #addStored(groups: Groups, { names, wanted, from, to, width }: Selection): void {
    const { name, amounts } = this.#definition;
    const counter = findCounter(this.#database, name, this.#scope);
    if (counter === undefined || from >= to) return;
    const layout = readLayout(this.#database, name);
    const isByKey = names.length > 0 || wanted.length > 0;
    const groupOf = isByKey
      ? this.#groupKeys(counter, layout, groups, { names, wanted })
      : new Map([[0, groups.named([])]]);
    const columns = amounts.map((amount) => layout.amounts.indexOf(amount));
    for (const span of cover(from, to, width)) {
      readSums(
        this.#database,
        counter,
        span,
        { isByKey, amounts: layout.amounts.length },
        (start, key, ...amounts) => {
          const group = groupOf.get(key);
          if (group !== undefined)
            groups.add(start, group, (index) => amounts[columns[index] as number] ?? 0);
        },
      );
    }
  }

  /** The groups of all combinations of dimensions that are wanted. */
  #groupKeys(
    counter: number,
    layout: Layout,
    groups: Groups,
    { names, wanted }: Pick<Selection, 'names' | 'wanted'>,
  ): ReadonlyMap<number, NamedGroup> {
    const columns = names.map((name) => layout.dimensions.indexOf(name));
    const conditions = wanted.map(({ name, values }) => ({
      column: layout.dimensions.indexOf(name),
      values: new Set(values.map(toStored)),
    }));
    const found = new Map<number, NamedGroup>();
    readKeys(this.#database, counter, (key, ...values) => {
      // A dimension without a column has always been null.
      const valueIn = (column: number): string => values[column] ?? NULL;
      if (conditions.every(({ column, values }) => values.has(valueIn(column))))
        found.set(key, groups.named(columns.map(valueIn)));
    });
    return found;
  }

  #addUnwritten(groups: Groups, { names, wanted, from, to }: Selection): void {
    for (const { definition, scope, minute, values, amounts } of this.#unwritten) {
      if (definition.name !== this.#definition.name || scope !== this.#scope) continue;
      if (minute < from || minute >= to) continue;
      const toValue = (name: string) => values[definition.dimensionIndex.get(name) ?? -1] ?? null;
      if (!wanted.every(({ name, values }) => values.includes(toValue(name)))) continue;
      const columns = this.#definition.amounts.map((name) => definition.amountIndex.get(name) ?? -1);
      const group = groups.named(names.map((name) => toStored(toValue(name))));
      groups.add(minute, group, (index) => amounts[columns[index] as number] ?? 0);
    }
  }

  #toValues(dimensions: Increment<Dimension, Amount>['dimensions']): (string | null)[] {
    const values: (string | null)[] = this.#definition.dimensions.map(() => null);
    for (const name in dimensions) {
      const index = this.#assertDimension(name);
      const value = dimensions[name] ?? null;
      if (value !== null && value.length > LONGEST_DIMENSION) {
        throw new RangeError(`Cannot count by a ${name} longer than ${LONGEST_DIMENSION}`);
      }
      values[index] = value;
    }
    return values;
  }

  #toWanted(where: NonNullable<SumQuery<Dimension>['where']>): Wanted[] {
    return Object.entries<string | OneOf | undefined>(where).flatMap(([name, wanted]): Wanted[] => {
      this.#assertDimension(name);
      if (wanted === undefined) return [];
      return [{ name, values: wanted instanceof OneOf ? wanted.values.map(String) : [wanted] }];
    });
  }

  #assertDimension(name: string): number {
    return this.#definition.dimensionIndex.get(name) ?? this.#throwUndeclared(name);
  }

  #throwUndeclared(name: string): never {
    const series = JSON.stringify(this.#definition.name);
    throw new TypeError(`The series ${series} has no dimension or amount ${JSON.stringify(name)}`);
  }
}

interface Wanted {
  readonly name: string;
  readonly values: readonly (string | null)[];
}

interface Selection {
  /** In minutes since 1970. */
  readonly from: number;
  readonly to: number;
  readonly width: number;
  /** Dimensions to group by. */
  readonly names: readonly string[];
  readonly wanted: readonly Wanted[];
}

const toObject = <Value>(names: readonly string[], values: readonly Value[]): { [name: string]: Value } =>
  Object.fromEntries(names.map((name, index) => [name, values[index] as Value]));

function toMinute(time: number, round: (minutes: number) => number): number {
  const minute = round(time / MINUTE_MS);
  if (Number.isSafeInteger(minute) && minute >= 0) return minute;
  throw new RangeError(`Cannot count at ${time}: it is not a time since 1970 in milliseconds`);
}
