import Type, { type Static, type TSchema } from 'typebox';
import { described } from '../../../kernel/described.ts';
import { CompletionUsage } from '../completion-usage.ts';
import { chatExtras } from '../engine-extras/schema.ts';
import { PromptLogprobs } from '../engine-extras/told-tokens.ts';
import { AnyObject, Closed, Literals, Metadata, Nullable } from '../shapes.ts';

const Name = Type.String({ minLength: 1, maxLength: 64, pattern: '^[a-zA-Z0-9_-]+$' });

// Messages. Unknown members are ignored, because clients send answers back with members of their own.

const Breakpoint = Type.Optional(Type.Object({ mode: Literals('explicit') }));

const TextPart = Type.Object({
  type: Type.Literal('text'),
  text: Type.String(),
  prompt_cache_breakpoint: Breakpoint,
});

const RefusalPart = Type.Object({ type: Type.Literal('refusal'), refusal: Type.String() });

const ImagePart = Type.Object({
  type: Type.Literal('image_url'),
  image_url: Type.Object({
    url: Type.String({ minLength: 1 }),
    /** `original` is in the newest official client, but not yet in the specification. */
    detail: Type.Optional(Literals('auto', 'low', 'high', 'original')),
  }),
  prompt_cache_breakpoint: Breakpoint,
});

const AudioPart = Type.Object({
  type: Type.Literal('input_audio'),
  input_audio: Type.Object({ data: Type.String({ minLength: 1 }), format: Literals('wav', 'mp3') }),
  prompt_cache_breakpoint: Breakpoint,
});

/** Of open models. Only a video in a `data:` URI is measured; none is fetched. */
const VideoPart = Type.Object({
  type: Type.Literal('video_url'),
  video_url: Type.Object({ url: Type.String({ minLength: 1 }) }),
});

const FilePart = Type.Object({
  type: Type.Literal('file'),
  file: Type.Object({
    filename: Type.Optional(Type.String()),
    file_data: Type.Optional(Type.String()),
    file_id: Type.Optional(Type.String()),
  }),
  prompt_cache_breakpoint: Breakpoint,
});

const textOr = <S extends TSchema>(part: S) => Type.Union([Type.String(), Type.Array(part, { minItems: 1 })]);

/** Models other than OpenAI's accept images in any message; `check-messages.ts` applies the model's rules. */
const TextOrImage = textOr(Type.Union([TextPart, ImagePart]));

const Instructions = <const R extends string>(role: R) =>
  Type.Object({ role: Type.Literal(role), content: TextOrImage, name: Type.Optional(Type.String()) });

const UserMessage = Type.Object({
  role: Type.Literal('user'),
  content: textOr(Type.Union([TextPart, ImagePart, AudioPart, VideoPart, FilePart])),
  name: Type.Optional(Type.String()),
});

const FunctionCalled = Type.Object({ name: Type.String(), arguments: Type.String() });

const CalledTool = Type.Union([
  Type.Object({ id: Type.String(), type: Type.Literal('function'), function: FunctionCalled }),
  Type.Object({
    id: Type.String(),
    type: Type.Literal('custom'),
    custom: Type.Object({ name: Type.String(), input: Type.String() }),
  }),
]);

const AssistantMessage = Type.Object({
  role: Type.Literal('assistant'),
  content: Type.Optional(textOr(Type.Union([TextPart, RefusalPart, ImagePart]))),
  refusal: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
  audio: Type.Optional(Type.Object({ id: Type.String() })),
  tool_calls: Type.Optional(Type.Array(CalledTool)),
  function_call: Type.Optional(FunctionCalled),
  /** Open-model engines send it with answers. */
  reasoning_content: Type.Optional(Type.Unknown()),
});

const ToolMessage = Type.Object({
  role: Type.Literal('tool'),
  content: TextOrImage,
  tool_call_id: Type.String(),
});

const FunctionMessage = Type.Object({
  role: Type.Literal('function'),
  content: Nullable(Type.String()),
  name: Type.String(),
});

const Message = Type.Union([
  Instructions('developer'),
  Instructions('system'),
  UserMessage,
  AssistantMessage,
  ToolMessage,
  FunctionMessage,
]);
export type Message = Static<typeof Message>;

// Tools

const FunctionTool = Closed({
  type: Type.Literal('function'),
  function: Closed({
    name: Name,
    description: Type.Optional(Type.String()),
    parameters: Type.Optional(AnyObject),
    strict: Type.Optional(Type.Boolean()),
  }),
});

const CustomTool = Closed({
  type: Type.Literal('custom'),
  custom: Closed({
    name: Name,
    description: Type.Optional(Type.String()),
    format: Type.Optional(
      Type.Union([
        Closed({ type: Type.Literal('text') }),
        Closed({
          type: Type.Literal('grammar'),
          grammar: Closed({ syntax: Literals('lark', 'regex'), definition: Type.String() }),
        }),
      ]),
    ),
  }),
});

