import type { Static } from 'typebox';
import { activityOf, pcieBytes } from '../../telemetry/gpu/gpu-state.ts';
import type { GpuSample } from '../../telemetry/gpu/gpus.ts';
import type { Gpus } from './schema.ts';

/** GPUs in the shape of the original, but for what it drew at random: percentiles and the hottest spot. */
export function encodeGpus(gpus: readonly GpuSample[]): Static<typeof Gpus> {
  return Object.fromEntries(gpus.map((gpu) => [`gpu_${gpu.index}`, encodeGpu(gpu)]));
}

function encodeGpu({
  index,
  uuid,
  device,
  state,
  memoryUsed,
  memoryReserved,
}: GpuSample): Static<typeof Gpus>[string] {
  const activity = activityOf(state);
  const pcie = pcieBytes(state);
  return {
    gpu_id: index,
    uuid,
    name: device.model,
    architecture: device.architecture,
    sm_clock_mhz: state.smClock,
    memory_clock_mhz: device.memoryClock,
    temperature_c: Math.round(state.temperature),
    memory_temp_c: Math.round(activity.memoryTemperature),
    power_usage_w: state.power,
    total_energy_mj: Math.round(state.energy),
    gpu_utilization_pct: activity.utilization,
    memory_utilization_pct: activity.memoryUtilization,
    memory_free_mib: device.memory - memoryUsed - memoryReserved,
    memory_used_mib: memoryUsed,
    memory_total_mib: device.memory,
    ecc_sbe_total: 0,
    ecc_sbe_l1: 0,
    ecc_sbe_l2: 0,
    ecc_dbe_total: 0,
    performance_state: 0,
    sm_active_pct: 100 * activity.sm,
    sm_occupancy_pct: 100 * activity.occupancy,
    tensor_active_pct: 100 * activity.tensor,
    dram_active_pct: 100 * activity.dram,
    pcie_tx_bytes: pcie.sent,
    pcie_rx_bytes: pcie.received,
    nvlink_tx_bytes: Math.round(state.nvlinkBytes),
    nvlink_rx_bytes: Math.round(state.nvlinkBytes),
    fan_speed_pct: 0,
    throttle_reasons: 0,
    thermal_throttle: 0,
    power_throttle: Math.round(state.powerViolation),
  };
}
