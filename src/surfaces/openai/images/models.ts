import { type ModelCard, serves } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import { Fault } from '../../../kernel/fault.ts';
import { asksFor, DEFAULT_MODELS, type Deed, type ImageRules, rulesOf, TELLING } from './rules.ts';

/** A model and what it may be asked for. */
export interface ImageModel {
  readonly card: ModelCard;
  readonly rules: ImageRules;
}

/**
 * The model of a request: the one it names, else the one it means.
 *
 * @throws Fault for a model that does not exist, makes no pictures, or does not do this with them
 */
export function findImageModel(
  body: { readonly model?: string | undefined },
  deed: Deed,
  models: ModelRegistry,
  { byReference = false }: { readonly byReference?: boolean } = {},
): ImageModel {
  const id = body.model ?? defaultModel(body, deed);
  const card = models.find(id);
  if (!card) throw new Fault({ kind: 'unknown_model', model: id });
  const rules = rulesOf(card.root);
  const can = (rules: ImageRules): boolean =>
    rules.does.includes(deed) && (!byReference || rules.editsByReference);
  if (serves(card, 'image') && can(rules)) return { card, rules };
  const allowed = models
    .list()
    .filter((other) => other.kind === 'image' && can(rulesOf(other.root)))
    .map((other) => other.id);
  if (allowed.length !== 1) throw new Fault({ kind: 'invalid_choice', param: 'model', given: id, allowed });
  throw new Fault({ kind: 'invalid_value', param: 'model', message: `Value must be '${allowed[0]}'.` });
}

function defaultModel(body: object, deed: Deed): string {
  const tells = TELLING.parameters.some((name) => asksFor(body, name));
  return deed === 'generate' && tells ? TELLING.model : DEFAULT_MODELS[deed];
}