const NamedFunction = Closed({ type: Type.Literal('function'), function: Closed({ name: Type.String() }) });
const NamedCustom = Closed({ type: Type.Literal('custom'), custom: Closed({ name: Type.String() }) });

const ToolChoice = Type.Union([
  Literals('none', 'auto', 'required'),
  NamedFunction,
  NamedCustom,
  Closed({
    type: Type.Literal('allowed_tools'),
    allowed_tools: Closed({
      mode: Literals('auto', 'required'),
      tools: Type.Array(Type.Union([NamedFunction, NamedCustom])),
    }),
  }),
]);

const LegacyFunction = Closed({
  name: Name,
  description: Type.Optional(Type.String()),
  parameters: Type.Optional(AnyObject),
});

// Other parameters

/** Maps token ids to biases. */
const LogitBias = Type.Unsafe<Record<string, number>>({
  type: 'object',
  additionalProperties: { type: 'number', minimum: -100, maximum: 100 },
  propertyNames: { pattern: '^\\d{1,7}$' },
  maxProperties: 1024,
});

const ResponseFormat = Type.Union([
  Closed({ type: Type.Literal('text') }),
  Closed({ type: Type.Literal('json_object') }),
  Closed({
    type: Type.Literal('json_schema'),
    json_schema: Closed({
      name: Name,
      description: Type.Optional(Type.String()),
      schema: Type.Optional(AnyObject),
      strict: Type.Optional(Type.Boolean()),
    }),
  }),
]);

const WebSearchOptions = Closed({
  search_context_size: Type.Optional(Literals('low', 'medium', 'high')),
  user_location: Type.Optional(
    Closed({
      type: Literals('approximate'),
      approximate: Closed({
        country: Type.Optional(Type.String()),
        region: Type.Optional(Type.String()),
        city: Type.Optional(Type.String()),
        timezone: Type.Optional(Type.String()),
      }),
    }),
  ),
});

const AudioOptions = Closed({
  voice: Type.Union([Type.String(), Closed({ id: Type.String() })]),
  format: Literals('wav', 'aac', 'mp3', 'flac', 'opus', 'pcm16'),
});

