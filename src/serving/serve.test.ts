import { describe, expect, it } from 'vitest';
import { begin, ITL, openEngine, requestFor, saying, TTFT } from '../engine/engine.cases.ts';
import type { Generation } from '../engine/generation.ts';
import { json } from '../kernel/reply.ts';
import { Abort } from '../runtime/abort.ts';
import type { Observation } from '../telemetry/observation.ts';
import { serve } from './serve.ts';

function open() {
  const { engine, clock } = openEngine(saying({ text: 'one two three four five' }));
  const generation = begin(engine, requestFor('Hello'), 0) as Generation;
  const abort = new Abort();
  const observation = {} as Observation;
  const call = { abort, observation };
  return { generation, clock, abort, observation, call };
}

describe('serve', () => {
  it.each([
    ['first', TTFT],
    ['last', TTFT + 4 * ITL],
  ] as const)('replies when the %s token is due', async (startsAt, due) => {
    const { generation, clock, observation, call } = open();
    let repliedAt: number | undefined;
    const reply = serve(call, generation, { clock, startsAt }, () => {
      repliedAt = clock.now();
      return json({});
    });
    expect(observation).toMatchObject({ usage: generation.usage, firstTokenAt: TTFT });
    clock.advance(due - 1);
    await Promise.resolve();
    expect(repliedAt).toBeUndefined();
    clock.advance(1);
    await reply;
    expect(repliedAt).toBe(due);
    expect(generation.nextAt).toBe(TTFT);
  });

  it('counts only what was generated before the caller left', async () => {
    const { generation, clock, abort, observation, call } = open();
    const reply = serve(call, generation, { clock, startsAt: 'last' }, () => json({}));
    clock.advance(TTFT);
    generation.take(clock.now());
    abort.abort(new Error('left'));
    await expect(reply).rejects.toThrow('left');
    expect(observation.usage).toMatchObject({ completionTokens: 1 });
    expect(generation.nextAt).toBeUndefined();
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no'))],
  ])('ends the generation if its reply %s', async (_, fail) => {
    const { generation, clock, call } = open();
    clock.advance(10_000);
    await expect(async () => serve(call, generation, { clock, startsAt: 'last' }, fail)).rejects.toThrow(
      'no',
    );
    expect(generation.nextAt).toBeUndefined();
  });
});
