import type { ModelCard } from '../engine/models/card.ts';
import type { ModelRegistry } from '../engine/models/registry.ts';
import { Fault } from '../kernel/fault.ts';
import type { Call } from '../kernel/operation.ts';

type ModelCall = Pick<Call, 'principal' | 'observation'>;

/**
 * The model that a call names, of the caller's project, which is recorded in the observation. Returns a promise only for a
 * model that is not in the catalogue.
 *
 * @throws Fault `unknown_model`
 * @example
 * const model = await requestedModel(call, body.model, models);
 */
export function requestedModel(
  call: ModelCall,
  id: string,
  models: ModelRegistry,
): ModelCard | Promise<ModelCard> {
  const found = models.in(call.principal.project).find(id);
  return found instanceof Promise ? found.then((card) => checked(call, id, card)) : checked(call, id, found);
}

function checked({ observation }: ModelCall, id: string, card: ModelCard | undefined): ModelCard {
  if (!card) throw new Fault({ kind: 'unknown_model', model: id });
  observation.model = card.id;
  return card;
}
