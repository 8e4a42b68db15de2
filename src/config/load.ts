import { type ConfigFile, readConfigFile } from './file.ts';
import { suggestion } from './nearest.ts';
import { printable, showValue } from './option-error.ts';
import { flagOf, type OptionName, type Options, optionNames, variableOf } from './options.ts';
import { isOptionName, type Origins, settle, type Written } from './resolve.ts';

export interface OptionSources {
  /** By option name: text, true or false, or a list of texts for an option whose flag was repeated. */
  readonly flags?: { readonly [Name in OptionName]?: unknown };
  /** Variables that do not start with `FAKEAI_` are ignored. */
  readonly env?: { readonly [variable: string]: string | undefined };
  /** The config file to read, relative to `cwd`. Without it `FAKEAI_CONFIG`, else `fakeai.config.*` in `cwd`. */
  readonly file?: string;
  readonly cwd: string;
}

export interface LoadedOptions {
  readonly options: Options;
  readonly origins: Origins;
  /** The config file that was read, absolute; undefined without one. */
  readonly file?: string;
  /** Lines for the user about what was ignored. */
  readonly warnings: readonly string[];
}

/** Names the config file; the one variable that is no option. */
export const CONFIG_VARIABLE = 'FAKEAI_CONFIG';

/**
 * Gathers options from everywhere a user can put them. A flag wins over a variable, a variable over the file, the file
 * over the default. An empty variable counts as absent.
 *
 * @throws OptionError for wrong values and unknown keys in the file, one line each; or for a file that cannot be read
 * @example
 * const { options, origins } = await loadOptions({ env: { FAKEAI_PORT: '9000' }, cwd: '.' });
 * options.port; // 9000
 * origins.port; // { source: 'variable', name: 'FAKEAI_PORT' }
 */
export async function loadOptions({
  flags = {},
  env = {},
  file,
  cwd,
}: OptionSources): Promise<LoadedOptions> {
  const configFile = await readConfigFile(cwd, file ?? (env[CONFIG_VARIABLE] || undefined));
  const written = new Map<OptionName, Written>([
    ...(configFile ? fromFile(configFile) : []),
    ...fromVariables(env),
    ...fromFlags(flags),
  ]);
  return {
    ...settle(written, configFile ? unknownKeys(configFile) : []),
    ...(configFile && { file: configFile.path }),
    warnings: unknownVariables(env),
  };
}

type Entry = [OptionName, Written];

function fromFile({ shown, values }: ConfigFile): Entry[] {
  return [...values].flatMap(([key, value]): Entry[] =>
    isOptionName(key) ? [[key, { value, origin: { source: 'file', name: `${key} in ${shown}` } }]] : [],
  );
}

function unknownKeys({ shown, values }: ConfigFile): string[] {
  return [...values.keys()]
    .filter((key) => !isOptionName(key))
    .map((key) => `Unknown key ${showValue(key)} in ${printable(shown)}.${suggestion(key, optionNames)}`);
}

function fromVariables(env: NonNullable<OptionSources['env']>): Entry[] {
  return optionNames.flatMap((name): Entry[] => {
    const variable = variableOf(name);
    const value = env[variable];
    return value ? [[name, { value, origin: { source: 'variable', name: variable } }]] : [];
  });
}

function fromFlags(flags: NonNullable<OptionSources['flags']>): Entry[] {
  return optionNames.flatMap((name): Entry[] => {
    const value = flags[name];
    return value === undefined ? [] : [[name, { value, origin: { source: 'flag', name: flagOf(name) } }]];
  });
}

function unknownVariables(env: NonNullable<OptionSources['env']>): string[] {
  const known = new Set([CONFIG_VARIABLE, ...optionNames.map(variableOf)]);
  return Object.keys(env)
    .filter((variable) => variable.startsWith('FAKEAI_') && !known.has(variable))
    .map(
      (variable) => `Unknown variable ${printable(variable)} is ignored.${suggestion(variable, [...known])}`,
    );
}
