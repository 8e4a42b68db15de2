/**
 * The JSON object that a text holds; empty if it holds none. Models may write anything, and a limit may cut it off.
 *
 * @example
 * objectIn('{"queries":["heat pump"]}'); // { queries: ['heat pump'] }
 * objectIn('{"queries":['); // {}
 */
export function objectIn(text: string): { readonly [member: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
