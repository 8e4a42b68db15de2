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
  /** Which endpoints take it. */
  readonly kind: 'chat' | 'completion' | 'embedding' | 'image' | 'speech' | 'transcription' | 'moderation' | 'ranking' | 'realtime';
  /** Absent: the model does not reason before it answers. */
  readonly reasoning?: ReasoningTraits;
  /** `YYYY-MM`, absent when unknown. */
  readonly knowledgeCutoff?: string;
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
  /** Set on models that a client may delete. */
  readonly fineTuned: boolean;
  /** The base of a fine-tuned model, else the model itself. */
  readonly root: string;
}

export interface ReasoningTraits {
  /** Efforts the model takes, weakest first. */
  readonly efforts: readonly ReasoningEffort[];
  readonly defaultEffort: ReasoningEffort;
  /** Open models send their reasoning as text (`reasoning_content`); hosted ones only count it. */
  readonly visible: boolean;
}

export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh';

export type TokenizerName = 'o200k_base' | 'cl100k_base';

/** `tiles`: base + tile tokens over 512 px tiles; `patches`: 32 px patches times a factor, at most `limit` patches. */
export type VisionPricing =
  | { readonly kind: 'tiles'; readonly base: number; readonly tile: number }
  | { readonly kind: 'patches'; readonly factor: number; readonly limit: number };

/**
 * `unsupported_parameter` unless `only` is given: then any other value than `only` is `unsupported_value`.
 */
export interface RefusedParameter {
  readonly field: string;
  /** The one value that is accepted. */
  readonly only?: string | number | boolean;
  /** The field to use in its place, named in the error. */
  readonly instead?: string;
}
