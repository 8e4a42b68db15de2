import { type ModelCard, serves } from '../../../../engine/models/card.ts';
import { Fault } from '../../../../kernel/fault.ts';
import { invalid } from '../../invalid.ts';
import { checkMembers } from '../../refused-members.ts';
import { effortOf } from '../decode.ts';
import type { CreateResponseRequest } from '../schema/request.ts';

/** @throws Fault for a model that makes no responses, or not such long ones */
export function checkModel({ max_output_tokens: most }: CreateResponseRequest, model: ModelCard): void {
  if (!serves(model, 'chat')) {
    throw invalid(
      'model',
      `The requested model '${model.id}' cannot be used with the Responses API.`,
      'model_not_supported',
    );
  }
  if (typeof most === 'number' && most > model.maxOutputTokens) {
    const limit = model.maxOutputTokens;
    throw new Fault({
      kind: 'above_model_limit',
      of: 'completion',
      param: 'max_output_tokens',
      limit,
      given: most,
    });
  }
}

/** @throws Fault for a parameter that the model does not support */
export function checkRefused(body: CreateResponseRequest, model: ModelCard): void {
  const effort = body.reasoning?.effort;
  const efforts = model.reasoning?.efforts;
  if (effort !== undefined && efforts === undefined) {
    throw new Fault({ kind: 'unsupported_parameter', param: 'reasoning.effort' });
  }
  if (effort !== undefined && efforts !== undefined && !efforts.includes(effort)) {
    throw invalid(
      'reasoning.effort',
      `Unsupported value: '${effort}' is not supported with the '${model.id}' model. Supported values are: ${efforts.map((name) => `'${name}'`).join(', ')}.`,
      'unsupported_value',
    );
  }
  checkMembers(body, model, effortOf(body, model) !== 'none');
}