/** `POST /chat/completions` (specification: CreateChatCompletionRequest). */
export const ChatCompletionRequest = Closed({
  model: described(
    Type.String({ minLength: 1, maxLength: 256 }),
    'A chat model that is served here, not only by the Responses API.',
  ),
  messages: described(
    Type.Array(Message, { minItems: 1 }),
    "A message with role `tool` answers a tool call of an assistant message before it, and every call is answered. An assistant message needs `content`, `tool_calls`, `function_call`, `refusal` or `audio`. Images, sound and files need a model that reads them, and have to be valid. Images are only allowed in user messages, and `name`, ids of calls and names of functions are restricted to what the model's platform accepts. For the response format `json_object`, a message has to contain the word JSON. The messages fit the context window of the model, together with the answer; OpenAI's models take at most 2,048.",
  ),
  audio: described(
    Type.Optional(AudioOptions),
    'Required if `modalities` includes `audio`, and otherwise not allowed. `voice` is the name of a built-in voice. Streams need the format `pcm16`.',
  ),
  frequency_penalty: Type.Optional(Type.Number({ minimum: -2, maximum: 2 })),
  function_call: described(
    Type.Optional(Type.Union([Literals('none', 'auto'), Closed({ name: Type.String() })])),
    'Only with `functions`, and only one of them.',
  ),
  functions: described(
    Type.Optional(Type.Array(LegacyFunction, { minItems: 1, maxItems: 128 })),
    'Not together with `tools`. Names are unique, and `parameters` are a valid JSON Schema.',
  ),
  logit_bias: Type.Optional(LogitBias),
  logprobs: Type.Optional(Type.Boolean()),
  max_completion_tokens: described(
    Type.Optional(Type.Integer({ minimum: 1 })),
    'At most what the model supports.',
  ),
  max_tokens: described(
    Type.Optional(Type.Integer({ minimum: 1 })),
    'Not together with `max_completion_tokens`. At most what the model supports.',
  ),
  metadata: Type.Optional(Metadata),
  modalities: described(
    Type.Optional(Type.Array(Literals('text', 'audio'), { minItems: 1, maxItems: 2 })),
    '`audio` needs a model that speaks.',
  ),
  moderation: described(Type.Optional(AnyObject), 'Not supported; only null is accepted.'),
  n: described(
    Type.Optional(Type.Integer({ minimum: 1, maximum: 128 })),
    'In chat completions, only 1 if `modalities` includes `audio`.',
  ),
  parallel_tool_calls: Type.Optional(Type.Boolean()),
  prediction: Type.Optional(Closed({ type: Literals('content'), content: textOr(TextPart) })),
  presence_penalty: Type.Optional(Type.Number({ minimum: -2, maximum: 2 })),
  prompt_cache_key: Type.Optional(Type.String()),
  prompt_cache_options: Type.Optional(
    Closed({ mode: Type.Optional(Literals('implicit', 'explicit')), ttl: Type.Optional(Literals('30m')) }),
  ),
  prompt_cache_retention: Type.Optional(Literals('in_memory', 'in-memory', '24h')),
  reasoning_effort: described(
    Type.Optional(Literals('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max')),
    'One that the model supports.',
  ),
  response_format: described(
    Type.Optional(ResponseFormat),
    'A type that the model supports, with a valid JSON Schema. Only `text` if `modalities` includes `audio`.',
  ),
  safety_identifier: Type.Optional(Type.String({ maxLength: 64 })),
  seed: Type.Optional(Type.Integer({ format: 'int64', minimum: -(2 ** 63), maximum: 2 ** 63 })),
  service_tier: Type.Optional(Literals('auto', 'default', 'flex', 'scale', 'priority', 'fast')),
  stop: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1, maxItems: 4 })])),
  store: Type.Optional(Type.Boolean()),
  stream: Type.Optional(Type.Boolean()),
  stream_options: described(
    Type.Optional(
      Closed({
        include_usage: Type.Optional(Type.Boolean()),
        include_obfuscation: Type.Optional(Type.Boolean()),
        continuous_usage_stats: Type.Optional(Type.Boolean()),
      }),
    ),
    'Only if `stream` is true.',
  ),
  temperature: Type.Optional(Type.Number({ minimum: 0, maximum: 2 })),
  tool_choice: described(Type.Optional(ToolChoice), 'Only with `tools`, and only those of them.'),
  tools: described(
    Type.Optional(Type.Array(Type.Union([FunctionTool, CustomTool]), { minItems: 1, maxItems: 128 })),
    'Needs a model that calls tools. Names are unique, and `parameters` are a valid JSON Schema.',
  ),
  top_logprobs: described(
    Type.Optional(Type.Integer({ minimum: 0, maximum: 20 })),
    'Only if `logprobs` is true.',
  ),
  top_p: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  user: Type.Optional(Type.String()),
  verbosity: Type.Optional(Literals('low', 'medium', 'high')),
  web_search_options: Type.Optional(WebSearchOptions),
  ...chatExtras,
});
export type ChatCompletionRequest = Static<typeof ChatCompletionRequest>;

// Replies

const Logprob = Type.Object({
  token: Type.String(),
  logprob: Type.Number({ maximum: 0 }),
  bytes: Nullable(Type.Array(Type.Integer({ minimum: 0, maximum: 255 }))),
});
const TokenLogprob = Type.Intersect([
  Logprob,
  Type.Object({ top_logprobs: Type.Array(Logprob, { maxItems: 20 }) }),
]);

const ChoiceLogprobs = Type.Object({
  content: Nullable(Type.Array(TokenLogprob)),
  refusal: Nullable(Type.Array(TokenLogprob)),
});
export type ChoiceLogprobs = Static<typeof ChoiceLogprobs>;

const Annotation = Type.Object({
  type: Type.Literal('url_citation'),
  url_citation: Type.Object({
    start_index: Type.Integer(),
    end_index: Type.Integer(),
    url: Type.String(),
    title: Type.String(),
  }),
});
export type Annotation = Static<typeof Annotation>;

const ToolCalled = Type.Union([
  Type.Object({
    id: Type.String(),
    type: Type.Literal('function'),
    function: Type.Object({ name: Type.String(), arguments: Type.String() }),
  }),
  Type.Object({
    id: Type.String(),
    type: Type.Literal('custom'),
    custom: Type.Object({ name: Type.String(), input: Type.String() }),
  }),
]);
export type ToolCalled = Static<typeof ToolCalled>;

export const AnswerMessage = Type.Object({
  role: Type.Literal('assistant'),
  content: Nullable(Type.String()),
  refusal: Nullable(Type.String()),
  reasoning_content: Type.Optional(Type.String()),
  annotations: Type.Optional(Type.Array(Annotation)),
  audio: Type.Optional(
    Type.Object({
      id: Type.String(),
      expires_at: Type.Integer(),
      data: Type.String(),
      transcript: Type.String(),
    }),
  ),
  tool_calls: Type.Optional(Type.Array(ToolCalled)),
  function_call: Type.Optional(Type.Object({ name: Type.String(), arguments: Type.String() })),
});
export type AnswerMessage = Static<typeof AnswerMessage>;

/** The service tier that served the answer. */
const ServiceTier = Literals('default', 'flex', 'scale', 'priority', 'fast');

