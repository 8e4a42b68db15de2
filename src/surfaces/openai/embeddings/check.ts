import { type EmbeddingTraits, type ModelCard, serves } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { EmbeddingRequest } from './schema.ts';

/** What a checked request comes to. */
export interface EmbeddingPlan {
  readonly model: ModelCard;
  readonly dimensions: number;
  readonly role: 'query' | 'passage' | undefined;
  readonly truncate: 'NONE' | 'START' | 'END';
}

/** A model as a request names it. */
interface NamedModel {
  readonly model: ModelCard;
  /** Said by the name: `-query` or `-passage` behind the id of a model that wants an input type. */
  readonly role?: 'query' | 'passage';
}

/**
 * Finds the model that a request names.
 *
 * @throws Fault `unknown_model`
 */
export function findEmbeddingModel(id: string, models: ModelRegistry): NamedModel {
  const [, base = '', role] = ROLE_BEHIND.exec(id) ?? [];
  const named = models.get(base);
  if (named?.embedding?.inputType) return { model: named, role: role as 'query' | 'passage' };
  const model = models.find(id);
  if (!model) throw new Fault({ kind: 'unknown_model', model: id });
  return { model };
}

const ROLE_BEHIND = /^(.+)-(query|passage)$/;

/**
 * Holds a request to what its model takes.
 *
 * @throws Fault: `forbidden` for a model that makes no embeddings, or what is wrong with a parameter
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
  return {
    model,
    dimensions: dimensionsOf(body.dimensions, traits),
    role: body.input_type ?? role,
    truncate: body.truncate ?? 'NONE',
  };
}

/** Of a model made on first use nothing is known: it takes whatever some model takes. */
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
