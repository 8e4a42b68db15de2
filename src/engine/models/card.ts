/**
 * Everything the simulator knows about one model. A row of the catalogue; shared code reads these fields and never
 * asks for a name.
 */
export interface ModelCard {
  /** The id as clients send it, `/` included. */
  readonly id: string;
  readonly ownedBy: string;
  /** Unix seconds. */
  readonly created: number;
  /** Prompt and completion together, in tokens. */
  readonly contextWindow: number;
  /** The most tokens one completion may have. */
  readonly maxOutputTokens: number;
  /** What a message may contain and an answer may be. Text is always possible for a `chat` model. */
  readonly input: { readonly image: boolean; readonly audio: boolean; readonly file: boolean };
  readonly output: { readonly audio: boolean };
  readonly tools: boolean;
  /** What it does first of all; ask {@link serves} whether an endpoint takes it. */
  readonly kind: ModelKind;
  /** What else it does: engines that serve open models take plain completions for chat models too. */
  readonly also?: readonly ModelKind[];
  /** True on models that can write what stands between a text and one that follows. */
  readonly insertion?: boolean;
  /** True on chat models that only an endpoint with stored, agentic turns takes, not plain chat completions. */
  readonly responsesOnly?: boolean;
  /** True on a model made on first use: nothing is known of it, so every endpoint takes it. */
  readonly dynamic?: boolean;
  /** Set on models that make embeddings. */
  readonly embedding?: EmbeddingTraits;
  /** Absent: the model does not reason before it answers. */
  readonly reasoning?: ReasoningTraits;
  /** `YYYY-MM`, absent when unknown. */
  readonly knowledgeCutoff?: string;
  /** `YYYY-MM-DD`, when its provider switches it off; absent when nothing is announced. It goes on working here. */
  readonly shutdownDate?: string;
  /** US dollars per million tokens; absent when unknown or free. */
  readonly price?: { readonly input: number; readonly output: number; readonly cachedInput?: number };
  readonly tokenizer: TokenizerName;
  /** True when `tokenizer` stands in for a vocabulary that is not shipped: counts are then close, not exact. */
  readonly approximateTokens: boolean;
  /** A row of the latency profile table. */
  readonly latency: string;
  /** How image parts are priced in tokens. */
  readonly vision: VisionPricing;
  /** Parameters OpenAI refuses for this model, by request field name. */
  readonly refuses: readonly RefusedParameter[];
  /**
   * What OpenAI checks of chat requests to its own models, beyond what their schema says. Absent on models of others, which are held
   * only to what an engine cannot serve.
   */
  readonly rules?: PlatformRules;
  /** Set on models that a client may delete. */
  readonly fineTuned: boolean;
  /** The base of a fine-tuned model, else the model itself. */
  readonly root: string;
}

/** One kind of work; each inference endpoint asks for one. */
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
 * Whether an endpoint that does `kind` of work takes this model. Models made on first use are taken everywhere.
 *
 * @example
 * if (!serves(card, 'embedding')) throw fault('invalid_value', `${card.id} makes no embeddings`);
 */
export function serves(card: ModelCard, kind: ModelKind): boolean {
  return card.dynamic === true || card.kind === kind || (card.also?.includes(kind) ?? false);
}

export interface EmbeddingTraits {
  /** Numbers in a vector when the request names none. */
  readonly dimensions: number;
  /** The most that a request may name; absent: it may name none. */
  readonly longest?: number;
  /** Whether it is told what a text is for (a query, a passage), and what to do with one that is too long; absent: neither. */
  readonly inputType?: 'required' | 'optional';
}

export interface ReasoningTraits {
  /** Efforts the model takes, weakest first. */
  readonly efforts: readonly ReasoningEffort[];
  /** Taken when a request names none; `none`: the model reasons only when asked to. */
  readonly defaultEffort: ReasoningEffort;
  /** Open models send their reasoning as text (`reasoning_content`); hosted ones only count it. */
  readonly visible: boolean;
}

export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';

export type TokenizerName = 'o200k_base' | 'cl100k_base';

/** `tiles`: base + tile tokens over 512 px tiles; `patches`: 32 px patches times a factor, at most `limit` patches. */
export type VisionPricing =
  | { readonly kind: 'tiles'; readonly base: number; readonly tile: number }
  | { readonly kind: 'patches'; readonly factor: number; readonly limit: number };

/** OpenAI's checks are the same for all of its chat models, but for what a model cannot do. */
export interface PlatformRules {
  /** The formats an answer may have besides plain text. */
  readonly formats: readonly ('json_object' | 'json_schema')[];
  /** Whether a conversation may have system and developer messages. */
  readonly instructions: boolean;
}

/**
 * `unsupported_parameter` unless `only` is given: then any other value than `only` is `unsupported_value`.
 */
export interface RefusedParameter {
  readonly field: string;
  /** The one value that is accepted. */
  readonly only?: string | number | boolean;
  /** The field to use in its place, named in the error. */
  readonly instead?: string;
  /** Refused only while the model reasons, so accepted when the effort in force is `none`. */
  readonly whileReasoning?: boolean;
}
