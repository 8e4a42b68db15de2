import { describe, expect, it } from 'vitest';
import { engineProfiles } from '../../engine/batching/engine-profiles.ts';
import { createRandom } from '../../runtime/random.ts';
import { finish } from '../../runtime/steps.ts';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { parseExposition } from '../dialects/exposition.cases.ts';
import type { EngineWorker, PassSums } from '../engine-worker.ts';
import { createMetricsTracker } from '../metrics-tracker.ts';
import { deviceOf } from './devices.ts';
import { afterLoad, type GpuLoad, initialState, NO_LOAD } from './gpu-state.ts';
import { Gpus } from './gpus.ts';

const NAMES = [...new Set([...engineProfiles.values()].map(({ gpu }) => gpu.model))];
const DECODE: GpuLoad = { busy: 1, prefill: 0, batch: 0.5, kvUsage: 0.5, tokensPerSecond: 5000 };
const PREFILL: GpuLoad = { ...DECODE, prefill: 1 };
const NO_WORK = { busyMs: 0, promptTokens: 0, generatedTokens: 0, running: 0 };

function worker(passes: Partial<PassSums> | undefined, profileName = 'llama-8b-h100'): EngineWorker {
  const profile = engineProfiles.get(profileName);
  if (!profile) throw new Error('No such profile');
  return {
    group: 'a',
    worker: 0,
    profile,
    role: 'aggregated',
    state: 'awake',
    running: 128,
    waiting: 0,
    maxSequences: 256,
    maxBatchedTokens: 8192,
    usedBlocks: 500,
    capacity: 1000,
    blockSize: 16,
    preempted: 0,
    passes: passes && {
      passes: 0,
      busyMs: 0,
      prefillMs: 0,
      passSizes: [],
      promptTokens: 0,
      generatedTokens: 0,
      ...passes,
    },
  };
}

describe('the state of a GPU', () => {
  it.each(NAMES)('%s is known and idles as its data say', (model) => {
    const device = deviceOf(model);
    const [sample] = new Gpus(0, createRandom(1)).read(1000, [worker({})], NO_WORK);
    expect(device.model).toBe(model);
    expect(sample?.state.power).toBeGreaterThanOrEqual(68);
    expect(sample?.state.power).toBeLessThanOrEqual(73);
  });

  it('adds up the power to the energy', () => {
    const device = deviceOf('NVIDIA H100 80GB HBM3');
    const unit = { idlePower: 70, idleTemperature: 30, powerFactor: 1 };
    let state = initialState(device, unit);
    let joules = 0;
    for (let step = 0; step < 20_000; step++) {
      const load = step < 5000 ? NO_LOAD : step < 9000 ? PREFILL : step < 15_000 ? DECODE : NO_LOAD;
      const before = state.power;
      state = afterLoad(device, unit, state, load, 10, 0);
      joules += (((before + state.power) / 2) * 10) / 1000;
    }
    expect(state.energy / 1000 / joules).toBeGreaterThan(0.99);
    expect(state.energy / 1000 / joules).toBeLessThan(1.01);
    // The same in one span for each load.
    let whole = initialState(device, unit);
    for (const [load, ms] of [
      [NO_LOAD, 50_000],
      [PREFILL, 40_000],
      [DECODE, 60_000],
      [NO_LOAD, 50_000],
    ] as const) {
      whole = afterLoad(device, unit, whole, load, ms, 0);
    }
    expect(whole.energy / state.energy).toBeCloseTo(1, 6);
    expect(whole.power).toBeCloseTo(state.power, 6);
  });

  it('stays within its limits, and prompts take more power than decoding', () => {
    for (const model of NAMES) {
      const device = deviceOf(model);
      const unit = { idlePower: device.idlePower[0], idleTemperature: 30, powerFactor: 1.03 };
      const at = (load: GpuLoad) => afterLoad(device, unit, initialState(device, unit), load, 600_000, 0);
      const [prefill, decode] = [at(PREFILL), at(DECODE)];
      expect(prefill.power).toBeLessThanOrEqual(device.powerLimit);
      expect(prefill.power / device.powerLimit).toBeGreaterThan(0.8);
      expect(decode.power / device.powerLimit).toBeGreaterThan(0.5);
      expect(decode.power / device.powerLimit).toBeLessThan(0.75);
      expect(prefill.temperature).toBeLessThanOrEqual(device.loadedTemperature + 1);
      expect(prefill.powerViolation).toBeGreaterThan(0);
      expect(decode.powerViolation).toBe(0);
      expect(prefill.smClock).toBeLessThan(device.smClock[1]);
      expect(decode.smClock).toBe(device.smClock[1]);
    }
  });

  it('lowers its clock five seconds after the last work', () => {
    const device = deviceOf('NVIDIA H200');
    const unit = { idlePower: 75, idleTemperature: 30, powerFactor: 1 };
    let state = afterLoad(device, unit, initialState(device, unit), DECODE, 1000, 0);
    state = afterLoad(device, unit, state, NO_LOAD, 4000, 0);
    expect(state.smClock).toBe(1980);
    expect(afterLoad(device, unit, state, NO_LOAD, 1500, 0).smClock).toBe(345);
  });
});

