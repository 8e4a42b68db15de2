import { AnswerTooLarge, ContextExceeded, FormUnmet } from '../../../engine/errors.ts';
import { toContextFault } from '../../../serving/context-fault.ts';
import { answerTooLarge } from '../answer-limit.ts';
import { askedForm } from '../engine-extras/form.ts';
import { type FormParams, unmetForm } from '../unmet-form.ts';
import type { ChatCompletionRequest } from './schema.ts';

/** Rethrows errors of the engine as API faults, and any other error unchanged. */
export function rethrow(error: unknown, body: ChatCompletionRequest): never {
  if (error instanceof FormUnmet) throw unmetForm(error, formParams(body));
  if (error instanceof AnswerTooLarge)
    throw answerTooLarge(error, body, "smaller values of 'n', 'top_logprobs' or 'max_completion_tokens'");
  throw error instanceof ContextExceeded ? toContextFault(error, 'messages') : error;
}

/** Where chat requests state the forms of their answers. */
function formParams(body: ChatCompletionRequest): FormParams {
  const { tools = [], functions = [] } = body;
  const asked = askedForm(body);
  return {
    format: asked?.param ?? 'response_format',
    formatCode: asked ? 'invalid_value' : null,
    isExtra: asked !== undefined,
    ofFunction(name) {
      const index = tools.findIndex((tool) => tool.type === 'function' && tool.function.name === name);
      const legacy = functions.findIndex((one) => one.name === name);
      return index >= 0 ? `tools[${index}].function.parameters` : `functions[${legacy}].parameters`;
    },
    ofCustom(name) {
      const index = tools.findIndex((tool) => tool.type === 'custom' && tool.custom.name === name);
      return `tools[${index}].custom.format.grammar.definition`;
    },
  };
}
