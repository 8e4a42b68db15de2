import Type, { type TProperties, type TSchema } from 'typebox';
import { described } from '../../../kernel/described.ts';
import { AnyObject, Closed, Literals } from '../shapes.ts';

/** What a parameter of an engine does here. */
export interface EngineExtra {
  /**
   * `honoured`: it does what it does in the engine. `none`: it is accepted, does not change the answer, and the header
   * `x-fakeai-note` names it. `refused`: it would change the answer in a way that is not simulated.
   */
  readonly effect: 'honoured' | 'none' | 'refused';
  /** For the documentation. */
  readonly says: string;
  /** A refused parameter is accepted with this value, which asks for nothing. */
  readonly unless?: unknown;
}

const honoured = (says: string): EngineExtra => ({ effect: 'honoured', says });
const none = (says: string): EngineExtra => ({ effect: 'none', says });
const refused = (says: string, unless?: unknown): EngineExtra => ({ effect: 'refused', says, unless });

/**
 * The parameters that vLLM and SGLang accept in addition to OpenAI's, for every model. What is not in this table is refused
 * as unknown.
 */
export const ENGINE_EXTRAS = {
  ignore_eos: honoured('The answer runs to its limit.'),
  min_tokens: honoured('At most the maximum number of tokens.'),
  stop_token_ids: honoured('The answer ends before the first of these tokens.'),
  include_stop_str_in_output: honoured('The stop string is part of the answer.'),
  no_stop_trim: honoured("SGLang's name of `include_stop_str_in_output`."),
  truncate_prompt_tokens: honoured(
    'Only so many tokens of the prompt are read, the last ones; -1 stands for as many as fit the model. Not 0.',
  ),
  prompt_logprobs: honoured(
    'The answer has the log probabilities of the prompt, with so many alternatives. Not in streams, and not with media.',
  ),
  return_token_ids: honoured('The answer has the ids of its tokens and of those of the prompt.'),
  return_tokens_as_token_ids: honoured('Log probabilities name tokens `token_id:` and the id.'),
  guided_json: honoured('The answer follows this JSON Schema. Only one form of answer can be asked for.'),
  guided_regex: honoured('The whole answer matches this regular expression.'),
  guided_choice: honoured('The answer is one of these texts.'),
  guided_grammar: honoured(
    'The answer follows this grammar, in EBNF with `::=` and a rule `root`, or in Lark.',
  ),
  structured_outputs: honoured(
    'The same as an object with one of the members `json`, `json_object`, `regex`, `choice` and `grammar`.',
  ),
  regex: honoured("SGLang's name of `guided_regex`."),
  ebnf: honoured("SGLang's name of `guided_grammar`."),
  request_id: honoured('The id of the answer ends with it.'),
  rid: honoured("SGLang's name of `request_id`."),
  cache_salt: honoured('Prompts with different salts share no cache.'),
  chat_template_kwargs: honoured(
    '`enable_thinking` and `thinking` switch reasoning on or off; nothing else in it has an effect.',
  ),
  add_generation_prompt: none('Prompts always end with the beginning of the answer.'),
  top_k: none('Answers are written, not sampled.'),
  min_p: none('As `top_k`.'),
  repetition_penalty: none('As `top_k`.'),
  length_penalty: none('As `top_k`.'),
  use_beam_search: none('As `top_k`.'),
  skip_special_tokens: none('Answers contain no special tokens.'),
  spaces_between_special_tokens: none('As `skip_special_tokens`.'),
  add_special_tokens: none('The vocabularies have no token that begins every prompt.'),
  priority: honoured(
    'With the latency `engine`, requests with lower values are served sooner. Embeddings do not wait.',
  ),
  data_parallel_rank: none('There is one worker.'),
  kv_transfer_params: none('No keys and values are moved.'),
  nvext: none("Dynamo's hints to its router."),
  mm_processor_kwargs: none('Media are measured as they are.'),
  vllm_xargs: none('Parameters of plug-ins.'),
  guided_decoding_backend: none('There is one.'),
  chat_template: refused(
    'A template in a request is a program, and is not run: leave it out, prompts have the usual form.',
  ),
  documents: refused('Templates that show documents are not simulated: put them into a message.'),
  continue_final_message: refused('An answer is always a new message: leave it out.', false),
  echo: refused('A chat answer does not repeat its prompt: leave it out.', false),
  include_reasoning: refused('Reasoning is always shown: use `reasoning_effort` "none" to do without.', true),
  separate_reasoning: refused('Reasoning is always a member of its own: leave it out.', true),
  bad_words: refused('Use `logit_bias` with -100 for their tokens.'),
  allowed_token_ids: refused('Use `logit_bias` or a form of answer such as `structured_outputs`.'),
  guided_whitespace_pattern: refused('JSON is written without white space: leave it out.'),
  lora_path: refused('Load the adapter with /v1/load_lora_adapter, and name it as the model.'),
  normalize: refused('Vectors always have the length 1: leave it out.', true),
  embed_dtype: refused('Vectors are 32-bit floats: leave it out.', 'float32'),
} as const satisfies Readonly<Record<string, EngineExtra>>;

