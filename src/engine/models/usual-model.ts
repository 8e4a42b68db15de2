import { type ModelCard, type ModelKind, serves } from './card.ts';

/**
 * The model of a server that is asked without naming one, as servers with a single model are: the first open one that does
 * this kind of work, or else the first one; undefined if there is none.
 *
 * @example
 * usualModel(models.catalogue, 'chat')?.id; // 'openai/gpt-oss-120b'
 */
export function usualModel(catalogue: readonly ModelCard[], kind: ModelKind): ModelCard | undefined {
  const able = catalogue.filter((card) => serves(card, kind));
  return able.find((card) => isOpen(card)) ?? able[0];
}

/** Engines that serve open models continue texts too; other kinds of models have no vocabulary of their own here. */
function isOpen(card: ModelCard): boolean {
  return card.kind === 'chat' ? serves(card, 'completion') : card.approximateTokens;
}
