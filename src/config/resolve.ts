import { Check } from 'typebox/value';
import { suggestion } from './nearest.ts';
import { listed, OptionError, printable, showValue } from './option-error.ts';
import {
  type OptionName,
  type Options,
  type OptionsInput,
  optionDefinition,
  optionNames,
  optionTable,
} from './options.ts';

/** Where an option's value came from. */
export interface Origin {
  readonly source: 'flag' | 'variable' | 'file' | 'code' | 'default';
  /**
   * As the user knows it: `--port`, `FAKEAI_PORT`, `port in fakeai.config.yaml`; for a default, the option's
   * name.
   */
  readonly name: string;
}

/** Maximum number of problems listed in one error. */
const MOST_PROBLEMS = 10;

export type Origins = { readonly [Name in OptionName]: Origin };

/** A value before validation. */
export interface Written {
  readonly value: unknown;
  readonly origin: Origin;
}

/**
 * Validates options passed by a program and adds defaults. Reads no environment variables or files.
 *
 * @throws OptionError one line for each problem, with the option, the value and what is allowed
 * @example
 * resolveOptions({ port: 0, ttft: '200ms:10%' }).ttft; // { mean: 200, deviation: 0.1, shape: 'lognormal' }
 */
export function resolveOptions(input: OptionsInput = {}): Options {
  const written = new Map<OptionName, Written>();
  const problems: string[] = [];
  for (const [key, value] of Object.entries(input)) {
    if (!isOptionName(key)) {
      problems.push(`Unknown option ${showValue(key)}.${suggestion(key, optionNames)}`);
    } else if (value !== undefined) {
      written.set(key, { value, origin: { source: 'code', name: `the option ${key}` } });
    }
  }
  return settle(written, problems).options;
}

/**
 * Converts and validates written values, adds defaults, and applies what one option implies for another.
 *
 * @throws OptionError for the problems in `found` and those found here, one line each
 */
export function settle(
  written: ReadonlyMap<OptionName, Written>,
  found: readonly string[] = [],
): { options: Options; origins: Origins } {
  const values = new Map<OptionName, unknown>();
  const origins = new Map<OptionName, Origin>();
  const problems = [...found];
  for (const name of optionNames) {
    const given = written.get(name) ?? { value: optionDefinition(name).default, origin: defaultOrigin(name) };
    origins.set(name, given.origin);
    if (given.value === undefined) continue;
    const read = optionDefinition(name).form.read(given.value);
    if (Check(optionDefinition(name).form.schema, read)) values.set(name, read);
    else problems.push(wrongValue(name, given, read));
  }
  if (problems.length > 0) throw new OptionError(listed(problems, MOST_PROBLEMS).join('\n'));
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

function wrongValue(name: OptionName, { value, origin }: Written, read: unknown): string {
  const { form, secret } = optionDefinition(name);
  const inside = form.explain?.(read);
  if (inside)
    return `Wrong value for ${printable(origin.name)}: ${inside.shown}. Allowed: ${inside.allowed}.`;
  const shown = secret ? '(not shown)' : showValue(value);
  const hint = typeof value === 'string' && !secret ? suggestion(value, form.choices ?? []) : '';
  return `Wrong value for ${printable(origin.name)}: ${shown}. Allowed: ${form.allowed}.${hint}`;
}

function defaultOrigin(name: OptionName): Origin {
  return { source: 'default', name };
}
