import { membersOf } from '../prose/collections.ts';
import { capitalise } from '../prose/grammar.ts';
import type { Writing } from '../prose/scene.ts';
import { POINTS } from '../prose/sentences.ts';
import type { Context } from './context.ts';

/** Continues a list that ends where its next item is expected: "1. apples\n2. pears\n3." */
export function nextItems(context: Context): Writing | undefined {
  const { tail, lastLine } = context.end;
  const begun = /^(\s*)(?:(\d{1,4})([.)])|([-*•]))$/.exec(lastLine);
  const isNext = /\n[ \t]*$/.test(tail) && /^(\s*)(?:(\d{1,4})([.)])|([-*•]))\s+\S/.exec(lastLine);
  const found = begun ?? (isNext || undefined);
  if (!found) return undefined;
  const [, indent = '', number, point = '', bullet = ''] = found;
  const first = number === undefined ? undefined : Number(number) + (begun ? 0 : 1);
  return items(context, { first, begun: begun !== null, prefix: (at) => `${indent}${at ?? bullet}${point}` });
}

interface ListStyle {
  readonly first: number | undefined;
  /** True if the marker of the first item is already present. */
  readonly begun: boolean;
  readonly prefix: (at: number | undefined) => string;
}

function* items(context: Context, { first, begun, prefix }: ListStyle): Writing {
  const { random, scene, end } = context;
  const known = freshMembers(end.tail);
  const isShort = known !== undefined;
  const count = Math.min(random.between(4, 6), known?.length ?? Number.POSITIVE_INFINITY);
  for (let index = 0; index < count; index++) {
    const item = isShort ? (known[index] as string) : scene.templates.from(POINTS.idea);
    const marker = prefix(first === undefined ? undefined : first + index);
    if (index > 0) yield `\n${marker} ${capitalise(item)}`;
    else if (begun) yield `${/\s$/.test(end.tail) ? '' : ' '}${capitalise(item)}`;
    else yield `${marker} ${capitalise(item)}`;
  }
}

/** If the list's heading names a well-known collection, its members that are not in the list yet. */
function freshMembers(tail: string): string[] | undefined {
  const lower = tail.toLowerCase();
  const heading = lower.split('\n').find((line) => /\p{L}/u.test(line) && !/^\s*(?:\d|[-*•])/.test(line));
  const kind = heading?.replace(/[:.]\s*$/, '').match(/\p{L}+/gu) ?? [];
  for (const word of kind.slice(-8).reverse()) {
    const members = membersOf(word)?.filter((member) => !lower.includes(member.toLowerCase()));
    if (members && members.length > 0) return members;
  }
  return undefined;
}
