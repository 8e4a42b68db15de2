import { createFixedLatency } from '../engine/latency/fixed.ts';
import type { LatencyModel } from '../engine/latency/model.ts';
import { createNoLatency } from '../engine/latency/none.ts';
import type { Api } from '../kernel/api.ts';
import type { Dispatcher } from '../kernel/dispatch.ts';
import type { Operation } from '../kernel/operation.ts';
import type { Step } from '../kernel/step.ts';
import { mount } from '../mount.ts';
import { openPlatform, type Platform, type PlatformOptions, type PlatformParts } from '../platform.ts';
import { ByteBudget } from '../runtime/byte-budget.ts';
import type { Clock } from '../runtime/clock.ts';
import { createLog } from '../runtime/log.ts';
import { createVirtualClock, type VirtualClock } from '../runtime/virtual-clock.ts';
import type { Observation } from '../telemetry/observation.ts';
import { createFetch } from '../transport/fetch.ts';

/** A key that platforms accept by default. */
export const KEY = 'sk-fakeai-1234567890abcdef';

export interface RigOptions<C extends Clock = VirtualClock> extends Omit<PlatformOptions, 'clock' | 'log'> {
  /** Default: virtual, and advances by itself. */
  readonly clock?: C;
  readonly parts?: PlatformParts;
  readonly steps?: readonly Step[];
}

/** Some APIs on a platform, on virtual time and without latency unless the options say otherwise. */
export interface Rig<C extends Clock = VirtualClock> {
  readonly platform: Platform;
  readonly clock: C;
  readonly operations: readonly Operation[];
  readonly dispatch: Dispatcher['dispatch'];
  readonly fetch: typeof fetch;
  /** Observations of finished calls. */
  readonly ended: readonly Observation[];
  /** Log lines; empty unless something unexpected happened. */
  readonly lines: readonly string[];
}

export function openRig<C extends Clock = VirtualClock>(
  apis: readonly Api<Platform>[],
  { clock = createVirtualClock() as never, parts, steps = [], ...options }: RigOptions<C> = {},
): Rig<C> {
  const lines: string[] = [];
  const log = createLog({ level: 'error', format: 'json', clock, write: (line) => lines.push(line) });
  const platform = openPlatform({ latencyModel: createNoLatency(), ...options, clock, log }, parts);
  const ended: Observation[] = [];
  const recordEnd = {
    name: 'record the end',
    on: () => ({
      end: ({ observation }: { observation: Observation }) => void ended.push({ ...observation }),
    }),
  };
  const dispatcher = mount(platform, apis, [recordEnd, ...steps]);
  return {
    platform,
    clock,
    operations: platform.inside.operations,
    dispatch: dispatcher.dispatch,
    fetch: createFetch({
      ...platform,
      dispatcher,
      bodyLimit: platform.options.bodyLimit,
      bodies: new ByteBudget(2 ** 28),
    }),
    ended,
    lines,
  };
}

/** Every request takes the same time: milliseconds until the first token, and between tokens. */
export function fixedLatency(ttft: number, itl = 1): LatencyModel {
  const constant = (mean: number) => ({ mean, deviation: 0, shape: 'none' }) as const;
  return createFixedLatency({ ttft: constant(ttft), itl: constant(itl) });
}
