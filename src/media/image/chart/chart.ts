/** What a chart shows. */
export interface ChartContent {
  readonly kind: 'bar' | 'line' | 'pie' | 'scatter';
  readonly title: string;
  /** What the axes show; a pie has none. */
  readonly xLabel: string;
  readonly yLabel: string;
  /** At least one. Those of a scatter chart are at `x`, all others are labelled. */
  readonly points: readonly { readonly label: string; readonly x: number; readonly y: number }[];
}
