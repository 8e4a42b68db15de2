import { type Chart, type ChartPoint, MOST_POINTS } from '../../../../engine/ports/code-runner.ts';
import { numberListIn, toNumber } from '../number-list.ts';
import type { Program } from '../program.ts';
import { literal, type PythonNumber, repr } from '../python/values.ts';
import { type Plan, Script } from '../script.ts';
import { type Column, pathOf, tableOf } from '../table.ts';
import type { Task } from '../task.ts';

/** Charts of the numbers in a request or a table. */
export const charts: Program = {
  name: 'charts',
  plan: (task) => {
    const kind = kindIn(task.lower);
    const data = kind && dataIn(task, kind);
    return data ? [drawn(kind, data)] : [];
  },
};

function kindIn(lower: string): Chart['kind'] | undefined {
  if (!/\b(?:plot|chart|graph|diagram|scatter|visuali[sz]e|draw)\b/.test(lower)) return undefined;
  if (/\bpie\b/.test(lower)) return 'pie';
  if (/\bscatter/.test(lower)) return 'scatter';
  if (/\bbars?\b|\bcolumn chart\b/.test(lower)) return 'bar';
  if (/\bline\b/.test(lower)) return 'line';
  return /\b(?:plot|chart|graph|visuali[sz]e)\b/.test(lower) ? 'bar' : undefined;
}

interface Data {
  readonly labels: readonly string[];
  readonly values: readonly PythonNumber[];
  readonly xs: readonly PythonNumber[];
  readonly xLabel: string;
  readonly yLabel: string;
}

function dataIn(task: Task, kind: Chart['kind']): Data | undefined {
  const data = ofTable(task, kind) ?? ofPairs(task.text, kind) ?? ofList(task.text);
  if (data === undefined || data.values.length < 1 || data.values.length > MOST_POINTS) return undefined;
  // A slice cannot be smaller than nothing.
  const isPie = kind === 'pie';
  return isPie && (data.values.some((value) => value < 0) || data.values.every((value) => value <= 0))
    ? undefined
    : data;
}

function ofTable(task: Task, kind: Chart['kind']): Data | undefined {
  const table = tableOf(task);
  if (table === undefined) return undefined;
  const numeric = table.columns.filter(({ numbers }) => numbers?.every((number) => number !== undefined));
  const isNamed = ({ name }: Column): boolean => task.lower.split('\n')[0]!.includes(name.toLowerCase());
  const label = table.columns.find(({ numbers }) => numbers === undefined);
  const [x, other] = numeric;
  const y =
    numeric.filter((column) => column !== x).find(isNamed) ?? (label ? (numeric.find(isNamed) ?? x) : other);
  if (y === undefined) return undefined;
  const values = y.numbers as PythonNumber[];
  const across = kind === 'scatter' || !label ? (x as Column) : label;
  if (across === y) return undefined;
  return {
    labels: across.cells,
    values,
    xs: (across.numbers as PythonNumber[] | undefined) ?? counting(values.length),
    xLabel: across.name,
    yLabel: y.name,
  };
}

const NUMBER = String.raw`-?[$€£]?\d{1,12}(?:,\d{3})*(?:\.\d{1,8})?`;
/** Runs of line breaks are long; patterns would look at each from every place in it. */
const GAP = String.raw`\s{0,9}`;
const PAIR = new RegExp(
  String.raw`(?:^|[,;\n:(]|\band\b)${GAP}(?:and\s{1,9})?["']?([\p{L}][\p{L}\p{N} &.'-]{0,39}?|(?:19|20)\d\d)["']?${GAP}(?:[:=(]|\s-|\bis\b|\bwith\b|\s)${GAP}(${NUMBER})%?\)?(?=${GAP}(?:[,;.\n)]|$|and\b))`,
  'gu',
);
/** "3 apples", "120 in 2021" */
const COUNTED = new RegExp(
  String.raw`(?<![\p{L}\d.,])(${NUMBER})%?\s{1,9}(?:(?:in|of|for)\s{1,9})?(\p{L}[\p{L}-]{1,30}|(?:19|20)\d\d)(?=${GAP}(?:[,;.\n)]|$|\band\b))`,
  'gu',
);
const POINT = /\(\s*(-?\d{1,12}(?:\.\d{1,8})?)\s*,\s*(-?\d{1,12}(?:\.\d{1,8})?)\s*\)/g;

