import { type MetricRow, rowsOf } from '../dialects/row.ts';
import { activityOf, type GpuActivity, pcieBytes } from './gpu-state.ts';
import type { GpuSample } from './gpus.ts';

/** The driver that all samples name. */
const DRIVER = '580.95.05';

const gpu = rowsOf<GpuSample>('DCGM_FI_', {
  labels: ['gpu', 'UUID', 'pci_bus_id', 'device', 'modelName', 'Hostname', 'DCGM_FI_DRIVER_VERSION'],
  all: ({ gpus }) => gpus,
  valuesOf: ({ index, uuid, busId, device }) => [
    String(index),
    uuid,
    busId,
    `nvidia${index}`,
    device.model,
    'fakeai',
    DRIVER,
  ],
});

const active =
  (read: (activity: GpuActivity) => number) =>
  ({ state }: GpuSample): number =>
    round(read(activityOf(state)), 6);
const none = (): number => 0;

/** The default fields of NVIDIA's DCGM exporter, and others that load tools and dashboards read. */
export const dcgmRows: readonly MetricRow[] = [
  gpu.gauge('DEV_SM_CLOCK', 'Clock of the multiprocessors in MHz.', ({ state }) => state.smClock),
  gpu.gauge('DEV_MEM_CLOCK', 'Clock of the memory in MHz.', ({ device }) => device.memoryClock),
  gpu.gauge('DEV_MEMORY_TEMP', 'Temperature of the memory in °C.', ({ state }) =>
    Math.round(activityOf(state).memoryTemperature),
  ),
  gpu.gauge('DEV_GPU_TEMP', 'Temperature of the GPU in °C.', ({ state }) => Math.round(state.temperature)),
  gpu.gauge('DEV_POWER_USAGE', 'Power in watts.', ({ state }) => round(state.power, 3)),
  gpu.counter('DEV_TOTAL_ENERGY_CONSUMPTION', 'Energy since the start in millijoules.', ({ state }) =>
    Math.round(state.energy),
  ),
  gpu.gauge('DEV_POWER_MGMT_LIMIT', 'Power limit in watts.', ({ device }) => device.powerLimit),
  gpu.counter('DEV_PCIE_REPLAY_COUNTER', 'Repeated transfers over PCIe: none.', none),
  gpu.gauge(
    'DEV_GPU_UTIL',
    'Percent of the time in which the engine had work.',
    active((of) => of.utilization),
  ),
  gpu.gauge(
    'DEV_MEM_COPY_UTIL',
    'Percent of the time in which memory was read or written.',
    active((of) => of.memoryUtilization),
  ),
  gpu.gauge('DEV_ENC_UTIL', 'Percent of the time in which video was encoded: none.', none),
  gpu.gauge('DEV_DEC_UTIL', 'Percent of the time in which video was decoded: none.', none),
  gpu.gauge('DEV_XID_ERRORS', 'Code of the last error: none.', none),
  gpu.gauge(
    'DEV_FB_FREE',
    'Free memory in MiB.',
    ({ device, memoryUsed, memoryReserved }) => device.memory - memoryUsed - memoryReserved,
  ),
  gpu.gauge('DEV_FB_USED', 'Memory that the engine holds, in MiB.', ({ memoryUsed }) => memoryUsed),
  gpu.gauge(
    'DEV_FB_RESERVED',
    'Memory that the driver keeps, in MiB.',
    ({ memoryReserved }) => memoryReserved,
  ),
  gpu.gauge('DEV_FB_TOTAL', 'Memory in MiB.', ({ device }) => device.memory),
  gpu.counter('DEV_UNCORRECTABLE_REMAPPED_ROWS', 'Rows of memory replaced after errors: none.', none),
  gpu.counter('DEV_CORRECTABLE_REMAPPED_ROWS', 'Rows of memory replaced after corrected errors: none.', none),
  gpu.gauge('DEV_ROW_REMAP_FAILURE', 'Whether the replacement of a row failed: no.', none),
  gpu.counter('DEV_ECC_SBE_VOL_TOTAL', 'Corrected errors of memory: none.', none),
  gpu.counter('DEV_ECC_DBE_VOL_TOTAL', 'Errors of memory that were not corrected: none.', none),
  gpu.counter('DEV_POWER_VIOLATION', 'Nanoseconds in which the power limit slowed it down.', ({ state }) =>
    Math.round(state.powerViolation),
  ),
  gpu.counter('DEV_THERMAL_VIOLATION', 'Nanoseconds in which heat slowed it down: none.', none),
  gpu.counter('DEV_NVLINK_BANDWIDTH_TOTAL', 'Megabytes sent over all lanes of NVLink.', ({ state }) =>
    Math.round(state.nvlinkBytes / 1e6),
  ),
  gpu.gauge('DEV_VGPU_LICENSE_STATUS', 'Whether it has a licence as a virtual GPU: no.', none),
  gpu.gauge(
    'PROF_GR_ENGINE_ACTIVE',
    'Share of the time in which the engine was active.',
    active((of) => of.engine),
  ),
  gpu.gauge(
    'PROF_SM_ACTIVE',
    'Share of the multiprocessors that were active.',
    active((of) => of.sm),
  ),
  gpu.gauge(
    'PROF_SM_OCCUPANCY',
    'Share of the places for warps that were taken.',
    active((of) => of.occupancy),
  ),
  gpu.gauge(
    'PROF_PIPE_TENSOR_ACTIVE',
    'Share of the time in which tensor cores were active.',
    active((of) => of.tensor),
  ),
  gpu.gauge(
    'PROF_DRAM_ACTIVE',
    'Share of the time in which memory was read or written.',
    active((of) => of.dram),
  ),
  gpu.gauge('PROF_PCIE_TX_BYTES', 'Bytes sent over PCIe per second.', ({ state }) => pcieBytes(state).sent),
  gpu.gauge(
    'PROF_PCIE_RX_BYTES',
    'Bytes received over PCIe per second.',
    ({ state }) => pcieBytes(state).received,
  ),
];

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
