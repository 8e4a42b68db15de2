import { describe, expect, it } from 'vitest';
import { finish } from '../runtime/steps.ts';
import { openEngine, requestFor, saying, tokenizer, user } from './engine.cases.ts';
import { lastTurns } from './truncate.ts';

describe('a prompt that is cut to its last tokens', () => {
  const turns = [user('one two three'), user('four five six'), user('seven eight')];
  const request = { ...requestFor(''), turns };

  it('loses whole turns, and the beginning of the one at the cut', () => {
    expect(finish(lastTurns(request, 4, tokenizer))).toEqual(
      [user(' five six'), user('seven eight')].map((turn) => expect.objectContaining(turn)),
    );
    expect(finish(lastTurns(request, 1, tokenizer))).toEqual([user(' eight')]);
    expect(finish(lastTurns(request, 100, tokenizer))).toEqual(turns);
  });

  it('begins with a whole character', () => {
    const [turn] = finish(lastTurns({ ...request, turns: [user('👩‍🚀👩‍🚀👩‍🚀')] }, 3, tokenizer));
    expect(JSON.stringify(turn)).not.toContain('\ufffd');
  });

  it('counts as many tokens as are kept, and may be longer than the window', async () => {
    const { engine } = openEngine(saying({ text: 'Yes.' }));
    const long = requestFor('word '.repeat(500_000));
    await expect(async () => engine.prepare(long)).rejects.toThrow(/context window/);
    const prepared = await engine.prepare({ ...long, truncation: 50, tokenIds: true });
    expect(prepared.prompt.total).toBe(50);
    expect(prepared.promptIds).toHaveLength(50);
  });
});
