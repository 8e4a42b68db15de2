import type { Options } from './config/options.ts';
import { resolveOptions } from './config/resolve.ts';
import type { ContentSource } from './engine/ports/content.ts';
import { createFakeAI, type FakeAI } from './fakeai.ts';
import { createSimulatedGenerator } from './simulation/simulated-generator.ts';
import { createMetricsTracker, type MetricsTracker as Tracker } from './telemetry/metrics-tracker.ts';

/** Aliases under which programs know these exports from the original FakeAI. */

/** Creates a simulated platform: {@link createFakeAI}. */
export const FakeAIService = createFakeAI;
export type FakeAIService = FakeAI;

/** The default content source: {@link createSimulatedGenerator}. */
export const SimulatedGenerator = createSimulatedGenerator;
export type SimulatedGenerator = ContentSource;

/**
 * Validates options and adds defaults: `createFakeAI(AppConfig({ port: 9000 }))`.
 *
 * @throws OptionError one line for each problem, with the option, the value and what is allowed
 */
export const AppConfig = resolveOptions;
export type AppConfig = Options;

/** Collects the metrics of an instance: {@link createMetricsTracker}. */
export const MetricsTracker = createMetricsTracker;
export type MetricsTracker = Tracker;
