import Type, { type Static } from 'typebox';
import { described } from '../../../../kernel/described.ts';
import { Closed, Literals, Metadata } from '../../shapes.ts';
import { ToolOutputContent } from './content.ts';
import { Effort } from './item-parts.ts';
import { InputItem } from './items.ts';
import { CacheLifetime, LONGEST_TEXT } from './limits.ts';
import { TextOptions } from './text.ts';
import { Tool, ToolChoice } from './tools.ts';

/** Values of `include`. */
export const INCLUDABLE = [
  'file_search_call.results',
  'web_search_call.results',
  'web_search_call.action.sources',
  'message.input_image.image_url',
  'computer_call_output.output.image_url',
  'code_interpreter_call.outputs',
  'reasoning.encrypted_content',
  'message.output_text.logprobs',
] as const;

export const Include = Type.Array(Literals(...INCLUDABLE));
export type Include = Static<typeof Include>;

/** Text, or items in the order of the conversation. */
const ResponseInput = Type.Union([Type.String({ maxLength: LONGEST_TEXT }), Type.Array(InputItem)]);

const ConversationChoice = Type.Union([Type.String(), Closed({ id: Type.String() })]);

const ReasoningOptions = Closed({
  effort: Type.Optional(Effort),
  summary: Type.Optional(Literals('auto', 'concise', 'detailed')),
  generate_summary: Type.Optional(Literals('auto', 'concise', 'detailed')),
  context: Type.Optional(Literals('auto', 'current_turn', 'all_turns')),
  mode: Type.Optional(Literals('standard', 'pro')),
});

const PromptTemplate = Closed({
  id: Type.String(),
  version: Type.Optional(Type.String()),
  variables: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), ToolOutputContent]))),
});

const ModerationMode = Type.Optional(Closed({ mode: Literals('score', 'block') }));

const ImageOptions = Closed({
  context_compression: Type.Optional(Literals('auto', 'enabled', 'disabled')),
});

const Truncation = Literals('auto', 'disabled');

const PreviousResponse = described(
  Type.Optional(Type.String()),
  'A stored response of the project. Not together with `conversation`.',
);

/** What counting, compacting and creating have in common. */
const context = {
  input: described(
    Type.Optional(ResponseInput),
    'Required, unless `previous_response_id`, `conversation` or `prompt` is given.',
  ),
  instructions: Type.Optional(Type.String()),
  previous_response_id: PreviousResponse,
};

/** `POST /responses` (specification: CreateResponse). */
export const CreateResponseRequest = Closed({
  model: described(
    Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    'Required, unless `prompt` names a template that has a model.',
  ),
  ...context,
  access_programs: Type.Optional(
    Closed({ cyber: Type.Optional(Literals('standard', 'daybreak_blue', 'daybreak_red')) }),
  ),
  background: Type.Optional(Type.Boolean()),
  background_options: Type.Optional(
    Closed({
      completion_window: Type.Optional(Literals('soonest', '2h', '8h')),
      continuation_id: Type.Optional(Type.String()),
    }),
  ),
  context_management: Type.Optional(
    Type.Array(
      Closed({
        type: Literals('compaction'),
        compact_threshold: Type.Optional(Type.Integer({ minimum: 1000 })),
      }),
      { minItems: 1 },
    ),
  ),
  conversation: described(
    Type.Optional(ConversationChoice),
    'A conversation of the project, or its id. Not together with `previous_response_id`.',
  ),
  image: Type.Optional(ImageOptions),
  include: Type.Optional(Include),
  max_output_tokens: Type.Optional(Type.Integer({ minimum: 16 })),
  max_tool_calls: Type.Optional(Type.Integer({ minimum: 1 })),
  metadata: Type.Optional(Metadata),
  moderation: Type.Optional(
    Closed({
      model: Type.String(),
      policy: Type.Optional(Closed({ input: ModerationMode, output: ModerationMode })),
    }),
  ),
  parallel_tool_calls: Type.Optional(Type.Boolean()),
  prompt: Type.Optional(PromptTemplate),
  prompt_cache_key: Type.Optional(Type.String()),
  prompt_cache_options: Type.Optional(
    Closed({
      mode: Type.Optional(Literals('implicit', 'explicit')),
      ttl: Type.Optional(CacheLifetime),
      prewarm: Type.Optional(Type.Boolean()),
      comparison_response_id: Type.Optional(Type.String()),
    }),
  ),
  prompt_cache_retention: Type.Optional(Literals('in_memory', '24h')),
  reasoning: Type.Optional(ReasoningOptions),
  safety_identifier: Type.Optional(Type.String({ maxLength: 64 })),
  service_tier: Type.Optional(Literals('auto', 'default', 'flex', 'scale', 'priority', 'fast', 'ultrafast')),
  store: Type.Optional(Type.Boolean()),
  stream: Type.Optional(Type.Boolean()),
  stream_options: described(
    Type.Optional(Closed({ include_obfuscation: Type.Optional(Type.Boolean()) })),
    'Only if `stream` is true.',
  ),
  temperature: Type.Optional(Type.Number({ minimum: 0, maximum: 2 })),
  text: Type.Optional(TextOptions),
  tool_choice: described(Type.Optional(ToolChoice), 'Only with `tools`, and only those of them.'),
  tools: Type.Optional(Type.Array(Tool)),
  top_logprobs: Type.Optional(Type.Integer({ minimum: 0, maximum: 20 })),
  top_p: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  truncation: Type.Optional(Truncation),
  user: Type.Optional(Type.String()),
});
export type CreateResponseRequest = Static<typeof CreateResponseRequest>;

/** `POST /responses/compact` (specification: CompactResponseMethodPublicBody). */
export const CompactRequest = Closed({
  model: Type.String({ minLength: 1, maxLength: 256 }),
  ...context,
  image: Type.Optional(ImageOptions),
  prompt_cache_key: Type.Optional(Type.String({ maxLength: 64 })),
  prompt_cache_options: Type.Optional(
    Closed({
      mode: Type.Optional(Literals('implicit', 'explicit')),
      ttl: Type.Optional(Literals('30m')),
    }),
  ),
  prompt_cache_retention: Type.Optional(Literals('in_memory', '24h')),
  service_tier: Type.Optional(Literals('auto', 'default', 'flex', 'priority', 'fast')),
});
export type CompactRequest = Static<typeof CompactRequest>;

/** `POST /responses/input_tokens` (specification: TokenCountsBody). */
export const InputTokensRequest = Closed({
  model: described(
    Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    'Required: the tokens depend on it.',
  ),
  ...context,
  conversation: Type.Optional(ConversationChoice),
  parallel_tool_calls: Type.Optional(Type.Boolean()),
  personality: Type.Optional(Type.String()),
  reasoning: Type.Optional(ReasoningOptions),
  text: Type.Optional(TextOptions),
  tool_choice: Type.Optional(ToolChoice),
  tools: Type.Optional(Type.Array(Tool)),
  truncation: Type.Optional(Truncation),
});
export type InputTokensRequest = Static<typeof InputTokensRequest>;

/** The path of one response. */
export const ResponseParams = Type.Object({ response_id: Type.String() });

/** The query of a response that is retrieved. Events are there only for responses in the background. */
export const RetrieveQuery = Type.Object({
  include: Type.Optional(Include),
  stream: Type.Optional(Type.Boolean()),
  starting_after: described(
    Type.Optional(Type.Integer({ minimum: 0 })),
    'The number of the last event that was received. Only if `stream` is true.',
  ),
  include_obfuscation: Type.Optional(Type.Boolean()),
});
