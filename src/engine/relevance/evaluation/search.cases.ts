/** A query with passages, of which exactly one answers it. */
export interface Search {
  readonly query: string;
  readonly best: string;
  /** Miss the point. */
  readonly others: readonly string[];
}

/** One search a line: the query, the passage that answers it, the others. */
export function toSearches(table: string): Search[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [query = '', best = '', ...others] = line.split(' | ');
      return { query, best, others };
    });
}
