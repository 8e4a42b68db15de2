import type { Between, Condition, StoredValue } from './fields.ts';

/** Conditions to check for each document found: SQL that continues a WHERE clause, and its parameters. */
export interface Checks {
  readonly sql: string;
  readonly parameters: readonly StoredValue[];
}

/** The SQL is the same for any number of pairs; otherwise it depends only on the ranges, which are of declared fields. */
export function toChecks(conditions: readonly Condition[]): Checks {
  const ranges = conditions.flatMap(({ field, between }) => (between ? toBounds(field, between) : []));
  const pairs = conditions.flatMap(({ field, key, values }) => (values ? [[field, key, values]] : []));
  const checks = ranges.map(([operator]) => `AND documents.fields ->> ? ${operator} ?`);
  const parameters = ranges.flatMap(([, field, bound]) => [field, bound]);
  return pairs.length === 0
    ? { sql: checks.join(' '), parameters }
    : { sql: [...checks, NO_PAIR_MISSING].join(' '), parameters: [...parameters, JSON.stringify(pairs)] };
}

type Bound = readonly [operator: string, field: string, bound: StoredValue];

function toBounds(field: string, { low, isLowIn, high, isHighIn }: Between): Bound[] {
  const bounds: Bound[] = [];
  if (low !== undefined) bounds.push([isLowIn ? '>=' : '>', field, low]);
  if (high !== undefined) bounds.push([isHighIn ? '<=' : '<', field, high]);
  return bounds;
}

/** Looks the pairs up in the index, where values are exact: `documents.fields` rounds numbers as its text is read. */
const NO_PAIR_MISSING = `AND NOT EXISTS (
  SELECT 1 FROM json_each(?) AS wanted WHERE NOT EXISTS (
    SELECT 1 FROM document_fields AS also
    WHERE also.collection = documents.collection AND also.scope = documents.scope
      AND also.field = wanted.value ->> 0 AND also.key = wanted.value ->> 1
      AND also.value IN (SELECT value FROM json_each(wanted.value -> 2))
      AND also.created_at = documents.created_at AND also.position = documents.position
  )
)`;
