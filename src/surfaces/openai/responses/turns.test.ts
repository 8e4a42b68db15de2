import { describe, expect, it } from 'vitest';
import type { Turn } from '../../../engine/request.ts';
import type { InputItem } from './schema/items.ts';
import { withoutOldReasoning, withResultsAfterCalls } from './turn-order.ts';
import { toTurns } from './turns.ts';

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

describe('a search that comes back', () => {
  const url = 'https://science.example.org/moon-distance';
  const pages = new Map([[url, 'The moon is far away.']]);
  const search = { type: 'search', queries: ['moon'] } as const;
  const sources = [{ type: 'url', url }] as const;
  const results = [{ filename: 'a.txt', text: 'It rains.' }];

  const turnsOf = (item: object) =>
    toTurns([item as InputItem], { parts: new Map(), readings: new Map(), pages }, () => undefined);

  it.each<[string, object, name: string, input: string, result: string]>([
    [
      'of the web, with its pages',
      { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { ...search, sources } },
      'web_search',
      '{"queries":["moon"]}',
      `### ${url}\n\nThe moon is far away.`,
    ],
    [
      'of the web, without its pages',
      { type: 'web_search_call', id: 'ws_1', action: search },
      'web_search',
      '{"queries":["moon"]}',
      'What was found is in the answer.',
    ],
    [
      'that opened a page',
      { type: 'web_search_call', id: 'ws_1', action: { type: 'open_page', url } },
      'web_search',
      `{"queries":["${url}"]}`,
      `### ${url}\n\nThe moon is far away.`,
    ],
    [
      'of files, with its results',
      { type: 'file_search_call', id: 'ws_1', queries: ['rain'], results },
      'file_search',
      '{"queries":["rain"]}',
      '### a.txt\n\nIt rains.',
    ],
    [
      'of files, which has found nothing',
      { type: 'file_search_call', id: 'ws_1', queries: ['rain'], results: [] },
      'file_search',
      '{"queries":["rain"]}',
      'No passage was found in the files.',
    ],
  ])('%s is a call with its result', (_, item, name, input, text) => {
    expect(turnsOf(item)).toEqual([
      { role: 'assistant', parts: [], toolCalls: [{ id: 'ws_1', kind: 'function', name, input }] },
      { role: 'tool', toolCallId: 'ws_1', parts: [{ kind: 'text', text }] },
    ]);
  });

  it('says nothing if it was cut off', () => {
    expect(turnsOf({ type: 'web_search_call', id: 'ws_1', status: 'failed', action: search })).toEqual([]);
    expect(turnsOf({ type: 'file_search_call', id: 'fs_1', status: 'incomplete', queries: [] })).toEqual([]);
  });
});
