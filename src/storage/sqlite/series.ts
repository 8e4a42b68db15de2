import {
  BUCKETS,
  type Bucket,
  type Group,
  type Increment,
  LONGEST_DIMENSION,
  MOST_BUCKETS,
  MOST_DIMENSIONS,
  type Series,
  type SumQuery,
} from '../counters.ts';
import { OneOf } from '../where.ts';
import { cover, findCounter, readLayout, readSums, toGroupValues, toStored } from './counter-rows.ts';
import type { Database } from './database.ts';
import type { OpenedSeries, UnwrittenSums } from './unwritten-sums.ts';

const MINUTE_MS = 60_000;

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
    const groups = new Groups(width);
    for (const sum of this.#stored(selection)) groups.add(sum);
    for (const sum of this.#unwrittenIn(selection)) groups.add(sum);
    return Array.from({ length: count }, (_, index) => ({
      start: (first + index) * width * MINUTE_MS,
      end: (first + index + 1) * width * MINUTE_MS,
      groups: groups.of(first + index).map(({ values, amounts }) => ({
        dimensions: toObject(names, values),
        amounts: toObject(this.#definition.amounts, amounts),
      })) as Group<Dimension, Amount>[],
    }));
  }

  *#stored({ names, wanted, from, to, width }: Selection): Generator<Grouped> {
    const { name, amounts } = this.#definition;
    const counter = findCounter(this.#database, name, this.#scope);
    if (counter === undefined || from >= to) return;
    const layout = readLayout(this.#database, name);
    const conditions = wanted.map(({ name, values }) => ({
      column: layout.dimensions.indexOf(name),
      values: values.map(toStored),
    }));
    // A dimension without a column has always been null.
    if (conditions.some(({ column }) => column === -1)) return;
    const grouped = layout.dimensions.filter((dimension) => names.includes(dimension));
    const valueIndexes = names.map((dimension) => grouped.indexOf(dimension));
    const amountIndexes = amounts.map((amount) => layout.amounts.indexOf(amount));
    const selected = {
      isGrouped: Array.from({ length: MOST_DIMENSIONS }, (_, column) =>
        names.includes(layout.dimensions[column] ?? ''),
      ),
      wanted: conditions,
      amounts: layout.amounts.length,
    };
    const groups = new Map<string, GroupName>();
    const toGroup = (text: string): GroupName => {
      const known = groups.get(text);
      if (known !== undefined) return known;
      const stored = toGroupValues(text);
      const group = nameGroup(valueIndexes.map((index) => stored[index] ?? null));
      groups.set(text, group);
      return group;
    };
    for (const span of cover(from, to, width)) {
      for (const sum of readSums(this.#database, counter, selected, span)) {
        yield {
          minute: sum.start,
          group: toGroup(sum.grouped),
          amounts: amountIndexes.map((index) => sum.amounts[index] ?? 0),
        };
      }
    }
  }

  *#unwrittenIn({ names, wanted, from, to }: Selection): Generator<Grouped> {
    for (const { definition, scope, minute, values, amounts } of this.#unwritten) {
      if (definition.name !== this.#definition.name || scope !== this.#scope) continue;
      if (minute < from || minute >= to) continue;
      const toValue = (name: string) => values[definition.dimensionIndex.get(name) ?? -1] ?? null;
      if (!wanted.every(({ name, values }) => values.includes(toValue(name)))) continue;
      yield {
        minute,
        group: nameGroup(names.map(toValue)),
        amounts: this.#definition.amounts.map((name) => amounts[definition.amountIndex.get(name) ?? -1] ?? 0),
      };
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

interface GroupName {
  readonly key: string;
  /** Of the dimensions to group by, in their order. */
  readonly values: readonly (string | null)[];
}

const nameGroup = (values: readonly (string | null)[]): GroupName => ({
  key: JSON.stringify(values),
  values,
});

interface Grouped {
  readonly minute: number;
  readonly group: GroupName;
  /** In the order of the definition. */
  readonly amounts: readonly number[];
}

/** Adds up what belongs to the same bucket and group. */
class Groups {
  readonly #width: number;
  readonly #buckets = new Map<
    number,
    Map<string, { values: readonly (string | null)[]; amounts: number[] }>
  >();

  constructor(width: number) {
    this.#width = width;
  }

  add({ minute, group, amounts }: Grouped): void {
    const index = Math.floor(minute / this.#width);
    let groups = this.#buckets.get(index);
    if (groups === undefined) {
      groups = new Map();
      this.#buckets.set(index, groups);
    }
    const known = groups.get(group.key);
    if (known === undefined) groups.set(group.key, { values: group.values, amounts: [...amounts] });
    else
      for (const [at, amount] of amounts.entries())
        known.amounts[at] = (known.amounts[at] as number) + amount;
  }

  /** The groups of a bucket, ordered by their values, null first. */
  of(index: number): { values: readonly (string | null)[]; amounts: readonly number[] }[] {
    return [...(this.#buckets.get(index)?.values() ?? [])].sort((one, other) =>
      compare(one.values, other.values),
    );
  }
}

function compare(one: readonly (string | null)[], other: readonly (string | null)[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index] as string | null;
    if (value === against) continue;
    return value === null || (against !== null && value < against) ? -1 : 1;
  }
  return 0;
}

const toObject = <Value>(names: readonly string[], values: readonly Value[]): { [name: string]: Value } =>
  Object.fromEntries(names.map((name, index) => [name, values[index] as Value]));

function toMinute(time: number, round: (minutes: number) => number): number {
  const minute = round(time / MINUTE_MS);
  if (Number.isSafeInteger(minute) && minute >= 0) return minute;
  throw new RangeError(`Cannot count at ${time}: it is not a time since 1970 in milliseconds`);
}
