import type { Property } from '../shape/types.ts';

/** An answer in parts, each with its place in a text: between tags, below markers, behind labels. */
export interface Layout {
  readonly parts: readonly Part[];
  /** What follows the last part. */
  readonly end: string;
}

export interface Part {
  /** What stands before it. */
  readonly before: string;
  readonly property: Property;
  /** The part is this, word for word. */
  readonly fixed?: string;
  /** The part is all of the answer, in the form that the request otherwise asks for. */
  readonly isWhole?: boolean;
}

/** A layout, and the texts without what they say of it. */
export interface AskedLayout {
  readonly layout: Layout;
  readonly source: readonly string[];
}
