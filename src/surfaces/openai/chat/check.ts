import { type ModelCard, serves } from '../../../engine/models/card.ts';
import { Fault } from '../../../kernel/fault.ts';
import { VOICES } from '../audio/schema.ts';
import { checkExtras } from '../engine-extras/check.ts';
import { askedForm } from '../engine-extras/form.ts';
import { invalid } from '../invalid.ts';
import type { SchemaOptions } from '../judge-schemas.ts';
import type { Readings } from '../media/readings.ts';
import { checkMembers } from '../refused-members.ts';
import { wantsAudio } from './audio.ts';
import { checkMessages } from './check-messages.ts';
import { checkSchemas } from './check-schemas.ts';
import { checkTools } from './check-tools.ts';
import { effortOf } from './decode.ts';
import type { ChatCompletionRequest, Message } from './schema.ts';

export interface CheckOptions extends SchemaOptions {
  /** What the media of the messages contain. */
  readonly readings: Readings;
}

/**
 * Checks what the request schema cannot express: parameters that depend on each other, what the model does
 * not support, message order, and JSON schemas in the request.
 *
 * @returns the real API's error message for a strict schema that is served here although the real API would
 * reject it; undefined if there is none
 * @throws Fault for the first problem found
 */
export function checkChat(
  body: ChatCompletionRequest,
  model: ModelCard,
  options: CheckOptions,
): string | undefined {
  checkModel(body, model);
  checkRefused(body, model);
  checkExtras(body);
  checkDependencies(body);
  checkLimits(body, model);
  checkMessages(body.messages, model, options.readings);
  checkTools(body, model);
  checkFormat(body, model);
  checkAsked(body);
  return checkSchemas(body, model, options);
}

function checkModel(body: ChatCompletionRequest, model: ModelCard): void {
  if (!serves(model, 'chat')) {
    throw invalid(
      'model',
      'This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you mean to use v1/completions?',
    );
  }
  if (model.responsesOnly) {
    throw invalid('model', 'This model is only supported in v1/responses and not in v1/chat/completions.');
  }
  if (body.moderation) throw new Fault({ kind: 'unsupported_parameter', param: 'moderation' });
  checkAudio(body, model);
}

/** Checks the parameters of a spoken answer. */
function checkAudio(body: ChatCompletionRequest, model: ModelCard): void {
  const { audio, modalities } = body;
  if (!wantsAudio(body)) {
    if (!audio) return;
    throw invalid(
      'audio',
      "Invalid value for 'audio': 'audio' is only allowed when 'modalities' includes 'audio'.",
    );
  }
  if (!model.output.audio) {
    throw new Fault({ kind: 'unsupported_value', param: 'modalities', given: modalities, only: 'text' });
  }
  if (!audio) throw new Fault({ kind: 'missing_parameter', param: 'audio' });
  if (body.stream && audio.format !== 'pcm16') {
    throw new Fault({ kind: 'unsupported_value', param: 'audio.format', given: audio.format, only: 'pcm16' });
  }
  if ((body.n ?? 1) > 1) throw new Fault({ kind: 'unsupported_value', param: 'n', given: body.n, only: 1 });
  if (typeof audio.voice !== 'string') {
    throw invalid('audio.voice', `No custom voice found with id '${audio.voice.id}'.`, 'not_found');
  }
  if (!(VOICES as readonly string[]).includes(audio.voice)) {
    throw new Fault({ kind: 'invalid_choice', param: 'audio.voice', given: audio.voice, allowed: VOICES });
  }
  const { response_format: format } = body;
  if (format && format.type !== 'text') {
    throw new Fault({
      kind: 'unsupported_value',
      param: 'response_format.type',
      given: format.type,
      only: 'text',
    });
  }
}

function checkRefused(body: ChatCompletionRequest, model: ModelCard): void {
  checkMembers(body, model, effortOf(body, model) !== 'none');
  const { reasoning_effort: effort } = body;
  const efforts = model.reasoning?.efforts;
  if (effort && efforts && !efforts.includes(effort)) {
    throw invalid(
      'reasoning_effort',
      `Unsupported value: 'reasoning_effort' does not support '${effort}' with this model. Supported values are: ${efforts.map((name) => `'${name}'`).join(', ')}.`,
      'unsupported_value',
    );
  }
}

function checkDependencies(body: ChatCompletionRequest): void {
  const only = (param: string, condition: string): Fault =>
    invalid(param, `The '${param}' parameter is only allowed when '${condition}' is enabled.`);
  if (body.stream_options && !body.stream) throw only('stream_options', 'stream');
  if (typeof body.top_logprobs === 'number' && !body.logprobs) throw only('top_logprobs', 'logprobs');
  if (typeof body.max_tokens === 'number' && typeof body.max_completion_tokens === 'number') {
    throw invalid(
      'max_tokens',
      "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
      'invalid_parameter_combination',
    );
  }
  const limit = body.max_completion_tokens ?? body.max_tokens;
  if (body.min_tokens && typeof limit === 'number' && body.min_tokens > limit) {
    // The bound is the request's own limit.
    throw new Fault({
      kind: 'out_of_range',
      param: 'min_tokens',
      number: 'integer',
      side: 'above',
      bound: limit,
      exclusive: false,
      given: body.min_tokens,
    });
  }
}

function checkLimits(body: ChatCompletionRequest, model: ModelCard): void {
  for (const param of ['max_tokens', 'max_completion_tokens'] as const) {
    const given = body[param];
    if (typeof given === 'number' && given > model.maxOutputTokens) {
      throw new Fault({
        kind: 'above_model_limit',
        of: 'completion',
        param,
        limit: model.maxOutputTokens,
        given,
      });
    }
  }
}

/**
 * Rejects formats the model does not support. Only OpenAI requires the word 'json' in the messages;
 * open-model engines do not.
 */
function checkFormat(
  { response_format: format, messages }: ChatCompletionRequest,
  { rules }: ModelCard,
): void {
  if (!rules || !format || format.type === 'text') return;
  const { type } = format;
  if (!rules.formats.includes(type)) {
    const more =
      type === 'json_schema'
        ? ' Learn more about supported models at the Structured Outputs guide: https://platform.openai.com/docs/guides/structured-outputs'
        : '';
    throw invalid(
      'response_format',
      `Invalid parameter: 'response_format' of type '${type}' is not supported with this model.${more}`,
    );
  }
  if (type === 'json_object' && !mentionsJson(messages)) {
    throw invalid(
      'messages',
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
    );
  }
}

/** A form in an engine's words is the only one. */
function checkAsked(body: ChatCompletionRequest): void {
  const { response_format: format } = body;
  const asked = askedForm(body, format && format.type !== 'text' ? ['response_format'] : []);
  if (asked && wantsAudio(body)) throw new Fault({ kind: 'unsupported_parameter', param: asked.param });
}

function mentionsJson(messages: readonly Message[]): boolean {
  return messages.some(({ content }) => {
    if (typeof content === 'string') return /json/i.test(content);
    return content?.some((part) => part.type === 'text' && /json/i.test(part.text)) ?? false;
  });
}
