import { describe, expect, it } from 'vitest';
import { createSeededIds } from '../../../runtime/ids.ts';
import { INCLUDES, withIncluded, withoutIncludable } from './include.ts';
import { itemIds, type OwnItem, toConversationItem } from './kept-item.ts';
import { itemExamples } from './schema/item-examples.cases.ts';
import type { ConversationItem } from './schema/items.ts';
import { INCLUDABLE } from './schema/request.ts';

const ids = createSeededIds(1);
const kept = (name: string): ConversationItem =>
  toConversationItem(itemExamples[name]?.full as unknown as OwnItem, itemIds(ids));

/** What each value of `include` shows: the item, the value, and what it reads from the item. */
// biome-ignore lint/suspicious/noExplicitAny: reads members of one kind of item
const SHOWN: readonly [string, (typeof INCLUDABLE)[number], (item: any) => unknown][] = [
  ['file_search_call', 'file_search_call.results', ({ results }) => results],
  ['web_search_call: search', 'web_search_call.action.sources', ({ action }) => action.sources],
  ['message of user', 'message.input_image.image_url', ({ content }) => content[1].image_url],
  ['computer_call_output', 'computer_call_output.output.image_url', ({ output }) => output.image_url],
  ['code_interpreter_call', 'code_interpreter_call.outputs', ({ outputs }) => outputs],
  ['reasoning', 'reasoning.encrypted_content', ({ encrypted_content }) => encrypted_content],
  ['message of assistant', 'message.output_text.logprobs', ({ content }) => content[0].logprobs],
];

describe.each(SHOWN)('a %s', (name, value, read) => {
  const item = kept(name);

  it(`shows what ${value} names only if it is named`, () => {
    const whole = read(item);
    expect(whole ?? []).not.toEqual([]);
    expect(read(withoutIncludable(item)) ?? []).toEqual([]);
    expect(read(withIncluded(item, [value]))).toEqual(whole);
    expect(withIncluded(item, [...INCLUDABLE])).toEqual(item);
  });

  it('is not changed by other values', () => {
    const others = INCLUDABLE.filter((other) => other !== value);
    expect(withIncluded(item, others)).toEqual(withoutIncludable(item));
  });
});

it('every value can be named', () => {
  expect(Object.keys(INCLUDES)).toEqual([...INCLUDABLE]);
});
