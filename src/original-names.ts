import type { Options } from './config/options.ts';
import { resolveOptions } from './config/resolve.ts';
import { createSimulatedGenerator } from './engine/content/simulated-generator.ts';
import type { ContentSource } from './engine/content/source.ts';
import { createFakeAI, type FakeAI } from './fakeai.ts';
import { createMetricsTracker, type MetricsTracker as Tracker } from './telemetry/metrics-tracker.ts';

/** The names under which programs know these parts from the original FakeAI. */

/** One simulated platform: {@link createFakeAI}. */
export const FakeAIService = createFakeAI;
export type FakeAIService = FakeAI;

/** The default content source: {@link createSimulatedGenerator}. */
export const SimulatedGenerator = createSimulatedGenerator;
export type SimulatedGenerator = ContentSource;

/**
 * Options, checked and with defaults: `createFakeAI(AppConfig({ port: 9000 }))`.
 *
 * @throws OptionError one line that names the option, the value and what is allowed
 */
export const AppConfig = resolveOptions;
export type AppConfig = Options;

/** What an instance counts: {@link createMetricsTracker}. */
export const MetricsTracker = createMetricsTracker;
export type MetricsTracker = Tracker;
