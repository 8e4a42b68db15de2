/**
 * A text without the units of one kind that it ends with. Patterns would look at every run of them for an end.
 *
 * @example
 * withoutEnd('a\n\n', '\n'); // 'a'
 */
export function withoutEnd(text: string, unit: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === unit) end--;
  return text.slice(0, end);
}