/** "Apples: 30, Pears 12 and Plums 7", or points: "(1, 2), (3, 4)". */
function ofPairs(text: string, kind: Chart['kind']): Data | undefined {
  const points = [...text.matchAll(POINT)];
  if (points.length > 1) {
    const xs = points.map(([, x]) => toNumber(x!));
    return {
      labels: points.map(([, x]) => x!),
      xs,
      values: points.map(([, , y]) => toNumber(y!)),
      xLabel: 'x',
      yLabel: 'y',
    };
  }
  const pairs = [...text.matchAll(PAIR)].map(([, label = '', value = ''], index) => ({
    // What is asked stands before the first label: "Draw a pie chart of Apples: 30".
    label:
      index > 0 ? label.trim() : label.trim().replace(/^.*\b(?:of|for|with|showing|from|where|and)\s+/i, ''),
    value: toNumber(value.replace(/[$€£,]/g, '')),
  }));
  if (pairs.length < 2) {
    for (const [, value = '', label = ''] of text.matchAll(COUNTED))
      pairs.push({ label, value: toNumber(value.replace(/[$€£,]/g, '')) });
  }
  if (pairs.length < 2 || kind === 'scatter') return undefined;
  return {
    labels: pairs.map(({ label }) => label),
    values: pairs.map(({ value }) => value),
    xs: counting(pairs.length),
    xLabel: '',
    yLabel: 'Value',
  };
}

function ofList(text: string): Data | undefined {
  const list = numberListIn(text);
  if (list === undefined || list.numbers.length < LEAST) return undefined;
  const xs = counting(list.numbers.length);
  return {
    labels: xs.map(String),
    values: list.numbers.map(toNumber),
    xs,
    xLabel: 'Position',
    yLabel: 'Value',
  };
}

/** Numbers of a list that is drawn: two may stand beside each other for other reasons. */
const LEAST = 3;

const counting = (count: number): bigint[] => Array.from({ length: count }, (_, index) => BigInt(index + 1));

function drawn(kind: Chart['kind'], { labels, values, xs, xLabel, yLabel }: Data): Plan {
  const filename = `${kind}_chart.png`;
  const title =
    kind === 'scatter' ? `${yLabel} against ${xLabel}` : xLabel ? `${yLabel} by ${xLabel}` : yLabel;
  const points = values.map(
    (value, index): ChartPoint => ({ label: labels[index]!, x: Number(xs[index]), y: Number(value) }),
  );
  const across = kind === 'scatter' ? repr(xs) : `[${labels.map(literal).join(', ')}]`;
  const chart: Chart = { kind, filename, title, xLabel, yLabel, points };
  const says = `Here is the ${kind} chart:`;
  return new Script(
    'import matplotlib.pyplot as plt',
    '',
    `${kind === 'scatter' ? 'x' : 'labels'} = ${across}`,
    `values = ${repr(values)}`,
    '',
    'plt.figure(figsize=(8, 5))',
    CALLS[kind],
    `plt.title(${literal(title)})`,
    ...(kind === 'pie' ? [] : [`plt.xlabel(${literal(xLabel)})`, `plt.ylabel(${literal(yLabel)})`]),
    'plt.tight_layout()',
    `plt.savefig(${literal(pathOf(filename))})`,
  )
    .print(`"Saved", ${literal(pathOf(filename))}`, 'Saved', pathOf(filename))
    .line('plt.show()')
    .draw(chart)
    .plan({ says });
}

const CALLS: Readonly<Record<Chart['kind'], string>> = {
  bar: 'plt.bar(labels, values)',
  line: 'plt.plot(labels, values, marker="o")',
  pie: 'plt.pie(values, labels=labels, autopct="%1.1f%%")',
  scatter: 'plt.scatter(x, values)',
};
