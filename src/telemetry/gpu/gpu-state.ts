import type { GpuDevice } from './devices.ts';

/** What a GPU did in a span of time. Shares are from 0 to 1. */
export interface GpuLoad {
  /** Share of the time in which the engine had work; and of that, the share that prompts took. */
  readonly busy: number;
  readonly prefill: number;
  /** How full the batch was, and the KV cache. */
  readonly batch: number;
  readonly kvUsage: number;
  readonly tokensPerSecond: number;
}

/** What differs between two GPUs of one kind. */
export interface GpuUnit {
  /** Watts and degrees Celsius at rest. */
  readonly idlePower: number;
  readonly idleTemperature: number;
  /** Factor of the power under load. */
  readonly powerFactor: number;
}

/** What a GPU's sensors and counters are at: changed only by {@link afterLoad}. */
export interface GpuState {
  /** Watts; degrees Celsius. */
  readonly power: number;
  readonly temperature: number;
  /** Since the start: millijoules; nanoseconds in which the power limit slowed it down; bytes over NVLink. */
  readonly energy: number;
  readonly powerViolation: number;
  readonly nvlinkBytes: number;
  /** Milliseconds without work. */
  readonly idleFor: number;
  readonly smClock: number;
  /** Of the last span. */
  readonly load: GpuLoad;
}

export const NO_LOAD: GpuLoad = { busy: 0, prefill: 0, batch: 0, kvUsage: 0, tokensPerSecond: 0 };

/** At rest. */
export function initialState(device: GpuDevice, { idlePower, idleTemperature }: GpuUnit): GpuState {
  return {
    power: idlePower,
    temperature: idleTemperature,
    energy: 0,
    powerViolation: 0,
    nvlinkBytes: 0,
    idleFor: Number.POSITIVE_INFINITY,
    smClock: device.smClock[0],
    load: NO_LOAD,
  };
}

/** Milliseconds in which power and temperature come to 63 % of a change; and until clocks go down without work. */
const POWER_MS = 300;
const TEMPERATURE_MS = 25_000;
const CLOCK_MS = 5000;

/**
 * The state after a span of `ms` milliseconds with an even load. Power and temperature approach what the load asks for
 * exponentially, and the energy is the integral of the power, whatever the lengths of the spans.
 *
 * @param nvlinkBytesPerToken what one token sends to the other GPUs of its group
 * @example
 * const state = afterLoad(device, unit, initialState(device, unit), { busy: 1, prefill: 0, batch: 1, kvUsage: 0.5, tokensPerSecond: 1e4 }, 1000, 0);
 * state.power; // 542 (watts) of 700
 */
export function afterLoad(
  device: GpuDevice,
  unit: GpuUnit,
  state: GpuState,
  load: GpuLoad,
  ms: number,
  nvlinkBytesPerToken: number,
): GpuState {
  if (ms <= 0) return { ...state, load };
  const { powerLimit, loadedTemperature } = device;
  const wanted = unit.idlePower + (powerLimit - unit.idlePower) * intensity(load) * unit.powerFactor;
  const target = Math.min(wanted, powerLimit);
  const faded = Math.exp(-ms / POWER_MS);
  const power = target + (state.power - target) * faded;
  const joules = (target * ms + (state.power - target) * POWER_MS * (1 - faded)) / 1000;
  const resistance = (loadedTemperature - unit.idleTemperature) / (powerLimit - unit.idlePower);
  const warm = unit.idleTemperature + resistance * (joules / (ms / 1000) - unit.idlePower);
  const idleFor = load.busy > 0 ? (1 - load.busy) * ms : state.idleFor + ms;
  return {
    power,
    temperature: warm + (state.temperature - warm) * Math.exp(-ms / TEMPERATURE_MS),
    energy: state.energy + joules * 1000,
    powerViolation: state.powerViolation + (wanted > powerLimit ? ms * 1e6 : 0),
    nvlinkBytes: state.nvlinkBytes + (nvlinkBytesPerToken * load.tokensPerSecond * ms) / 1000,
    idleFor,
    smClock: clockOf(device, wanted, idleFor),
    load,
  };
}

/** Share of the power above that at rest: prompts compute, decoding mostly reads memory. */
function intensity({ busy, prefill, batch }: GpuLoad): number {
  return busy * (prefill + (0.55 + 0.2 * batch) * (1 - prefill));
}

function clockOf({ smClock: [idle, most], powerLimit }: GpuDevice, wanted: number, idleFor: number): number {
  if (idleFor > CLOCK_MS) return idle;
  const over = wanted / powerLimit - 0.95;
  return over <= 0 ? most : Math.round((most * (1 - 0.25 * over)) / 15) * 15;
}

/** Shares of the time in which parts of the GPU were active, from 0 to 1, and percents that follow from them. */
export interface GpuActivity {
  readonly engine: number;
  readonly sm: number;
  readonly occupancy: number;
  readonly tensor: number;
  readonly dram: number;
  readonly utilization: number;
  readonly memoryUtilization: number;
  readonly memoryTemperature: number;
}

export function activityOf({ load, temperature }: GpuState): GpuActivity {
  const { busy, prefill, batch, kvUsage } = load;
  const decode = 1 - prefill;
  const dram = busy * (0.4 * prefill + (0.5 + 0.3 * kvUsage) * decode);
  return {
    engine: busy * 0.97,
    sm: busy * (0.9 * prefill + (0.6 + 0.25 * batch) * decode),
    occupancy: busy * (0.35 * prefill + (0.1 + 0.2 * batch) * decode),
    tensor: busy * (0.55 * prefill + (0.05 + 0.15 * batch) * decode),
    dram,
    utilization: Math.round(100 * busy),
    memoryUtilization: Math.round(100 * (0.15 * busy + 0.35 * dram)),
    memoryTemperature: temperature + 6 + 6 * dram,
  };
}

/** Bytes per second over PCIe: a heartbeat, control messages of the steps, and a few kilobytes for each token. */
export function pcieBytes({ load: { busy, tokensPerSecond } }: GpuState): { sent: number; received: number } {
  const sent = Math.round(1e6 + 2e7 * busy + 4096 * tokensPerSecond);
  return { sent, received: 2 * sent };
}
