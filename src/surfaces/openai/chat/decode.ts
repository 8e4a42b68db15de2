import type { ModelCard, ReasoningEffort } from '../../../engine/models/card.ts';
import type {
  GenerationRequest,
  OutputFormat,
  Part,
  Tool,
  ToolCall,
  ToolChoice,
  Turn,
} from '../../../engine/request.ts';
import { Fault } from '../../../kernel/fault.ts';
import { decodeStops, decodeTold } from '../engine-extras/decode.ts';
import { askedForm } from '../engine-extras/form.ts';
import { NO_READINGS, type Reading, type Readings, toMediaPart } from '../media/readings.ts';
import { priorityOf } from '../priority.ts';
import { decodeSampling } from '../sampling.ts';
import type { ChatCompletionRequest, Message } from './schema.ts';

/**
 * Maps a validated request to the engine's neutral request. Every property is always set, so that all
 * requests have the same object shape.
 */
export function decodeChat(
  body: ChatCompletionRequest,
  model: ModelCard,
  media: KnownMedia = NO_MEDIA,
): GenerationRequest {
  const maxTokens = body.max_completion_tokens ?? body.max_tokens;
  return {
    model,
    turns: body.messages.map((message, index) => decodeMessage(message, index, media)),
    tools: decodeTools(body),
    toolChoice: decodeToolChoice(body),
    parallelToolCalls: body.parallel_tool_calls ?? body.functions === undefined,
    format: decodeFormat(body),
    choices: body.n ?? 1,
    limits: {
      maxTokens,
      minTokens: body.min_tokens ?? 0,
      ignoreEos: body.ignore_eos ?? false,
      ...decodeStops(body),
    },
    sampling: decodeSampling(body),
    topLogprobs: body.logprobs ? (body.top_logprobs ?? 0) : undefined,
    continuousUsage: body.stream_options?.continuous_usage_stats ?? false,
    reasoningEffort: effortOf(body, model),
    verbosity: body.verbosity ?? 'medium',
    prediction: (body.prediction && textOf(body.prediction.content)) || undefined,
    cacheKey: body.prompt_cache_key ?? body.cache_salt,
    priority: priorityOf(body),
    webSearch: decodeWebSearch(body),
    ...decodeTold(body, maxTokens, model),
  };
}

/** The effective reasoning effort; undefined for models that do not reason. */
export function effortOf(body: ChatCompletionRequest, model: ModelCard): ReasoningEffort | undefined {
  if (model.reasoning === undefined) return undefined;
  const switches = body.chat_template_kwargs ?? {};
  if (switches.enable_thinking === false || switches.thinking === false) return 'none';
  return body.reasoning_effort ?? model.reasoning.defaultEffort;
}

/** What was read for a request before it is decoded. */
export interface KnownMedia {
  readonly readings: Readings;
  /** The transcripts of earlier spoken answers, by id. */
  readonly said: ReadonlyMap<string, string>;
}

const NO_MEDIA: KnownMedia = { readings: NO_READINGS, said: new Map() };

function decodeMessage(message: Message, index: number, media: KnownMedia): Turn {
  switch (message.role) {
    case 'developer':
    case 'system':
      return { role: 'system', ...nameOf(message), parts: decodeContent(message.content) };
    case 'user':
      return { role: 'user', ...nameOf(message), parts: decodeContent(message.content, media) };
    case 'assistant':
      return decodeAssistant(message, index, media);
    case 'tool':
      return { role: 'tool', toolCallId: message.tool_call_id, parts: decodeContent(message.content) };
    case 'function':
      return { role: 'tool', name: message.name, parts: decodeContent(message.content ?? '') };
  }
}

