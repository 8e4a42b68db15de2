import { describe, expect, it } from 'vitest';
import { createFixedLatency } from '../../../engine/latency/fixed.ts';
import { createNoLatency } from '../../../engine/latency/none.ts';
import { modelCatalogue } from '../../../engine/models/catalogue.ts';
import { cardOf } from '../../../engine/models/models.cases.ts';
import { unknownPrompt } from '../../../engine/scheduler/scheduler.ts';
import { createSoloScheduler } from '../../../engine/scheduler/solo.ts';
import { createRandom } from '../../../runtime/random.ts';
import { decodeImageRequest } from './decode.ts';
import { imageModelId, toImageModel } from './models.ts';
import { duesOf, stepsOf } from './pace.ts';

const exactly = (mean: number) => ({ mean, deviation: 0, shape: 'none' }) as const;
const fixed = createFixedLatency({ ttft: exactly(500), itl: exactly(20) });

const plan = (body: object, latency = fixed): number[] => {
  const whole = { model: 'gpt-image-1', prompt: 'a red fox', ...body };
  const order = decodeImageRequest(
    whole,
    'generate',
    toImageModel(cardOf(imageModelId(whole, 'generate')), 'generate', modelCatalogue),
  );
  const work = { model: order.model, arrivedAt: 1000, promptTokens: 5, steps: stepsOf(order) };
  const scheduled = createSoloScheduler(latency).admit(unknownPrompt({ ...work, random: createRandom(1) }));
  return duesOf(order, scheduled);
};
const last = (body: object): number => (plan(body).at(-1) as number) - 1000;

describe('images are due', () => {
  it('at once without latency', () => {
    expect(plan({ n: 3 }, createNoLatency())).toEqual([1000, 1000, 1000]);
  });

  it('after their last step', () => {
    expect(last({ quality: 'medium' })).toBe(500 + 74 * 20);
    expect(last({ quality: 'low' })).toBeLessThan(last({ quality: 'medium' }));
    expect(last({ quality: 'high' })).toBeGreaterThan(last({ quality: 'medium' }));
    expect(last({ model: 'dall-e-2', size: '256x256' })).toBeLessThan(last({ model: 'dall-e-2' }));
  });

  it('one after another', () => {
    const due = plan({ n: 3 });
    const single = last({});
    expect(due).toHaveLength(3);
    expect((due[2] as number) - (due[1] as number)).toBe(75 * 20);
    expect(due[0]).toBe(1000 + single);
  });

  it('at even intervals if they are partial', () => {
    const body = { stream: true, partial_images: 3, n: 2 };
    const due = plan(body);
    expect(due).toHaveLength(8);
    expect(due).toEqual([...due].sort((a, b) => a - b));
    expect(due[3]).toBe(1000 + last({}));
    for (const index of [0, 1, 2]) {
      const gap = (due[index + 1] as number) - (due[index] as number);
      expect(Math.abs(gap - (75 * 20) / 4)).toBeLessThanOrEqual(20);
    }
  });
});
