import { median } from './load-run.ts';

/** A coefficient that is not negative, and what it is multiplied by in each row. */
export interface Term {
  readonly values: readonly number[];
  /** The value to keep if the rows do not tell it. */
  readonly prior: number;
}

export interface Rows {
  /** What the terms should add up to. */
  readonly targets: readonly number[];
  /** Residuals are divided by these: the measured values, since errors are relative. */
  readonly scales: readonly number[];
  readonly weights: readonly number[];
}

export interface FittedTerm {
  readonly value: number;
  readonly isFitted: boolean;
}

/** A term of which less than this share differs from the terms before it cannot be told from them. */
const LEAST_SHARE = 1e-3;
/** Residuals above so many standard deviations count less (Huber's estimator with 95 % efficiency). */
const HUBER = 1.345;
const MAD_TO_SIGMA = 1.4826;
const ROUNDS = 20;

/**
 * Robust least squares with terms in the order of their importance: a term that the rows do not tell from those before it,
 * or only with an error of more than half its size, keeps its prior. Coefficients are not negative.
 *
 * @example
 * const rows = { targets: [9, 11], scales: [9, 11], weights: [1, 1] };
 * fitTerms(rows, [{ values: [1, 1], prior: 5 }, { values: [1, 2], prior: 1 }]); // 7 and 2
 */
export function fitTerms(rows: Rows, terms: readonly Term[]): FittedTerm[] {
  const factors = rows.scales.map((scale, row) => Math.sqrt(rows.weights[row] ?? 1) / scale);
  const columns = terms.map(({ values }) => values.map((value, row) => value * (factors[row] as number)));
  /** Terms that would be negative. */
  const zero = new Set<number>();
  const vague = new Set<number>();
  for (;;) {
    const free = distinct(columns, (index) => !zero.has(index) && !vague.has(index));
    const fixed = terms.map(({ prior }, index) => (zero.has(index) ? 0 : prior));
    const targets = rows.targets.map((target, row) => {
      const rest = terms.reduce(
        (sum, { values }, index) =>
          free.includes(index) ? sum : sum - (values[row] as number) * (fixed[index] as number),
        target,
      );
      return rest * (factors[row] as number);
    });
    const { solution, errors } = robust(
      free.map((index) => columns[index] as number[]),
      targets,
    );
    const unsure = free.findLast((index, place) => {
      const size = Math.max(solution[place] as number, terms[index]?.prior ?? 0);
      return index !== free[0] && (errors[place] as number) > size / 2;
    });
    if (unsure !== undefined) {
      vague.add(unsure);
      continue;
    }
    const negative = free.findLast((_, place) => (solution[place] as number) < 0);
    if (negative !== undefined) {
      zero.add(negative);
      continue;
    }
    return terms.map((_, index) => {
      const place = free.indexOf(index);
      return place >= 0
        ? { value: solution[place] as number, isFitted: true }
        : { value: fixed[index] as number, isFitted: zero.has(index) };
    });
  }
}

/** The columns that differ enough from those before them. A third one needs a row more than an exact solution does. */
function distinct(
  columns: readonly (readonly number[])[],
  isCandidate: (index: number) => boolean,
): number[] {
  const chosen: number[] = [];
  const basis: number[][] = [];
  for (const [index, column] of columns.entries()) {
    if (!isCandidate(index) || column.length < basis.length + (basis.length < 2 ? 1 : 2)) continue;
    const rest = [...column];
    // Twice, because the first pass leaves the error of its rounding.
    for (const axis of [...basis, ...basis]) {
      const along = dot(rest, axis);
      for (let row = 0; row < rest.length; row++)
        rest[row] = (rest[row] as number) - along * (axis[row] as number);
    }
    const length = dot(rest, rest);
    const whole = dot(column, column);
    if (whole === 0 || length / whole < LEAST_SHARE) continue;
    chosen.push(index);
    basis.push(rest.map((value) => value / Math.sqrt(length)));
  }
  return chosen;
}

/** Least squares in which far residuals count less; the errors are 0 for an exact solution. */
function robust(
  columns: readonly (readonly number[])[],
  targets: readonly number[],
): { solution: number[]; errors: number[] } {
  const count = targets.length;
  const weights = new Array<number>(count).fill(1);
  let solution: number[] = [];
  let inverse: number[][] = [];
  let residuals: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    inverse = invert(columns.map((one) => columns.map((other) => dot(one, other, weights))));
    const right = columns.map((column) => dot(column, targets, weights));
    solution = inverse.map((line) => dot(line, right));
    residuals = targets.map((target, row) =>
      columns.reduce(
        (rest, column, place) => rest - (column[row] as number) * (solution[place] as number),
        target,
      ),
    );
    const limit = HUBER * MAD_TO_SIGMA * median(residuals.map(Math.abs));
    if (limit < 1e-12) break;
    for (const [row, residual] of residuals.entries()) {
      weights[row] = Math.abs(residual) <= limit ? 1 : limit / Math.abs(residual);
    }
  }
  const freedom = count - columns.length;
  const variance = freedom > 0 ? dot(residuals, residuals, weights) / freedom : 0;
  return { solution, errors: inverse.map((line, place) => Math.sqrt(variance * (line[place] as number))) };
}

function dot(one: readonly number[], other: readonly number[], weights?: readonly number[]): number {
  let sum = 0;
  for (let row = 0; row < one.length; row++) {
    sum +=
      (one[row] as number) * (other[row] as number) * (weights === undefined ? 1 : (weights[row] as number));
  }
  return sum;
}

/** The inverse of a symmetric positive matrix, by elimination. Its columns are scaled to 1 first. */
function invert(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const scale = matrix.map((line, index) => 1 / Math.sqrt(line[index] as number));
  const work = matrix.map((line, row) => [
    ...line.map((value, column) => value * (scale[row] as number) * (scale[column] as number)),
    ...line.map((_, column) => (column === row ? 1 : 0)),
  ]);
  for (let pivot = 0; pivot < size; pivot++) {
    const line = work[pivot] as number[];
    const head = line[pivot] as number;
    for (let column = 0; column < 2 * size; column++) line[column] = (line[column] as number) / head;
    for (const other of work) {
      if (other === line) continue;
      const factor = other[pivot] as number;
      for (let column = 0; column < 2 * size; column++)
        other[column] = (other[column] as number) - factor * (line[column] as number);
    }
  }
  return work.map((line, row) =>
    line.slice(size).map((value, column) => value * (scale[row] as number) * (scale[column] as number)),
  );
}
