/**
 * Everything the simulator knows about one model: a row of the catalogue. Shared code reads these fields and never
 * compares model names.
 */
export interface ModelCard {
  /** The id as clients send it, `/` included. */
  readonly id: string;
  readonly ownedBy: string;
  /** Unix seconds. */
  readonly created: number;
  /** Limit for prompt and completion together, in tokens. */
  readonly contextWindow: number;
  /** Limit for one completion, in tokens. */
  readonly maxOutputTokens: number;
  /** Content types accepted in messages, and below, produced in answers. A `chat` model always handles text. */
  readonly input: { readonly image: boolean; readonly audio: boolean; readonly file: boolean };
  readonly output: { readonly audio: boolean };
  readonly tools: boolean;
  /** The model's main kind of work. Use {@link serves} to check whether an endpoint accepts the model. */
  readonly kind: ModelKind;
  /** Other kinds of work: engines that serve open models accept plain completions for chat models too. */
  readonly also?: readonly ModelKind[];
  /** True for models that can fill in text between a prompt and a suffix. */
  readonly insertion?: boolean;
  /** True for chat models that OpenAI serves only through its Responses API, not through chat completions. */
  readonly responsesOnly?: boolean;
  /** True for models whose answers can be steered while they are made. */
  readonly steering?: boolean;
  /** True for a model created on first use: nothing is known about it, so every endpoint accepts it. */
  readonly dynamic?: boolean;
  /** Set on models that produce embeddings. */
  readonly embedding?: EmbeddingTraits;
  /** Absent: the model does not reason before it answers. */
  readonly reasoning?: ReasoningTraits;
  /** `YYYY-MM`, absent when unknown. */
  readonly knowledgeCutoff?: string;
  /** `YYYY-MM-DD`, when its provider shuts it down; absent when nothing is announced. The model keeps working here. */
  readonly shutdownDate?: string;
  /** US dollars per million tokens; absent when unknown or free. */
  readonly price?: { readonly input: number; readonly output: number; readonly cachedInput?: number };
  readonly tokenizer: TokenizerName;
  /** True when the model's own vocabulary is not shipped and `tokenizer` replaces it: counts are then approximate. */
  readonly approximateTokens: boolean;
  /** Name of a row of the latency profile table. */
  readonly latency: string;
  /** How many tokens an image part costs. */
  readonly vision: VisionPricing;
  /** Parameters OpenAI refuses for this model, by request field name. */
  readonly refuses: readonly RefusedParameter[];
  /**
   * What OpenAI checks in chat requests to its own models, beyond the request schema. Absent on other providers'
   * models: their requests are rejected only when an engine could not serve them.
   */
  readonly rules?: PlatformRules;
  /** True for open models, which inference engines serve: what is cached of their prompts is reported in KV blocks. */
  readonly selfHosted?: boolean;
  /** True for models that a client may delete. */
  readonly fineTuned: boolean;
  /**
   * The dated version that an alias stands for, which answers name instead of the alias. Absent: the id stands for
   * itself.
   */
  readonly snapshot?: string;
  /** The base model of a fine-tuned model, the path of an adapter; otherwise the model's own id. */
  readonly root: string;
  /** The id of the model that an adapter was loaded onto; absent on models that are none. */
  readonly adapterOf?: string;
}

/** A kind of work; each inference endpoint requires one. */
export type ModelKind =
  | 'chat'
  | 'completion'
  | 'embedding'
  | 'image'
  | 'speech'
  | 'transcription'
  | 'moderation'
  | 'ranking'
  | 'realtime'
  | 'live'
  | 'video';

/**
 * Whether an endpoint for this kind of work accepts the model. Models created on first use are accepted everywhere.
 *
 * @example
 * if (!serves(card, 'embedding')) throw fault('invalid_value', `${card.id} makes no embeddings`);
 */
export function serves(card: ModelCard, kind: ModelKind): boolean {
  return card.dynamic === true || card.kind === kind || (card.also?.includes(kind) ?? false);
}

export interface EmbeddingTraits {
  /** Vector length when the request does not set one. */
  readonly dimensions: number;
  /** The largest vector length a request may set; absent: the length is fixed. */
  readonly longest?: number;
  /** Whether requests carry an input type (query or passage) and a truncation mode; absent: neither is supported. */
  readonly inputType?: 'required' | 'optional';
}

export interface ReasoningTraits {
  /** Efforts the model accepts, lowest first. */
  readonly efforts: readonly ReasoningEffort[];
  /** Used when the request sets no effort; `none`: the model reasons only on request. */
  readonly defaultEffort: ReasoningEffort;
  /** Open models send their reasoning as text (`reasoning_content`); hosted models only count its tokens. */
  readonly visible: boolean;
}

export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';

export type TokenizerName = 'o200k_base' | 'cl100k_base';

/** `tiles`: `base` tokens plus `tile` per 512 px tile. `patches`: `factor` tokens per 32 px patch, up to `limit` patches. */
export type VisionPricing =
  | { readonly kind: 'tiles'; readonly base: number; readonly tile: number }
  | { readonly kind: 'patches'; readonly factor: number; readonly limit: number };

/** OpenAI applies the same checks to all of its chat models, except for these capabilities. */
export interface PlatformRules {
  /** The response formats supported besides plain text. */
  readonly formats: readonly ('json_object' | 'json_schema')[];
  /** Whether system and developer messages are allowed. */
  readonly instructions: boolean;
}

/**
 * A parameter that a model rejects. The error is `unsupported_parameter`, or `unsupported_value` for any value
 * other than `only` when `only` is set.
 */
export interface RefusedParameter {
  readonly field: string;
  /** The one value that is accepted. */
  readonly only?: string | number | boolean;
  /** The field to use instead, named in the error. */
  readonly instead?: string;
  /** Rejected only while the model reasons, so accepted when the effective effort is `none`. */
  readonly whileReasoning?: boolean;
}
