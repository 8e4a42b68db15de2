import { describe, expect, it } from 'vitest';
import type { Turn } from '../../../engine/request.ts';
import { toTurns, withoutOldReasoning, withResultsAfterCalls } from './turns.ts';

const said = (text: string): Turn => ({ role: 'user', parts: [{ kind: 'text', text }] });
const result = (toolCallId: string): Turn => ({ role: 'tool', toolCallId, parts: [] });
const calls = (...ids: string[]): Turn => ({
  role: 'assistant',
  parts: [],
  toolCalls: ids.map((id) => ({ id, kind: 'function', name: 'f', input: '{}' })),
});

describe('results of calls', () => {
  it.each<[string, Turn[], Turn[]]>([
    [
      'follow the calls where a question came in between',
      [said('a'), calls('1'), said('a'), result('1')],
      [said('a'), said('a'), calls('1'), result('1')],
    ],
    [
      'follow several calls, however questions are mixed with them',
      [calls('1', '2'), said('a'), result('1'), said('b'), result('2'), said('c')],
      [said('a'), said('b'), calls('1', '2'), result('1'), result('2'), said('c')],
    ],
    [
      'stay where they are if they are given once more later',
      [calls('1'), result('1'), calls('2'), said('a'), result('1'), result('2')],
      [calls('1'), result('1'), said('a'), calls('2'), result('1'), result('2')],
    ],
  ])('%s', (_, given, expected) => {
    expect(withResultsAfterCalls(given)).toEqual(expected);
  });

  it('are left alone in the order of a chat', () => {
    const turns = [said('a'), calls('1'), result('1'), said('b')];
    expect(withResultsAfterCalls(turns)).toBe(turns);
  });
});

describe('reasoning', () => {
  const media = { parts: new Map(), readings: new Map() };
  const open = (sealed: string) => (sealed === 'sealed' ? 'Look it up.' : undefined);
  const call = { type: 'function_call', call_id: '1', name: 'f', arguments: '{}' } as const;

  it.each([
    ['sealed', { encrypted_content: 'sealed' }],
    ['shown', { content: [{ type: 'reasoning_text' as const, text: 'Look it up.' }] }],
  ])('that comes back %s belongs to the turn of its calls', (_, given) => {
    const turns = toTurns([{ type: 'reasoning', summary: [], ...given }, call], media, open);
    expect(turns).toEqual([
      {
        role: 'assistant',
        parts: [{ kind: 'reasoning', text: 'Look it up.' }],
        toolCalls: [{ id: '1', kind: 'function', name: 'f', input: '{}' }],
      },
    ]);
  });

  it('is read until the next question', () => {
    const thinking: Turn = { ...calls('1'), parts: [{ kind: 'reasoning', text: 'Look it up.' }] };
    const open = [said('a'), thinking, result('1')];
    expect(withoutOldReasoning(open)).toBe(open);
    expect(withoutOldReasoning([...open, said('b')])).toEqual([
      said('a'),
      calls('1'),
      result('1'),
      said('b'),
    ]);
  });
});
