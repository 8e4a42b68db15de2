import { unitsOf } from './text.ts';

export interface Progress {
  /** In words of the API: `validating`, `in_progress`, … */
  readonly state: string;
  readonly done: number;
  /** Zero while it is not known. */
  readonly total: number;
  /** Milliseconds since the first one was begun. */
  readonly elapsed: number;
}

const BAR = 24;

/**
 * One line that says how far work has come, at most `columns` wide.
 *
 * @example
 * toProgressLine({ state: 'in_progress', done: 25, total: 100, elapsed: 5000 }, 80);
 * // 'in progress  ██████░░░░░░░░░░░░░░░░░░   25 %  25 of 100  5.0/s  15 s left'
 */
export function toProgressLine({ state, done, total, elapsed }: Progress, columns: number): string {
  const name = state.replaceAll('_', ' ').padEnd(11);
  if (total === 0) return name.trimEnd().slice(0, columns);
  const share = done / total;
  const filled = Math.round(share * BAR);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
  const rate = elapsed > 0 ? (done / elapsed) * 1000 : 0;
  const parts = [
    `${name}  ${bar}  ${String(Math.floor(share * 100)).padStart(3)} %`,
    `${done} of ${total}`,
    ...(rate > 0 ? [`${rate >= 100 ? Math.round(rate) : rate.toFixed(1)}/s`] : []),
    ...(rate > 0 && done < total ? [`${unitsOf((total - done) / rate)} left`] : []),
  ];
  return parts.join('  ').slice(0, columns);
}
