/**
 * The lowest number of `low` to `high` for which `fits`, that is the finest step whose bits are within a
 * budget; `high` when none is. Takes for granted that what is coarser fits too, and looks near `guess`
 * first: neighbouring frames are alike. `fits` is asked about the result last, unless that is `high`.
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
    // One end is still open: go on in that direction, ever faster. Else halve.
    if (enough < high && tooFine < low) step = Math.max(low, enough - reach);
    else if (enough === high && tooFine >= low) step = Math.min(high - 1, tooFine + reach);
    else step = (tooFine + enough) >> 1;
  }
  return enough;
}
