import type { Candidate } from './candidates.ts';

/** The part of a text that is assigned, and its values. */
export interface Region {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Where the request stands; what is around it counts less. */
  readonly focus: { readonly start: number; readonly end: number };
  /** Where the item of an earlier list stands that the request chooses. */
  readonly chosen?: { readonly start: number; readonly end: number };
  /** In the order of their positions. */
  readonly candidates: readonly Candidate[];
  readonly budget: Budget;
}

/** What reading the values of one schema may cost, in comparisons of a field with a value. */
export interface Budget {
  left: number;
}

/** Comparisons of about 2 µs for the answers to one request. */
export const MOST_COMPARISONS = 12_000;

/** What a field takes from a text. */
export interface Assigned {
  readonly value: unknown;
  /** How sure it is: below 1 it is only taken where nothing better is known. */
  readonly score: number;
  readonly start: number;
  readonly end: number;
}
