import { type PythonNumber, str } from './python/values.ts';

/** A number as an answer gives it: a whole one without a decimal point. */
export function shown(value: PythonNumber): string {
  const text = str(value);
  return text === '-0.0' ? '0' : text.replace(/\.0$/, '');
}
