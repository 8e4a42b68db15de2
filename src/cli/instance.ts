import type { Options } from '../config/options.ts';
import type { EngineFigures } from '../engine/cluster/engine-figures.ts';
import type { ModelCard } from '../engine/models/card.ts';
import type { Operation } from '../kernel/operation.ts';
import type { Log } from '../runtime/log.ts';
import { StoreUnavailable } from '../storage/errors.ts';
import { CommandError } from './io.ts';

/** The part of a FakeAI instance that the commands use. */
export interface Instance {
  listen(address: {
    host: string;
    port: number;
  }): Promise<{ url: string; host: string; port: number; secondUrl?: string }>;
  close(options: { graceMs: number }): Promise<void>;
  readonly fetch: typeof fetch;
  openapi(): object;
  readonly operations: readonly Operation[];
  readonly models: { readonly catalogue: readonly ModelCard[] };
  readonly engine: { readonly figures: EngineFigures } | undefined;
}

/** Creates the instance for a command. */
export type LoadInstance = (options: Options, log?: Log) => Promise<Instance>;

/**
 * Imports the simulator lazily: it is most of the program, and not every command needs it.
 *
 * @throws CommandError if the data location cannot be used
 */
export const loadInstance: LoadInstance = async (options, log) => {
  const { createFakeAI } = await import('../fakeai.ts');
  try {
    return createFakeAI(log ? { ...options, log } : options);
  } catch (error) {
    if (error instanceof StoreUnavailable) throw new CommandError(`${error.message}.`, { cause: error });
    throw error;
  }
};

/** For read-only commands: opens and creates nothing at the configured data location. */
export const loadForReading: LoadInstance = (options) => loadInstance({ ...options, data: ':memory:' });
