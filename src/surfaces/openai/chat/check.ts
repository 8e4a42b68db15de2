import { checkSchema, checkStrictSchema } from '../../../engine/content/structured/index.ts';
import { type ModelCard, type RefusedParameter, serves } from '../../../engine/models/card.ts';
import type { PartMeasure } from '../../../engine/tokenizer/chat-template.ts';
import { Fault } from '../../../kernel/fault.ts';
import { VOICES } from '../audio/schema.ts';
import { wantsAudio } from './audio.ts';
import { effortOf, nameOfChoice } from './decode.ts';
import type { ChatCompletionRequest, Message } from './schema.ts';

export interface CheckOptions {
  readonly measure: PartMeasure;
  /** Hold `strict: true` to OpenAI's rules for strict schemas. */
  readonly strictSchemas: boolean;
}

/**
 * What a schema cannot say: parameters that need one another, what this model does not take, messages in an order that makes
 * no conversation, schemas that are none.
 *
 * @throws Fault, the first one found
 */
export function checkChat(body: ChatCompletionRequest, model: ModelCard, options: CheckOptions): void {
  checkModel(body, model);
  checkRefused(body, model);
  checkDependencies(body);
  checkLimits(body, model);
  checkConversation(body.messages);
  body.messages.forEach((message, index) => {
    checkContent(message, `messages[${index}].content`, model, options);
  });
  checkTools(body, model, options);
  checkFormat(body, options);
}

