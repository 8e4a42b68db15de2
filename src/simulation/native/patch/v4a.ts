/** A line of a file that is changed: kept, removed or added. */
export interface EditedLine {
  readonly mark: ' ' | '-' | '+';
  readonly line: string;
}

/**
 * The change of a file in the format of the `apply_patch` tool: hunks, each behind `@@`, of lines that are kept, removed and
 * added. A hunk has three lines of context, and as many more before it as make it the first place that fits.
 *
 * @example
 * updateDiff([{ mark: '-', line: 'a = 1' }, { mark: '+', line: 'a = 2' }]); // '@@\n-a = 1\n+a = 2'
 */
export function updateDiff(edited: readonly EditedLine[]): string {
  const hunks: string[] = [];
  let done = 0;
  for (let index = 0; index < edited.length; index++) {
    if (edited[index]?.mark === ' ') continue;
    const end = Math.min(edited.length, endOfChanges(edited, index) + CONTEXT);
    const start = Math.max(done, Math.min(index - CONTEXT, index - contextFor(edited, done, index, end)));
    const lines = edited.slice(start, end).map(({ mark, line }) => mark + line);
    hunks.push(['@@', ...lines].join('\n'));
    done = end;
    index = end - 1;
  }
  return hunks.join('\n');
}

/** A new file in the same format: lines that are added. */
export function createDiff(content: string): string {
  return content
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `+${line}`)
    .join('\n');
}

const CONTEXT = 3;

/** The end of changes that are less than two contexts apart. */
function endOfChanges(edited: readonly EditedLine[], from: number): number {
  let end = from + 1;
  for (let index = from + 1; index < edited.length && index - end < 2 * CONTEXT; index++)
    if (edited[index]?.mark !== ' ') end = index + 1;
  return end;
}

/** How many lines before a change tell it apart from the same lines earlier, after the hunk before. */
function contextFor(edited: readonly EditedLine[], done: number, index: number, end: number): number {
  const old = edited.slice(done, end).flatMap(({ mark, line }) => (mark === '+' ? [] : [line]));
  const behind = old.length - (index - done);
  return longestRepeat(old.toReversed()) + 1 - behind;
}

/** How many of the first lines are found again at a later place, at most: the Z-algorithm, which looks at each line twice. */
function longestRepeat(lines: readonly string[]): number {
  const lengths = new Uint32Array(lines.length);
  let longest = 0;
  let from = 0;
  let to = 0;
  for (let at = 1; at < lines.length; at++) {
    let length = at < to ? Math.min(to - at, lengths[at - from] as number) : 0;
    while (at + length < lines.length && lines[length] === lines[at + length]) length++;
    lengths[at] = length;
    longest = Math.max(longest, length);
    if (at + length > to) [from, to] = [at, at + length];
  }
  return longest;
}
