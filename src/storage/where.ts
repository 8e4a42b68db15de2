/** A value that a field can have. */
export type FieldValue = string | number | boolean;

/** A field whose pairs can be filtered one by one. */
export type FieldMap = { readonly [key: string]: FieldValue };

/** What documents have to fulfil: a condition for each declared field. Undefined does not filter. */
export type Where = { readonly [field: string]: FieldValue | FieldMap | Range | OneOf | undefined };

/** Bounds of a {@link Range}, all of them numbers or all of them strings. Strings are compared by code point. */
export interface Bounds {
  readonly gt?: number | string | undefined;
  readonly gte?: number | string | undefined;
  readonly lt?: number | string | undefined;
  readonly lte?: number | string | undefined;
}

/** Matches values between bounds. Create it with {@link range}. */
export class Range {
  readonly bounds: Bounds;

  constructor(bounds: Bounds) {
    this.bounds = bounds;
  }
}

/** Matches any of some values. Create it with {@link oneOf}. */
export class OneOf {
  readonly values: readonly FieldValue[];

  constructor(values: readonly FieldValue[]) {
    this.values = values;
  }
}

/**
 * Values between bounds. Undefined if no bound is given, so that it does not filter.
 *
 * @throws TypeError for bounds that mix numbers and strings, or are not finite
 * @example
 * await documents.page({ order: 'asc', limit: 20, where: { size: range({ gte: 10, lt: 20 }) } });
 */
export function range(bounds: Bounds): Range | undefined {
  const given = Object.values(bounds).filter((bound) => bound !== undefined);
  if (given.length === 0) return undefined;
  const [first] = given;
  for (const bound of given) {
    if (typeof bound !== typeof first || (typeof bound !== 'number' && typeof bound !== 'string'))
      throw new TypeError('Cannot make a range of bounds of different types');
    if (typeof bound === 'number' && !Number.isFinite(bound))
      throw new TypeError(`Cannot make a range with the bound ${bound}`);
  }
  return new Range(bounds);
}

/**
 * Any of some values; none matches if there are none. Undefined for undefined, so that it does not filter.
 *
 * @example
 * await documents.page({ order: 'asc', limit: 20, where: { status: oneOf(['queued', 'running']) } });
 */
export function oneOf(values: readonly FieldValue[] | undefined): OneOf | undefined {
  return values && new OneOf([...new Set(values)]);
}
