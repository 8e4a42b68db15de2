import type { ModelCard } from '../../../engine/models/card.ts';
import { Fault } from '../../../kernel/fault.ts';
import { checkExtras } from '../engine-extras/check.ts';
import { askedForm } from '../engine-extras/form.ts';
import type { CompletionRequest } from './schema.ts';

/** The default of `max_tokens`. */
export const USUAL_TOKENS = 16;

/** Maximum choices generated per request, including those that `best_of` generates and does not return. */
const MOST_CHOICES = 2048;

/**
 * Checks what the schema cannot express: parameters that depend on each other, what the model does not
 * support, and the total number of choices.
 *
 * @throws Fault for the first problem found
 */
export function checkCompletion(body: CompletionRequest, model: ModelCard): void {
  checkChoices(body);
  checkExtras(body);
  askedForm(body);
  checkLength(body, model);
  if (body.stream_options && !body.stream) {
    throw invalid(
      'stream_options',
      "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
    );
  }
  // Nothing is known about a model created on first use, so it accepts a suffix.
  if (body.suffix && !model.insertion && !model.dynamic) {
    throw new Fault({ kind: 'unsupported_parameter', param: 'suffix' });
  }
}

/** The number of completions per prompt that are returned, and that are generated to choose them from. */
export function countChoices({ n, best_of: bestOf }: CompletionRequest): {
  readonly shown: number;
  readonly written: number;
} {
  const shown = n ?? 1;
  return { shown, written: bestOf ?? shown };
}

function checkChoices(body: CompletionRequest): void {
  const { shown, written } = countChoices(body);
  if (written < shown) {
    throw invalid(
      'best_of',
      `You requested that the server return more choices than it will generate (HINT: you must set 'n' (currently ${shown}) to be at most 'best_of' (currently ${written}), or omit either parameter if you don't specifically want to use them.)`,
    );
  }
  if (body.stream && written > shown) {
    throw invalid(
      'stream',
      "Invalid value for 'stream': results cannot be streamed when 'best_of' is greater than 'n'.",
    );
  }
  const { prompt } = body;
  const prompts = Array.isArray(prompt) && typeof prompt[0] !== 'number' ? prompt.length : 1;
  if (prompts * written > MOST_CHOICES) {
    throw invalid(
      'prompt',
      `Too many completions: ${prompts} prompts with ${written} completions each. Expected at most ${MOST_CHOICES} completions in one request.`,
    );
  }
}

function checkLength(
  { max_tokens: given, min_tokens: least = 0 }: CompletionRequest,
  model: ModelCard,
): void {
  const limit = given ?? USUAL_TOKENS;
  if (limit > model.maxOutputTokens) {
    throw new Fault({
      kind: 'above_model_limit',
      of: 'completion',
      param: 'max_tokens',
      limit: model.maxOutputTokens,
      given: limit,
    });
  }
  if (least > limit) {
    throw new Fault({
      kind: 'out_of_range',
      param: 'min_tokens',
      number: 'integer',
      side: 'above',
      bound: limit,
      exclusive: false,
      given: least,
    });
  }
}

function invalid(param: string, message: string, code: string | null = null): Fault {
  return new Fault({ kind: 'invalid_value', param, message, code });
}
