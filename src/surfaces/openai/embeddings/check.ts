import { type EmbeddingTraits, type ModelCard, serves } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Call } from '../../../kernel/operation.ts';
import { requestedModel } from '../../../serving/requested-model.ts';
import { checkExtras } from '../engine-extras/check.ts';
import type { EmbeddingRequest } from './schema.ts';

/** The result of checking a request. */
export interface EmbeddingPlan {
  readonly model: ModelCard;
  readonly dimensions: number;
  readonly role: 'query' | 'passage' | undefined;
  readonly truncate: 'NONE' | 'START' | 'END';
  /** Maximum tokens of a text. */
  readonly limit: number;
}

/** The model that a request names. */
interface NamedModel {
  readonly model: ModelCard;
  /** Set by the suffix `-query` or `-passage` after the id of a model that needs an input type. */
  readonly role?: 'query' | 'passage';
}

/**
 * Finds the model that a request names.
 *
 * @throws Fault `unknown_model`
 */
export async function findEmbeddingModel(
  call: Pick<Call<unknown, unknown, { readonly model: string }>, 'body' | 'principal' | 'observation'>,
  models: ModelRegistry,
): Promise<NamedModel> {
  const id = call.body.model;
  const [, base, role] = ROLE_BEHIND.exec(id) ?? [];
  const named = base === undefined ? undefined : await models.in(call.principal.project).find(base);
  if (!named?.embedding?.inputType) return { model: await requestedModel(call, id, models) };
  return { model: await requestedModel(call, named.id, models), role: role as 'query' | 'passage' };
}

const ROLE_BEHIND = /^(.+)-(query|passage)$/;

/**
 * Checks a request against what its model supports.
 *
 * @throws Fault `forbidden` for a model that does not create embeddings; other faults for invalid parameters
 */
export function checkEmbedding(body: EmbeddingRequest, { model, role }: NamedModel): EmbeddingPlan {
  if (!serves(model, 'embedding')) {
    throw new Fault({
      kind: 'forbidden',
      message: 'You are not allowed to generate embeddings from this model',
      code: null,
    });
  }
  const traits = model.embedding ?? UNKNOWN;
  checkInputType(body, role, traits);
  checkExtras(body);
  const { truncate_prompt_tokens: most } = body;
  return {
    model,
    dimensions: dimensionsOf(body.dimensions, traits),
    role: body.input_type ?? role,
    truncate: body.truncate ?? (most === undefined ? 'NONE' : 'END'),
    limit: most === undefined || most === -1 ? model.contextWindow : Math.min(most, model.contextWindow),
  };
}

/** Nothing is known about a model created on first use, so it accepts whatever any model does. */
const UNKNOWN: EmbeddingTraits = { dimensions: 1536, longest: 4096, inputType: 'optional' };

function checkInputType(
  body: EmbeddingRequest,
  role: string | undefined,
  { inputType }: EmbeddingTraits,
): void {
  if (inputType === undefined) {
    for (const param of ['input_type', 'truncate'] as const) {
      if (body[param] !== undefined) throw new Fault({ kind: 'unknown_parameter', param });
    }
  }
  if (inputType === 'required' && body.input_type === undefined && role === undefined) {
    throw new Fault({ kind: 'missing_parameter', param: 'input_type' });
  }
}

function dimensionsOf(given: number | undefined, { dimensions, longest }: EmbeddingTraits): number {
  if (given === undefined) return dimensions;
  if (longest === undefined) {
    throw new Fault({
      kind: 'invalid_value',
      param: null,
      message: 'This model does not support specifying dimensions.',
      code: null,
    });
  }
  if (given > longest) {
    throw new Fault({
      kind: 'above_model_limit',
      of: 'embedding',
      param: 'dimensions',
      limit: longest,
      given,
    });
  }
  return given;
}
