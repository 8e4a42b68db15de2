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

/** One kind of request in the table of stalls. */
export interface Stall {
  readonly kind: string;
  readonly size: string;
  readonly sent: string;
  readonly status: string;
  /** What decoding and parsing the body takes in this run. */
  readonly decoding: string;
  /** The longest piece of CPU time between two timer ticks of the server. */
  readonly piece: string;
  /** The longest gap of a stream in the same process. */
  readonly gap: string;
  readonly isAnswered: boolean;
  readonly met: boolean;
  readonly details: unknown;
}

/** Renders the table of stalls as Markdown. */
export function renderStalls(stalls: readonly Stall[]): string {
  const head = [
    'request',
    'size',
    'sent',
    'status',
    'decoding and parsing',
    'longest piece',
    'longest gap',
    'met?',
  ];
  const rows = stalls.map(({ kind, size, sent, status, decoding, piece, gap, met }) => [
    kind,
    size,
    sent,
    status,
    decoding,
    piece,
    gap,
    met ? 'yes' : '**no**',
  ]);
  return render(head, rows);
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
  return render(head, rows);
}

function render(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Replaces the text between the two markers of a document. Throws if the markers are missing. */
export function writeBetweenMarks(file: string | URL, text: string): void {
  const document = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const start = document.indexOf(START);
  const end = document.indexOf(END);
  if (start < 0 || end < start) throw new Error(`${file} lacks the markers ${START} and ${END}`);
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
