/** Keywords that bound a value from one side. A bound that is larger is tighter for the lower side, laxer for the upper one. */
const SIDES = {
  minimum: 'lower',
  exclusiveMinimum: 'lower',
  minLength: 'lower',
  minItems: 'lower',
  minProperties: 'lower',
  maximum: 'upper',
  exclusiveMaximum: 'upper',
  maxLength: 'upper',
  maxItems: 'upper',
  maxProperties: 'upper',
} as const;
const KEYWORDS = Object.keys(SIDES) as (keyof typeof SIDES)[];

export interface Bound {
  /** Names of members, with `*` for the entries of lists and maps, separated by slashes. */
  readonly path: string;
  readonly keyword: keyof typeof SIDES;
  readonly side: 'lower' | 'upper';
  readonly value: number;
}

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/**
 * Every bound of a schema and of what it holds, by where it applies, as `path keyword`. Of several branches that bound the same, the laxest
 * counts.
 */
export function boundsOf(schema: object | undefined, defs: object = {}): ReadonlyMap<string, Bound> {
  const bounds = new Map<string, Bound>();
  const walk = (one: Schema | undefined, path: string, within: readonly string[]): void => {
    if (one === undefined || typeof one !== 'object') return;
    const name = one.$ref?.replace('#/$defs/', '');
    if (name !== undefined && !within.includes(name)) {
      walk((defs as Record<string, Schema>)[name], path, [...within, name]);
    }
    for (const keyword of KEYWORDS) {
      const value = (one as Record<string, unknown>)[keyword];
      if (typeof value === 'number') add({ path, keyword, side: SIDES[keyword], value });
    }
    const below = (step: string): string => (path === '' ? step : `${path}/${step}`);
    for (const [member, inner] of Object.entries(one.properties ?? {})) {
      walk(inner, below(member.replace('[]', '')), within);
    }
    walk(one.items, below('*'), within);
    if (typeof one.additionalProperties === 'object') walk(one.additionalProperties, below('*'), within);
    for (const branch of [...(one.anyOf ?? []), ...(one.allOf ?? [])]) walk(branch, path, within);
  };
  const add = (bound: Bound): void => {
    const key = `${bound.path} ${bound.keyword}`;
    const before = bounds.get(key);
    if (before === undefined || isTighter(before, bound.value)) bounds.set(key, bound);
  };
  walk(schema as Schema, '', []);
  return bounds;
}

/** Whether a bound refuses something that one of the same keyword with this value takes. */
function isTighter({ side, value }: Bound, other: number): boolean {
  return side === 'lower' ? value > other : value < other;
}