function decodeAssistant(
  message: Extract<Message, { role: 'assistant' }>,
  index: number,
  { said }: KnownMedia,
): Turn {
  const parts = decodeContent(message.content ?? []);
  if (message.audio) {
    const text = said.get(message.audio.id);
    if (text === undefined) {
      throw new Fault({
        kind: 'invalid_value',
        param: `messages[${index}].audio.id`,
        message: `No audio response found with id '${message.audio.id}'.`,
        code: 'not_found',
      });
    }
    parts.push({ kind: 'text', text });
  }
  if (message.refusal) parts.push({ kind: 'refusal', text: message.refusal });
  const calls: ToolCall[] = (message.tool_calls ?? []).map((call) =>
    call.type === 'function'
      ? { id: call.id, kind: 'function', name: call.function.name, input: call.function.arguments }
      : { id: call.id, kind: 'custom', name: call.custom.name, input: call.custom.input },
  );
  const legacy = message.function_call;
  if (legacy) calls.push({ id: '', kind: 'function', name: legacy.name, input: legacy.arguments });
  return { role: 'assistant', ...nameOf(message), parts, ...(calls.length > 0 && { toolCalls: calls }) };
}

const nameOf = ({ name }: { name?: string | undefined }): { name?: string } =>
  name === undefined ? {} : { name };

type Content = NonNullable<Message['content']>;

function decodeContent(content: Content | readonly never[], { readings }: KnownMedia = NO_MEDIA): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [{ kind: 'text', text: content }];
  return content.map((part) => decodePart(part, readings.get(part)));
}

function decodePart(part: Exclude<Content, string>[number], reading: Reading | undefined): Part {
  switch (part.type) {
    case 'text':
      return { kind: 'text', text: part.text };
    case 'refusal':
      return { kind: 'refusal', text: part.refusal };
    default:
      return toMediaPart(part, reading);
  }
}

function textOf(content: string | readonly { text: string }[]): string {
  return typeof content === 'string' ? content : content.map((part) => part.text).join('');
}

function decodeTools(body: ChatCompletionRequest): Tool[] {
  const legacy = (body.functions ?? []).map((definition) => toFunction(definition));
  const tools = (body.tools ?? []).map((tool): Tool => {
    if (tool.type === 'function') return toFunction(tool.function);
    const { name, description = '', format } = tool.custom;
    return {
      kind: 'custom',
      name,
      description,
      ...(format?.type === 'grammar' && { grammar: format.grammar }),
    };
  });
  return [...legacy, ...tools];
}

function toFunction(definition: {
  name: string;
  description?: string;
  parameters?: Record<string, unknown>;
  strict?: boolean;
}): Tool {
  const { name, description = '', parameters, strict } = definition;
  return { kind: 'function', name, description, ...(parameters && { parameters }), strict: strict ?? false };
}

function decodeToolChoice(body: ChatCompletionRequest): ToolChoice {
  const choice = body.tool_choice ?? body.function_call ?? 'auto';
  if (typeof choice === 'string') return { mode: choice };
  if (!('type' in choice)) return { mode: 'named', name: choice.name };
  switch (choice.type) {
    case 'function':
      return { mode: 'named', name: choice.function.name };
    case 'custom':
      return { mode: 'named', name: choice.custom.name };
    case 'allowed_tools':
      return { mode: choice.allowed_tools.mode, allowed: choice.allowed_tools.tools.map(nameOfChoice) };
  }
}

export function nameOfChoice(
  choice: { type: 'function'; function: { name: string } } | { type: 'custom'; custom: { name: string } },
): string {
  return choice.type === 'function' ? choice.function.name : choice.custom.name;
}

function decodeFormat(body: ChatCompletionRequest): OutputFormat {
  const { response_format: format } = body;
  switch (format?.type) {
    case 'json_object':
      return { kind: 'json' };
    case 'json_schema': {
      const { name, schema = { type: 'object' }, strict } = format.json_schema;
      return { kind: 'schema', name, schema, strict: strict ?? false };
    }
    default:
      return askedForm(body)?.format ?? { kind: 'text' };
  }
}

function decodeWebSearch({
  web_search_options: options,
}: ChatCompletionRequest): GenerationRequest['webSearch'] {
  if (!options) return undefined;
  const place = options.user_location?.approximate;
  const named = place?.city ?? place?.region ?? place?.country;
  return {
    contextSize: options.search_context_size ?? 'medium',
    ...(named !== undefined && { place: named }),
  };
}
