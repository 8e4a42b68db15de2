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
    let end = endOfChanges(edited, index);
    let start = Math.max(done, index - CONTEXT);
    end = Math.min(edited.length, end + CONTEXT);
    while (start > done && fitsBefore(edited, done, start, end)) start--;
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

/** Whether the old lines of a hunk are also found earlier, after the hunk before. */
function fitsBefore(edited: readonly EditedLine[], done: number, start: number, end: number): boolean {
  const old = (from: number, to: number): string =>
    edited
      .slice(from, to)
      .filter(({ mark }) => mark !== '+')
      .map(({ line }) => `${line}\n`)
      .join('');
  const hunk = old(start, end);
  return `\n${old(done, end)}`.indexOf(`\n${hunk}`) < `\n${old(done, start)}`.length - 1;
}
