import { describe, expect, it } from 'vitest';
import { finish } from '../../runtime/steps.ts';
import type { ModelCard } from '../models/card.ts';
import type { FileContent, GenerationRequest, Part, Tool, Turn } from '../request.ts';
import { countPrompt } from './chat-template.ts';
import { createTokenizers } from './create-tokenizers.ts';
import { toolNamespace } from './tool-namespace.ts';

const tokenizer = await createTokenizers().load('o200k_base');
const cl100k = await createTokenizers().load('cl100k_base');
const model = {
  contextWindow: 128_000,
  vision: { kind: 'tiles', base: 85, tile: 170 },
} as unknown as ModelCard;

function request(turns: readonly Turn[], more: Partial<GenerationRequest> = {}): GenerationRequest {
  return {
    model,
    turns,
    tools: [],
    toolChoice: { mode: 'none' },
    parallelToolCalls: true,
    format: { kind: 'text' },
    choices: 1,
    limits: { minTokens: 0, ignoreEos: false, stop: [] },
    sampling: { temperature: 1, topP: 1, frequencyPenalty: 0, presencePenalty: 0, logitBias: new Map() },
    verbosity: 'medium',
    ...more,
  };
}

function text(role: Turn['role'], content: string, more: Partial<Turn> = {}): Turn {
  return { role, parts: [{ kind: 'text', text: content }], ...more };
}

function total(turns: readonly Turn[], more: Partial<GenerationRequest> = {}): number {
  return finish(countPrompt(request(turns, more), tokenizer)).total;
}

function user(...parts: Part[]): Turn {
  return { role: 'user', parts };
}

describe('countPrompt', () => {
  it('adds the overhead of turns, names and the answer prompt', () => {
    expect(total([text('user', 'hello')])).toBe(3 + 1 + 1 + 3);
    expect(total([text('user', 'hello', { name: 'bob' })])).toBe(total([text('user', 'hello')]) + 2);
    expect(total([])).toBe(3);
  });

  it("matches the token count of the cookbook's example conversation", () => {
    const turns = [
      text(
        'system',
        'You are a helpful, pattern-following assistant that translates corporate jargon into plain English.',
      ),
      text('system', 'New synergies will help drive top-line growth.', { name: 'example_user' }),
      text('system', 'Things working well together will increase revenue.', { name: 'example_assistant' }),
      text(
        'system',
        "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage.",
        { name: 'example_user' },
      ),
      text('system', "Let's talk later when we're less busy about how to do better.", {
        name: 'example_assistant',
      }),
      text('user', "This late pivot means we don't have time to boil the ocean for the client deliverable."),
    ];
    expect(finish(countPrompt(request(turns), cl100k)).total).toBe(129);
    expect(finish(countPrompt(request(turns), tokenizer)).total).toBe(124);
  });

  it('counts calls, results and refusals', () => {
    const call = { id: 'call_1', kind: 'function', name: 'add', input: '{"a":1}' } as const;
    const calls: Turn = { role: 'assistant', parts: [], toolCalls: [call, call] };
    const each = 3 + tokenizer.count('add') + tokenizer.count('{"a":1}');
    expect(total([calls])).toBe(3 + 3 + 1 + 2 * each);
    expect(total([text('tool', '2', { toolCallId: 'call_1' })])).toBe(3 + 3 + 1 + 1);
    expect(total([text('tool', '2', { name: 'add' })])).toBe(3 + 3 + 1 + 1 + 2 - 2);
    expect(total([{ role: 'assistant', parts: [{ kind: 'refusal', text: 'hello' }] }])).toBe(8);
  });

  it('counts tools, the tool choice, and their placement after a system turn', () => {
    const tools: Tool[] = [{ kind: 'function', name: 'now', description: 'The time', strict: false }];
    const own = 9 + tokenizer.count(finish(toolNamespace(tools)));
    const turns = [text('user', 'hello')];
    expect(total(turns, { tools, toolChoice: { mode: 'auto' } })).toBe(8 + own);
    expect(total(turns, { tools, toolChoice: { mode: 'none' } })).toBe(8 + own + 1);
    expect(total(turns, { tools, toolChoice: { mode: 'named', name: 'now' } })).toBe(8 + own + 5);
    const system = text('system', 'hello world');
    const padded = tokenizer.count('hello world\n') - tokenizer.count('hello world');
    expect(total([system], { tools, toolChoice: { mode: 'auto' } })).toBe(total([system]) + own + padded - 4);
  });

  it('counts a response schema by its text', () => {
    const turns = [text('user', 'hello')];
    const schema = { type: 'object', properties: { name: { type: 'string' } } };
    const format = { kind: 'schema', name: 'person', schema, strict: true } as const;
    const own = 9 + tokenizer.count('person') + tokenizer.count(JSON.stringify(schema));
    expect(total(turns, { format })).toBe(8 + own);
  });

  it('counts media by their measured size, or by a documented default when they cannot be measured', () => {
    const image: Part = { kind: 'image', url: 'https://example.com/a.png', detail: 'high' };
    const audio: Part = { kind: 'audio', data: 'A'.repeat(16_000), format: 'mp3' };
    const measured = [user({ ...image, size: { width: 512, height: 512 } }, { ...audio, seconds: 2 })];
    const turns = [user(image, audio)];
    expect(finish(countPrompt(request(measured), tokenizer))).toEqual({
      total: 7 + 255 + 20,
      image: 255,
      audio: 20,
    });
    expect(finish(countPrompt(request(turns), tokenizer))).toEqual({
      total: 7 + 765 + 30,
      image: 765,
      audio: 30,
    });
  });

  it('counts files by their name, and by their text or size', () => {
    const file = (content: FileContent) => [user({ kind: 'file', name: 'a', digest: 'x', content })];
    expect(total(file({ text: 'hello world' }))).toBe(7 + 1 + 2);
    expect(total(file({ bytes: 401 }))).toBe(7 + 1 + 11);
  });
});
