import { capitalise, joinList } from '../../../prose/grammar.ts';
import { numberListIn, toNumber } from '../number-list.ts';
import type { Program } from '../program.ts';
import { rootOf } from '../python/exact.ts';
import { converted, exactSquares, exactSum, largest, python, smallest, sumOf } from '../python/operations.ts';
import { type PythonNumber, repr, round } from '../python/values.ts';
import { shown } from '../said.ts';
import { Script } from '../script.ts';

/** Figures about a list of numbers, and the list in order. */
export const statistics: Program = {
  name: 'statistics',
  plan: ({ text, lower }) => {
    const list = numberListIn(text);
    if (list === undefined) return [];
    const values = list.numbers.map(toNumber);
    const figures = wantedIn(lower).filter(({ least = 1 }) => values.length >= least);
    const order = orderIn(lower);
    if (figures.length === 0 && order === undefined) return [];
    const modules = [...new Set(figures.flatMap((figure) => figure.module?.(values) ?? []))].toSorted();
    const script = new Script(
      ...modules.map((name) => `import ${name}`),
      ...(modules.length > 0 ? [''] : []),
      `values = [${list.numbers.join(', ')}]`,
    );
    const said: string[] = [];
    const found: string[] = [];
    for (const { name, code, of, digits } of figures) {
      const value = of(values);
      const rounded = digits === undefined ? value : round(value, digits);
      const isRounded = digits !== undefined && typeof value === 'number';
      script.print(
        `"${capitalise(name)}:", ${isRounded ? `round(${code(values)}, ${digits})` : code(values)}`,
        `${capitalise(name)}:`,
        rounded,
      );
      said.push(`the ${name} is ${shown(rounded)}`);
      found.push(shown(rounded));
    }
    if (order) {
      // Equal numbers keep their order, also backwards.
      const sign = order === 'descending' ? -1 : 1;
      const sorted = values.toSorted((one, other) => sign * compared(one, other));
      script.print(`sorted(values${order === 'descending' ? ', reverse=True' : ''})`, sorted);
      const listed = sorted.map(shown).join(', ');
      said.push(`in ${order} order, the numbers are ${listed}`);
      found.push(listed);
    }
    return [script.plan({ says: `${capitalise(joinList(said))}.`, value: found.join(', ') })];
  },
};

interface Figure {
  readonly name: string;
  readonly pattern: RegExp;
  code(values: readonly PythonNumber[]): string;
  of(values: readonly PythonNumber[]): PythonNumber;
  module?(values: readonly PythonNumber[]): string[];
  /** Digits to which it is rounded. */
  readonly digits?: number;
  /** Values that it takes. */
  readonly least?: number;
}

const hasFloats = (values: readonly PythonNumber[]): boolean =>
  values.some((value) => typeof value === 'number');
const fromStatistics = (): string[] => ['statistics'];

const FIGURES: readonly Figure[] = [
  {
    name: 'count',
    pattern: /\b(?:count|how many (?:numbers|values))\b/,
    code: () => 'len(values)',
    of: (values) => BigInt(values.length),
  },
  {
    name: 'sum',
    pattern: /\b(?:sum|total|add (?:up|together)|altogether)\b/,
    code: (values) => (hasFloats(values) ? 'math.fsum(values)' : 'sum(values)'),
    of: sumOf,
    module: (values) => (hasFloats(values) ? ['math'] : []),
  },
  {
    name: 'mean',
    pattern: /\b(?:mean|average)\b/,
    code: () => 'statistics.mean(values)',
    of: meanOf,
    module: fromStatistics,
    digits: 4,
  },
  {
    name: 'median',
    pattern: /\bmedian\b/,
    code: () => 'statistics.median(values)',
    of: medianOf,
    module: fromStatistics,
    digits: 4,
  },
  {
    name: 'mode',
    pattern: /\b(?:mode|most (?:common|frequent))\b/,
    code: () => 'statistics.mode(values)',
    of: modeOf,
    module: fromStatistics,
  },
  {
    name: 'population standard deviation',
    pattern: /\bpopulation (?:standard deviation|std)/,
    code: () => 'statistics.pstdev(values)',
    of: (values) => rootOf(spread(values, values.length)),
    module: fromStatistics,
    digits: 4,
  },
  {
    name: 'standard deviation',
    pattern: /(?<!population )\b(?:standard deviation|std(?:ev| ?dev)?)\b/,
    code: () => 'statistics.stdev(values)',
    of: (values) => rootOf(spread(values, values.length - 1)),
    module: fromStatistics,
    digits: 4,
    least: 2,
  },
  {
    name: 'variance',
    pattern: /\bvariance\b/,
    code: () => 'statistics.variance(values)',
    of: (values) => converted(spread(values, values.length - 1), values),
    module: fromStatistics,
    digits: 4,
    least: 2,
  },
  {
    name: 'minimum',
    pattern: /\b(?:min(?:imum)?|smallest|lowest|least)\b/,
    code: () => 'min(values)',
    of: smallest,
  },
  {
    name: 'maximum',
    pattern: /\b(?:max(?:imum)?|largest|highest|biggest|greatest)\b/,
    code: () => 'max(values)',
    of: largest,
  },
  {
    name: 'range',
    pattern: /\b(?:the|and|,) ?range\b/,
    code: () => 'max(values) - min(values)',
    of: (values) => python.subtract(largest(values), smallest(values)),
    digits: 10,
  },
];

const SUMMARY =
  /\b(?:statistics|statistical summary|descriptive|describe|summary statistics|summari[sz]e|analy[sz]e)\b/;
const OF_SUMMARY = new Set(['count', 'mean', 'median', 'standard deviation', 'minimum', 'maximum']);

function wantedIn(lower: string): Figure[] {
  const named = FIGURES.filter(({ pattern }) => pattern.test(lower));
  if (named.length > 0 || !SUMMARY.test(lower)) return named;
  return FIGURES.filter(({ name }) => OF_SUMMARY.has(name));
}

function orderIn(lower: string): 'ascending' | 'descending' | undefined {
  if (!/\b(?:sort(?:ed)?|(?:ascending|descending|increasing|decreasing) order|rank)\b/.test(lower))
    return undefined;
  return /\b(?:descending|decreasing|reverse|(?:largest|highest|biggest) (?:to|first))\b/.test(lower)
    ? 'descending'
    : 'ascending';
}

const compared = (one: PythonNumber, other: PythonNumber): number => (one < other ? -1 : one > other ? 1 : 0);

function meanOf(values: readonly PythonNumber[]): PythonNumber {
  const { n, d } = exactSum(values);
  return converted({ n, d: d * BigInt(values.length) }, values);
}

function medianOf(values: readonly PythonNumber[]): PythonNumber {
  const sorted = values.toSorted(compared);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return python.divide(python.add(sorted[middle - 1]!, sorted[middle]!), 2n);
}

/** The most common value; of several, the first. */
function modeOf(values: readonly PythonNumber[]): PythonNumber {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(key(value), (counts.get(key(value)) ?? 0) + 1);
  const highest = Math.max(...counts.values());
  return values.find((value) => counts.get(key(value)) === highest)!;
}

/** The same for `2` and `2.0`, and for `0` and `-0.0`, which are equal. */
const key = (value: PythonNumber): string => repr(value).replace(/\.0$/, '').replace(/^-0$/, '0');

function spread(values: readonly PythonNumber[], divisor: number) {
  const { n, d } = exactSquares(values);
  return { n, d: d * BigInt(divisor) };
}
