import assert from 'node:assert/strict';
import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
  ChatCompletionTool,
} from 'openai/resources/chat/completions';
import { asList, asRecord, asString, assertSame, bareJson } from './assertions.ts';
import { defineCase, type ReadingCase } from './case.ts';
import { type Arguments, given, onlyCallOf, saysJson, textOf, uses } from './conversation.ts';
import type { Facts } from './facts.ts';

/** A value to be found in arguments or in a structured reply; a function asserts by itself. */
export type Expected =
  | string
  | number
  | boolean
  | null
  | ((actual: unknown) => void)
  | readonly Expected[]
  | { readonly [key: string]: Expected | undefined };

/** Equal, but for the case of strings and for empty optional fields; nothing may be added. */
export const assertFields = (actual: unknown, expected: Expected, path = 'arguments'): void => {
  try {
    if (typeof expected === 'function') expected(actual);
    else if (typeof expected === 'string') assertSame(actual, expected);
    else if (typeof expected !== 'object' || expected === null) assert.strictEqual(actual ?? null, expected);
    else if (!isList(expected)) {
      const filled = given(asRecord(actual));
      const fields = expected as { readonly [key: string]: Expected | undefined };
      for (const key of Object.keys(fields))
        assertFields(filled[key], fields[key] as Expected, `${path}.${key}`);
      for (const key of Object.keys(filled))
        assert.ok(key in fields, `${key} was not stated, got ${JSON.stringify(filled[key])}`);
    } else {
      const items = asList(actual);
      assert.equal(items.length, expected.length, `got ${JSON.stringify(items)}`);
      for (const [index, item] of expected.entries()) assertFields(items[index], item, `${path}[${index}]`);
    }
  } catch (error) {
    if (error instanceof Error && !error.message.startsWith('at '))
      error.message = `at ${path}: ${error.message}`;
    throw error;
  }
};

const isList = (value: object): value is readonly Expected[] => Array.isArray(value);

/** The same items in whatever order. */
export const inAnyOrder =
  (...expected: readonly Expected[]) =>
  (actual: unknown): void => {
    const rest = [...asList(actual)];
    for (const item of expected) {
      const index = rest.findIndex((candidate) => matches(candidate, item));
      assert.ok(index >= 0, `expected ${JSON.stringify(actual)} to hold ${JSON.stringify(item)}`);
      rest.splice(index, 1);
    }
    assert.deepEqual(rest, []);
  };

export const anyOf =
  (...expected: readonly Expected[]) =>
  (actual: unknown): void =>
    assert.ok(
      expected.some((item) => matches(actual, item)),
      `expected one of ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`,
    );

/** Left out, empty, or the given value: the default nobody needs to state. */
export const orAbsent =
  (expected: Expected) =>
  (actual: unknown): void => {
    if (actual !== undefined && actual !== null) assertFields(actual, expected);
  };

/** A telephone number, however grouped. */
export const phone =
  (expected: string) =>
  (actual: unknown): void =>
    assert.equal(asString(actual).replace(/[^\d+]/g, ''), expected.replace(/[^\d+]/g, ''));

/** An instant of local time in ISO form, with or without seconds and zone designator. */
export const localTime =
  (date: string, clock: string) =>
  (actual: unknown): void =>
    assert.equal(
      asString(actual)
        .replace(/^(\S+) /, '$1T')
        .replace(/(T\d{2}:\d{2}):00(?:\.0+)?/, '$1')
        .replace(/Z$/, ''),
      `${date}T${clock}`,
    );

const matches = (actual: unknown, expected: Expected): boolean => {
  try {
    assertFields(actual, expected);
    return true;
  } catch {
    return false;
  }
};

