import type { LoadedOptions } from '../config/load.ts';
import { maskedOption, showOption } from '../config/masked.ts';
import { optionNames } from '../config/options.ts';
import type { Io } from './io.ts';
import { toTable } from './text.ts';

/** Prints every option in force and where it came from; secrets are masked, so the output can be shared. */
export async function printConfig(
  loaded: LoadedOptions,
  json: boolean,
  io: Pick<Io, 'out'>,
): Promise<number> {
  const { options, origins, file } = loaded;
  if (json) {
    const shown = optionNames.map((name) => [
      name,
      { value: maskedOption(name, options) ?? null, origin: origins[name] },
    ]);
    io.out(`${JSON.stringify({ file: file ?? null, options: Object.fromEntries(shown) }, null, 2)}\n`);
    return 0;
  }
  const rows = optionNames.map((name) => {
    const { source, name: origin } = origins[name];
    return [name, showOption(name, options) ?? '-', source === 'default' ? 'default' : origin];
  });
  io.out(toTable([['option', 'value', 'from'], ...rows]));
  if (file !== undefined) io.out(`\nconfig file: ${file}\n`);
  return 0;
}
