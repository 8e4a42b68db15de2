/**
 * A text that may stand in a header: printable ASCII, at most `longest` characters. Others are written as in JSON.
 *
 * @example
 * headerText("function 'größe'\n", 500); // "function 'gr\\u00f6\\u00dfe'\\u000a"
 */
export function headerText(text: string, longest: number): string {
  const escaped = text
    .slice(0, longest)
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return escaped.length > longest ? `${escaped.slice(0, longest - 3)}...` : escaped;
}
