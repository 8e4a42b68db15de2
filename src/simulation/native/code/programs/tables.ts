import { capitalise, joinList } from '../../../prose/grammar.ts';
import type { Program } from '../program.ts';
import { largest, python, smallest, sumOf } from '../python/operations.ts';
import { literal, type PythonNumber, round } from '../python/values.ts';
import { shown } from '../said.ts';
import type { Plan, Script } from '../script.ts';
import { type Column, type Loaded, load, type Table, tableOf } from '../table.ts';

/** Totals, averages, extremes, groups and orders of a table. */
export const tables: Program = {
  name: 'tables',
  plan: (task) => {
    const table = tableOf(task);
    if (table === undefined) return [];
    // What the request says beside the table decides; a table may hold any words.
    const question = task.lower
      .split('\n')
      .filter((line) => !/[,;|\t].*[,;|\t]|^[^ ]+,[^ ]+$/.test(line))
      .join('\n');
    const wish = wishOf(question, table);
    if (wish === undefined) return [];
    const { failing, ...loaded } = load(table, wish.columns, wish.modules ?? []);
    const done = wish.write(loaded);
    if (done === undefined) return [];
    return failing ? [failing.script.failing(failing.error), done] : [done];
  },
};

interface Wish {
  /** Columns whose numbers are used. */
  readonly columns: readonly Column[];
  readonly modules?: readonly string[];
  write(loaded: Pick<Loaded, 'script' | 'rows'>): Plan | undefined;
}

const TOTAL = /\b(?:total|sum|altogether|add up)\b/;
const MEAN = /\b(?:average|mean)\b/;
const MOST = /\b(?:most|highest|largest|biggest|maximum|max|best|top|greatest)\b/;
const LEAST = /\b(?:least|lowest|smallest|minimum|min|worst|fewest)\b/;
const ORDER = /\b(?:sort|order(?:ed)? by|rank)\b/;
const COUNT = /\b(?:how many|number of|count(?: the)?) (?:rows|records|entries|lines)\b/;
const SUMMARY = /\b(?:analy[sz]e|summar\w+|statistics|describe|overview|insights?)\b/;

function wishOf(question: string, table: Table): Wish | undefined {
  const numeric = table.columns.filter(({ name, numbers }) => numbers && !IS_KEY.test(name));
  const labels = table.columns.filter(({ numbers }) => numbers === undefined);
  const value =
    numeric.find(({ name }) => names(question, name)) ?? (numeric.length === 1 ? numeric[0] : undefined);
  const group = labels.find(
    ({ name, cells }) =>
      new RegExp(`\\b(?:by|per|(?:for )?each|every|which|what) (?:the )?${pattern(name)}\\b`).test(
        question,
      ) && new Set(cells).size < cells.length,
  );
  const isMean = MEAN.test(question);
  if (value && group && (TOTAL.test(question) || isMean || MOST.test(question) || LEAST.test(question)))
    return grouped(value, group, isMean, question);
  if (value && ORDER.test(question))
    return ordered(value, labels[0], /\b(?:desc|high|larg|most|top|decreas)/.test(question));
  const filter = filterIn(question, labels);
  if (value && (TOTAL.test(question) || isMean)) return figure(value, isMean, filter);
  if (value && (MOST.test(question) || LEAST.test(question)) && labels[0])
    return extreme(value, labels[0], MOST.test(question));
  if (COUNT.test(question)) return counted();
  return SUMMARY.test(question) && numeric.length > 0 ? summary(numeric.slice(0, MOST_COLUMNS)) : undefined;
}

const IS_KEY = /(?:^|[ _])(?:id|year|no|number|code|zip)$/i;
const MOST_COLUMNS = 6;
const MOST_SHOWN = 50;

const pattern = (name: string): string =>
  `${name
    .toLowerCase()
    .replace(/[_\s]+/g, ' ')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/(?:ies|y|s)$/, '')}(?:ies|y|s)?`;

function names(question: string, name: string): boolean {
  return new RegExp(`(?<![a-z])${pattern(name)}(?![a-z])`).test(question.replaceAll('_', ' '));
}

