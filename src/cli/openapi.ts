import type { Options } from '../config/options.ts';
import { type LoadInstance, loadForReading } from './instance.ts';
import type { Io } from './io.ts';

/** Prints the OpenAPI document as `/openapi.json` serves it. */
export async function printOpenapi(
  options: Options,
  io: Pick<Io, 'out'>,
  load: LoadInstance = loadForReading,
): Promise<number> {
  const instance = await load(options);
  try {
    io.out(`${JSON.stringify(instance.openapi(), null, 2)}\n`);
  } finally {
    await instance.close({ graceMs: 0 });
  }
  return 0;
}
