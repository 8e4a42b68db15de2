import type { Operation } from '../src/kernel/operation.ts';

/** The support matrix in `docs/`: every operation that is served, read from the table itself. */
export function supportMatrix(operations: readonly Operation[]): string {
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
    'Generated from the operation table by `npm run generate`. Every path works with and without `/v1` in front. What is not listed is answered with 404.',
    '',
    ...sections,
  ].join('\n');
}

function toRow({ id, method, path, access, event }: Operation): string {
  const shown = access === 'project' ? `/v1${path}` : path;
  const who = access === 'project' ? 'key' : 'anyone';
  return `| \`${id}\` | ${method} | \`${shown.replace('*}', '}')}\` | ${who} | ${event ? 'yes' : ''} |`;
}
