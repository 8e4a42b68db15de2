import { describe, expect, it } from 'vitest';
import { requestFor } from '../../engine/engine.cases.ts';
import type { Brief } from '../../engine/ports/content.ts';
import type { FunctionTool, GenerationRequest, ToolChoice, Turn } from '../../engine/request.ts';
import { readRequest } from '../reading/reading.ts';
import { decideNative } from './habits.ts';

const tool = (name: string, native?: FunctionTool['native']): FunctionTool => ({
  kind: 'function',
  name,
  description: '',
  strict: false,
  ...(native && { native }),
});
const WEB = tool('web_search', 'web-search');
const FILES = tool('file_search', 'file-search');

function decide(text: string, more: Partial<GenerationRequest> = {}, later: readonly Turn[] = []) {
  const request = requestFor(text, { tools: [WEB], ...more });
  const asked = { ...request, turns: [...request.turns, ...later] };
  return decideNative({ request: asked } as unknown as Brief, readRequest(asked));
}

const queriesOf = (...given: Parameters<typeof decide>): string[] | undefined => {
  const decision = decide(...given);
  return decision && JSON.parse(decision.call.input).queries;
};

function found(name: string, text: string): Turn[] {
  const call = { id: 'c1', kind: 'function', name, input: '{"queries":["x"]}' } as const;
  return [
    { role: 'assistant', parts: [], toolCalls: [call] },
    { role: 'tool', toolCallId: 'c1', parts: [{ kind: 'text', text }] },
  ];
}

describe('the model searches', () => {
  it.each([
    ['How far away is the moon?', 'How far away is the moon'],
    ['What is the capital of Peru?', 'capital of Peru'],
    ['Tell me about the latest news on Mars missions.', 'Mars missions'],
    ['Please search the web for Kubernetes probes', 'Kubernetes probes'],
    ['best way to learn vocabulary', 'best way to learn vocabulary'],
    ['Explain photosynthesis.', 'photosynthesis'],
  ])('for an answer to "%s"', (text, query) => {
    expect(queriesOf(text)).toEqual([query]);
  });

  it.each([
    'Hello!',
    'What is 12 * 7?',
    'Write a poem about the sea.',
    'Translate "good morning" to French',
    'Hi, my name is Ada.',
    'I like tea.',
    'I went to the park today.',
    'Write a letter about the latest news.',
    'Summarize this document: The cat sat on the mat.',
    'Summarize: The cat sat on the mat and slept.',
  ])('not for "%s"', (text) => {
    expect(decide(text)).toBeUndefined();
  });

  it('in files also for a summary of them', () => {
    expect(decide('Summarize the document.', { tools: [WEB] })).toBeUndefined();
    expect(decide('Summarize the document.', { tools: [WEB, FILES] })?.call.name).toBe('file_search');
  });

  it('for whatever is said if it has to, and never if it must not', () => {
    const forced: ToolChoice[] = [{ mode: 'required' }, { mode: 'named', name: 'web_search' }];
    for (const toolChoice of forced) expect(queriesOf('Hello!', { toolChoice })).toEqual(['Hello']);
    expect(decide('How far away is the moon?', { toolChoice: { mode: 'none' } })).toBeUndefined();
    const toolChoice: ToolChoice = { mode: 'auto', allowed: ['other'] };
    expect(decide('How far away is the moon?', { toolChoice })).toBeUndefined();
  });

  it('for what a question means in its conversation', () => {
    const question = 'Where does it come from?';
    const before: Turn[] = [
      { role: 'assistant', parts: [{ kind: 'text', text: 'A round.' }] },
      { role: 'user', parts: [{ kind: 'text', text: question }] },
    ];
    expect(queriesOf('What is the Shanty Book?', {}, before)?.[0]).toContain('Shanty Book');
  });
});

describe('after a search, the model', () => {
  const both = { tools: [FILES, WEB] };
  const question = 'How many days of vacation do employees have?';

  it('does not search again', () => {
    expect(decide(question, {}, found('web_search', 'No page was found.'))).toBeUndefined();
  });

  it('searches elsewhere only if the answer was not found', () => {
    expect(decide(question, both)?.call.name).toBe('file_search');
    const missed = decide(question, both, found('file_search', 'No passage was found in the files.'));
    expect(missed?.call.name).toBe('web_search');
    const passage = 'Employees have 25 days of vacation a year.';
    expect(decide(question, both, found('file_search', passage))).toBeUndefined();
  });

  it('and after the call of a tool of the caller, does not search', () => {
    const tools = { tools: [WEB, tool('get_weather')] };
    expect(decide('What is the weather in Oslo?', tools)?.yields).toBe(true);
    expect(decide('What is the weather in Oslo?', tools, found('get_weather', '{"c":1}'))).toBeUndefined();
  });
});
