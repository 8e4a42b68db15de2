import type { Options } from '../config/options.ts';
import type { ModelCard } from '../engine/models/card.ts';
import type { Log } from '../runtime/log.ts';
import { StoreUnavailable } from '../storage/errors.ts';
import { CommandError } from './io.ts';

/** What the commands use of a FakeAI instance. */
export interface Instance {
  listen(address: { host: string; port: number }): Promise<{ url: string; host: string; port: number }>;
  close(options: { graceMs: number }): Promise<void>;
  readonly fetch: typeof fetch;
  openapi(): object;
  readonly models: { list(): Iterable<ModelCard> };
}

/** Makes the instance that a command works with. */
export type LoadInstance = (options: Options, log?: Log) => Promise<Instance>;

/**
 * Imported late: the simulator is the larger part of the program, and not every command needs it.
 *
 * @throws CommandError when the data location cannot be used
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

/** For commands that only look: whatever the data location, nothing is opened or made there. */
export const loadForReading: LoadInstance = (options) => loadInstance({ ...options, data: ':memory:' });
