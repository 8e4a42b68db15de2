import type { Clock } from '../../runtime/clock.ts';
import type { StoredModel, StoredModels } from '../ports/stored-models.ts';
import type { ModelCard } from './card.ts';
import { modelCatalogue } from './catalogue.ts';
import { createDynamicCard } from './dynamic.ts';
import { createModelRegistry, type ModelRegistry, type ModelRegistryOptions } from './registry.ts';

/** Stored models in memory, which several registries can share as processes share a store. */
export interface MemoryModels extends StoredModels {
  /** What was called, and for which id. */
  readonly calls: readonly string[];
}

export function createMemoryModels(): MemoryModels {
  const scopes = new Map<string, Map<string, StoredModel>>();
  const calls: string[] = [];
  const within = (scope: string): Map<string, StoredModel> => {
    const models = scopes.get(scope) ?? new Map<string, StoredModel>();
    scopes.set(scope, models);
    return models;
  };
  return {
    calls,
    async find(scope, id) {
      calls.push(`find ${id}`);
      return within(scope).get(id);
    },
    async *pages(scope) {
      yield [...within(scope).values()];
    },
    add(scope, model) {
      calls.push(`add ${model.id}`);
      if (!within(scope).has(model.id)) within(scope).set(model.id, model);
    },
    async put(scope, model) {
      calls.push(`put ${model.id}`);
      within(scope).set(model.id, model);
    },
    settled: async () => {},
  };
}

/** A registry that nothing else writes to. */
export function openModels(
  clock: Clock,
  options: Pick<ModelRegistryOptions, 'strict' | 'catalogue'> = {},
): ModelRegistry {
  return createModelRegistry({ clock, stored: createMemoryModels(), ...options });
}

/** The card of a model that is in the catalogue or first used now. */
export function cardOf(id: string): ModelCard {
  const known = (other: string): ModelCard | undefined => modelCatalogue.find((card) => card.id === other);
  return known(id) ?? createDynamicCard(id, 0, known);
}
