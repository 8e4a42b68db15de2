import type { JsonSchema } from '../../../engine/request.ts';
import type { Property } from '../shape/types.ts';

/** How an answer that is no JSON is laid out. */
export type Layout = Parts | Table | Tree;

/** An answer in parts, each with its place in a text: between tags, below markers, behind labels. */
export interface Parts {
  readonly kind: 'parts';
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

/** Records as lines of values. */
export interface Table {
  readonly kind: 'table';
  /** A list of objects, or of lists with one value for each column. */
  readonly rows: JsonSchema;
  readonly columns: readonly string[];
  /** What stands between two values of a line; `|` draws a table in Markdown. */
  readonly separator: string;
  /** Whether the first line names the columns. */
  readonly header: boolean;
  readonly before: string;
  readonly after: string;
}

/** Values within values, in elements or behind keys. */
export interface Tree {
  readonly kind: 'tree';
  readonly notation: 'xml' | 'yaml';
  /** The name of the outer element of XML. */
  readonly root: string;
  /** Its content: an object; in XML, a list in it stands for elements of the same name. */
  readonly schema: JsonSchema;
  readonly before: string;
  readonly after: string;
}

/** A layout, and the texts without what they say of it. */
export interface AskedLayout {
  readonly layout: Layout;
  readonly source: readonly string[];
}

/** Characters of a text in which its words about a layout are looked for: they begin it. */
const MOST_READ = 5000;

export const headOf = (text: string): string => (text.length > MOST_READ ? text.slice(0, MOST_READ) : text);
