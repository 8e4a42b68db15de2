import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Subject } from './subjects.ts';

/** One row of the table. */
export interface Line {
  readonly work: string;
  readonly target: string;
  /** The result of each subject, with its unit. */
  readonly cells: Partial<Record<Subject, string>>;
  readonly toFloor?: number | undefined;
  readonly toAimock?: number | undefined;
  /** `undefined` if the row has no target or could not be judged. */
  readonly met?: boolean | undefined;
  /** All measurements behind the row. */
  readonly details?: unknown;
}

/** Renders the table as Markdown. */
export function renderTable(lines: readonly Line[]): string {
  const head = ['work', 'target', 'floor', 'fakeai', 'aimock', '÷ floor', '÷ aimock', 'met?'];
  const rows = lines.map((line) => [
    line.work,
    line.target,
    line.cells.floor ?? '–',
    line.cells.fakeai ?? '–',
    line.cells.aimock ?? '–',
    ratio(line.toFloor),
    ratio(line.toAimock),
    line.met === undefined ? '–' : line.met ? 'yes' : '**no**',
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Replaces the text between the two markers of a document. Throws if the markers are missing. */
export function writeBetweenMarks(file: string | URL, text: string): void {
  const document = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const start = document.indexOf(START);
  const end = document.indexOf(END);
  if (start < 0 || end < start) throw new Error(`${file} lacks the marks ${START} and ${END}`);
  writeFileSync(file, `${document.slice(0, start + START.length)}\n\n${text}\n\n${document.slice(end)}`);
}

/** The median; `undefined` for an empty list. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Formats a number for a cell: three significant figures, thousands as k. */
export function figure(value: number | undefined, unit: string): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (value >= 1e6) return `${(value / 1e6).toPrecision(3)}M ${unit}`;
  if (value >= 1e4) return `${(value / 1e3).toPrecision(3)}k ${unit}`;
  return `${value >= 100 ? Math.round(value) : Number(value.toPrecision(3))} ${unit}`;
}

const START = '<!-- bench:start -->';
const END = '<!-- bench:end -->';

function ratio(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : value.toFixed(2);
}
