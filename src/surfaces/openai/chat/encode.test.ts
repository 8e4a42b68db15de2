import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GenerationEvent, TokenLogprob, Usage } from '../../../engine/event.ts';
import type { ToolCall } from '../../../engine/request.ts';
import type { ChunkOptions } from '../chunk-options.ts';
import { type ChatHead, createAssembler } from './assemble.ts';
import { createChunkEncoder } from './encode.ts';

const HEAD: ChatHead = {
  id: 'chatcmpl-1',
  created: 1_700_000_000,
  model: 'm',
  serviceTier: 'default',
  fingerprint: 'fp_1',
  isLegacy: false,
};
const USAGE: Usage = {
  promptTokens: 10,
  cachedTokens: 2,
  promptAudioTokens: 1,
  completionTokens: 7,
  reasoningTokens: 3,
  completionAudioTokens: 0,
  acceptedPredictionTokens: 4,
  rejectedPredictionTokens: 5,
};
const OPTIONS: ChunkOptions = { includeUsage: false };

interface Chunk {
  readonly choices: {
    index: number;
    delta: Record<string, never> & { content?: string; tool_calls?: Record<string, unknown>[] };
    logprobs: unknown;
    finish_reason: string | null;
  }[];
  readonly usage?: unknown;
  readonly obfuscation?: string;
}

function encode(
  events: readonly GenerationEvent[],
  options: Partial<ChunkOptions> = {},
  head = HEAD,
  choices = 1,
) {
  const encoder = createChunkEncoder(head, choices, { ...OPTIONS, ...options });
  // One batch per event, as in a paced stream.
  const frames = events.map((event) => encoder.encode([event])).join('') + encoder.end();
  const parts = frames.split('\n\n');
  expect(parts.pop()).toBe('');
  expect(parts.pop()).toBe('data: [DONE]');
  const together = createChunkEncoder(head, choices, { ...OPTIONS, ...options });
  if (options.obfuscate === undefined) expect(together.encode(events) + together.end()).toBe(frames);
  const staged = createChunkEncoder(head, choices, { ...OPTIONS, ...options });
  if (options.obfuscate === undefined) {
    expect(staged.toWire(events).map(staged.toFrame).join('') + staged.end()).toBe(frames);
  }
  return parts.map((part): Chunk => {
    expect(part.startsWith('data: {')).toBe(true);
    return JSON.parse(part.slice(6));
  });
}

const assemble = (events: readonly GenerationEvent[], head = HEAD, choices = 1) => {
  const assembler = createAssembler(head, choices);
  for (const event of events) assembler.add([event]);
  return assembler.whole();
};

const at = { at: 0, choice: 0 } as const;
const place = { item: 0, part: 0 } as const;
const text = (value: string, more: { choice?: number; logprob?: TokenLogprob } = {}): GenerationEvent => ({
  type: 'text',
  ...at,
  ...place,
  pieces: [value],
  ...more,
});
const finished = (
  reason: 'stop' | 'length' | 'tool-calls' | 'content-filter' = 'stop',
  choice = 0,
): GenerationEvent => ({
  type: 'finished',
  at: 0,
  choice,
  reason,
});
const usage: GenerationEvent = { type: 'usage', at: 0, usage: USAGE };
const logprob = (token: string): TokenLogprob => ({
  id: 0,
  token,
  logprob: -0.5,
  bytes: [...Buffer.from(token)],
  top: [{ id: 0, token, logprob: -0.5, bytes: [...Buffer.from(token)] }],
});
const deltas = (chunks: readonly Chunk[]): unknown[] => chunks.map(({ choices }) => choices[0]?.delta);

