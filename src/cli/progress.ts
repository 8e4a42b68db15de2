import type { Clock } from '../runtime/clock.ts';
import type { Io } from './io.ts';
import { unitsOf } from './text.ts';

export interface Progress {
  /** In words of the API: `validating`, `in_progress`, … */
  readonly state: string;
  readonly done: number;
  /** Zero while it is not known. */
  readonly total: number;
  /** Milliseconds since the first one was begun. */
  readonly elapsed: number;
  /** Those of `done` that were done before. Default 0. */
  readonly before?: number;
}

const BAR = 20;

/**
 * One line that says how far work has come, at most `columns` wide.
 *
 * @example
 * toProgressLine({ state: 'in_progress', done: 25, total: 100, elapsed: 5000 }, 80);
 * // 'in progress  █████░░░░░░░░░░░░░░░   25 %  25 of 100  5.0/s  15 s left'
 */
export function toProgressLine(
  { state, done, total, elapsed, before = 0 }: Progress,
  columns: number,
): string {
  const name = state.replaceAll('_', ' ').padEnd(11);
  if (total === 0) return name.trimEnd().slice(0, columns);
  const share = done / total;
  const filled = Math.round(share * BAR);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
  const rate = elapsed > 0 ? ((done - before) / elapsed) * 1000 : 0;
  const parts = [
    `${name}  ${bar}  ${String(Math.floor(share * 100)).padStart(3)} %`,
    `${done} of ${total}`,
    ...(rate > 0 ? [`${rate >= 100 ? Math.round(rate) : rate.toFixed(1)}/s`] : []),
    ...(rate > 0 && done < total ? [`${unitsOf((total - done) / rate)} left`] : []),
  ];
  // Parts that do not fit are dropped whole, from the right.
  while (parts.length > 1 && parts.join('  ').length > columns) parts.pop();
  return parts.join('  ').slice(0, columns);
}

/** Shows how far a run has come. */
export interface Display {
  /** `state` is that of the batch under way. */
  progress(state: string, done: number): void;
  end(): void;
}

/** A line that is written over again in a terminal; elsewhere one line for each state. */
export function createDisplay(
  io: Pick<Io, 'err' | 'errColumns'>,
  { total, before, clock }: { readonly total: number; readonly before: number; readonly clock: Clock },
): Display {
  const startedAt = clock.now();
  let last = '';
  return {
    progress(state, done) {
      const shown = overall(state, done, before);
      const { errColumns } = io;
      if (errColumns !== undefined) {
        const elapsed = clock.now() - startedAt;
        io.err(`\r\u001b[K${toProgressLine({ state: shown, done, total, elapsed, before }, errColumns - 1)}`);
      } else if (shown !== last) {
        io.err(`${shown.replaceAll('_', ' ')}\n`);
      }
      last = shown;
    },
    end() {
      if (io.errColumns !== undefined) io.err('\r\u001b[K');
    },
  };
}

/** The state of a run of several batches: validation is shown only before the first one starts. */
function overall(state: string, done: number, before: number): string {
  if (state === 'cancelling' || state === 'cancelled') return 'cancelling';
  return state === 'validating' && done === before ? state : 'in_progress';
}
