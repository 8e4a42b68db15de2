/** What an answer cites. */
export type Source = PageSource | FileSource;

/** A page of the web. */
export interface PageSource {
  readonly url: string;
  readonly title: string;
}

/** A file that was uploaded, or one that a tool has written in its container. */
export interface FileSource {
  readonly fileId: string;
  readonly filename: string;
  readonly containerId?: string;
}

/** A source cited by an answer; offsets are in UTF-16 units of the part that cites it. */
export type Citation = PageCitation | FileCitation;
export type PageCitation = PageSource & Span;
export type FileCitation = FileSource & Span;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether a source is a page of the web. */
export function isPage<S extends Source>(source: S): source is Extract<S, PageSource> {
  return 'url' in source;
}
