import { type OptionName, type Options, optionDefinition, optionTable } from './options.ts';

/**
 * An option's value with its secrets masked, so that it can be shown to anyone. Default keys and secrets are public and shown whole.
 *
 * @example
 * maskedOption('apiKeys', resolveOptions({ apiKeys: ['sk-very-secret-0123456789'] })); // ['sk-v…6789']
 */
export function maskedOption(name: OptionName, options: Options): unknown {
  const value = options[name];
  if (value === undefined || !optionDefinition(name).secret) return value;
  return Array.isArray(value) ? value.map((one) => showSecret(name, one)) : showSecret(name, String(value));
}

/** {@link maskedOption} as text, as it would be written in a variable. */
export function showOption(name: OptionName, options: Options): string | undefined {
  const value = maskedOption(name, options);
  return value === undefined ? undefined : optionDefinition(name).form.write(value);
}

/** A key or secret: whole if it is a default, which is public, otherwise masked. */
function showSecret(name: OptionName, secret: string): string {
  return [optionDefinition(name).default].flat().includes(secret) ? secret : maskSecret(secret);
}

/** An accepted API key that can be shown to anyone: one of the defaults, if it is accepted. */
export function publicKeyOf({ apiKeys }: Pick<Options, 'apiKeys'>): string | undefined {
  return optionTable.apiKeys.default.find((key) => apiKeys.includes(key));
}

/** The first and last letters; of a short one, nothing. */
function maskSecret(secret: string): string {
  return secret.length < 16 ? '…' : `${secret.slice(0, 4)}…${secret.slice(-4)}`;
}