export type ExtraName = keyof typeof ENGINE_EXTRAS;

type Described<P extends TProperties> = { readonly [Name in keyof P]: ReturnType<typeof optional<P[Name]>> };

const optional = <S extends TSchema>(schema: S) => Type.Optional(schema);

/** The members with what the table says about them. */
function extras<const P extends { readonly [Name in ExtraName]?: TSchema }>(
  schemas: P,
): Described<P & TProperties> {
  const members = Object.entries(schemas).map(([name, schema]) => [
    name,
    described(Type.Optional(schema as TSchema), tell(name as ExtraName)),
  ]);
  return Object.fromEntries(members);
}

/** What the documentation says about a parameter. */
function tell(name: ExtraName): string {
  const { effect, says, unless }: EngineExtra = ENGINE_EXTRAS[name];
  if (effect === 'honoured') return says;
  if (effect === 'none') return `Has no effect. ${says}`;
  return `Not supported${unless === undefined ? '' : `, except for ${JSON.stringify(unless)}`}. ${says}`;
}

const TokenIds = Type.Array(Type.Integer({ minimum: 0 }), { maxItems: 1024 });

const Grammar = Type.String({ minLength: 1, maxLength: 50_000 });

const Schema = Type.Union([AnyObject, Type.String({ minLength: 1 })]);

const Choices = Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 1000 });

/** Of chat completions, completions and embeddings. */
const everywhere = {
  truncate_prompt_tokens: Type.Integer({ minimum: -1 }),
  add_special_tokens: Type.Boolean(),
  priority: Type.Integer(),
};

const ofTexts = {
  ...everywhere,
  ignore_eos: Type.Boolean(),
  min_tokens: Type.Integer({ minimum: 0 }),
  stop_token_ids: TokenIds,
  include_stop_str_in_output: Type.Boolean(),
  no_stop_trim: Type.Boolean(),
  prompt_logprobs: Type.Integer({ minimum: 0, maximum: 20 }),
  return_token_ids: Type.Boolean(),
  return_tokens_as_token_ids: Type.Boolean(),
  guided_json: Schema,
  guided_regex: Grammar,
  guided_choice: Choices,
  guided_grammar: Grammar,
  guided_decoding_backend: Type.String(),
  guided_whitespace_pattern: Type.String(),
  structured_outputs: Closed({
    json: Type.Optional(Schema),
    json_object: Type.Optional(Type.Boolean()),
    regex: Type.Optional(Grammar),
    choice: Type.Optional(Choices),
    grammar: Type.Optional(Grammar),
    disable_fallback: Type.Optional(Type.Boolean()),
    disable_any_whitespace: Type.Optional(Type.Boolean()),
  }),
  regex: Grammar,
  ebnf: Grammar,
  request_id: Type.String({ minLength: 1, maxLength: 128, pattern: '^[\\w.:-]+$' }),
  rid: Type.String({ minLength: 1, maxLength: 128, pattern: '^[\\w.:-]+$' }),
  cache_salt: Type.String(),
  top_k: Type.Integer(),
  min_p: Type.Number({ minimum: 0, maximum: 1 }),
  repetition_penalty: Type.Number({ exclusiveMinimum: 0 }),
  length_penalty: Type.Number(),
  use_beam_search: Type.Boolean(),
  skip_special_tokens: Type.Boolean(),
  spaces_between_special_tokens: Type.Boolean(),
  data_parallel_rank: Type.Integer(),
  kv_transfer_params: AnyObject,
  nvext: AnyObject,
  vllm_xargs: AnyObject,
  bad_words: Type.Array(Type.String()),
  allowed_token_ids: TokenIds,
  lora_path: Type.String(),
};

/** Of completions. */
export const textExtras = extras(ofTexts);

/** Of chat completions. */
export const chatExtras = extras({
  ...ofTexts,
  chat_template_kwargs: AnyObject,
  add_generation_prompt: Type.Boolean(),
  mm_processor_kwargs: AnyObject,
  chat_template: Type.String(),
  documents: Type.Array(AnyObject),
  continue_final_message: Type.Boolean(),
  echo: Type.Boolean(),
  include_reasoning: Type.Boolean(),
  separate_reasoning: Type.Boolean(),
});

/** Of embeddings. */
export const embeddingExtras = extras({
  ...everywhere,
  normalize: Type.Boolean(),
  embed_dtype: Literals('float32', 'float16', 'bfloat16', 'fp8_e4m3', 'fp8_e5m2'),
});
