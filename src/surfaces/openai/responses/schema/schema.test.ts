import type { TSchema } from 'typebox';
import { describe, expect, it } from 'vitest';
import type { Fault, FaultDetail } from '../../../../kernel/fault.ts';
import { isOptional, type Schema } from '../../../../kernel/schema.ts';
import { validate } from '../../../../kernel/steps/validate.ts';
import { selectBranch, taggedOf } from '../../../../kernel/tagged.ts';
import { AssistantContent, InputContent } from './content.ts';
import { contentExamples, itemExamples } from './item-examples.cases.ts';
import { InputItem } from './items.ts';
import { CreateResponseRequest } from './request.ts';
import { type Examples, toolChoiceExamples, toolExamples } from './tool-examples.cases.ts';
import { Tool } from './tools.ts';

/** A table of everything that a request can contain: each form is accepted, and each mistake is reported where it is. */

interface Form {
  readonly name: string;
  readonly union: TSchema;
  readonly examples: Examples;
  /** The path of the value in a request. */
  readonly path: string;
  readonly request: (value: unknown) => object;
}

/** Types of errors are not restricted. */
const ERROR_TYPE = 'invalid_request_error';

const OUTPUT = ['output_text', 'refusal'];

const forms: readonly Form[] = [
  ...formsOf('item', itemExamples, () => ({
    union: InputItem,
    path: 'input[0]',
    request: (item) => ({ input: [item] }),
  })),
  ...formsOf('part', contentExamples, (type) => ({
    union: OUTPUT.includes(type) ? AssistantContent : InputContent,
    path: 'input[0].content[0]',
    request: (part) => ({
      input: [{ role: OUTPUT.includes(type) ? 'assistant' : 'user', content: [part] }],
    }),
  })),
  ...formsOf('tool', toolExamples, () => ({
    union: Tool,
    path: 'tools[0]',
    request: (tool) => ({ tools: [tool] }),
  })),
];

function formsOf(
  kind: string,
  table: Readonly<Record<string, Examples>>,
  form: (type: string) => Omit<Form, 'name' | 'examples'>,
): Form[] {
  return Object.entries(table).map(([type, examples]) => ({
    name: `${kind} ${type}`,
    examples,
    ...form(type),
  }));
}

const accepted = (body: object): unknown => validate(CreateResponseRequest, { model: 'gpt-5', ...body });

function refusal(body: object): FaultDetail | undefined {
  try {
    accepted(body);
    return undefined;
  } catch (error) {
    return (error as Fault).detail;
  }
}

describe.each(forms)('$name', ({ union, examples: { least, full }, path, request }) => {
  it('is accepted with what is required and with everything', () => {
    expect(refusal(request(least))).toBeUndefined();
    expect(refusal(request(full))).toBeUndefined();
  });

  it('has an example with everything', () => {
    expect(Object.keys(leafOf(union as Schema, full)?.properties ?? {}).sort()).toEqual(
      Object.keys(full).sort(),
    );
  });

  it('may have null for what is not required', () => {
    const leaf = leafOf(union as Schema, full) as Schema;
    for (const name of Object.keys(full)) {
      if (!isOptional(leaf, name)) continue;
      expect(refusal(request({ ...full, [name]: null })), name).toBeUndefined();
    }
  });

  it('names a missing member', () => {
    for (const name of Object.keys(least)) {
      if (name === 'type' || name === 'role' || (name === 'id' && !('type' in least))) continue;
      const { [name]: _, ...others } = least;
      expect(refusal(request(others))).toEqual({ kind: 'missing_parameter', param: `${path}.${name}` });
    }
  });

  it('names an unknown member, however deep', () => {
    for (const { at, value } of withEach(full, () => ({ surprise: 1 }))) {
      expect(refusal(request(value)), at).toMatchObject({
        kind: 'unknown_parameter',
        param: `${path}${at}.surprise`,
      });
    }
  });

  it('names an unknown type, however deep', () => {
    const isTagged = (type: unknown) => typeof type === 'string' && type !== ERROR_TYPE;
    for (const { at, value } of withEach(full, ({ type }) => isTagged(type) && { type: 'nope' })) {
      const fault = refusal(request(value));
      expect(fault, at).toMatchObject({ kind: 'invalid_choice', given: 'nope' });
      expect([`${path}${at}`, `${path}${at}.type`]).toContain((fault as { param: string }).param);
    }
  });
});

