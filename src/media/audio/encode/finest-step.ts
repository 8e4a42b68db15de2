/**
 * Returns the lowest number from `low` to `high` for which `fits` is true, i.e. the finest step within the
 * bit budget; `high` if none fits. Assumes that every coarser step fits too. Searches outwards from `guess`,
 * since neighbouring frames are similar. The last call of `fits` is for the result, unless that is `high`.
 */
export function finestStep(
  low: number,
  high: number,
  guess: number,
  fits: (step: number) => boolean,
): number {
  let [tooFine, enough] = [low - 1, high];
  let step = Math.min(high - 1, Math.max(low, guess));
  for (let reach = 1; enough - tooFine > 1; reach *= 2) {
    if (fits(step)) enough = step;
    else tooFine = step;
    // While one bound is unknown, move towards it in growing steps; after that, bisect.
    if (enough < high && tooFine < low) step = Math.max(low, enough - reach);
    else if (enough === high && tooFine >= low) step = Math.min(high - 1, tooFine + reach);
    else step = (tooFine + enough) >> 1;
  }
  return enough;
}
