import { describe, expect, it } from 'vitest';
import { workstreamsIn } from './workstreams.ts';

const namesIn = (text: string, rules = ''): string[] => workstreamsIn(text, rules).map(({ name }) => name);

describe('what is delegated', () => {
  it.each([
    [
      'the entries of a list',
      '- Read the parser\n- Read the lexer\nWhat is wrong?',
      ['read_parser', 'read_lexer'],
    ],
    ['numbered entries', 'Do this:\n1. Count the sheep\n2. Feed the dog', ['count_sheep', 'feed_dog']],
    ['labelled paragraphs', 'Alpha: two weeks\nBeta: six weeks\nCompare.', ['alpha', 'beta']],
    ['names in a row', 'Delegate this: tell me about Oslo, Bergen and Turku.', ['oslo', 'bergen', 'turku']],
    ['questions', 'Use subagents. How far is the moon? How old is it?', ['how_far_moon', 'how_old_it']],
    ['a whole question', 'Ask several agents. Is the sea salty?', ['researcher', 'reviewer']],
    ['entries of the same name', 'Spawn agents:\n- Test: one\n- Test: two', ['test', 'agent_2']],
    [
      'at most six',
      `In parallel:\n${'- Count\n'.repeat(20)}`,
      ['count', ...[2, 3, 4, 5, 6].map((n) => `agent_${n}`)],
    ],
  ])('are %s', (_, text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  it.each([
    ['nobody asks for it', 'How far away is the moon, and how old is it?', ''],
    ['the user does not want it', 'Do not use subagents.\n- One\n- Two', ''],
    ['the system forbids it', '- One\n- Two', 'Never spawn agents by yourself.'],
  ])('is nothing if %s', (_, text, rules) => {
    expect(workstreamsIn(text, rules)).toEqual([]);
  });

  it('is what the user asks for, whatever the system says', () => {
    expect(namesIn('Use two agents:\n- One\n- Two', 'Do not create subagents unless asked.')).toEqual([
      'one',
      'two',
    ]);
  });

  it('is bounded', () => {
    const [first] = workstreamsIn(`- ${'word '.repeat(100_000)}\n- b`, '');
    expect(first).toBeUndefined();
    const long = workstreamsIn(`In parallel:\n- ${'word '.repeat(1_000)}\n- b`, '');
    expect(long.map(({ task }) => task.length)).toEqual([1_500, 1]);
  });
});