describe('the GPUs of workers', () => {
  it('follow the passes of their worker', () => {
    const gpus = new Gpus(0, createRandom(1));
    const [idle] = gpus.read(1000, [worker({})], NO_WORK);
    const busy = { busyMs: 1000, prefillMs: 100, promptTokens: 2000, generatedTokens: 5000 };
    const [loaded] = gpus.read(2000, [worker(busy)], NO_WORK);
    const [after] = gpus.read(3000, [worker(busy)], NO_WORK);
    expect(idle?.state.load.busy).toBe(0);
    expect(loaded?.state.load).toEqual({
      busy: 1,
      prefill: 0.1,
      batch: 0.5,
      kvUsage: 0.5,
      tokensPerSecond: 7000,
    });
    expect(after?.state.load.busy).toBe(0);
    expect(after?.state.energy).toBeGreaterThan(loaded?.state.energy ?? 0);
    expect(after?.memoryUsed).toBe(idle?.memoryUsed);
  });

  it('are numbered through, and those of a group send to each other', () => {
    const gpus = new Gpus(0, createRandom(1));
    const workers = [worker({}, 'llama-70b-h100'), worker({}, 'llama-8b-h100')];
    gpus.read(1000, workers, NO_WORK);
    const busy = { busyMs: 500, generatedTokens: 1000 };
    const samples = gpus.read(2000, [worker(busy, 'llama-70b-h100'), worker(busy)], NO_WORK);
    expect(samples.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    expect(new Set(samples.map(({ uuid }) => uuid)).size).toBe(5);
    expect(samples.map(({ state }) => state.nvlinkBytes > 0)).toEqual([true, true, true, true, false]);
    const powers = samples.slice(0, 4).map(({ state }) => state.power);
    expect(Math.max(...powers) / Math.min(...powers)).toBeLessThan(1.1);
  });

  it('keep their values between readings that are close together', () => {
    const gpus = new Gpus(0, createRandom(1));
    gpus.read(1000, [worker({})], NO_WORK);
    const busy = worker({ busyMs: 1000 });
    const [first] = gpus.read(2000, [busy], NO_WORK);
    const [second] = gpus.read(2001, [busy], NO_WORK);
    expect(second?.state).toEqual(first?.state);
  });

  it('follow the requests where workers make no passes: busy under load, at rest after it', () => {
    const clock = createVirtualClock({ automatic: false });
    const metrics = createMetricsTracker({ clock });
    const read = () => parseExposition(finish(metrics.prometheus(['dcgm'])));
    const of = (name: string) =>
      read()
        .get(`DCGM_FI_${name}`)
        ?.samples.map(({ value }) => value) ?? [];
    clock.advance(1000);
    expect(of('DEV_GPU_UTIL')).toEqual([0, 0, 0, 0]);
    const used = of('DEV_FB_USED');
    const observation = {
      requestId: 'req_1',
      operation: 'createChatCompletion',
      method: 'POST',
      endpoint: '/v1/chat/completions',
      path: '/v1/chat/completions',
      startedAt: clock.now(),
      endedAt: 0,
      status: 200,
      outcome: 'ok',
      streamed: false,
      model: 'm',
      usage: {
        promptTokens: 100,
        cachedTokens: 0,
        completionTokens: 200,
        promptAudioTokens: 0,
        reasoningTokens: 0,
        completionAudioTokens: 0,
        acceptedPredictionTokens: 0,
        rejectedPredictionTokens: 0,
      },
    } as const;
    const request = { ...observation };
    metrics.onStart(request);
    clock.advance(2000);
    expect(of('DEV_GPU_UTIL')).toEqual([100, 100, 100, 100]);
    expect(Math.min(...of('DEV_POWER_USAGE'))).toBeGreaterThan(300);
    expect(of('DEV_FB_USED')).toEqual(used);
    clock.advance(500);
    request.endedAt = clock.now() as 0;
    metrics.onEnd(request);
    read();
    clock.advance(1000);
    expect(of('DEV_GPU_UTIL')).toEqual([0, 0, 0, 0]);
    clock.advance(10_000);
    for (const watts of of('DEV_POWER_USAGE')) expect(watts).toBeLessThanOrEqual(73.001);
    for (const [index, total] of of('DEV_FB_TOTAL').entries()) {
      const parts = ['FREE', 'USED', 'RESERVED'].map((part) => of(`DEV_FB_${part}`)[index] ?? 0);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
    }
  });
});
