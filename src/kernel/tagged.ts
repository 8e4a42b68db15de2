import Type, { type TSchema, type TUnion } from 'typebox';
import { constants, memberOf, type Schema } from './schema.ts';

/** How a value selects its branch of a tagged union. */
export interface TagOptions {
  /**
   * What a fault about the tag names: the `member`, or the `object` that has it. OpenAI names the object in items and
   * messages, the member elsewhere. Default `member`.
   */
  readonly reported?: 'member' | 'object';
  /**
   * Tags that this API has, though not here. Others are reported as unknown, with this list and the path of the member;
   * these as misplaced, with the tags of the branches and the path of the object.
   */
  readonly elsewhere?: readonly string[];
  /** The tag that an object without one is taken to have, unless it is complete without it as another branch. */
  readonly usual?: string;
}

/** The declaration of a tagged union, with its branches by tag. */
export interface Tagged extends TagOptions {
  readonly tag: string;
  readonly byTag: ReadonlyMap<unknown, Schema>;
  /** Branches whose tag is optional, for objects without one; the usual one last. */
  readonly untagged: readonly Schema[];
}

const TAGGED = '~tagged';

/**
 * A union of objects that one member tells apart. Only the branch that a value selects is checked, explained and
 * stripped of nulls, however many there are. An object without the tag is of the branch in which it is optional. Branches
 * may be tagged unions themselves.
 *
 * @example
 * const Part = tagged('type', [Type.Object({ type: Type.Literal('text'), text: Type.String() }), Image]);
 * @throws Error if two branches have the same tag
 */
export function tagged<const S extends TSchema[]>(
  tag: string,
  branches: readonly [...S],
  options: TagOptions = {},
): TUnion<[...S]> {
  const union = Type.Union([...branches], { type: 'object' });
  const byTag = new Map<unknown, Schema>();
  for (const branch of branches as readonly Schema[]) {
    for (const value of tagsOf(branch, tag)) {
      if (byTag.has(value)) throw new Error(`Two branches of a union have the ${tag} '${value}'.`);
      byTag.set(value, branch);
    }
  }
  const usual = byTag.get(options.usual);
  const untagged = (branches as readonly Schema[]).filter(
    (branch) => branch !== usual && isUntagged(branch, tag),
  );
  if (usual) untagged.push(usual);
  const declared: Tagged = { ...options, tag, byTag, untagged };
  // Not enumerable, like the library's own keywords: it is no part of the documented schema.
  Object.defineProperty(union, TAGGED, { value: declared });
  return union as TUnion<[...S]>;
}

/** The declaration of a schema made with {@link tagged}. */
export function taggedOf(schema: object): Tagged | undefined {
  return (schema as { readonly [TAGGED]?: Tagged })[TAGGED];
}

/** The branch that an object selects, or undefined if its tag is unknown. */
export function selectBranch({ tag, byTag, untagged }: Tagged, value: object): Schema | undefined {
  const given = (value as Record<string, unknown>)[tag];
  if (given !== undefined && given !== null) return byTag.get(given);
  if (untagged.length < 2) return untagged[0];
  return untagged.find((branch) => isComplete(branch, value)) ?? untagged.at(-1);
}

/** Whether an object has what a branch requires, and nothing that it does not know. */
function isComplete(branch: Schema, value: object): boolean {
  const nested = taggedOf(branch);
  if (nested) {
    const selected = selectBranch(nested, value);
    return selected !== undefined && isComplete(selected, value);
  }
  const { required = [] } = branch;
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.keys(value).every((name) => memberOf(branch, name) !== undefined)
  );
}

function tagsOf(branch: Schema, tag: string): (string | number | boolean)[] {
  const nested = taggedOf(branch) && branch.anyOf;
  if (nested) return [...new Set(nested.flatMap((one) => tagsOf(one, tag)))];
  return constants(branch.properties?.[tag] ?? {});
}

function isUntagged(branch: Schema, tag: string): boolean {
  const nested = taggedOf(branch) && branch.anyOf;
  if (nested) return nested.some((one) => isUntagged(one, tag));
  return branch.required?.includes(tag) !== true;
}