interface Filter {
  readonly column: Column;
  readonly cell: string;
}

/** The value of a column that the question names: "the total sales of Oslo". */
function filterIn(question: string, labels: readonly Column[]): Filter | undefined {
  for (const column of labels) {
    for (const cell of new Set(column.cells)) {
      const lower = cell.toLowerCase().trim();
      if (
        lower.length > 1 &&
        question.split(/[^\p{L}\p{N} -]/u).some((part) => ` ${part} `.includes(` ${lower} `))
      )
        return { column, cell };
    }
  }
  return undefined;
}

const numbersAt = ({ numbers }: Column, rows: readonly number[]): PythonNumber[] =>
  rows.map((row) => numbers![row]!);
const keyOf = ({ name }: Column): string => `row[${literal(name)}]`;
const isFloat = ({ numbers = [] }: Column): boolean => numbers.some((number) => typeof number === 'number');
const summed = (column: Column): string => (isFloat(column) ? 'math.fsum(values)' : 'sum(values)');
const mathFor = (columns: readonly Column[]): string[] => (columns.some(isFloat) ? ['math'] : []);

function figure(column: Column, isMean: boolean, filter: Filter | undefined): Wish {
  return {
    columns: [column],
    modules: mathFor([column]),
    write: ({ script, rows }) => {
      const chosen = filter ? rows.filter((row) => filter.column.cells[row] === filter.cell) : rows;
      if (chosen.length === 0) return undefined;
      const test = filter ? ` if ${keyOf(filter.column)} == ${literal(filter.cell)}` : '';
      const total = sumOf(numbersAt(column, chosen));
      const value = round(isMean ? python.divide(total, BigInt(chosen.length)) : total, 2);
      const what = `${isMean ? 'average' : 'total'} ${humanised(column)}`;
      return script
        .line(`values = [${keyOf(column)} for row in rows${test}]`)
        .print(
          `${literal(`${capitalise(what)}:`)}, round(${summed(column)}${isMean ? ' / len(values)' : ''}, 2)`,
          `${capitalise(what)}:`,
          value,
        )
        .plan({
          says: `The ${what}${filter ? ` of ${filter.cell}` : ''} is ${shown(value)}.`,
          value: shown(value),
        });
    },
  };
}

function grouped(column: Column, group: Column, isMean: boolean, question: string): Wish {
  return {
    columns: [column],
    write: ({ script, rows }) => {
      const totals = new Map<string, PythonNumber>();
      const counts = new Map<string, bigint>();
      for (const row of rows) {
        const key = group.cells[row]!;
        totals.set(key, python.add(totals.get(key) ?? 0n, column.numbers![row]!));
        counts.set(key, (counts.get(key) ?? 0n) + 1n);
      }
      if (totals.size === 0 || totals.size > MOST_SHOWN) return undefined;
      const figures = [...totals].map(([key, total]) => ({
        key,
        value: isMean ? python.divide(total, counts.get(key)!) : total,
      }));
      addTotals(script, column, group, isMean);
      script.line('for key, value in figures.items():', '    print(key, round(value, 2))');
      for (const { key, value } of figures) script.printed(key, round(value, 2));
      const what = `${isMean ? 'average' : 'total'} ${humanised(column)}`;
      const all = joinList(figures.map(({ key, value }) => `${key} ${shown(round(value, 2))}`));
      const isMost = MOST.test(question);
      if (!isMost && !LEAST.test(question))
        return script.plan({ says: `The ${what} by ${humanised(group)}: ${all}.`, value: all });
      const best = figures.reduce((chosen, each) =>
        (isMost ? each.value > chosen.value : each.value < chosen.value) ? each : chosen,
      );
      const title = isMost ? 'Highest:' : 'Lowest:';
      return script
        .print(`"${title}", ${isMost ? 'max' : 'min'}(figures, key=figures.get)`, title, best.key)
        .plan({
          says: `${best.key} has the ${isMost ? 'highest' : 'lowest'} ${what}, ${shown(round(best.value, 2))}. The ${what} by ${humanised(group)}: ${all}.`,
          value: best.key,
        });
    },
  };
}

