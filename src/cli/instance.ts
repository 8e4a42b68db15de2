import type { Options } from '../config/options.ts';
import type { ModelCard } from '../engine/models/card.ts';

/** What the commands use of a FakeAI instance. */
export interface Instance {
  listen(address: { host: string; port: number }): Promise<{ url: string; host: string; port: number }>;
  close(options: { graceMs: number }): Promise<void>;
  openapi(): object;
  readonly models: { list(): Iterable<ModelCard> };
}

/** Imported late: the simulator is the larger part of the program, and not every command needs it. */
export async function loadInstance(options: Options): Promise<Instance> {
  const { createFakeAI } = await import('../fakeai.ts');
  return createFakeAI(options);
}
