import { describe, expect, it } from 'vitest';
import { begin, ITL, openEngine, requestFor, saying, TTFT } from '../engine/engine.cases.ts';
import type { Generation } from '../engine/generation.ts';
import { json } from '../kernel/reply.ts';
import { Abort } from '../runtime/abort.ts';
import type { Observation } from '../telemetry/observation.ts';
import { type Serving, serve } from './serve.ts';

function open() {
  const { engine, clock } = openEngine(saying({ text: 'one two three four five' }));
  const generation = begin(engine, requestFor('Hello'), 0) as Generation;
  const abort = new Abort();
  const observation = {} as Observation;
  const call = { abort, observation, receivedAt: 0 };
  return { generation, clock, abort, observation, call };
}

const OPTIONS = { queueFullStatus: '429', serverTiming: false } as const;

const given = (generation: Generation): Serving<undefined> => ({
  prepare: () => undefined,
  begin: () => generation,
  startsAt: 'last',
  reply: () => json({}),
  refuse: (error) => {
    throw error;
  },
});

describe('serve', () => {
  it.each([
    ['first', TTFT],
    ['last', TTFT + 4 * ITL],
  ] as const)('replies when the %s token is due', async (startsAt, due) => {
    const { generation, clock, observation, call } = open();
    let repliedAt: number | undefined;
    const reply = serve(
      call,
      { clock, options: OPTIONS },
      {
        ...given(generation),
        startsAt,
        reply: () => {
          repliedAt = clock.now();
          return json({});
        },
      },
    );
    expect(observation.usage).toEqual(generation.usage);
    clock.advance(due - 1);
    await Promise.resolve();
    expect(repliedAt).toBeUndefined();
    clock.advance(1);
    await reply;
    expect(repliedAt).toBe(due);
    expect(generation.nextAt).toBe(TTFT);
  });

  it('records the times of a whole answer', async () => {
    const { generation, clock, observation, call } = open();
    const reply = serve(call, { clock, options: OPTIONS }, given(generation));
    clock.advance(10_000);
    await reply;
    expect(observation).toMatchObject({ firstTokenAt: TTFT, gaps: { each: ITL, length: 4 } });
  });

  it('says what the answer has waited for if that is wanted', async () => {
    const { generation, clock, call } = open();
    const options = { ...OPTIONS, serverTiming: true };
    const reply = serve(call, { clock, options }, { ...given(generation), startsAt: 'first' });
    clock.advance(TTFT + 5);
    expect((await reply).headers).toEqual({
      'server-timing': `queue;dur=0.00, prefill;dur=${TTFT}.00, ttft;dur=${TTFT}.00, sent;dur=${TTFT + 5}.00, late;dur=5.00`,
    });
  });

  it('counts only what was generated before the caller left', async () => {
    const { generation, clock, abort, observation, call } = open();
    const reply = serve(call, { clock, options: OPTIONS }, given(generation));
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
    await expect(async () =>
      serve(call, { clock, options: OPTIONS }, { ...given(generation), reply: fail }),
    ).rejects.toThrow('no');
    expect(generation.nextAt).toBeUndefined();
  });

  it.each<[string, Partial<Serving<undefined>>]>([
    ['preparing fails', { prepare: () => Promise.reject(new Error('too long')) }],
    [
      'the answer cannot begin',
      {
        begin: () => {
          throw new Error('too long');
        },
      },
    ],
  ])('lets the API say what is wrong if %s', async (_, failing) => {
    const { generation, clock, call, observation } = open();
    const refuse = (error: unknown): never => {
      throw new Error(`refused: ${(error as Error).message}`);
    };
    await expect(async () =>
      serve(call, { clock, options: OPTIONS }, { ...given(generation), ...failing, refuse }),
    ).rejects.toThrow('refused: too long');
    expect(observation).toEqual({});
  });
});
