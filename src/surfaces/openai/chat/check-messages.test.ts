import { describe, expect, it } from 'vitest';
import { CARD } from '../../../engine/models/card.cases.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import { FOLLOWS_SCHEMAS, WITHOUT_INSTRUCTIONS } from '../../../engine/models/catalogue/rules.ts';
import type { FaultDetail } from '../../../kernel/fault.ts';
import { NO_READINGS } from '../media/readings.ts';
import { checkMessages } from './check-messages.ts';
import type { Message } from './schema.ts';

const OPENAI: ModelCard = { ...CARD, rules: FOLLOWS_SCHEMAS };
const OTHER: ModelCard = CARD;

function faultOf(messages: object[], model: ModelCard): FaultDetail | undefined {
  try {
    checkMessages(messages as Message[], model, NO_READINGS);
  } catch (error) {
    return (error as { detail: FaultDetail }).detail;
  }
  return undefined;
}

const user = { role: 'user', content: 'hi' };
const call = (id: string, name = 'f') => ({ id, type: 'function', function: { name, arguments: '{}' } });
const custom = (id: string, name = 'f') => ({ id, type: 'custom', custom: { name, input: '' } });
const result = (id: string) => ({ role: 'tool', tool_call_id: id, content: 'ok' });
const calling = (...calls: { id: string }[]) => [
  user,
  { role: 'assistant', content: null, tool_calls: calls },
  ...calls.map(({ id }) => result(id)),
];

const NAME = '^[^\\s<|\\\\/>]+$';
const FUNCTION_NAME = '^[a-zA-Z0-9_-]+$';
const misnamed = (param: string, expected: string, given: string) => ({
  kind: 'invalid_format',
  param,
  expected,
  given,
});
const tooLong = (param: string, of: string, bound: number, given: number) => ({
  kind: 'wrong_length',
  param,
  of,
  side: 'above',
  bound,
  given,
});
const empty = (param: string, of: string) => ({
  kind: 'wrong_length',
  param,
  of,
  side: 'below',
  bound: 1,
  given: 0,
});

const named = (role: string, name: string) => [{ role, name, content: 'x' }, user];
const speakers = ['system', 'developer', 'user', 'assistant'];

const refused: [string, object[], unknown][] = [
  ...speakers.flatMap((role): [string, object[], unknown][] => [
    ...['My Agent', 'a<b', 'a|b', 'a\\b', 'a/b', 'a>b', 'a\n'].map((name): [string, object[], unknown] => [
      `${role} named ${JSON.stringify(name)}`,
      named(role, name),
      misnamed('messages[0].name', NAME, name),
    ]),
    [`${role} without a name`, named(role, ''), empty('messages[0].name', 'string')],
    [`${role} with a long name`, named(role, 'x'.repeat(65)), tooLong('messages[0].name', 'string', 64, 65)],
  ]),
  [
    'a function with that name',
    named('function', 'my.function'),
    misnamed('messages[0].name', FUNCTION_NAME, 'my.function'),
  ],
  [
    'a call of a function with that name',
    calling(call('a'), call('b', 'my.function')),
    misnamed('messages[1].tool_calls[1].function.name', FUNCTION_NAME, 'my.function'),
  ],
  [
    'a call of a custom tool with that name',
    calling(custom('a', 'my tool')),
    misnamed('messages[1].tool_calls[0].custom.name', FUNCTION_NAME, 'my tool'),
  ],
  [
    'a legacy call with that name',
    [user, { role: 'assistant', content: null, function_call: { name: 'a.b', arguments: '{}' } }],
    misnamed('messages[1].function_call.name', FUNCTION_NAME, 'a.b'),
  ],
  ['no calls', calling(), empty('messages[1].tool_calls', 'array')],
  [
    '129 calls',
    calling(...Array.from({ length: 129 }, (_, index) => call(`c${index}`))),
    tooLong('messages[1].tool_calls', 'array', 128, 129),
  ],
  [
    'a call id of 41 characters',
    calling(call('c'.repeat(41))),
    tooLong('messages[1].tool_calls[0].id', 'string', 40, 41),
  ],
  [
    'a custom call id of 41 characters',
    calling(call('a'), custom('é'.repeat(41))),
    tooLong('messages[1].tool_calls[1].id', 'string', 40, 41),
  ],
  [
    'a result for a call id of 41 characters',
    [user, result('c'.repeat(41))],
    tooLong('messages[1].tool_call_id', 'string', 40, 41),
  ],
];

/** The cases that are rejected for every model; the others break only OpenAI's own rules. */
const REFUSED_BY_ALL = new Set(['no calls', 'a result for a call id of 41 characters']);

