/** A field of an answer, as far as its name and description tell what it holds. */
export interface Field {
  readonly name: string;
  /** The words of its name, in lower case. */
  readonly words: readonly string[];
  readonly description: string;
  /** Whether it is all of the answer. */
  readonly isWhole?: boolean;
}

/** What the request as a whole says of a field, such as its answer or a verdict. Undefined if it says nothing. */
export interface Insight {
  /** The free text of an answer, a reason, a summary. */
  text(field: Field): string | undefined;
  /** Whether the request wants the text to be written rather than found in it: a title, a reply. */
  isWritten(field: Field): boolean;
  /** Whether something holds. */
  flag(field: Field): boolean | undefined;
  /** A score that follows from a verdict. */
  number(field: Field, least: number, most: number): number | undefined;
  /** The texts of a list: what is remembered, the sources of an answer. */
  items(field: Field): readonly string[] | undefined;
  /** The mark of the option that is chosen, if the request offers some and the field holds the choice. */
  option(field: Field): string | undefined;
  /** The label among the values that fits. */
  label(field: Field, values: readonly string[]): string | undefined;
}