function invalid(param: string | null, message: string, code: string | null = null): Fault {
  return new Fault({ kind: 'invalid_value', param, message, code });
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

/** What a spoken answer needs, and what cannot be said aloud. */
function checkAudio(body: ChatCompletionRequest, model: ModelCard): void {
  const { audio, modalities } = body;
  if (!wantsAudio(body)) {
    if (!audio) return;
    throw invalid('audio', "Invalid value for 'audio': audio is only made when 'modalities' asks for it.");
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
  const isReasoning = effortOf(body, model) !== 'none';
  for (const refused of model.refuses) {
    if (refused.whileReasoning && !isReasoning) continue;
    const given = (body as Record<string, unknown>)[refused.field];
    if (given !== undefined && given !== null) checkValue(refused, given);
  }
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

function checkValue({ field, only, instead }: RefusedParameter, given: unknown): void {
  if (only === undefined) {
    throw new Fault({
      kind: 'unsupported_parameter',
      param: field,
      ...(instead !== undefined && { instead }),
    });
  }
  if (given !== only) throw new Fault({ kind: 'unsupported_value', param: field, given, only });
}

function checkDependencies(body: ChatCompletionRequest): void {
  const only = (param: string, condition: string): Fault =>
    invalid(param, `The '${param}' parameter is only allowed when '${condition}' is enabled.`);
  if (body.stream_options && !body.stream) throw only('stream_options', 'stream');
  if (typeof body.top_logprobs === 'number' && !body.logprobs) throw only('top_logprobs', 'logprobs');

  const needsTools = (param: string, tools: string): Fault =>
    invalid(param, `'${param}' is only allowed when '${tools}' are specified.`);
  if (body.tool_choice && body.tool_choice !== 'none' && !body.tools)
    throw needsTools('tool_choice', 'tools');
  if (typeof body.parallel_tool_calls === 'boolean' && !body.tools)
    throw needsTools('parallel_tool_calls', 'tools');
  if (body.function_call && !body.functions) throw needsTools('function_call', 'functions');
  if (body.functions && body.tools) {
    throw invalid(
      'functions',
      "'functions' is deprecated and cannot be used together with 'tools'. Use 'tools' alone.",
    );
  }
  if (typeof body.max_tokens === 'number' && typeof body.max_completion_tokens === 'number') {
    throw invalid(
      'max_tokens',
      "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
      'invalid_parameter_combination',
    );
  }
  const limit = body.max_completion_tokens ?? body.max_tokens;
  if (body.min_tokens && typeof limit === 'number' && body.min_tokens > limit) {
    throw invalid(
      'min_tokens',
      `Invalid 'min_tokens': expected a value <= ${limit}, the completion's limit, but got ${body.min_tokens} instead.`,
    );
  }
}

function checkLimits(body: ChatCompletionRequest, model: ModelCard): void {
  for (const param of ['max_tokens', 'max_completion_tokens'] as const) {
    const given = body[param];
    if (typeof given === 'number' && given > model.maxOutputTokens) {
      throw invalid(
        param,
        `${param} is too large: ${given}. This model supports at most ${model.maxOutputTokens} completion tokens, whereas you provided ${given}.`,
        'invalid_value',
      );
    }
  }
}

/**
 * Tool results answer the calls of the assistant message before them, and every call is answered. OpenAI writes the
 * parameter of these two refusals with a dot before the bracket, unlike that of all others.
 */
function checkConversation(messages: readonly Message[]): void {
  let open: Set<string> | undefined;
  messages.forEach((message, index) => {
    if (message.role === 'tool') {
      if (!open) {
        throw invalid(
          `messages[${index}].role`,
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
        );
      }
      open.delete(message.tool_call_id);
      return;
    }
    checkAnswered(open, index);
    open =
      message.role === 'assistant' && message.tool_calls && message.tool_calls.length > 0
        ? new Set(message.tool_calls.map((call) => call.id))
        : undefined;
    checkAssistant(message, index);
  });
  checkAnswered(open, messages.length);
}

function checkAnswered(open: ReadonlySet<string> | undefined, index: number): void {
  if (!open || open.size === 0) return;
  throw invalid(
    `messages[${index - 1}].role`,
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...open].slice(0, 16).join(', ')}`,
  );
}

function checkAssistant(message: Message, index: number): void {
  if (message.role !== 'assistant') return;
  // An answer that was cut while it reasoned comes back with nothing else.
  const says =
    message.content ?? message.refusal ?? message.function_call ?? message.audio ?? message.reasoning_content;
  if ((says === null || says === undefined) && !message.tool_calls?.length) {
    throw invalid(
      `messages[${index}].content`,
      "Invalid value for 'content': expected a string, got null. An assistant message needs 'content', 'refusal' or 'tool_calls'.",
    );
  }
}

function checkContent(message: Message, path: string, model: ModelCard, { measure }: CheckOptions): void {
  if (!Array.isArray(message.content)) return;
  message.content.forEach((part, index) => {
    const at = `${path}[${index}]`;
    const unsupported = (type: string): Fault =>
      invalid(`${at}.type`, `Invalid content type. ${type} is only supported by certain models.`);
    switch (part.type) {
      case 'image_url':
        if (!model.input.image) throw unsupported('image_url');
        checkImage(part.image_url.url, `${at}.image_url.url`, measure);
        break;
      case 'input_audio':
        if (!model.input.audio) throw unsupported('input_audio');
        if (!measure.audio(part.input_audio.data, part.input_audio.format)) {
          throw invalid(
            `${at}.input_audio.data`,
            `Invalid '${at}.input_audio.data': expected base64-encoded ${part.input_audio.format} audio, but the data could not be read as that.`,
            'invalid_value',
          );
        }
        break;
      case 'file':
        if (!model.input.file) throw unsupported('file');
        checkFile(part.file, at, measure);
        break;
    }
  });
}

function checkImage(url: string, param: string, measure: PartMeasure): void {
  if (/^https?:\/\//i.test(url)) {
    if (URL.canParse(url)) return;
  } else if (url.startsWith('data:')) {
    if (measure.image(url)) return;
    throw invalid(
      param,
      "You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', 'jpeg', 'gif', 'webp'].",
      'invalid_image_format',
    );
  }
  throw invalid(
    param,
    `Invalid '${param}'. Expected a valid URL, but got a value with an invalid format.`,
    'invalid_value',
  );
}

function checkFile(
  file: { file_data?: string; file_id?: string; filename?: string },
  at: string,
  measure: PartMeasure,
): void {
  if (file.file_id !== undefined)
    throw new Fault({ kind: 'not_found', noun: 'file', id: file.file_id, param: `${at}.file.file_id` });
  if (file.file_data === undefined)
    throw new Fault({ kind: 'missing_parameter', param: `${at}.file.file_id` });
  if (!measure.file({ kind: 'file', data: file.file_data })) {
    throw invalid(
      `${at}.file.file_data`,
      `Invalid '${at}.file.file_data': expected base64-encoded data or a data URL, but the data could not be read as that.`,
      'invalid_value',
    );
  }
}

function checkTools(body: ChatCompletionRequest, model: ModelCard, { strictSchemas }: CheckOptions): void {
  const definitions = body.tools ?? [];
  if (definitions.length + (body.functions?.length ?? 0) === 0) return;
  if (!model.tools)
    throw new Fault({ kind: 'unsupported_parameter', param: body.tools ? 'tools' : 'functions' });

  const names = new Set<string>();
  definitions.forEach((tool, index) => {
    const name = tool.type === 'function' ? tool.function.name : tool.custom.name;
    if (names.has(name))
      throw invalid(
        `tools[${index}].${tool.type}.name`,
        `Invalid 'tools': the name '${name}' is used more than once.`,
      );
    names.add(name);
    if (tool.type === 'function') {
      const { parameters, strict } = tool.function;
      checkParameters(
        name,
        parameters,
        strictSchemas && strict === true,
        `tools[${index}].function.parameters`,
      );
    }
  });
  body.functions?.forEach(({ name, parameters }, index) => {
    names.add(name);
    checkParameters(name, parameters, false, `functions[${index}].parameters`);
  });
  for (const [param, name] of chosenNames(body)) {
    if (!names.has(name)) {
      throw invalid(
        param,
        `Tool choice '${name}' not found in '${body.tools ? 'tools' : 'functions'}' parameter.`,
      );
    }
  }
}

function chosenNames(body: ChatCompletionRequest): [param: string, name: string][] {
  const choice = body.tool_choice ?? body.function_call;
  if (!choice || typeof choice === 'string') return [];
  if (!('type' in choice)) return [['function_call.name', choice.name]];
  if (choice.type === 'allowed_tools') {
    return choice.allowed_tools.tools.map((tool, index) => [
      `tool_choice.allowed_tools.tools[${index}]`,
      nameOfChoice(tool),
    ]);
  }
  return [[`tool_choice.${choice.type}.name`, nameOfChoice(choice)]];
}

function checkParameters(
  name: string,
  schema: Record<string, unknown> | undefined,
  isStrict: boolean,
  param: string,
): void {
  if (schema === undefined) return;
  const problem = isStrict ? checkStrictSchema(schema) : checkSchema(schema);
  if (problem) {
    throw invalid(
      param,
      `Invalid schema for function '${name}': ${problem.message}`,
      'invalid_function_parameters',
    );
  }
}

function checkFormat(body: ChatCompletionRequest, { strictSchemas }: CheckOptions): void {
  const format = body.response_format;
  if (format?.type === 'json_object' && !mentionsJson(body.messages)) {
    throw invalid(
      'messages',
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
    );
  }
  if (format?.type !== 'json_schema' || format.json_schema.schema === undefined) return;
  const { name, schema, strict } = format.json_schema;
  const problem = strictSchemas && strict === true ? checkStrictSchema(schema) : checkSchema(schema);
  if (problem)
    throw invalid('response_format', `Invalid schema for response_format '${name}': ${problem.message}`);
}

function mentionsJson(messages: readonly Message[]): boolean {
  return messages.some(({ content }) => {
    if (typeof content === 'string') return /json/i.test(content);
    return content?.some((part) => part.type === 'text' && /json/i.test(part.text)) ?? false;
  });
}
