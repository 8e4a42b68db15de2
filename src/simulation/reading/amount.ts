/**
 * Numbers from one to another, both inclusive, and what they count: `kg`, `money`, `date`.
 * If `low` is above `high`, from one over the end of the year to the other.
 */
export interface Limits {
  readonly low: number;
  readonly high: number;
  readonly unit: string | undefined;
}

/** A number that something has in a question, and what it counts. */
export interface Amount {
  readonly number: number;
  readonly unit: string | undefined;
  /** As it is written. */
  readonly text: string;
}
