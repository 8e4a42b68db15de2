import { type ModelCard, serves } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import { Fault } from '../../../kernel/fault.ts';
import {
  asksFor,
  DEFAULT_MODELS,
  type ImageAction,
  type ImageRules,
  MODEL_SPECIFIC_DEFAULT,
  rulesOf,
} from './rules.ts';

/** A model and its rules. */
export interface ImageModel {
  readonly card: ModelCard;
  readonly rules: ImageRules;
}

/**
 * The model of a request: the one it names, or the default for what it asks for.
 *
 * @throws Fault for a model that does not exist, does not create images, or does not support the operation
 */
export function findImageModel(
  body: { readonly model?: string | undefined },
  action: ImageAction,
  models: ModelRegistry,
  { byReference = false }: { readonly byReference?: boolean } = {},
): ImageModel {
  const id = body.model ?? defaultModel(body, action);
  const card = models.find(id);
  if (!card) throw new Fault({ kind: 'unknown_model', model: id });
  const rules = rulesOf(card.root);
  const can = (rules: ImageRules): boolean =>
    rules.actions.includes(action) && (!byReference || rules.editsByReference);
  if (serves(card, 'image') && can(rules)) return { card, rules };
  const allowed = models
    .list()
    .filter((other) => other.kind === 'image' && can(rulesOf(other.root)))
    .map((other) => other.id);
  if (allowed.length !== 1) throw new Fault({ kind: 'invalid_choice', param: 'model', given: id, allowed });
  throw new Fault({ kind: 'invalid_value', param: 'model', message: `Value must be '${allowed[0]}'.` });
}

function defaultModel(body: object, action: ImageAction): string {
  const isSpecific = MODEL_SPECIFIC_DEFAULT.parameters.some((name) => asksFor(body, name));
  return action === 'generate' && isSpecific ? MODEL_SPECIFIC_DEFAULT.model : DEFAULT_MODELS[action];
}