describe('messages for OpenAI models', () => {
  it.each(refused)('are rejected with %s', (_, messages, fault) => {
    expect(faultOf(messages, OPENAI)).toEqual(fault);
  });

  it.each<[string, object[]]>([
    ...speakers.map((role): [string, object[]] => [`${role} named José.M-1`, named(role, 'José.M-1')]),
    ['a name of 64 characters outside the BMP', named('user', '😀'.repeat(64))],
    ['a call id of 40 characters', calling(call('c'.repeat(40)))],
    ['128 calls', calling(...Array.from({ length: 128 }, (_, index) => call(`c${index}`)))],
    ['a function with a valid name', named('function', 'my_function-1')],
  ])('are accepted with %s', (_, messages) => {
    expect(faultOf(messages, OPENAI)).toBeUndefined();
    expect(faultOf(messages, OTHER)).toBeUndefined();
  });
});

describe('messages for other models', () => {
  const names = refused.filter(([name]) => !REFUSED_BY_ALL.has(name));
  it.each(names)('are accepted with %s', (_, messages) => expect(faultOf(messages, OTHER)).toBeUndefined());

  it('are accepted with an empty list of calls and content', () => {
    const said = { role: 'assistant', content: 'b', tool_calls: [] };
    expect(faultOf([user, said, user], OTHER)).toBeUndefined();
    expect(faultOf([user, said, user], OPENAI)).toEqual(empty('messages[1].tool_calls', 'array'));
  });
});

describe('an image', () => {
  const image = { type: 'image_url', image_url: { url: 'https://example.org/a.png' } };
  const content = [{ type: 'text', text: 'a' }, image];
  const places: [string, object[], number][] = [
    ...['system', 'developer', 'assistant'].map((role): [string, object[], number] => [
      role,
      [{ role, content }, user],
      0,
    ]),
    ['tool', [user, { role: 'assistant', tool_calls: [call('a')] }, { ...result('a'), content }], 2],
  ];

  it.each(places)('in a message with role %s is rejected by OpenAI', (role, messages, index) => {
    expect(faultOf(messages, OPENAI)).toEqual({
      kind: 'invalid_value',
      param: `messages[${index}]`,
      message: `Invalid 'messages[${index}]'. Image URLs are only allowed for messages with role 'user', but this message with role '${role}' contains an image URL.`,
      code: 'invalid_value',
    });
  });

  it.each(places)('in a message with role %s requires a vision model', (_, messages, index) => {
    expect(faultOf(messages, OTHER)).toBeUndefined();
    const blind: ModelCard = { ...OTHER, input: { image: false, audio: false, file: false } };
    expect(faultOf(messages, blind)).toMatchObject({ param: `messages[${index}].content[1].type` });
  });

  it('in a user message is accepted', () => {
    expect(faultOf([{ role: 'user', content }], OPENAI)).toBeUndefined();
  });
});

describe('instructions', () => {
  const FIRST: ModelCard = { ...CARD, rules: WITHOUT_INSTRUCTIONS };

  it.each(['system', 'developer'])(
    'with role %s are rejected for a model that does not accept them',
    (role) => {
      const messages = [user, { role, content: 'x' }];
      expect(faultOf(messages, FIRST)).toEqual({
        kind: 'invalid_value',
        param: 'messages[1].role',
        message: `Unsupported value: 'messages[1].role' does not support '${role}' with this model.`,
        code: 'unsupported_value',
      });
      expect(faultOf(messages, OPENAI)).toBeUndefined();
      expect(faultOf(messages, OTHER)).toBeUndefined();
    },
  );
});

describe('long input', () => {
  const many = (count: number): object[] => Array.from({ length: count }, () => user);

  it('of more than 2,048 messages is rejected by OpenAI only', () => {
    expect(faultOf(many(2048), OPENAI)).toBeUndefined();
    expect(faultOf(many(2049), OPENAI)).toEqual(tooLong('messages', 'array', 2048, 2049));
    expect(faultOf(many(2049), OTHER)).toBeUndefined();
  });

  it('is measured in code points', () => {
    expect(faultOf(named('user', '😀'.repeat(64)), OPENAI)).toBeUndefined();
    expect(faultOf(named('user', '😀'.repeat(1_000_000)), OPENAI)).toEqual(
      tooLong('messages[0].name', 'string', 64, 1_000_000),
    );
  });

  it('that is no URL because of its length is rejected', () => {
    const shown = (url: string): object[] => [
      { role: 'user', content: [{ type: 'image_url', image_url: { url } }] },
    ];
    const url = 'https://a.example/';
    expect(faultOf(shown(url.padEnd(65_536, 'a')), OTHER)).toBeUndefined();
    expect(faultOf(shown(url.padEnd(65_537, 'a')), OTHER)).toMatchObject({
      param: 'messages[0].content[0].image_url.url',
      code: 'invalid_value',
    });
  });
});
