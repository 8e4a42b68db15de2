import type { GenerationRequest } from '../request.ts';

/**
 * Runs the code that a model has written with its code interpreter.
 *
 * @example
 * const silent: CodeRunner = { run: () => ({ logs: '', isFailed: false, charts: [] }) };
 */
export interface CodeRunner {
  /**
   * @param request the conversation that the code was written in, with the files that it can read
   */
  run(code: string, request: GenerationRequest): CodeRun;
}

/** What running code has resulted in. */
export interface CodeRun {
  /** What it has printed; of code that has failed, with the error at the end. */
  readonly logs: string;
  readonly isFailed: boolean;
  /** The charts that it has drawn, each in a file of its own. */
  readonly charts: readonly Chart[];
}

/** A chart, as data. */
export interface Chart {
  readonly kind: 'bar' | 'line' | 'pie' | 'scatter';
  /** Of the file that it is written to: `chart.png`. */
  readonly filename: string;
  readonly title: string;
  /** What the axes show; empty for a pie. */
  readonly xLabel: string;
  readonly yLabel: string;
  /** At least one, at most {@link MOST_POINTS}. */
  readonly points: readonly ChartPoint[];
}

export interface ChartPoint {
  /** What the point is called; of a scatter chart, `x` is used instead. */
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

/** Points of a chart. */
export const MOST_POINTS = 100;
