/** FakeAI: a simulator of the whole OpenAI platform. */

import './check-node.ts';

export { loadOptions } from './config/load.ts';
export { OptionError } from './config/option-error.ts';
export type { Options, OptionsInput } from './config/options.ts';
export type { Answer, Brief, ContentSource } from './engine/content.ts';
export type { LatencyModel, LatencyWork, Pace } from './engine/latency/model.ts';
export type { GenerationRequest } from './engine/request.ts';
export { createFakeAI, type FakeAI, type FakeAIOptions } from './fakeai.ts';
export * from './original-names.ts';
export { createVirtualClock, type VirtualClock } from './runtime/virtual-clock.ts';
export { createSimulatedGenerator } from './simulation/simulated-generator.ts';
