import type { EngineProfile } from '../../engine/batching/engine-profiles.ts';
import type { Random } from '../../runtime/random.ts';
import type { EngineWorker, PassSums } from '../engine-worker.ts';
import { deviceOf, type GpuDevice } from './devices.ts';
import { afterLoad, type GpuLoad, type GpuState, type GpuUnit, initialState, NO_LOAD } from './gpu-state.ts';

/** One GPU at the time of the last reading. */
export interface GpuSample {
  readonly index: number;
  readonly uuid: string;
  /** On the PCI bus. */
  readonly busId: string;
  readonly device: GpuDevice;
  readonly state: GpuState;
  /** MiB that the engine holds, and that the driver keeps. */
  readonly memoryUsed: number;
  readonly memoryReserved: number;
}

/** The work of an instance whose workers make no passes: sums since the start. */
export interface WorkSums {
  readonly busyMs: number;
  /** Prompt tokens that were computed, and generated tokens. */
  readonly promptTokens: number;
  readonly generatedTokens: number;
  /** Requests in progress. */
  readonly running: number;
}

/** Readings that are closer together show the same values, as those of an exporter that samples. */
const LEAST_MS = 100;

/**
 * The GPUs of the engine workers. Nothing runs between readings: each derives from the work since the one before what the
 * GPUs have done.
 *
 * @example
 * const gpus = new Gpus(clock.now(), random);
 * gpus.read(clock.now(), engine.workers(), work)[0]?.state.power; // 70.4 (watts)
 */
export class Gpus {
  readonly #random: Random;
  #groups: readonly Group[] = [];
  #at: number;
  #work: WorkSums = { busyMs: 0, promptTokens: 0, generatedTokens: 0, running: 0 };

  constructor(now: number, random: Random) {
    this.#at = now;
    this.#random = random;
  }

  /** @param work of all workers together, for those that make no passes */
  read(now: number, workers: readonly EngineWorker[], work: WorkSums): readonly GpuSample[] {
    const ms = now - this.#at;
    let next = 0;
    this.#groups = workers.map(({ profile }, place) => {
      const [known, first] = [this.#groups[place], next];
      next += profile.gpu.count;
      return known?.first === first && known.profile === profile
        ? known
        : new Group(first, profile, this.#random);
    });
    if (ms >= LEAST_MS) {
      const shared = loadOfWork(this.#work, work, workers, ms);
      workers.forEach((worker, place) => {
        this.#groups[place]?.advance(worker, shared, ms);
      });
      this.#at = now;
      this.#work = work;
    }
    return this.#groups.flatMap(({ samples }) => samples);
  }
}

/** The GPUs of one worker: they share its work. */
class Group {
  /** Number of the first GPU. */
  readonly first: number;
  readonly profile: EngineProfile;
  readonly #nvlinkBytesPerToken: number;
  readonly #units: readonly GpuUnit[];
  #passes: PassSums | undefined;
  samples: readonly GpuSample[];

  constructor(first: number, profile: EngineProfile, random: Random) {
    this.first = first;
    this.profile = profile;
    const device = deviceOf(profile.gpu.model);
    const indices = Array.from({ length: profile.gpu.count }, (_, index) => first + index);
    this.#nvlinkBytesPerToken = reducedBytes(profile);
    this.#units = indices.map((index) => unitOf(device, random.fork('gpu', index)));
    this.samples = indices.map((index, place) => ({
      index,
      uuid: `GPU-${uuidOf(random.fork('uuid', index))}`,
      busId: `0000${Math.floor(index / 8)
        .toString(16)
        .padStart(4, '0')}:${(0x1b + (index % 8) * 0x10).toString(16).toUpperCase().padStart(2, '0')}:00.0`,
      device,
      state: initialState(device, this.#units[place] as GpuUnit),
      // Weights and the KV pool are taken at the start, with 700 MiB for the context and graphs.
      memoryUsed: Math.round(device.memory * MEMORY_SHARE) + 700,
      memoryReserved: Math.round(device.memory * 0.0075),
    }));
  }

  advance(worker: EngineWorker, shared: GpuLoad, ms: number): void {
    const load = worker.passes ? loadOfPasses(this.#passes, worker.passes, worker, ms) : shared;
    this.#passes = worker.passes;
    this.samples = this.samples.map((sample, place) => ({
      ...sample,
      state: afterLoad(
        sample.device,
        this.#units[place] as GpuUnit,
        sample.state,
        load,
        ms,
        this.#nvlinkBytesPerToken,
      ),
    }));
  }
}

/** vLLM's default. */
const MEMORY_SHARE = 0.9;

function loadOfPasses(
  before: PassSums | undefined,
  passes: PassSums,
  { running, maxSequences, usedBlocks, capacity }: EngineWorker,
  ms: number,
): GpuLoad {
  const busyMs = passes.busyMs - (before?.busyMs ?? 0);
  const tokens =
    passes.promptTokens +
    passes.generatedTokens -
    (before ? before.promptTokens + before.generatedTokens : 0);
  return {
    busy: Math.max(0, Math.min(1, busyMs / ms)),
    prefill: busyMs > 0 ? Math.min(1, (passes.prefillMs - (before?.prefillMs ?? 0)) / busyMs) : 0,
    batch: Math.min(1, running / maxSequences),
    kvUsage: capacity === 0 ? 0 : usedBlocks / capacity,
    tokensPerSecond: (tokens * 1000) / ms,
  };
}

/** Without passes, all workers are taken to share the work evenly, and prompts to take what their profile says. */
function loadOfWork(before: WorkSums, work: WorkSums, workers: readonly EngineWorker[], ms: number): GpuLoad {
  const [first] = workers;
  if (!first) return NO_LOAD;
  const { prefillUsPerToken, stepMs } = first.profile;
  const prompts = work.promptTokens - before.promptTokens;
  const generated = work.generatedTokens - before.generatedTokens;
  const [prefill, decode] = [(prompts * prefillUsPerToken) / 1000, generated * stepMs];
  return {
    busy: Math.max(0, Math.min(1, (work.busyMs - before.busyMs) / ms)),
    prefill: prefill + decode > 0 ? prefill / (prefill + decode) : 0,
    batch: Math.min(1, work.running / workers.length / first.maxSequences),
    kvUsage: first.capacity === 0 ? 0 : first.usedBlocks / first.capacity,
    tokensPerSecond: ((prompts + generated) * 1000) / ms / workers.length,
  };
}

/** Between two GPUs of one kind lie up to 3 % of the power and a few degrees. */
function unitOf({ idlePower, idleTemperature }: GpuDevice, random: Random): GpuUnit {
  const within = ([least, most]: readonly [number, number]): number => least + random.next() * (most - least);
  return {
    idlePower: within(idlePower),
    idleTemperature: within(idleTemperature),
    powerFactor: 0.97 + 0.06 * random.next(),
  };
}

/**
 * Bytes that each GPU of a group sends for a token: 2·(n − 1)/n of the hidden state at 2 bytes, twice a layer. Layers and
 * width are estimated from the weights: a transformer of L layers that are 128·L wide has 196,608·L³ weights.
 */
function reducedBytes({ weightsBytes, gpu: { count } }: EngineProfile): number {
  const layers = Math.cbrt(weightsBytes / 2 / 196_608);
  return ((2 * (count - 1)) / count) * 128 * layers * 2 * 2 * layers;
}

function uuidOf(random: Random): string {
  const digits = Array.from({ length: 32 }, () => random.int(16).toString(16)).join('');
  return [8, 12, 16, 20, 32].map((end, part) => digits.slice([0, 8, 12, 16, 20][part], end)).join('-');
}