function addTotals(script: Script, column: Column, group: Column, isMean: boolean): void {
  const key = keyOf(group);
  script.line('figures = {}', ...(isMean ? ['counts = {}'] : []), 'for row in rows:');
  script.line(`    figures[${key}] = figures.get(${key}, 0) + ${keyOf(column)}`);
  if (!isMean) return;
  script.line(
    `    counts[${key}] = counts.get(${key}, 0) + 1`,
    'figures = {key: total / counts[key] for key, total in figures.items()}',
  );
}

function extreme(column: Column, label: Column, isMost: boolean): Wish {
  return {
    columns: [column],
    write: ({ script, rows }) => {
      const [first] = rows;
      if (first === undefined) return undefined;
      const value = (row: number): PythonNumber => column.numbers![row]!;
      const best = rows.reduce((chosen, row) =>
        (isMost ? value(row) > value(chosen) : value(row) < value(chosen)) ? row : chosen,
      );
      const name = label.cells[best]!;
      return script
        .line(`best = ${isMost ? 'max' : 'min'}(rows, key=lambda row: ${keyOf(column)})`)
        .print(`best[${literal(label.name)}], best[${literal(column.name)}]`, name, value(best))
        .plan({
          says: `${name} has the ${isMost ? 'highest' : 'lowest'} ${humanised(column)}: ${shown(value(best))}.`,
          value: name,
        });
    },
  };
}

function ordered(column: Column, label: Column | undefined, isFalling: boolean): Wish {
  return {
    columns: [column],
    write: ({ script, rows }) => {
      if (rows.length === 0 || rows.length > MOST_SHOWN) return undefined;
      const value = (row: number): PythonNumber => column.numbers![row]!;
      const sign = isFalling ? -1 : 1;
      const sorted = rows.toSorted((one, other) => {
        const [left, right] = [value(one), value(other)];
        return left < right ? -sign : left > right ? sign : 0;
      });
      const shownOf = (row: number): (string | PythonNumber)[] => [
        ...(label ? [label.cells[row]!] : []),
        value(row),
      ];
      script.line(
        `for row in sorted(rows, key=lambda row: ${keyOf(column)}${isFalling ? ', reverse=True' : ''}):`,
        `    print(${label ? `${keyOf(label)}, ` : ''}${keyOf(column)})`,
      );
      for (const row of sorted) script.printed(...shownOf(row));
      const listed = sorted
        .map((row) => `${label ? `${label.cells[row]} ` : ''}${shown(value(row))}`)
        .join(', ');
      return script.plan({ says: `By ${humanised(column)}: ${listed}.`, value: listed });
    },
  };
}

function counted(): Wish {
  return {
    columns: [],
    write: ({ script, rows }) =>
      script
        .print('len(rows)', BigInt(rows.length))
        .plan({ says: `The table has ${rows.length} rows.`, value: String(rows.length) }),
  };
}

function summary(columns: readonly Column[]): Wish {
  return {
    columns,
    modules: mathFor(columns),
    write: ({ script, rows }) => {
      if (rows.length === 0) return undefined;
      const said = columns.map((column) => {
        const values = numbersAt(column, rows);
        const total = sumOf(values);
        const mean = round(python.divide(total, BigInt(rows.length)), 2);
        const least = smallest(values);
        const most = largest(values);
        script
          .line(`values = [${keyOf(column)} for row in rows]`)
          .print(
            `${literal(column.name)}, round(${summed(column)}, 2), round(${summed(column)} / len(values), 2), min(values), max(values)`,
            column.name,
            round(total, 2),
            mean,
            least,
            most,
          );
        return `the ${humanised(column)} comes to ${shown(round(total, 2))} in total and ${shown(mean)} on average, from ${shown(least)} to ${shown(most)}`;
      });
      return script.plan({ says: `The table has ${rows.length} rows: ${joinList(said)}.` });
    },
  };
}

const humanised = ({ name }: Column): string =>
  name
    .replace(/[_\s]+/g, ' ')
    .trim()
    .toLowerCase();
