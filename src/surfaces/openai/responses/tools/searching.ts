import type { Stage } from '../../../../engine/ports/work.ts';
import type { JsonSchema } from '../../../../engine/request.ts';
import { objectIn } from './object-in.ts';

/** What searches of the web and of files have in common. */

/** What the model writes to search. */
export const SEARCH_PARAMETERS: JsonSchema = {
  type: 'object',
  properties: { queries: { type: 'array', items: { type: 'string' } } },
  required: ['queries'],
  additionalProperties: false,
};

/** Queries of one call, and characters of each. */
const MOST_QUERIES = 4;
const LONGEST_QUERY = 1000;

/**
 * The queries that the model has written. What is not written as declared is one query.
 *
 * @example
 * queriesIn('{"queries":["heat pump"]}'); // ['heat pump']
 */
export function queriesIn(input: string): string[] {
  const { queries: written } = objectIn(input);
  const queries = Array.isArray(written)
    ? written.filter((query): query is string => typeof query === 'string' && query.trim() !== '')
    : [];
  return (queries.length === 0 ? [input] : queries)
    .slice(0, MOST_QUERIES)
    .map((query) => query.slice(0, LONGEST_QUERY));
}

/**
 * The moments of a search.
 *
 * @param duration of the search, in milliseconds
 */
export function searchStages(duration: number): Stage[] {
  return [
    { name: 'in_progress', after: 0 },
    { name: 'searching', after: Math.ceil(duration / 20) },
    { name: 'completed', after: duration },
  ];
}

/** The result of a search whose item does not say it. */
export const NOT_SHOWN = 'What was found is in the answer.';
