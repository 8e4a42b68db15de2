import { describe, expect, it } from 'vitest';
import { compiledOf } from '../../../../kernel/compiled.ts';
import { constants, memberOf, type Schema, takesNull } from '../../../../kernel/schema.ts';
import { validate } from '../../../../kernel/steps/validate.ts';
import { selectBranch, type Tagged, taggedOf } from '../../../../kernel/tagged.ts';
import { itemExamples } from './item-examples.cases.ts';
import { ConversationItem, ListedItem, OutputItem } from './items.ts';
import { CreateResponseRequest } from './request.ts';

/** What an answer, a list or a conversation holds can be an input again, unchanged. */

const kinds = { OutputItem, ListedItem, ConversationItem };

const kept = Object.entries(kinds).flatMap(([kind, union]) =>
  Object.entries(itemExamples).flatMap(([name, { full }]) => {
    const leaf = leafOf(union as Schema, full);
    return leaf && isRoleOf(leaf, full) ? [{ name: `${kind} ${name}`, union, full, leaf }] : [];
  }),
);

const isAccepted = (item: object): boolean =>
  validate(CreateResponseRequest, { model: 'gpt-5', input: [item] }) !== undefined;

describe.each(kept)('$name', ({ union, full, leaf }) => {
  it('is also an input', () => {
    expect(compiledOf(union)(full)).toBe(true);
    expect(isAccepted(full)).toBe(true);
  });

  it('is an input with nulls where it has them', () => {
    for (const name of Object.keys(full)) {
      const member = memberOf(leaf, name);
      if (!member || !takesNull(member) || (member.type === undefined && !member.anyOf)) continue;
      const item = { ...full, [name]: null };
      expect(compiledOf(union)(item), name).toBe(true);
      expect(isAccepted(item), name).toBe(true);
    }
  });
});

it('every type of item can be an input', () => {
  const types = new Set(Object.values(itemExamples).map(({ full }) => full.type));
  for (const union of Object.values(kinds)) {
    for (const type of (taggedOf(union) as Tagged).byTag.keys()) expect(types).toContain(type);
  }
});

/** Answers hold messages of the assistant only. */
function isRoleOf({ properties = {} }: Schema, { role }: Readonly<Record<string, unknown>>): boolean {
  return properties.role === undefined || constants(properties.role).includes(role as string);
}

function leafOf(schema: Schema, value: object): Schema | undefined {
  const union = taggedOf(schema);
  if (!union) return schema;
  const branch = selectBranch(union, value);
  return branch && leafOf(branch, value);
}
