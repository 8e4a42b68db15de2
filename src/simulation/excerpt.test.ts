import { describe, expect, it } from 'vitest';
import type { Turn } from '../engine/request.ts';
import { excerptOf } from './excerpt.ts';

const texts = (count: number): Turn['parts'] =>
  Array.from({ length: count }, (_, index) => ({ kind: 'text', text: String(index) }));

const said = (turn: Turn | undefined): (string | undefined)[] =>
  turn?.parts.map((part) => (part.kind === 'text' ? part.text : undefined)) ?? [];

describe('excerptOf', () => {
  it('returns a conversation within every platform limit as it is', () => {
    const turns: Turn[] = texts(2048).map((part) => ({ role: 'user', parts: [part] }));
    expect(excerptOf(turns)).toBe(turns);
  });

  it.each([
    ['turns', (count: number) => texts(count).map((part): Turn => ({ role: 'user', parts: [part] }))],
    ['parts', (count: number): Turn[] => [{ role: 'user', parts: texts(count) }]],
  ])('keeps the beginning and the end of too many %s', (_, conversation) => {
    const kept = excerptOf(conversation(100_000)).flatMap(said);
    expect(kept.length).toBe(2048);
    expect(kept.slice(510, 514)).toEqual(['510', '511', '98464', '98465']);
    expect(kept.at(-1)).toBe('99999');
  });

  it('keeps as many calls of a turn', () => {
    const call = { kind: 'function', name: 'f', input: '{}' } as const;
    const toolCalls = Array.from({ length: 5_000 }, (_, index) => ({ ...call, id: `c${index}` }));
    const [turn] = excerptOf([{ role: 'assistant', parts: [], toolCalls }]);
    expect(turn?.toolCalls?.length).toBe(2048);
    expect(turn?.toolCalls?.at(-1)?.id).toBe('c4999');
  });
});
