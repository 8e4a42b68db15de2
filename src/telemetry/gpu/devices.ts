/** A kind of GPU, as its driver reports it. */
export interface GpuDevice {
  /** The name that DCGM gives it. */
  readonly model: string;
  readonly architecture: string;
  /** Watts. */
  readonly powerLimit: number;
  readonly idlePower: readonly [least: number, most: number];
  /** MiB, as the driver counts it. */
  readonly memory: number;
  /** MHz. */
  readonly smClock: readonly [idle: number, most: number];
  readonly memoryClock: number;
  /** Degrees Celsius at rest, and at the power limit. */
  readonly idleTemperature: readonly [least: number, most: number];
  readonly loadedTemperature: number;
}

/**
 * Data centre GPUs: data sheets of NVIDIA, and readings of idle and loaded machines.
 *
 * @example
 * deviceOf('NVIDIA H200').memory; // 143771
 */
export function deviceOf(model: string): GpuDevice {
  return DEVICES.get(model) ?? { ...FALLBACK, model };
}

const DEVICES: ReadonlyMap<string, GpuDevice> = new Map(
  [
    row('NVIDIA A100-SXM4-80GB', 'Ampere', 400, [45, 65], 81_920, [210, 1410], 1593, [28, 35], 70),
    row('NVIDIA A100-SXM4-40GB', 'Ampere', 400, [45, 60], 40_960, [210, 1410], 1215, [28, 35], 70),
    row('NVIDIA H100 80GB HBM3', 'Hopper', 700, [68, 73], 81_559, [345, 1980], 2619, [27, 34], 70),
    row('NVIDIA H100 PCIe', 'Hopper', 350, [45, 55], 81_559, [345, 1755], 1593, [33, 36], 75),
    row('NVIDIA H200', 'Hopper', 700, [73, 78], 143_771, [345, 1980], 3201, [23, 34], 70),
    row('NVIDIA B200', 'Blackwell', 1000, [136, 145], 183_359, [120, 1965], 3996, [27, 32], 68),
  ].map((device) => [device.model, device]),
);

/** What a GPU that is not listed is taken for, but for its name. */
const FALLBACK = DEVICES.get('NVIDIA H100 80GB HBM3') as GpuDevice;

function row(
  model: string,
  architecture: string,
  powerLimit: number,
  idlePower: GpuDevice['idlePower'],
  memory: number,
  smClock: GpuDevice['smClock'],
  memoryClock: number,
  idleTemperature: GpuDevice['idleTemperature'],
  loadedTemperature: number,
): GpuDevice {
  return {
    model,
    architecture,
    powerLimit,
    idlePower,
    memory,
    smClock,
    memoryClock,
    idleTemperature,
    loadedTemperature,
  };
}
