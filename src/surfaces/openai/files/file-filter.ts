/** Attributes of a file, by name. */
export type FileAttributes = Readonly<Record<string, string | number | boolean>>;

/** What files a search may find. */
export type FileFilter = FileComparison | CompoundFilter;

export interface FileComparison {
  readonly type: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'nin';
  readonly key: string;
  readonly value: string | number | boolean | readonly (string | number)[];
}

export interface CompoundFilter {
  readonly type: 'and' | 'or';
  readonly filters: readonly FileFilter[];
}

/**
 * Whether a file has the attributes that a filter asks for. A comparison with an attribute that the file does not have, or
 * of values of different types, is false.
 *
 * @example
 * matches({ type: 'eq', key: 'filename', value: 'a.txt' }, { filename: 'a.txt' }); // true
 */
export function matches(filter: FileFilter, attributes: FileAttributes): boolean {
  switch (filter.type) {
    case 'and':
      return filter.filters.every((each) => matches(each, attributes));
    case 'or':
      return filter.filters.some((each) => matches(each, attributes));
    default:
      return Object.hasOwn(attributes, filter.key) && compares(filter, attributes[filter.key]!);
  }
}

function compares({ type, value }: FileComparison, own: string | number | boolean): boolean {
  if (Array.isArray(value)) {
    if (type === 'in') return value.includes(own);
    return type === 'nin' && !value.includes(own);
  }
  if (type === 'eq') return own === value;
  if (type === 'ne') return own !== value;
  if (typeof own !== typeof value || typeof own === 'boolean') return false;
  const given = value as typeof own;
  switch (type) {
    case 'gt':
      return own > given;
    case 'gte':
      return own >= given;
    case 'lt':
      return own < given;
    case 'lte':
      return own <= given;
    default:
      return false;
  }
}
