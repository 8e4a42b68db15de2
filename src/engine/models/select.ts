import type { ModelCard } from './card.ts';
import { modelCatalogue } from './catalogue.ts';
import { createDynamicCard } from './dynamic.ts';

/**
 * The models with these ids, in their order: those of the catalogue, and cards made for others.
 *
 * @param created Unix seconds, of the others
 * @example
 * selectModels(['gpt-4o', 'acme/helper'], 1_735_689_600).map(({ ownedBy }) => ownedBy); // ['openai', 'custom']
 */
export function selectModels(ids: readonly string[], created: number): ModelCard[] {
  const known = new Map(modelCatalogue.map((card) => [card.id, card]));
  return ids.map((id) => known.get(id) ?? createDynamicCard(id, created, (other) => known.get(other)));
}
