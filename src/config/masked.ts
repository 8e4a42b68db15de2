import { type OptionName, type Options, optionDefinition, optionTable } from './options.ts';

/**
 * An option's value with secrets masked, safe to show to anyone. Default keys and secrets are public and not
 * masked.
 *
 * @example
 * maskedOption('apiKeys', resolveOptions({ apiKeys: ['sk-very-secret-0123456789'] })); // ['sk-v…6789']
 */
export function maskedOption(name: OptionName, options: Options): unknown {
  const value = options[name];
  if (value === undefined || !optionDefinition(name).secret) return value;
  return Array.isArray(value) ? value.map((one) => showSecret(name, one)) : showSecret(name, String(value));
}

/** {@link maskedOption} as text, in the form used in an environment variable. */
export function showOption(name: OptionName, options: Options): string | undefined {
  const value = maskedOption(name, options);
  return value === undefined ? undefined : optionDefinition(name).form.write(value);
}

/** A default secret is public and shown in full; any other is masked. */
function showSecret(name: OptionName, secret: string): string {
  return [optionDefinition(name).default].flat().includes(secret) ? secret : maskSecret(secret);
}

/** A default API key that the server accepts, which can be shown to anyone; undefined if there is none. */
export function publicKeyOf({ apiKeys }: Pick<Options, 'apiKeys'>): string | undefined {
  return optionTable.apiKeys.default.find((key) => apiKeys.includes(key));
}

/** Keeps the first and last four characters; masks short secrets completely. */
function maskSecret(secret: string): string {
  return secret.length < 16 ? '…' : `${secret.slice(0, 4)}…${secret.slice(-4)}`;
}