export const flag = (description?: string): Record<string, unknown> => ({
  type: 'boolean',
  ...(description && { description }),
});
export const listOf = (items: Record<string, unknown>, description?: string): Record<string, unknown> => ({
  type: 'array',
  items,
  ...(description && { description }),
});
export const record = (
  properties: Record<string, unknown>,
  required: readonly string[] = Object.keys(properties),
): Record<string, unknown> => ({
  type: 'object',
  properties,
  required: [...required],
  additionalProperties: false,
});
/** A field which may be null, as strict schemas state optional ones. */
export const nullable = (field: Record<string, unknown>): Record<string, unknown> => ({
  ...field,
  type: [field.type, 'null'],
  ...(Array.isArray(field.enum) && { enum: [...(field.enum as unknown[]), null] }),
});

export const schemaFormat = (
  name: string,
  schema: Record<string, unknown>,
): ChatCompletionCreateParamsNonStreaming['response_format'] => ({
  type: 'json_schema',
  json_schema: { name, strict: true, schema },
});

const smallNumbers = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** A number up to twelve as a word. */
export const inWords = (value: number): string => smallNumbers[value] as string;

export interface CallSituation<S> {
  readonly draw: (facts: Facts) => S;
  readonly messages: (situation: S) => readonly ChatCompletionMessageParam[];
  /** The first is the one to be called. */
  readonly tools: (situation: S) => readonly ChatCompletionTool[];
  readonly args: (situation: S) => Arguments;
  /** What to assert, if not simply the ideal arguments. */
  readonly expected?: (situation: S) => { readonly [key: string]: Expected | undefined };
  readonly choice?: 'auto' | 'required';
}

/** One request which must be answered by one call with the stated arguments. */
export const callCase = <S>(name: string, situation: CallSituation<S>): ReadingCase =>
  defineCase<S>('arguments', name, {
    draw: situation.draw,
    play: async (drawn, chat) => {
      const tools = [...situation.tools(drawn)];
      const call = onlyCallOf(
        await chat({
          messages: [...situation.messages(drawn)],
          tools,
          ...(situation.choice && { tool_choice: situation.choice }),
        }),
      );
      assert.equal(call.name, nameOf(tools[0]));
      for (const key of requiredBy(tools[0])) assert.ok(key in call.args, `the required ${key} is missing`);
      assertFields(call.args, (situation.expected ?? (situation.args as (s: S) => never))(drawn));
    },
    ideal: (drawn) => [uses([nameOf(situation.tools(drawn)[0]), situation.args(drawn)])],
  });

export interface FormSituation<S> {
  readonly draw: (facts: Facts) => S;
  readonly messages: (situation: S) => readonly ChatCompletionMessageParam[];
  /** The name of the schema and the schema itself. */
  readonly schema: (situation: S) => readonly [name: string, schema: Record<string, unknown>];
  readonly reply: (situation: S) => Arguments;
  readonly expected?: (situation: S) => { readonly [key: string]: Expected | undefined };
}

/** One request with a strict response schema, which must be filled with the stated values. */
export const formCase = <S>(name: string, situation: FormSituation<S>): ReadingCase =>
  defineCase<S>('arguments', name, {
    draw: situation.draw,
    play: async (drawn, chat) => {
      const [schemaName, schema] = situation.schema(drawn);
      const format = schemaFormat(schemaName, schema);
      const reply = asRecord(
        bareJson(
          textOf(
            await chat({
              messages: [...situation.messages(drawn)],
              ...(format && { response_format: format }),
            }),
          ),
        ),
      );
      for (const key of schema.required as string[])
        assert.ok(key in reply, `the required ${key} is missing`);
      assertFields(reply, (situation.expected ?? (situation.reply as (s: S) => never))(drawn));
    },
    ideal: (drawn) => [saysJson(situation.reply(drawn))],
  });

const nameOf = (entry: ChatCompletionTool | undefined): string => {
  assert.ok(entry?.type === 'function');
  return entry.function.name;
};

const requiredBy = (entry: ChatCompletionTool | undefined): string[] => {
  assert.ok(entry?.type === 'function');
  const required = entry.function.parameters?.required;
  return Array.isArray(required) ? (required as string[]) : [];
};
