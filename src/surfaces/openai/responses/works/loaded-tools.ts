/** What the model reads of the result of a search for tools. */
export function toldByLoading(names: readonly string[]): string {
  return names.length === 0 ? 'No tools were found.' : `Loaded tools: ${names.join(', ')}`;
}
