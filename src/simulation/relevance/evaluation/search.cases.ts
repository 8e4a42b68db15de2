/** A query with passages, exactly one of which answers it. */
export interface Search {
  readonly query: string;
  readonly best: string;
  /** Passages that do not answer the query. */
  readonly others: readonly string[];
}

/** Parses one search per line: the query, the passage that answers it, the others. */
export function toSearches(table: string): Search[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [query = '', best = '', ...others] = line.split(' | ');
      return { query, best, others };
    });
}