const FinishReason = Literals('stop', 'length', 'tool_calls', 'content_filter', 'function_call');

/** Specification: CreateChatCompletionResponse. */
export const ChatCompletion = Type.Object({
  id: Type.String(),
  object: Type.Literal('chat.completion'),
  created: Type.Integer(),
  model: Type.String(),
  choices: Type.Array(
    Type.Object({
      index: Type.Integer(),
      message: AnswerMessage,
      logprobs: Nullable(ChoiceLogprobs),
      finish_reason: FinishReason,
      token_ids: Type.Optional(Type.Array(Type.Integer())),
    }),
  ),
  usage: CompletionUsage,
  service_tier: ServiceTier,
  system_fingerprint: Type.String(),
  metadata: Type.Optional(Nullable(Metadata)),
  prompt_token_ids: Type.Optional(Type.Array(Type.Integer())),
  prompt_logprobs: Type.Optional(PromptLogprobs),
});
export type ChatCompletion = Static<typeof ChatCompletion>;

/** A piece of a tool call: the first one names the tool, the others continue its input. */
const ToolCallDelta = Type.Object({
  index: Type.Integer(),
  id: Type.Optional(Type.String()),
  type: Type.Optional(Literals('function', 'custom')),
  function: Type.Optional(
    Type.Object({ name: Type.Optional(Type.String()), arguments: Type.Optional(Type.String()) }),
  ),
  custom: Type.Optional(
    Type.Object({ name: Type.Optional(Type.String()), input: Type.Optional(Type.String()) }),
  ),
});

/** Specification: CreateChatCompletionStreamResponse. */
export const ChatCompletionChunk = Type.Object({
  id: Type.String(),
  object: Type.Literal('chat.completion.chunk'),
  created: Type.Integer(),
  model: Type.String(),
  service_tier: ServiceTier,
  system_fingerprint: Type.String(),
  choices: Type.Array(
    Type.Object({
      index: Type.Integer(),
      delta: Type.Object({
        role: Type.Optional(Type.Literal('assistant')),
        content: Type.Optional(Nullable(Type.String())),
        refusal: Type.Optional(Nullable(Type.String())),
        reasoning_content: Type.Optional(Type.String()),
        annotations: Type.Optional(Type.Array(Annotation)),
        audio: Type.Optional(
          Type.Object({
            id: Type.String(),
            transcript: Type.Optional(Type.String()),
            data: Type.Optional(Type.String()),
            expires_at: Type.Optional(Type.Integer()),
          }),
        ),
        tool_calls: Type.Optional(Type.Array(ToolCallDelta)),
        function_call: Type.Optional(
          Type.Object({ name: Type.Optional(Type.String()), arguments: Type.Optional(Type.String()) }),
        ),
      }),
      logprobs: Nullable(ChoiceLogprobs),
      finish_reason: Nullable(FinishReason),
      token_ids: Type.Optional(Type.Array(Type.Integer())),
    }),
  ),
  usage: Type.Optional(Nullable(CompletionUsage)),
  obfuscation: Type.Optional(Type.String()),
  prompt_token_ids: Type.Optional(Type.Array(Type.Integer())),
});
export type ChatCompletionChunk = Static<typeof ChatCompletionChunk>;

/** A stored completion also has the parameters it was created with. */
export const StoredChatCompletion = Type.Object({
  ...ChatCompletion.properties,
  request_id: Type.String(),
  tool_choice: Nullable(Type.Unknown()),
  tools: Nullable(Type.Array(Type.Unknown())),
  response_format: Nullable(Type.Unknown()),
  seed: Type.Integer(),
  temperature: Type.Number(),
  top_p: Type.Number(),
  presence_penalty: Type.Number(),
  frequency_penalty: Type.Number(),
  input_user: Nullable(Type.String()),
  metadata: Metadata,
});
export type StoredChatCompletion = Static<typeof StoredChatCompletion>;

/** A message of a stored completion's prompt. */
export const StoredMessage = Type.Object({
  id: Type.String(),
  role: Type.String(),
  content: Nullable(Type.String()),
  refusal: Nullable(Type.String()),
  name: Type.Optional(Nullable(Type.String())),
  content_parts: Nullable(
    Type.Array(Type.Union([TextPart, RefusalPart, ImagePart, AudioPart, VideoPart, FilePart])),
  ),
  tool_calls: Type.Optional(Type.Array(CalledTool)),
  function_call: Type.Optional(FunctionCalled),
  tool_call_id: Type.Optional(Type.String()),
});
export type StoredMessage = Static<typeof StoredMessage>;

export const StoredChatCompletionUpdate = Closed({ metadata: Nullable(Metadata) });

export const ChatCompletionDeleted = Type.Object({
  object: Type.Literal('chat.completion.deleted'),
  id: Type.String(),
  deleted: Type.Boolean(),
});
