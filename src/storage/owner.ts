/** Names a document of any collection: one that another document, or a log, belongs to. */
export interface Owner {
  /** Name of its collection. */
  readonly collection: string;
  /** Default: the scope of what belongs to it. */
  readonly scope?: string;
  readonly id: string;
}