describe('tool_choice', () => {
  it.each(toolChoiceExamples.map((choice) => [JSON.stringify(choice), choice]))('may be %s', (_, choice) => {
    expect(refusal({ tool_choice: choice })).toBeUndefined();
    if (typeof choice === 'string') return;
    for (const { at, value } of withEach(choice, () => ({ surprise: 1 }))) {
      expect(refusal({ tool_choice: value }), at).toEqual({
        kind: 'unknown_parameter',
        param: `tool_choice${at}.surprise`,
      });
    }
  });

  it.each<[string, unknown, FaultDetail]>([
    [
      'another word',
      'maybe',
      { kind: 'invalid_choice', param: 'tool_choice', given: 'maybe', allowed: ['none', 'auto', 'required'] },
    ],
    ['no type', { name: 'f' }, { kind: 'missing_parameter', param: 'tool_choice.type' }],
    [
      'the form of chat',
      { type: 'function', function: { name: 'f' } },
      { kind: 'missing_parameter', param: 'tool_choice.name' },
    ],
  ])('may not be %s', (_, choice, fault) => {
    expect(refusal({ tool_choice: choice })).toEqual(fault);
  });
});

describe('an input', () => {
  it('names the types of items, as far as the item', () => {
    const fault = refusal({ input: [{ role: 'user', content: 'x' }, { type: 'thought' }] });
    expect(fault).toMatchObject({ kind: 'invalid_choice', param: 'input[1]', given: 'thought' });
    const { allowed } = fault as Extract<FaultDetail, { kind: 'invalid_choice' }>;
    expect(allowed).toEqual([...allowed].sort());
    expect(new Set(allowed)).toEqual(
      new Set(Object.values(itemExamples).map(({ full }) => full.type as string)),
    );
  });

  it.each<[string, unknown, FaultDetail]>([
    [
      'an item without a type or a role',
      {},
      {
        kind: 'invalid_choice',
        param: 'input[0]',
        given: '',
        allowed: ['assistant', 'system', 'developer', 'user'],
      },
    ],
    [
      'input text in a message of the assistant',
      { role: 'assistant', content: [{ type: 'input_text', text: 'x' }] },
      {
        kind: 'invalid_choice',
        param: 'input[0].content[0]',
        given: 'input_text',
        allowed: ['output_text', 'refusal'],
      },
    ],
    [
      'output text in a message of a user',
      { role: 'user', content: [{ type: 'output_text', text: 'x' }] },
      {
        kind: 'invalid_choice',
        param: 'input[0].content[0]',
        given: 'output_text',
        allowed: ['input_text', 'input_image', 'input_file', 'input_audio'],
      },
    ],
    [
      'a part of chat',
      { role: 'user', content: [{ type: 'text', text: 'x' }] },
      {
        kind: 'invalid_choice',
        param: 'input[0].content[0].type',
        given: 'text',
        allowed: ['input_text', 'input_image', 'input_file', 'input_audio', 'output_text', 'refusal'],
      },
    ],
    [
      'a phase of a user',
      { role: 'user', content: 'x', phase: 'commentary' },
      { kind: 'unknown_parameter', param: 'input[0].phase' },
    ],
  ])('refuses %s', (_, item, fault) => {
    expect(refusal({ input: [item] })).toEqual(fault);
  });

  it('names an unknown member of an action', () => {
    const items = Array.from({ length: 4 }, () => ({ role: 'user', content: 'x' }));
    const call = { type: 'web_search_call', id: 'ws_a', status: 'completed' };
    const action = { type: 'open_page', url: 'https://example.com/', query: 'x' };
    expect(refusal({ input: [...items, { ...call, action }] })).toEqual({
      kind: 'unknown_parameter',
      param: 'input[4].action.query',
    });
  });
});

/** The schema without branches that an object is checked with. */
function leafOf(schema: Schema, value: object): Schema | undefined {
  const union = taggedOf(schema);
  const branch = union && selectBranch(union, value);
  return branch ? leafOf(branch, value) : schema;
}

/** Members whose names are the caller's. */
const FREE = ['parameters', 'schema', 'output_schema', 'input_schema', 'headers', 'env', 'attributes'];

interface Variant {
  readonly at: string;
  readonly value: object;
}

/** The value with what `change` returns added to each of its objects in turn, if it returns something. */
function* withEach(
  value: Readonly<Record<string, unknown>>,
  change: (object: Readonly<Record<string, unknown>>) => object | false,
): Generator<Variant> {
  const added = change(value);
  if (added) yield { at: '', value: { ...value, ...added } };
  for (const [name, member] of Object.entries(value)) {
    if (FREE.includes(name) || typeof member !== 'object' || member === null) continue;
    if (!Array.isArray(member)) {
      // The arguments of a tool search and the annotations of a tool are the caller's too.
      if (name === 'arguments' || name === 'annotations') continue;
      for (const variant of withEach(member as Record<string, unknown>, change))
        yield { at: `.${name}${variant.at}`, value: { ...value, [name]: variant.value } };
      continue;
    }
    for (const [index, one] of member.entries()) {
      if (typeof one !== 'object' || one === null) continue;
      for (const variant of withEach(one as Record<string, unknown>, change))
        yield {
          at: `.${name}[${index}]${variant.at}`,
          value: { ...value, [name]: member.with(index, variant.value) },
        };
    }
  }
}
