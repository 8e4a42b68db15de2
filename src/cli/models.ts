import type { Options } from '../config/options.ts';
import type { ModelCard } from '../engine/models/card.ts';
import { type LoadInstance, loadForReading } from './instance.ts';
import type { Io } from './io.ts';
import { toTable } from './text.ts';

/** Prints the model catalogue as a table, or as JSON with all details. */
export async function printModels(
  options: Options,
  json: boolean,
  io: Pick<Io, 'out'>,
  load: LoadInstance = loadForReading,
): Promise<number> {
  const instance = await load(options);
  try {
    const { catalogue } = instance.models;
    io.out(json ? `${JSON.stringify(catalogue, null, 2)}\n` : toTable([HEAD, ...catalogue.map(toRow)]));
  } finally {
    await instance.close({ graceMs: 0 });
  }
  return 0;
}

const HEAD = ['model', 'kind', 'context', 'output', 'takes', 'owner', '$ per million tokens'];

function toRow(model: ModelCard): string[] {
  const { input, price } = model;
  const takes = ['text', ...(['image', 'audio', 'file'] as const).filter((kind) => input[kind])];
  return [
    model.id,
    model.kind,
    String(model.contextWindow),
    String(model.maxOutputTokens),
    takes.join(','),
    model.ownedBy,
    price ? `${price.input} in, ${price.output} out` : '-',
  ];
}
