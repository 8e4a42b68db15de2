import type { Steps } from '../../runtime/steps.ts';
import type { Distribution } from '../distribution.ts';
import { type Exposition, toLabels } from '../exposition.ts';
import type { MetricsInput } from './metrics-input.ts';

/** One family of metrics as data. Everything that renders, documents or checks metrics reads these. */
export interface MetricRow {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  /** Names of the labels, in order. */
  readonly labels: readonly string[];
  /** Of a histogram. */
  readonly bounds?: readonly number[];
  readonly read: (input: MetricsInput) => Iterable<Sample>;
}

/** A value, and the values of the labels. */
export interface Sample {
  readonly labels: readonly string[];
  readonly value: number | Distribution;
}

/** What a family has samples of, such as models, and the labels that tell them apart. */
export interface Subject<One> {
  readonly labels: readonly string[];
  readonly all: (input: MetricsInput) => readonly One[];
  readonly valuesOf: (one: One) => readonly string[];
}

type Value<One> = (one: One, input: MetricsInput) => number;
type Values<One> = (one: One, input: MetricsInput) => Readonly<Record<string, number>>;

/** Makes the rows of a subject. */
export interface RowMaker<One> {
  counter(name: string, help: string, read: Value<One>): MetricRow;
  gauge(name: string, help: string, read: Value<One>): MetricRow;
  /** With one more label, whose values are the keys of what is read. */
  counters(name: string, label: string, help: string, read: Values<One>): MetricRow;
  gauges(name: string, label: string, help: string, read: Values<One>): MetricRow;
  histogram(
    name: string,
    help: string,
    bounds: readonly number[],
    read: (one: One) => Distribution,
  ): MetricRow;
  /** A gauge whose labels say something. */
  info(
    name: string,
    help: string,
    labels: readonly string[],
    read: (one: One) => readonly string[],
    value?: Value<One>,
  ): MetricRow;
}

/**
 * @example
 * const { counter } = rowsOf('vllm:', ofModels);
 * counter('prompt_tokens_total', 'Prompt tokens.', ({ promptTokens }) => promptTokens);
 */
export function rowsOf<One>(prefix: string, { labels, all, valuesOf }: Subject<One>): RowMaker<One> {
  const single =
    (type: 'counter' | 'gauge') =>
    (name: string, help: string, read: Value<One>): MetricRow => ({
      name: prefix + name,
      type,
      help,
      labels,
      read: (input) => all(input).map((one) => ({ labels: valuesOf(one), value: read(one, input) })),
    });
  const several =
    (type: 'counter' | 'gauge') =>
    (name: string, label: string, help: string, read: Values<One>): MetricRow => ({
      name: prefix + name,
      type,
      help,
      labels: [...labels, label],
      read: (input) =>
        all(input).flatMap((one) =>
          Object.entries(read(one, input)).map(([key, value]) => ({
            labels: [...valuesOf(one), key],
            value,
          })),
        ),
    });
  return {
    counter: single('counter'),
    gauge: single('gauge'),
    counters: several('counter'),
    gauges: several('gauge'),
    histogram: (name, help, bounds, read) => ({
      name: prefix + name,
      type: 'histogram',
      help,
      labels,
      bounds,
      read: (input) => all(input).map((one) => ({ labels: valuesOf(one), value: read(one) })),
    }),
    info: (name, help, more, read, value = () => 1) => ({
      name: prefix + name,
      type: 'gauge',
      help,
      labels: [...labels, ...more],
      read: (input) =>
        all(input).map((one) => ({ labels: [...valuesOf(one), ...read(one)], value: value(one, input) })),
    }),
  };
}

/** Writes families and their samples. In steps, because there can be thousands of models. */
export function* renderRows(out: Exposition, rows: readonly MetricRow[], input: MetricsInput): Steps<void> {
  for (const { name, type, help, labels, bounds = [], read } of rows) {
    out.family(name, type, help);
    for (const { labels: values, value } of read(input)) {
      yield;
      const pairs = toLabels(Object.fromEntries(labels.map((label, index) => [label, values[index] ?? ''])));
      if (typeof value === 'number') out.sample(value, pairs);
      else out.histogram(pairs, bounds, value);
    }
  }
}
