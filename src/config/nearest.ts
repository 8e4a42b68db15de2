const LONGEST = 64;

/** More candidates than this with the same prefix would not help the user. */
const MOST_SUGGESTED = 3;

/**
 * The candidate that `written` was most likely meant to be; empty if none is close. Case and separators are
 * ignored, so `response_delay` matches `responseDelay`. Else it is the beginning of a few candidates, or up to about a third
 * of the letters differ. If no candidate is that close, returns those that are a prefix of `written` or the reverse,
 * unless there are too many.
 *
 * @example
 * nearest('prot', ['host', 'port']); // ['port']
 * nearest('strict', ['strictModels', 'strictSchemas']); // ['strictModels', 'strictSchemas']
 */
export function nearest(written: string, candidates: readonly string[]): readonly string[] {
  const wanted = bare(written);
  if (wanted.length === 0 || wanted.length > LONGEST) return [];
  const same = candidates.find((candidate) => bare(candidate) === wanted);
  if (same !== undefined) return [same];
  // The beginning of a name is more likely what it says than a mistake in another one.
  const completed = candidates.filter((candidate) => wanted.length > 3 && bare(candidate).startsWith(wanted));
  if (completed.length > 0 && completed.length <= MOST_SUGGESTED) return completed;
  let best: string | undefined;
  let least = Math.floor(wanted.length / 3) + 1;
  for (const candidate of candidates) {
    const found = distance(wanted, bare(candidate));
    if (found < least) {
      best = candidate;
      least = found;
    }
  }
  if (best !== undefined) return [best];
  const begun = candidates.filter((candidate) => isBeginning(wanted, bare(candidate)));
  return begun.length > MOST_SUGGESTED ? [] : begun;
}

/**
 * A hint to append to an error message: ` Did you mean port?`, or '' if no candidate is close.
 *
 * @example
 * `Unknown option "prot".${suggestion('prot', optionNames)}`;
 */
export function suggestion(written: string, candidates: readonly string[]): string {
  const found = nearest(written, candidates);
  return found.length === 0 ? '' : ` Did you mean ${inWords(found)}?`;
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** Whether one word is a prefix of the other: `hostname` and `host`. */
function isBeginning(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length > 2 && long.startsWith(short);
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Edit distance between two words; swapping adjacent letters counts as one edit. */
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