describe('stream chunks', () => {
  it('start with the role, continue with the text and end with the finish reason', () => {
    const chunks = encode([text('Hello'), text(' world'), finished(), usage]);
    expect(deltas(chunks)).toEqual([
      { role: 'assistant', content: '', refusal: null },
      { content: 'Hello' },
      { content: ' world' },
      {},
    ]);
    expect(chunks.map(({ choices }) => choices[0]?.finish_reason)).toEqual([null, null, null, 'stop']);
    for (const chunk of chunks) {
      expect(chunk).toMatchObject({
        id: 'chatcmpl-1',
        object: 'chat.completion.chunk',
        created: 1_700_000_000,
        model: 'm',
        service_tier: 'default',
        system_fingerprint: 'fp_1',
      });
      expect(chunk).not.toHaveProperty('usage');
    }
  });

  it('each carry the usage so far if requested', () => {
    const used = (completionTokens: number): Usage => ({ ...USAGE, completionTokens });
    const events = [
      { ...text('a'), soFar: used(1) },
      { ...text('b', { choice: 1 }), soFar: used(2) },
      { ...finished('stop', 1), soFar: used(2) },
      { ...text('c'), soFar: used(3) },
      { ...finished(), soFar: used(4) },
    ];
    const chunks = encode(events, { initialUsage: used(0) }, HEAD, 2);
    const counts = chunks.map(({ usage }) => (usage as { completion_tokens: number }).completion_tokens);
    // Each choice starts with its role, which is not a token.
    expect(counts).toEqual([0, 1, 1, 2, 2, 3, 4]);
    expect(chunks[3]).toMatchObject({ usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 } });
  });

  it('escape any text and model name correctly', () => {
    const strings = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })));
    fc.assert(
      fc.property(strings, fc.string(), (pieces, model) => {
        const events = [...pieces.map((piece) => text(piece)), finished()];
        for (const options of [{}, { includeUsage: true }, { initialUsage: USAGE }]) {
          const chunks = encode(events, options, { ...HEAD, model });
          expect(chunks.slice(1, -1).map(({ choices }) => choices[0]?.delta.content)).toEqual(pieces);
          expect(chunks[0]).toMatchObject({ model });
        }
        expect(assemble(events, { ...HEAD, model })).toMatchObject({
          model,
          choices: [{ message: { content: pieces.join('') } }],
        });
      }),
    );
  });

  it('keep choices separate, each with its own first chunk', () => {
    const events = [
      text('a'),
      text('b', { choice: 1 }),
      finished('stop', 0),
      text('c', { choice: 1 }),
      finished('length', 1),
    ];
    const chunks = encode(events, {}, HEAD, 2);
    expect(
      chunks.map(({ choices: [choice] }) => [choice?.index, choice?.delta.content, choice?.finish_reason]),
    ).toEqual([
      [0, '', null],
      [0, 'a', null],
      [1, '', null],
      [1, 'b', null],
      [0, undefined, 'stop'],
      [1, 'c', null],
      [1, undefined, 'length'],
    ]);
    expect(assemble(events, HEAD, 2).choices).toMatchObject([
      { index: 0, message: { content: 'a' }, finish_reason: 'stop' },
      { index: 1, message: { content: 'bc' }, finish_reason: 'length' },
    ]);
  });

  it('report usage in a separate last chunk, and null before it, if requested', () => {
    const chunks = encode([text('a'), finished(), usage], { includeUsage: true });
    const told = {
      prompt_tokens: 10,
      completion_tokens: 7,
      total_tokens: 17,
      prompt_tokens_details: { cached_tokens: 2, audio_tokens: 1 },
      completion_tokens_details: {
        reasoning_tokens: 3,
        audio_tokens: 0,
        accepted_prediction_tokens: 4,
        rejected_prediction_tokens: 5,
      },
    };
    expect(chunks.map((chunk) => chunk.usage)).toEqual([null, null, null, told]);
    expect(chunks.at(-1)?.choices).toEqual([]);
    expect(assemble([text('a'), finished(), usage]).usage).toEqual(told);
  });

  it('pad their text to whole blocks if requested', () => {
    const chunks = encode([text('a'), text('x'.repeat(15)), text('x'.repeat(16)), finished()], {
      obfuscate: (length) => 'z'.repeat(length),
    });
    for (const { choices, obfuscation } of chunks) {
      const size = (choices[0]?.delta.content ?? '').length + (obfuscation ?? '').length;
      expect(size % 16).toBe(0);
      expect(obfuscation).toMatch(/^z+$/);
    }
  });

  it('carry log probabilities', () => {
    const events = [text('é', { logprob: logprob('é') }), finished()];
    const entry = {
      token: 'é',
      logprob: -0.5,
      bytes: [195, 169],
      top_logprobs: [{ token: 'é', logprob: -0.5, bytes: [195, 169] }],
    };
    expect(encode(events)[1]?.choices[0]?.logprobs).toEqual({ content: [entry], refusal: null });
    expect(assemble(events).choices[0]?.logprobs).toEqual({ content: [entry], refusal: null });
    expect(assemble([text('a'), finished()]).choices[0]?.logprobs).toBeNull();
  });

  it('name the bytes of a token that is only part of a character, also in alternatives and refusals', () => {
    const half = { id: 0, token: undefined, logprob: -0.5, bytes: [0xf0, 0x9f, 0x91] };
    const logprob: TokenLogprob = { ...half, top: [half, { ...half, bytes: [0x20, 0xc3] }] };
    const entry = { token: '\\xf0\\x9f\\x91', logprob: -0.5, bytes: [0xf0, 0x9f, 0x91] };
    const other = { token: ' \\xc3', logprob: -0.5, bytes: [0x20, 0xc3] };
    for (const [name, event] of [
      ['content', text('', { logprob })],
      ['refusal', { type: 'refusal', ...at, ...place, text: '', logprob }],
    ] as const) {
      const told = { [name]: [{ ...entry, top_logprobs: [entry, other] }] };
      expect(encode([event, finished()])[1]?.choices[0]?.logprobs).toMatchObject(told);
      expect(assemble([event, finished()]).choices[0]?.logprobs).toMatchObject(told);
    }
  });

  it('encode a refusal', () => {
    const events: GenerationEvent[] = [
      { type: 'refusal', ...at, ...place, text: 'No', logprob: logprob('No') },
      { type: 'refusal', ...at, ...place, text: '.' },
      finished(),
    ];
    expect(deltas(encode(events))).toEqual([
      { role: 'assistant', content: null, refusal: null },
      { refusal: 'No' },
      { refusal: '.' },
      {},
    ]);
    expect(assemble(events).choices[0]).toMatchObject({
      message: { content: null, refusal: 'No.' },
      logprobs: { content: null, refusal: [{ token: 'No' }] },
    });
  });

  it('encode reasoning before the answer', () => {
    const events: GenerationEvent[] = [
      { type: 'reasoning', ...at, item: 0, text: 'Hm' },
      text('Yes'),
      finished(),
    ];
    expect(deltas(encode(events))).toEqual([
      { role: 'assistant', content: null, refusal: null },
      { reasoning_content: 'Hm' },
      { content: 'Yes' },
      {},
    ]);
    expect(assemble(events).choices[0]?.message).toMatchObject({ content: 'Yes', reasoning_content: 'Hm' });
    expect(assemble([text('a'), finished()]).choices[0]?.message).not.toHaveProperty('reasoning_content');
  });

  const opened = (item: number, call: Omit<ToolCall, 'input'>): GenerationEvent => ({
    type: 'item-open',
    ...at,
    item,
    opened: { kind: 'call', call },
  });
  const calls: GenerationEvent[] = [
    opened(0, { id: 'call_1', kind: 'function', name: 'f' }),
    { type: 'call-input', ...at, item: 0, text: '{"a":' },
    { type: 'call-input', ...at, item: 0, text: '"é"}' },
    opened(1, { id: 'call_2', kind: 'custom', name: 'g' }),
    { type: 'call-input', ...at, item: 1, text: 'free' },
    finished('tool-calls'),
  ];

  it('encode function and custom tool calls', () => {
    const chunks = encode(calls);
    expect(deltas(chunks)).toEqual([
      { role: 'assistant', content: null, refusal: null },
      { tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'f', arguments: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"a":' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '"é"}' } }] },
      { tool_calls: [{ index: 1, id: 'call_2', type: 'custom', custom: { name: 'g', input: '' } }] },
      { tool_calls: [{ index: 1, custom: { input: 'free' } }] },
      {},
    ]);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('tool_calls');
    expect(assemble(calls).choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: {
        content: null,
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{"a":"é"}' } },
          { id: 'call_2', type: 'custom', custom: { name: 'g', input: 'free' } },
        ],
      },
    });
  });

  it('encode a legacy function call', () => {
    const legacy = { ...HEAD, isLegacy: true };
    const events = [...calls.slice(0, 3), finished('tool-calls')];
    const chunks = encode(events, {}, legacy);
    expect(deltas(chunks).slice(1)).toEqual([
      { function_call: { name: 'f', arguments: '' } },
      { function_call: { arguments: '{"a":' } },
      { function_call: { arguments: '"é"}' } },
      {},
    ]);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('function_call');
    const { message, finish_reason: reason } = assemble(events, legacy).choices[0] ?? {};
    expect([message?.function_call, message?.tool_calls, reason]).toEqual([
      { name: 'f', arguments: '{"a":"é"}' },
      undefined,
      'function_call',
    ]);
  });

  it('encode citations as annotations', () => {
    const citations = [{ start: 0, end: 1, url: 'https://a.example', title: 'A' }];
    const events: GenerationEvent[] = [
      text('a'),
      { type: 'citations', ...at, ...place, citations, before: 0 },
      finished(),
    ];
    const annotations = [
      {
        type: 'url_citation',
        url_citation: { start_index: 0, end_index: 1, url: 'https://a.example', title: 'A' },
      },
    ];
    expect(deltas(encode(events))[2]).toEqual({ annotations });
    expect(assemble(events).choices[0]?.message.annotations).toEqual(annotations);
  });

  it('include a role and a finish reason for an empty answer', () => {
    expect(deltas(encode([finished('content-filter')]))).toEqual([
      { role: 'assistant', content: '', refusal: null },
      {},
    ]);
    expect(assemble([finished('content-filter')]).choices[0]).toMatchObject({
      message: { role: 'assistant', content: '', refusal: null, annotations: [] },
      finish_reason: 'content_filter',
    });
  });
});
