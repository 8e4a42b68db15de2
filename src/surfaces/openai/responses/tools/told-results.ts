/** Results of searches as the model reads them: when they are found, and when they come back in a conversation. */

interface ToldPage {
  readonly url: string;
  readonly title?: string;
  /** Undefined if only its address is known. */
  readonly passage?: string | undefined;
}

/** Pages with what they say. */
export function tellPages(pages: readonly ToldPage[]): string {
  if (pages.length === 0) return 'No page was found.';
  return pages
    .map(({ url, title, passage }, index) =>
      block(index, title === undefined ? [url, passage] : [title, url, passage]),
    )
    .join('\n\n');
}

interface ToldPassage {
  readonly filename?: string | undefined;
  readonly text?: string | undefined;
}

/** Passages of files. */
export function tellPassages(passages: readonly ToldPassage[]): string {
  if (passages.length === 0) return 'No passage was found in the files.';
  return passages.map(({ filename, text }, index) => block(index, [filename, text])).join('\n\n');
}

function block(index: number, lines: readonly (string | undefined)[]): string {
  return `[${index + 1}] ${lines.filter((line) => line !== undefined).join('\n')}`;
}
