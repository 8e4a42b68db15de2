import { type Operation, pathsOnlyUnderPrefix, prefixesOf, toPublicPath } from '../src/kernel/operation.ts';
import { queryPairsOf } from '../src/kernel/query-pairs.ts';

/** The support matrix in `docs/`: all operations, read from the operation table. */
export function supportMatrix(operations: readonly Operation[]): string {
  const prefixes = prefixesOf(operations).map((prefix) => `\`${prefix}\``);
  const exceptions = pathsOnlyUnderPrefix(operations).map((path) => `\`${path}\``);
  const tags = [...new Set(operations.map((operation) => operation.tag))];
  const sections = tags.map((tag) => {
    const rows = operations.filter((operation) => operation.tag === tag).map(toRow);
    return [
      `## ${tag}`,
      '',
      '| operation | method | path | access | streams |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
      '',
    ].join('\n');
  });
  return [
    '# Support matrix',
    '',
    `Generated from the operation table by \`npm run generate\`. Paths under ${prefixes.join(', ')} also work without it, except ${exceptions.join(', ')}. All other paths return 404.`,
    '',
    ...sections,
  ].join('\n');
}

function toRow(operation: Operation): string {
  const { id, method, access, event, socket } = operation;
  const shown = toPublicPath(operation);
  const who = access === 'public' ? 'anyone' : 'key';
  const query = queryPairsOf(operation).map((pair) => `?${pair.join('=')}`);
  return `| \`${id}\` | ${method} | \`${shown.replace('*}', '}')}${query.join('')}\` | ${who} | ${socket ? 'WebSocket' : event ? 'yes' : ''} |`;
}
