import { type OptionName, type Options, optionDefinition } from './options.ts';

/** An option's value as text that may be shown to anyone: secrets keep their first and last letters only. */
export function showOption(name: OptionName, options: Options): string | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  const { form, secret } = optionDefinition(name);
  if (!secret) return form.write(value);
  return form.write(Array.isArray(value) ? value.map(maskSecret) : maskSecret(String(value)));
}

/** `sk-fakeai-1234567890abcdef` → `sk-f…cdef`; a short one shows nothing of itself. */
export function maskSecret(secret: string): string {
  return secret.length < 16 ? '…' : `${secret.slice(0, 4)}…${secret.slice(-4)}`;
}
