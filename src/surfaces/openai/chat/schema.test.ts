import { describe, expect, it } from 'vitest';
import type { FaultDetail } from '../../../kernel/fault.ts';
import { validate } from '../../../kernel/steps/validate.ts';
import { ChatCompletionRequest } from './schema.ts';

function faultOf(body: unknown): FaultDetail | undefined {
  try {
    validate(ChatCompletionRequest, body);
  } catch (error) {
    return (error as { detail: FaultDetail }).detail;
  }
  return undefined;
}

const breakpoint = { prompt_cache_breakpoint: { mode: 'explicit' } };
const parts = {
  text: { type: 'text', text: 'a', ...breakpoint },
  refusal: { type: 'refusal', refusal: 'No' },
  image: { type: 'image_url', image_url: { url: 'https://example.org/a.png' }, ...breakpoint },
  audio: { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' }, ...breakpoint },
  file: { type: 'file', file: { file_data: 'AAAA', filename: 'a.txt' }, ...breakpoint },
};

/** Every role with every kind of part, and every nested object. */
const messages = [
  { role: 'system', content: [parts.text, parts.image] },
  { role: 'developer', content: [parts.text] },
  { role: 'user', content: [parts.text, parts.image, parts.audio, parts.file] },
  { role: 'assistant', content: [parts.text, parts.refusal], audio: { id: 'audio_1' } },
  {
    role: 'assistant',
    content: null,
    tool_calls: [
      { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}' } },
      { id: 'call_2', type: 'custom', custom: { name: 'g', input: '' } },
    ],
  },
  { role: 'tool', tool_call_id: 'call_1', content: [parts.text] },
  { role: 'tool', tool_call_id: 'call_2', content: 'ok' },
  { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } },
  { role: 'function', name: 'f', content: 'ok' },
];

/** Every other parameter that is an object. */
const others = {
  audio: { voice: { id: 'voice_1' }, format: 'mp3' },
  function_call: { name: 'f' },
  functions: [{ name: 'f' }],
  prediction: { type: 'content', content: 'a' },
  prompt_cache_options: { mode: 'explicit' },
  response_format: { type: 'json_schema', json_schema: { name: 'out' } },
  stream_options: { include_usage: true },
  tool_choice: { type: 'function', function: { name: 'f' } },
  tools: [
    { type: 'function', function: { name: 'f' } },
    {
      type: 'custom',
      custom: { name: 'g', format: { type: 'grammar', grammar: { syntax: 'lark', definition: 'a' } } },
    },
  ],
  web_search_options: { user_location: { type: 'approximate', approximate: { city: 'Paris' } } },
};

const body = { model: 'gpt-4o', messages, ...others };

type Path = readonly (string | number)[];

/** The paths of all objects in a value. */
function objectsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => objectsIn(item, [...path, index]))
    : Object.entries(value).flatMap(([name, item]) => objectsIn(item, [...path, name]));
  return Array.isArray(value) ? inner : [path, ...inner];
}

function withMember(path: Path, name: string, value: unknown): unknown {
  const copy = structuredClone(body) as unknown;
  let target = copy as Record<string | number, unknown>;
  for (const step of path) target = target[step] as typeof target;
  target[name] = value;
  return copy;
}

const toText = (path: Path) =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);

describe('an unknown member', () => {
  it('is not in the base body of these tests', () => expect(faultOf(body)).toBeUndefined());

  const inMessages = objectsIn(messages, ['messages']);
  it.each(inMessages.map((path) => [toText(path), path] as const))('is ignored in %s', (_, path) => {
    for (const value of [null, 'x', { deep: [1] }]) {
      for (const name of ['cache_control', 'provider_specific_fields', 'thinking_blocks', 'annotations']) {
        expect(faultOf(withMember(path, name, value))).toBeUndefined();
      }
    }
  });

  it('is ignored in a tool message where other roles have a name', () => {
    const index = messages.findIndex(({ role }) => role === 'tool');
    for (const name of ['get_weather', 'My Tool', null, 7]) {
      expect(faultOf(withMember(['messages', index], 'name', name))).toBeUndefined();
    }
  });

  const elsewhere = objectsIn(others);
  it.each(elsewhere.map((path) => [toText(path) || 'the body', path] as const))(
    'is rejected in %s',
    (_, path) => {
      const param = toText([...path, 'no_such_member']);
      expect(faultOf(withMember(path, 'no_such_member', 1))).toMatchObject({
        kind: 'unknown_parameter',
        param,
      });
    },
  );
});

describe('the seed', () => {
  it.each([-(2 ** 63), 0, 2 ** 63 - 1])('accepts %d', (seed) => {
    expect(faultOf({ ...body, seed })).toBeUndefined();
  });

  it('is rejected outside 64 bits', () => {
    expect(faultOf({ ...body, seed: -(2 ** 64) })).toMatchObject({ bound: '-9223372036854775808' });
    expect(faultOf({ ...body, seed: 2 ** 64 })).toMatchObject({ bound: '9223372036854775807' });
  });
});
