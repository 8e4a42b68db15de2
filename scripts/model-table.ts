import type { ModelCard } from '../src/engine/models/card.ts';

/** The list of models in `docs/`: every row of the catalogue, nothing that is not in it. */
export function modelTable(models: readonly ModelCard[]): string {
  const kinds = [...new Set(models.map(({ kind }) => kind))];
  return [
    '# Models',
    '',
    'Generated from the catalogue in `src/engine/models/catalogue/` by `npm run generate`. Context window and output are in tokens; prices are in US dollars per million tokens, and missing where a model is not billed by the token. Any other id works too, unless `--strict-models` is on.',
    '',
    ...kinds.map((kind) =>
      section(
        kind,
        models.filter((model) => model.kind === kind),
      ),
    ),
  ].join('\n');
}

function section(kind: string, models: readonly ModelCard[]): string {
  return [
    `## ${kind}`,
    '',
    '| model | owner | context window | output | input price | output price |',
    '| --- | --- | --- | --- | --- | --- |',
    ...models.map(toRow),
    '',
  ].join('\n');
}

function toRow({ id, ownedBy, contextWindow, maxOutputTokens, price }: ModelCard): string {
  const cells = [
    `\`${id}\``,
    ownedBy,
    contextWindow,
    maxOutputTokens || '',
    price?.input ?? '',
    price?.output ?? '',
  ];
  return `| ${cells.join(' | ')} |`;
}
