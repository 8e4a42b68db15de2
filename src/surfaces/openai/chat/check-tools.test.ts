import { describe, expect, it } from 'vitest';
import { CARD } from '../../../engine/models/card.cases.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import { FOLLOWS_SCHEMAS } from '../../../engine/models/catalogue/rules.ts';
import type { FaultDetail } from '../../../kernel/fault.ts';
import { checkTools } from './check-tools.ts';
import type { ChatCompletionRequest } from './schema.ts';

const OPENAI: ModelCard = { ...CARD, rules: FOLLOWS_SCHEMAS };
const OTHER: ModelCard = CARD;

function faultOf(body: object, model: ModelCard): FaultDetail | undefined {
  try {
    checkTools(body as ChatCompletionRequest, model);
  } catch (error) {
    return (error as { detail: FaultDetail }).detail;
  }
  return undefined;
}

const needs = (param: string, tools: string) => ({
  kind: 'invalid_value',
  param,
  message: `Invalid value for '${param}': '${param}' is only allowed when '${tools}' are specified.`,
  code: null,
});

describe('without tools', () => {
  const named = { type: 'function', function: { name: 'f' } };
  const allowed = { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [named] } };

  it.each<[string, string, unknown]>([
    ['tool_choice', 'tools', 'none'],
    ['tool_choice', 'tools', 'auto'],
    ['parallel_tool_calls', 'tools', false],
    ['parallel_tool_calls', 'tools', true],
    ['function_call', 'functions', 'none'],
    ['function_call', 'functions', 'auto'],
  ])('%s of %s is refused by OpenAI alone: %j', (param, tools, value) => {
    expect(faultOf({ [param]: value }, OPENAI)).toEqual(needs(param, tools));
    expect(faultOf({ [param]: value }, OTHER)).toBeUndefined();
  });

  it.each<[string, string, unknown]>([
    ['tool_choice', 'tools', 'required'],
    ['tool_choice', 'tools', named],
    ['tool_choice', 'tools', allowed],
    ['function_call', 'functions', { name: 'f' }],
  ])('%s of %s cannot be followed by any model: %j', (param, tools, value) => {
    for (const model of [OPENAI, OTHER])
      expect(faultOf({ [param]: value }, model)).toEqual(needs(param, tools));
  });
});

describe('a description', () => {
  const places: [string, string, (description: string) => object][] = [
    [
      'tools',
      'tools[0].function.description',
      (description) => ({ tools: [{ type: 'function', function: { name: 'f', description } }] }),
    ],
    ['functions', 'functions[0].description', (description) => ({ functions: [{ name: 'f', description }] })],
  ];

  it.each(places)('in %s has at most 1,024 characters for OpenAI', (_, param, body) => {
    for (const character of ['d', '😀']) {
      expect(faultOf(body(character.repeat(1024)), OPENAI)).toBeUndefined();
      expect(faultOf(body(character.repeat(1025)), OPENAI)).toEqual({
        kind: 'wrong_length',
        param,
        of: 'string',
        side: 'above',
        bound: 1024,
        given: 1025,
      });
      expect(faultOf(body(character.repeat(1025)), OTHER)).toBeUndefined();
    }
  });
});
