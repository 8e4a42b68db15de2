/** Results of searches as the model reads them: when they are found, and when they come back in a conversation. */

interface ToldPage {
  readonly url: string;
  /** Undefined if only its address is known. */
  readonly passage?: string | undefined;
}

/** Pages with what they say. */
export function tellPages(pages: readonly ToldPage[]): string {
  if (pages.length === 0) return 'No page was found.';
  return pages.map(({ url, passage = '' }) => `### ${url}\n\n${passage}`).join('\n\n');
}

interface ToldPassage {
  readonly filename?: string | undefined;
  readonly text?: string | undefined;
}

/** Passages of files. */
export function tellPassages(passages: readonly ToldPassage[]): string {
  if (passages.length === 0) return 'No passage was found in the files.';
  return passages.map(({ filename = 'A file', text = '' }) => `### ${filename}\n\n${text}`).join('\n\n');
}
