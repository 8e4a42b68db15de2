/** A part of a row in a terminal. */
export interface Cell {
  readonly text: string;
  /** What happens when the row is too wide: a `path` (at most one) loses its middle, `extra` cells are dropped from the right. */
  readonly yields?: 'path' | 'extra';
  /** `level`: in the colour of the line's level. */
  readonly tone?: 'level' | 'dim';
}

/** `extra` cells are dropped before the path becomes shorter than this. */
const SHORT_PATH = 24;

/**
 * Fits cells, separated by spaces, into a row of `width` characters.
 *
 * @example
 * fitCells([{ text: 'GET' }, { text: '/v1/files/file-abcdefghijklmnop', yields: 'path' }], 28);
 * // GET, /v1/files/fi…hijklmnop
 */
export function fitCells(cells: readonly Cell[], width: number): readonly Cell[] {
  const fitted = [...cells];
  const over = (): number => fitted.reduce((sum, { text }) => sum + text.length + 1, -1) - width;
  if (over() <= 0) return fitted;
  const whole = fitted.find(({ yields }) => yields === 'path')?.text ?? '';
  while (over() - Math.max(0, whole.length - SHORT_PATH) > 0) {
    const last = fitted.findLastIndex(({ yields }) => yields === 'extra');
    if (last < 0) break;
    fitted.splice(last, 1);
  }
  const pathLength = Math.max(1, whole.length - Math.max(0, over()));
  const shortened = fitted.map((cell) =>
    cell.yields === 'path' ? { ...cell, text: middleOut(whole, pathLength) } : cell,
  );
  return cut(shortened, width);
}

/**
 * Shortens text to `length` characters by dropping its middle.
 *
 * @example
 * middleOut('/v1/chat/completions', 11); // '/v1/c…tions'
 */
export function middleOut(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = Math.ceil((length - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`;
}

function cut(cells: readonly Cell[], width: number): readonly Cell[] {
  const kept: Cell[] = [];
  let room = width;
  for (const cell of cells) {
    if (room <= 0) break;
    kept.push({ ...cell, text: middleOut(cell.text, room) });
    room -= cell.text.length + 1;
  }
  return kept;
}
