import { expect, it } from 'vitest';
import type { Engine, InferenceWork } from '../engine/engine.ts';
import { NO_USAGE } from '../engine/event.ts';
import { cardOf } from '../engine/models/models.cases.ts';
import { createPaced } from '../engine/scheduler/paced.ts';
import { Abort } from '../runtime/abort.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { untilRanked } from './until-ranked.ts';

const model = cardOf('BAAI/bge-reranker-large');

const ranking = (promptTokens: number) => ({
  ranked: [{ index: 0, logit: 1 }],
  queryTokens: 1,
  passageTokens: [promptTokens],
  usage: { ...NO_USAGE, promptTokens },
});

function open() {
  const clock = createVirtualClock();
  const submitted: InferenceWork[] = [];
  const engine = {
    submit(work: InferenceWork) {
      submitted.push(work);
      const { arrivedAt, promptTokens } = work;
      const pace = { ttft: promptTokens, gaps: { each: 0, length: 0 }, workScale: 1 };
      return createPaced(pace, { arrivedAt, promptTokens, cachedTokens: 0, passTokens: 1, before: 0 });
    },
  } as unknown as Engine;
  return { clock, submitted, engine };
}

it('takes the time of a prompt with all pairs, from the arrival of the request', async () => {
  const { clock, submitted, engine } = open();
  const arrivedAt = clock.now();
  const call = { abort: new Abort(), receivedAt: arrivedAt };
  await untilRanked(call, clock, engine, { model, ranking: ranking(70), query: 'tea' });
  expect(clock.now()).toBe(arrivedAt + 70);
  await untilRanked(call, clock, engine, { model, ranking: ranking(70), query: 'tea' });
  await untilRanked(call, clock, engine, { model, ranking: ranking(70), query: 'bus' });
  const [first, again, other] = submitted.map(({ key }) => key);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

it('ends with its caller', async () => {
  const { clock, engine } = open();
  const abort = new Abort();
  const waiting = untilRanked({ abort, receivedAt: clock.now() }, clock, engine, {
    model,
    ranking: ranking(1e6),
    query: 'tea',
  });
  abort.abort('gone');
  await expect(waiting).rejects.toBe('gone');
});
