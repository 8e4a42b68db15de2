import { describe, expect, it } from 'vitest';
import type { ModelCard } from '../../../engine/models/card.ts';
import type { Reading } from '../media/readings.ts';
import { decodeChat, effortOf } from './decode.ts';
import type { ChatCompletionRequest } from './schema.ts';

const MODEL = { id: 'm' } as ModelCard;
const REASONING = {
  id: 'r',
  reasoning: { efforts: ['low', 'medium'], defaultEffort: 'medium', visible: true },
} as unknown as ModelCard;

const body = (part: Partial<ChatCompletionRequest> = {}): ChatCompletionRequest => ({
  model: 'm',
  messages: [{ role: 'user', content: 'hi' }],
  ...part,
});
const decode = (part: Partial<ChatCompletionRequest> = {}, model = MODEL) => decodeChat(body(part), model);

describe('decodeChat', () => {
  it('sets a default for everything that is not given', () => {
    expect(decode()).toEqual({
      model: MODEL,
      turns: [{ role: 'user', parts: [{ kind: 'text', text: 'hi' }] }],
      tools: [],
      toolChoice: { mode: 'auto' },
      parallelToolCalls: true,
      format: { kind: 'text' },
      choices: 1,
      limits: { minTokens: 0, ignoreEos: false, stop: [], includesStop: false, stopTokens: [] },
      sampling: { temperature: 1, topP: 1, frequencyPenalty: 0, presencePenalty: 0, logitBias: new Map() },
      continuousUsage: false,
      verbosity: 'medium',
      priority: 0,
    });
  });

  it('carries every parameter', () => {
    expect(
      decode({
        n: 3,
        stop: 'end',
        max_completion_tokens: 50,
        min_tokens: 5,
        ignore_eos: true,
        seed: 7,
        temperature: 0,
        top_p: 0.5,
        frequency_penalty: -1,
        presence_penalty: 2,
        logit_bias: { '50256': -100, '12': 3.5 },
        logprobs: true,
        top_logprobs: 4,
        verbosity: 'low',
        prompt_cache_key: 'key',
        prediction: {
          type: 'content',
          content: [
            { type: 'text', text: 'a' },
            { type: 'text', text: 'b' },
          ],
        },
      }),
    ).toMatchObject({
      choices: 3,
      limits: { maxTokens: 50, minTokens: 5, ignoreEos: true, stop: ['end'] },
      sampling: {
        seed: 7,
        temperature: 0,
        topP: 0.5,
        frequencyPenalty: -1,
        presencePenalty: 2,
        logitBias: new Map([
          [50256, -100],
          [12, 3.5],
        ]),
      },
      topLogprobs: 4,
      verbosity: 'low',
      cacheKey: 'key',
      prediction: 'ab',
    });
    expect(decode({ max_tokens: 9, stop: ['a', 'b'], cache_salt: 'salt' })).toMatchObject({
      limits: { maxTokens: 9, stop: ['a', 'b'] },
      cacheKey: 'salt',
    });
    expect(decode({ logprobs: true }).topLogprobs).toBe(0);
    expect(decode({ logprobs: false }).topLogprobs).toBeUndefined();
  });

  it('maps every role to a turn', () => {
    const { turns } = decode({
      messages: [
        { role: 'developer', content: 'D', name: 'boss' },
        { role: 'system', content: [{ type: 'text', text: 'S' }] },
        { role: 'user', content: 'U', name: 'ann' },
        {
          role: 'assistant',
          refusal: 'R',
          tool_calls: [
            { id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } },
            { id: 'c2', type: 'custom', custom: { name: 'g', input: 'text' } },
          ],
        },
        { role: 'tool', tool_call_id: 'c1', content: 'one' },
        { role: 'tool', tool_call_id: 'c2', content: [{ type: 'text', text: 'two' }] },
        { role: 'assistant', function_call: { name: 'old', arguments: '[]' } },
        { role: 'function', name: 'old', content: null },
        { role: 'user', content: '' },
      ],
    });
    const text = (value: string) => [{ kind: 'text', text: value }];
    expect(turns).toEqual([
      { role: 'system', name: 'boss', parts: text('D') },
      { role: 'system', parts: text('S') },
      { role: 'user', name: 'ann', parts: text('U') },
      {
        role: 'assistant',
        parts: [{ kind: 'refusal', text: 'R' }],
        toolCalls: [
          { id: 'c1', kind: 'function', name: 'f', input: '{}' },
          { id: 'c2', kind: 'custom', name: 'g', input: 'text' },
        ],
      },
      { role: 'tool', toolCallId: 'c1', parts: text('one') },
      { role: 'tool', toolCallId: 'c2', parts: text('two') },
      { role: 'assistant', parts: [], toolCalls: [{ id: '', kind: 'function', name: 'old', input: '[]' }] },
      { role: 'tool', name: 'old', parts: [] },
      { role: 'user', parts: [] },
    ]);
  });

  it('maps every kind of content part, with what was read of it', () => {
    const content = [
      { type: 'text', text: 'T' },
      { type: 'image_url', image_url: { url: 'u' } },
      { type: 'image_url', image_url: { url: 'u', detail: 'low' } },
      { type: 'input_audio', input_audio: { data: 'a', format: 'mp3' } },
      { type: 'file', file: { filename: 'f', file_data: 'd' } },
    ] as const;
    const readings = new Map<object, Reading>([
      [content[2], { kind: 'image', size: { width: 2, height: 1 } }],
      [content[3], { kind: 'audio', seconds: 3, transcript: 'Hi.' }],
      [content[4], { kind: 'file', name: 'f', digest: 'd', content: { bytes: 9 } }],
    ]);
    const body = { model: 'm', messages: [{ role: 'user', content }] } as never;
    const { turns } = decodeChat(body, MODEL, { readings, said: new Map() });
    expect(turns[0]?.parts).toEqual([
      { kind: 'text', text: 'T' },
      { kind: 'image', url: 'u', detail: 'auto' },
      { kind: 'image', url: 'u', detail: 'low', size: { width: 2, height: 1 } },
      { kind: 'audio', data: 'a', format: 'mp3', seconds: 3, transcript: 'Hi.' },
      { kind: 'file', name: 'f', digest: 'd', content: { bytes: 9 } },
    ]);
  });

  it('maps tools and tool choice', () => {
    const tools = [
      { type: 'function', function: { name: 'f', parameters: { type: 'object' }, strict: true } },
      { type: 'custom', custom: { name: 'g', description: 'G' } },
      {
        type: 'custom',
        custom: { name: 'h', format: { type: 'grammar', grammar: { syntax: 'regex', definition: 'a+' } } },
      },
    ] as never;
    expect(decode({ tools, parallel_tool_calls: false })).toMatchObject({
      tools: [
        { kind: 'function', name: 'f', description: '', parameters: { type: 'object' }, strict: true },
        { kind: 'custom', name: 'g', description: 'G' },
        { kind: 'custom', name: 'h', description: '', grammar: { syntax: 'regex', definition: 'a+' } },
      ],
      parallelToolCalls: false,
    });
    const choice = (tool_choice: ChatCompletionRequest['tool_choice']) =>
      decode({ tools, tool_choice }).toolChoice;
    expect(choice('required')).toEqual({ mode: 'required' });
    expect(choice('none')).toEqual({ mode: 'none' });
    expect(choice({ type: 'function', function: { name: 'f' } })).toEqual({ mode: 'named', name: 'f' });
    expect(choice({ type: 'custom', custom: { name: 'g' } })).toEqual({ mode: 'named', name: 'g' });
    expect(
      choice({
        type: 'allowed_tools',
        allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'f' } }] },
      }),
    ).toEqual({ mode: 'auto', allowed: ['f'] });
    expect(decode({ functions: [{ name: 'old' }], function_call: { name: 'old' } })).toMatchObject({
      tools: [{ kind: 'function', name: 'old', strict: false }],
      toolChoice: { mode: 'named', name: 'old' },
      parallelToolCalls: false,
    });
  });

  it('maps the response format', () => {
    expect(decode({ response_format: { type: 'json_object' } }).format).toEqual({ kind: 'json' });
    expect(decode({ response_format: { type: 'text' } }).format).toEqual({ kind: 'text' });
    expect(
      decode({ response_format: { type: 'json_schema', json_schema: { name: 'n', strict: true } } }).format,
    ).toEqual({ kind: 'schema', name: 'n', schema: { type: 'object' }, strict: true });
  });

  it('maps web search with the most specific location', () => {
    expect(decode({ web_search_options: {} }).webSearch).toEqual({ contextSize: 'medium' });
    expect(
      decode({
        web_search_options: {
          search_context_size: 'high',
          user_location: { type: 'approximate', approximate: { country: 'CH', city: 'Bern' } },
        },
      }).webSearch,
    ).toEqual({ contextSize: 'high', place: 'Bern' });
  });
});

describe('effortOf', () => {
  it('is the requested effort, else the model’s default, and none if thinking is disabled', () => {
    expect(effortOf(body(), MODEL)).toBeUndefined();
    expect(effortOf(body(), REASONING)).toBe('medium');
    expect(effortOf(body({ reasoning_effort: 'low' }), REASONING)).toBe('low');
    for (const name of ['enable_thinking', 'thinking']) {
      expect(
        effortOf(body({ reasoning_effort: 'low', chat_template_kwargs: { [name]: false } }), REASONING),
      ).toBe('none');
      expect(effortOf(body({ chat_template_kwargs: { [name]: true } }), REASONING)).toBe('medium');
    }
    expect(decode({ reasoning_effort: 'low' }, REASONING).reasoningEffort).toBe('low');
  });
});
