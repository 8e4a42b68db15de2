import { type ModelCard, serves } from '../../../engine/models/card.ts';
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

/** The member of a request that names its model. */
export interface ImageNaming {
  readonly model?: string | undefined;
}

export interface ActionOptions {
  /** Whether the images to edit are referred to rather than uploaded. */
  readonly byReference?: boolean;
}

/** The id of the model of a request: the one it names, or the default for what it asks for. */
export function imageModelId(body: ImageNaming, action: ImageAction): string {
  return body.model ?? defaultModel(body, action);
}

/**
 * The rules of a model.
 *
 * @throws Fault for a model that does not create images, or does not support the operation
 */
export function toImageModel(
  card: ModelCard,
  action: ImageAction,
  catalogue: readonly ModelCard[],
  { byReference = false }: ActionOptions = {},
): ImageModel {
  const rules = rulesOf(card.root);
  const can = (rules: ImageRules): boolean =>
    rules.actions.includes(action) && (!byReference || rules.editsByReference);
  if (serves(card, 'image') && can(rules)) return { card, rules };
  const allowed = catalogue
    .filter((other) => other.kind === 'image' && can(rulesOf(other.root)))
    .map((other) => other.id);
  if (allowed.length !== 1)
    throw new Fault({ kind: 'invalid_choice', param: 'model', given: card.id, allowed });
  throw new Fault({ kind: 'invalid_value', param: 'model', message: `Value must be '${allowed[0]}'.` });
}

function defaultModel(body: object, action: ImageAction): string {
  const isSpecific = MODEL_SPECIFIC_DEFAULT.parameters.some((name) => asksFor(body, name));
  return action === 'generate' && isSpecific ? MODEL_SPECIFIC_DEFAULT.model : DEFAULT_MODELS[action];
}
