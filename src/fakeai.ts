import { builtInApis } from './built-in-apis.ts';
import type { Options } from './config/options.ts';
import type { EngineControl, EngineScheduler } from './engine/cluster/engine-scheduler.ts';
import type { ModelRegistry } from './engine/models/registry.ts';
import type { Api } from './kernel/api.ts';
import type { Dispatcher } from './kernel/dispatch.ts';
import type { Operation } from './kernel/operation.ts';
import type { Step } from './kernel/step.ts';
import { mount } from './mount.ts';
import { openPlatform, type Platform, type PlatformOptions } from './platform.ts';
import type { MetricsTracker } from './telemetry/metrics-tracker.ts';
import { createListener, type ListenAddress } from './transport/listener.ts';

/** All options, parts of the simulation that a program can replace, and what it can add. */
export interface FakeAIOptions extends PlatformOptions {
  /**
   * APIs to serve in addition to the built-in ones ({@link defineApi}). Their paths and the names of their collections
   * must differ from those of the others.
   */
  readonly apis?: readonly Api<Platform>[];
  /**
   * Steps around all calls, in this order, inside of the built-in ones: the caller is known when they run, and their
   * answers still get the headers of the dialect.
   */
  readonly steps?: readonly Step[];
}

/** One simulated platform. Instances in one process share no mutable state. */
export interface FakeAI {
  /** Calls the instance without a port: pass it to a client in place of the global `fetch`. */
  readonly fetch: typeof fetch;
  /**
   * Opens a port; `port: 0` selects a free one. Defaults come from the options. Rejects with Node's system
   * error (`EADDRINUSE`, …), or if the instance already listens or is closed. `secondUrl` is where the option `dcgmPort`
   * listens.
   */
  listen(address?: { host?: string; port?: number }): Promise<ListenAddress>;
  /**
   * Stops listening, lets open answers finish for `graceMs` milliseconds (default: the `gracePeriod` option),
   * and closes the store. Idempotent; `fetch` rejects afterwards.
   */
  close(options?: { graceMs?: number }): Promise<void>;
  readonly options: Options;
  /** All operations it serves. */
  readonly operations: readonly Operation[];
  /** The OpenAPI 3.1 document of {@link operations}. */
  openapi(): object;
  readonly models: ModelRegistry;
  readonly metrics: MetricsTracker;
  /**
   * The simulated engine workers: what they do, and what an operator does to them, such as a crash. Undefined unless `latency`
   * is `engine`.
   */
  readonly engine: EngineWorkers | undefined;
}

/** Figures of engine workers, and their control. */
export type EngineWorkers = EngineControl & Pick<EngineScheduler, 'figures'>;

/** The vocabulary of most current models. */
const COMMON_TOKENIZER = 'o200k_base';

/**
 * Creates one simulated platform.
 *
 * @throws OptionError for an invalid option, StoreUnavailable if the data location cannot be used, an Error if two
 *   operations have the same id, or the same method and path, TypeError if they declare collections with the same name or jobs of
 *   the same kind
 * @example
 * const fake = createFakeAI({ fast: true });
 * const client = new OpenAI({ apiKey: 'sk-fakeai-1234567890abcdef', fetch: fake.fetch });
 * await client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] });
 * await fake.close();
 */
export function createFakeAI({ apis = [], steps = [], ...input }: FakeAIOptions = {}): FakeAI {
  const platform = openPlatform(input);
  const { options, models, metrics, jobs, tokenizers } = platform;
  let dispatcher: Dispatcher;
  try {
    dispatcher = mount(platform, [...builtInApis, ...apis], steps);
  } catch (error) {
    platform.close().catch(() => {});
    throw error;
  }
  jobs.start();
  const listener = createListener({
    ...platform,
    ...options,
    dispatcher,
    second: options.dcgmPort === undefined ? undefined : { port: options.dcgmPort, prefix: '/dcgm' },
    // Load it before the first request needs it; an earlier request waits for the same promise.
    onListening: () => tokenizers.load(COMMON_TOKENIZER).catch(() => {}),
    onClosed: () => platform.close(),
  });
  return {
    ...listener,
    options,
    operations: platform.inside.operations,
    openapi: platform.openapi,
    models,
    metrics,
    engine: platform.workers,
  };
}
