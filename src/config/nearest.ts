const LONGEST = 64;

/**
 * The candidate that `written` was most likely meant to be, or undefined when none is close. Case and separators do not
 * count, so `response_delay` is `responseDelay`; beyond that about a third of the letters may be wrong.
 *
 * @example
 * nearest('prot', ['host', 'port']); // 'port'
 */
export function nearest(written: string, candidates: readonly string[]): string | undefined {
  const wanted = bare(written);
  if (wanted.length === 0 || wanted.length > LONGEST) return undefined;
  let best: string | undefined;
  let least = Math.floor(wanted.length / 3) + 1;
  for (const candidate of candidates) {
    const found = distance(wanted, bare(candidate));
    if (found < least) {
      best = candidate;
      least = found;
    }
  }
  return best ?? candidates.find((candidate) => wanted.length > 2 && bare(candidate).startsWith(wanted));
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Edits between two words, a swap of neighbours counting as one. */
function distance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (row > 1 && column > 1 && swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}
