import { type ConfigFile, readConfigFile } from './file.ts';
import { suggestion } from './nearest.ts';
import { printable, showValue } from './option-error.ts';
import { flagOf, type OptionName, type Options, optionNames, variableOf } from './options.ts';
import { isOptionName, type Origins, settle, type Written } from './resolve.ts';

export interface OptionSources {
  /** By option name: text, true or false, or an array for a repeated flag. */
  readonly flags?: { readonly [Name in OptionName]?: unknown };
  /** Variables that do not start with `FAKEAI_` are ignored. */
  readonly env?: { readonly [variable: string]: string | undefined };
  /** The config file, relative to `cwd`. Default: `FAKEAI_CONFIG`, or else `fakeai.config.*` in `cwd`. */
  readonly file?: string;
  readonly cwd: string;
}

export interface LoadedOptions {
  readonly options: Options;
  readonly origins: Origins;
  /** Absolute path of the config file that was read, if any. */
  readonly file?: string;
  /** Warnings for the user about ignored settings, one line each. */
  readonly warnings: readonly string[];
}

/** Names the config file; the only variable that is not an option. */
export const CONFIG_VARIABLE = 'FAKEAI_CONFIG';

/**
 * Loads options from flags, environment variables and the config file. Flags override variables, variables
 * override the file, and the file overrides defaults. An empty variable counts as absent.
 *
 * @throws OptionError for invalid values and unknown keys in the file, one line each; or for a file that
 * cannot be read
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
