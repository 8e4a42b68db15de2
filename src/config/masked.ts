import { type OptionName, type Options, optionDefinition, optionTable } from './options.ts';

/** An option's value as it may be shown to anyone: see {@link showSecret}. */
export function maskedOption(name: OptionName, options: Options): unknown {
  const value = options[name];
  if (value === undefined || !optionDefinition(name).secret) return value;
  return Array.isArray(value) ? value.map((one) => showSecret(name, one)) : showSecret(name, String(value));
}

/** The same as text, as it would be written. */
export function showOption(name: OptionName, options: Options): string | undefined {
  const value = maskedOption(name, options);
  return value === undefined ? undefined : optionDefinition(name).form.write(value);
}

/**
 * A key or secret as it may be shown to anyone: whole if it is a default, which everybody knows, else masked.
 *
 * @example
 * showSecret('apiKeys', 'sk-very-secret-0123456789'); // 'sk-v…6789'
 */
export function showSecret(name: OptionName, secret: string): string {
  return [optionDefinition(name).default].flat().includes(secret) ? secret : maskSecret(secret);
}

/** An accepted API key that may be shown to anyone: one of the defaults. Undefined when the operator chose all of them. */
export function publicKeyOf({ apiKeys }: Pick<Options, 'apiKeys'>): string | undefined {
  return optionTable.apiKeys.default.find((key) => apiKeys.includes(key));
}

/** The first and last letters; of a short one, nothing. */
function maskSecret(secret: string): string {
  return secret.length < 16 ? '…' : `${secret.slice(0, 4)}…${secret.slice(-4)}`;
}
