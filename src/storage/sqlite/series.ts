import { runSteps, type Steps } from '../../runtime/steps.ts';
import type { Turns } from '../../runtime/turns.ts';
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
import { SumsNotKept } from '../errors.ts';
import { OneOf } from '../where.ts';
import {
  cover,
  findCounter,
  type Layout,
  type Range,
  readKeys,
  readLayout,
  readSums,
  toStored,
} from './counter-rows.ts';
import type { Database } from './database.ts';
import { bucketOf, isCounted, type KeptFrom, keptFromAt, widen } from './kept-sums.ts';
import { Groups, type NamedGroup } from './sum-groups.ts';
import type { OpenedSeries, Sum, UnwrittenSums } from './unwritten-sums.ts';

const MINUTE_MS = 60_000;

const NULL = toStored(null);

/** Steps of reading that are taken before giving way: a few milliseconds. */
const AT_ONCE = 2;

/** Groups that are made between two turns. */
const MADE_TOGETHER = 250;

interface Parts {
  readonly database: Database;
  readonly unwritten: UnwrittenSums;
  readonly turns: Turns;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly definition: OpenedSeries;
}

/** A series of a SQLite store in one scope. */
export class SqliteSeries<Dimension extends string, Amount extends string>
  implements Series<Dimension, Amount>
{
  readonly #database: Database;
  readonly #unwritten: UnwrittenSums;
  readonly #turns: Turns;
  readonly #now: () => number;
  readonly #definition: OpenedSeries;
  readonly #scope: string;
  readonly #keyStart: string;

  constructor({ database, unwritten, turns, now, definition }: Parts, scope: string) {
    this.#database = database;
    this.#unwritten = unwritten;
    this.#turns = turns;
    this.#now = now;
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
    isWidened = false,
  }: SumQuery<Dimension>): Promise<Bucket<Dimension, Amount>[]> {
    const width = BUCKETS[bucket];
    const keptFrom = keptFromAt(this.#now());
    const asked = { from: toMinute(from, Math.floor), to: toMinute(to, Math.ceil) };
    const range = isWidened && asked.from < asked.to ? widen(asked, keptFrom) : asked;
    const first = Math.floor(range.from / width);
    const count = range.from < range.to ? Math.ceil(range.to / width) - first : 0;
    if (count > MOST_BUCKETS)
      throw new RangeError(`Cannot sum up ${count} buckets: at most ${MOST_BUCKETS} are possible`);
    const names = [...new Set<string>(groupBy)];
    for (const name of names) this.#assertDimension(name);
    const selection = { ...range, width, names, wanted: this.#toWanted(where) };
    this.#assertKept(range, width, keptFrom);
    const groups = await this.#read(selection);
    return runSteps(this.#toBuckets(groups, selection, { first, count }), this.#turns);
  }

  /** @throws SumsNotKept */
  #assertKept({ from, to }: Range, width: number, keptFrom: KeptFrom): void {
    const { name } = this.#definition;
    const counter = findCounter(this.#database, name, this.#scope);
    for (const span of cover(from, to, width)) {
      const removed = { ...span, to: Math.min(span.to, keptFrom(span.width)) };
      if (removed.from >= removed.to) continue;
      const isUnwritten = ({ definition, scope, minute }: Sum): boolean =>
        this.#isOwn(definition, scope) && minute >= removed.from && minute < removed.to;
      if (
        (counter !== undefined && isCounted(this.#database, counter, removed, keptFrom)) ||
        [...this.#unwritten].some(isUnwritten)
      )
        throw new SumsNotKept(name, bucketOf(span.width), keptFrom(span.width) * MINUTE_MS);
    }
  }

  /** The sums of everything that has been added so far. */
  async #read(selection: Selection): Promise<Groups> {
    const few = this.#readAtOnce(selection, AT_ONCE);
    if (few) return few;
    // In later turns, what is not written yet may be: so it is written first, and read with the rest.
    const isWritten = await this.#unwritten.flush().then(
      () => true,
      () => false,
    );
    if (!isWritten) return this.#readAtOnce(selection) as Groups;
    const groups = new Groups(selection.width, this.#definition.amounts.length);
    await runSteps(this.#addStored(groups, selection), this.#turns);
    return groups;
  }

  /** The same in one piece, in which nothing is written. Undefined if that takes more than `most` steps. */
  #readAtOnce(selection: Selection, most = Number.POSITIVE_INFINITY): Groups | undefined {
    const groups = new Groups(selection.width, this.#definition.amounts.length);
    const steps = this.#addStored(groups, selection);
    for (let taken = 0; !steps.next().done; taken++) if (taken >= most) return undefined;
    this.#addUnwritten(groups, selection);
    return groups;
  }

  *#addStored(groups: Groups, { names, wanted, from, to, width }: Selection): Steps<void> {
    const { name, amounts } = this.#definition;
    const counter = findCounter(this.#database, name, this.#scope);
    if (counter === undefined || from >= to) return;
    const layout = readLayout(this.#database, name);
    const isByKey = names.length > 0 || wanted.length > 0;
    const groupOf = isByKey
      ? yield* this.#groupKeys(counter, layout, groups, { names, wanted })
      : new Map([[0, groups.named([])]]);
    const columns = amounts.map((amount) => layout.amounts.indexOf(amount));
    const select = { isByKey, amounts: layout.amounts.length };
    for (const span of cover(from, to, width)) {
      yield* readSums(this.#database, counter, span, select, (start, key, amounts) => {
        const group = groupOf.get(key);
        if (group !== undefined) groups.add(start, group, amounts, columns);
      });
    }
  }

  *#toBuckets(
    groups: Groups,
    { names, width }: Selection,
    { first, count }: { readonly first: number; readonly count: number },
  ): Steps<Bucket<Dimension, Amount>[]> {
    const sorted = yield* groups.sorted();
    const dimensions = new Map<NamedGroup, { [name: string]: string | null }>();
    const buckets: Bucket<Dimension, Amount>[] = [];
    let made = 0;
    for (let index = first; index < first + count; index++) {
      const own: Group<string, string>[] = [];
      for (const [group, amounts] of sorted.get(index) ?? []) {
        let named = dimensions.get(group);
        if (named === undefined) {
          named = toObject(names, group.values);
          dimensions.set(group, named);
        }
        own.push({ dimensions: named, amounts: toObject(this.#definition.amounts, amounts) });
        if (++made % MADE_TOGETHER === 0) yield;
      }
      const [start, end] = [index * width * MINUTE_MS, (index + 1) * width * MINUTE_MS];
      buckets.push({ start, end, groups: own as Group<Dimension, Amount>[] });
    }
    return buckets;
  }

  /** The groups of all combinations of dimensions that are wanted. */
  *#groupKeys(
    counter: number,
    layout: Layout,
    groups: Groups,
    { names, wanted }: Pick<Selection, 'names' | 'wanted'>,
  ): Steps<ReadonlyMap<number, NamedGroup>> {
    const columns = names.map((name) => layout.dimensions.indexOf(name));
    const conditions = wanted.map(({ name, values }) => ({
      column: layout.dimensions.indexOf(name),
      values: new Set(values.map(toStored)),
    }));
    const found = new Map<number, NamedGroup>();
    yield* readKeys(this.#database, counter, (key, values) => {
      // A dimension without a column has always been null.
      const valueIn = (column: number): string => values[column] ?? NULL;
      if (conditions.every(({ column, values }) => values.has(valueIn(column))))
        found.set(key, groups.named(columns.map(valueIn)));
    });
    return found;
  }

  #addUnwritten(groups: Groups, { names, wanted, from, to }: Selection): void {
    for (const { definition, scope, minute, values, amounts } of this.#unwritten) {
      if (!this.#isOwn(definition, scope)) continue;
      if (minute < from || minute >= to) continue;
      const toValue = (name: string) => values[definition.dimensionIndex.get(name) ?? -1] ?? null;
      if (!wanted.every(({ name, values }) => values.includes(toValue(name)))) continue;
      const columns = this.#definition.amounts.map((name) => definition.amountIndex.get(name) ?? -1);
      const group = groups.named(names.map((name) => toStored(toValue(name))));
      groups.add(minute, group, amounts, columns);
    }
  }

  #isOwn({ name }: OpenedSeries, scope: string): boolean {
    return name === this.#definition.name && scope === this.#scope;
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

interface Selection extends Range {
  readonly width: number;
  /** Dimensions to group by. */
  readonly names: readonly string[];
  readonly wanted: readonly Wanted[];
}

function toObject<Value>(names: readonly string[], values: readonly Value[]): { [name: string]: Value } {
  const object: { [name: string]: Value } = {};
  for (const [index, name] of names.entries()) object[name] = values[index] as Value;
  return object;
}

function toMinute(time: number, round: (minutes: number) => number): number {
  const minute = round(time / MINUTE_MS);
  if (Number.isSafeInteger(minute) && minute >= 0) return minute;
  throw new RangeError(`Cannot count at ${time}: it is not a time since 1970 in milliseconds`);
}
