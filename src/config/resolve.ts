import { Check } from 'typebox/value';
import { nearest } from './nearest.ts';
import { OptionError, printable, showValue } from './option-error.ts';
import {
  type OptionName,
  type Options,
  type OptionsInput,
  optionDefinition,
  optionNames,
  optionTable,
} from './options.ts';

/** Where the value of an option came from. */
export interface Origin {
  readonly source: 'flag' | 'variable' | 'file' | 'code' | 'default';
  /** As the user knows it: `--port`, `FAKEAI_PORT`, `port in fakeai.config.yaml`; the option's name for a default. */
  readonly name: string;
}

export type Origins = { readonly [Name in OptionName]: Origin };

/** A value as somebody wrote it, unchecked. */
export interface Written {
  readonly value: unknown;
  readonly origin: Origin;
}

/**
 * Checks options that a program passes and adds the defaults. Nothing else is consulted: no variable, no file.
 *
 * @throws OptionError one line that names the option, the value and what is allowed.
 * @example
 * resolveOptions({ port: 0, ttft: '200ms:10%' }).ttft; // { mean: 200, deviation: 0.1, shape: 'lognormal' }
 */
export function resolveOptions(input: OptionsInput = {}): Options {
  const written = new Map<OptionName, Written>();
  for (const [key, value] of Object.entries(input)) {
    if (!isOptionName(key)) {
      throw new OptionError(`Unknown option ${showValue(key)}.${suggestion(key, optionNames)}`);
    }
    if (value !== undefined)
      written.set(key, { value, origin: { source: 'code', name: `the option ${key}` } });
  }
  return settle(written).options;
}

/** Reads and checks what was written, fills in defaults, and applies what one option implies for another. */
export function settle(written: ReadonlyMap<OptionName, Written>): { options: Options; origins: Origins } {
  const values = new Map<OptionName, unknown>();
  const origins = new Map<OptionName, Origin>();
  for (const name of optionNames) {
    const given = written.get(name) ?? { value: optionDefinition(name).default, origin: defaultOrigin(name) };
    origins.set(name, given.origin);
    if (given.value !== undefined) values.set(name, readOption(name, given));
  }
  const settleAs = (name: OptionName, value: unknown, because: OptionName) => {
    values.set(name, value);
    origins.set(name, origins.get(because) ?? defaultOrigin(because));
  };
  if (values.get('debug') === true && !written.has('logLevel')) settleAs('logLevel', 'debug', 'debug');
  if (values.get('fast') === true) settleAs('latency', 'none', 'fast');

  const options = Object.freeze(Object.fromEntries(values)) as Options;
  if (options.requireApiKey && options.apiKeys.length === 0) {
    const where = origins.get('apiKeys')?.name;
    throw new OptionError(
      `Wrong value for ${where}: no keys. Allowed: at least one key, unless requireApiKey is false.`,
    );
  }
  return { options, origins: Object.freeze(Object.fromEntries(origins)) as Origins };
}

export function isOptionName(key: string): key is OptionName {
  return Object.hasOwn(optionTable, key);
}

/** ` Did you mean "port"?`, or nothing. */
export function suggestion(written: string, candidates: readonly string[]): string {
  const found = nearest(written, candidates);
  return found === undefined ? '' : ` Did you mean ${found}?`;
}

function readOption(name: OptionName, { value, origin }: Written): unknown {
  const { form, secret } = optionDefinition(name);
  const read = form.read(value);
  if (Check(form.schema, read)) return read;
  const shown = secret ? '(not shown)' : showValue(value);
  throw new OptionError(`Wrong value for ${printable(origin.name)}: ${shown}. Allowed: ${form.allowed}.`);
}

function defaultOrigin(name: OptionName): Origin {
  return { source: 'default', name };
}
