import { describe, expect, it } from 'vitest';
import { CARD } from '../../../engine/models/card.cases.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import { FOLLOWS_SCHEMAS } from '../../../engine/models/catalogue/rules.ts';
import type { FaultDetail } from '../../../kernel/fault.ts';
import { createSchemaChecker } from '../../../simulation/structured/index.ts';
import { checkSchemas } from './check-schemas.ts';
import type { ChatCompletionRequest } from './schema.ts';

const schemaChecker = createSchemaChecker();
const OPENAI: ModelCard = { ...CARD, rules: FOLLOWS_SCHEMAS };
const OTHER: ModelCard = CARD;

interface Place {
  readonly name: string;
  readonly body: (schema: object, strict?: boolean) => object;
  readonly param: string;
  readonly owner: string;
  readonly code: string | null;
}

const code = 'invalid_function_parameters';
const owner = "function 'f'";
const TOOL: Place = {
  name: 'tools',
  body: (parameters, strict) => ({
    tools: [
      { type: 'custom', custom: { name: 'g' } },
      { type: 'function', function: { name: 'f', parameters, ...(strict !== undefined && { strict }) } },
    ],
  }),
  param: 'tools[1].function.parameters',
  owner,
  code,
};
const FORMAT: Place = {
  name: 'response_format',
  body: (schema, strict) => ({
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'out', schema, ...(strict !== undefined && { strict }) },
    },
  }),
  param: 'response_format',
  owner: "response_format 'out'",
  code: null,
};
const LEGACY: Place = {
  name: 'functions',
  body: (parameters) => ({ functions: [{ name: 'f', parameters }] }),
  param: 'functions[0].parameters',
  owner,
  code,
};

function check(body: object, model: ModelCard, strictSchemas = false): string | undefined | FaultDetail {
  try {
    const request = { messages: [], ...body } as unknown as ChatCompletionRequest;
    return checkSchemas(request, model, { schemaChecker, strictSchemas });
  } catch (error) {
    return (error as { detail: FaultDetail }).detail;
  }
}

const incomplete: [string, object, string][] = [
  [
    'an array without items',
    { type: 'object', properties: { tags: { type: 'array' } } },
    "In context=('properties', 'tags'), array schema missing items.",
  ],
  ['no properties', { type: 'object' }, 'In context=(), object schema missing properties.'],
  ['no type', {}, 'schema must be a JSON Schema of \'type: "object"\', got \'type: "None"\'.'],
  [
    'alternatives',
    { type: 'object', properties: {}, anyOf: [{ required: [] }] },
    "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level.",
  ],
];

describe.each([TOOL, LEGACY, FORMAT])('a schema in $name', ({ body, param, owner, code }) => {
  it.each(incomplete)('with %s is rejected for OpenAI models only', (_, schema, message) => {
    const fault = { kind: 'invalid_value', param, message: `Invalid schema for ${owner}: ${message}`, code };
    for (const strict of [undefined, false, true]) {
      expect(check(body(schema, strict), OPENAI)).toEqual(fault);
      expect(check(body(schema, strict), OTHER)).toBeUndefined();
    }
  });

  it('that cannot be served is rejected for every model', () => {
    const schema = { type: 'object', properties: { a: { type: 'strin' } } };
    for (const model of [OPENAI, OTHER]) expect(check(body(schema), model)).toMatchObject({ param, code });
  });
});

const open = { type: 'object', properties: { a: { type: 'string' } } };
const strictly = (properties: object, more: object = {}) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});
const unfit: [string, object, string][] = [
  ['open objects', open, "In context=(), 'additionalProperties' is required to be supplied and to be false."],
  [
    'an unsupported format',
    strictly({ a: { type: 'string', format: 'uri' } }),
    "In context=('properties', 'a'), 'uri' is not a valid format.",
  ],
  [
    'a reference with a description',
    strictly({ a: { $ref: '#/$defs/a', description: 'x' } }, { $defs: { a: { type: 'string' } } }),
    "In context=('properties', 'a'), $ref cannot have keywords {'description'}.",
  ],
];

describe.each([TOOL, FORMAT])('a strict schema in $name', ({ body, param, owner, code }) => {
  it.each(unfit)('with %s is served and returns the message OpenAI would send', (_, schema, problem) => {
    const message = `Invalid schema for ${owner}: ${problem}`;
    expect(check(body(schema, true), OPENAI)).toBe(message);
    expect(check(body(schema, true), OPENAI, true)).toEqual({ kind: 'invalid_value', param, message, code });
  });

  it.each(unfit)('with %s returns no message for other models', (_, schema) => {
    expect(check(body(schema, true), OTHER)).toBeUndefined();
    expect(check(body(schema, true), OTHER, true)).toMatchObject({ param });
    for (const strict of [undefined, false]) {
      for (const strictSchemas of [false, true]) {
        expect(check(body(schema, strict), OPENAI, strictSchemas)).toBeUndefined();
      }
    }
  });

  it('that OpenAI accepts returns no message', () => {
    for (const strictSchemas of [false, true]) {
      expect(check(body(strictly({ a: { type: 'string' } }), true), OPENAI, strictSchemas)).toBeUndefined();
    }
  });
});

it('returns the first of several messages', () => {
  const body = { ...TOOL.body(open, true), ...FORMAT.body(open, true) };
  expect(check(body, OPENAI)).toMatch(/^Invalid schema for function 'f'/);
});
