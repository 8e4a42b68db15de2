import type { OfAgent, Stage, Work } from './ports/work.ts';
import type { ToolCall } from './request.ts';
import type { Citation } from './source.ts';

/** One event of a generation, with its simulated time. */
export type GenerationEvent =
  | ChoiceEvent
  | { readonly type: 'usage'; readonly at: number; readonly usage: Usage };

/**
 * An event of one choice. Items and the parts of messages are numbered from 0; each is opened, filled and closed before
 * the next one is opened.
 */
export type ChoiceEvent = InChoice &
  (
    | {
        /** The call of a `call` item is complete but for its input. */
        readonly type: 'item-open';
        readonly item: number;
        readonly opened: OpenedItem;
      }
    | {
        readonly type: 'part-open';
        readonly item: number;
        readonly part: number;
        /** A `summary` is a part of reasoning. */
        readonly kind: 'text' | 'refusal' | 'summary';
      }
    | {
        readonly type: 'text';
        readonly item: number;
        readonly part: number;
        /**
         * What each token adds, in order. One piece, unless several are due at once; only a piece with a
         * logprob may be empty.
         */
        readonly pieces: readonly string[];
        /** Of the single token. */
        readonly logprob?: TokenLogprob;
      }
    | {
        readonly type: 'refusal';
        readonly item: number;
        readonly part: number;
        readonly text: string;
        readonly logprob?: TokenLogprob;
      }
    | { readonly type: 'reasoning'; readonly item: number; readonly text: string }
    | { readonly type: 'summary'; readonly item: number; readonly part: 0; readonly text: string }
    | { readonly type: 'call-input'; readonly item: number; readonly text: string }
    | {
        /** What the model writes to have a work done. */
        readonly type: 'work-input';
        readonly item: number;
        readonly text: string;
      }
    | {
        /** Of a work: its next moment has come. */
        readonly type: 'stage';
        readonly item: number;
        readonly stage: Stage;
      }
    | {
        /** All citations of a part at once. */
        readonly type: 'citations';
        readonly item: number;
        readonly part: number;
        readonly citations: readonly Citation[];
        /** Length of the words of the choice that precede the part, for APIs whose answers have only one text. */
        readonly before: number;
      }
    | { readonly type: 'part-close'; readonly item: number; readonly part: number }
    | { readonly type: 'item-close'; readonly item: number }
    | { readonly type: 'finished'; readonly reason: FinishReason }
  );

/** What is known of an item when it begins. */
export type OpenedItem = OfAgent &
  (
    | {
        readonly kind: 'reasoning';
        /** The whole text, available ahead of time and also if it is not shown. */
        readonly thought: string;
      }
    | { readonly kind: 'message' }
    | { readonly kind: 'call'; readonly call: Omit<ToolCall, 'input'> }
    | {
        /** The result is known ahead of time, as all that is said. */
        readonly kind: 'work';
        readonly work: Work;
      }
  );

interface InChoice {
  readonly at: number;
  readonly choice: number;
  /** Usage of all choices up to and including this event's token; present when the request asks for it. */
  readonly soFar?: Usage;
  /** Tokens of the choice up to and including this event's that no event before has told; present when the request asks for it. */
  readonly ids?: readonly number[];
}

export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter';

/** Token counts of one answer. */
export interface Usage {
  readonly promptTokens: number;
  /** Prompt tokens found in the prefix cache. */
  readonly cachedTokens: number;
  readonly promptAudioTokens: number;
  /** All choices together, reasoning and rejected prediction tokens included. */
  readonly completionTokens: number;
  readonly reasoningTokens: number;
  readonly completionAudioTokens: number;
  readonly acceptedPredictionTokens: number;
  readonly rejectedPredictionTokens: number;
}

/** Usage without any tokens. */
export const NO_USAGE: Usage = {
  promptTokens: 0,
  cachedTokens: 0,
  promptAudioTokens: 0,
  completionTokens: 0,
  reasoningTokens: 0,
  completionAudioTokens: 0,
  acceptedPredictionTokens: 0,
  rejectedPredictionTokens: 0,
};

export interface TokenLogprob {
  readonly id: number;
  /** The token's text; undefined when its bytes are not whole characters. */
  readonly token: string | undefined;
  /** Natural logarithm of the probability; at most 0. */
  readonly logprob: number;
  /** The token's UTF-8 bytes; a token may be part of a character. */
  readonly bytes: readonly number[];
  /** Most likely first, including the chosen token; empty when no alternatives were requested. */
  readonly top: readonly Omit<TokenLogprob, 'top'>[];
}

/** A token of the prompt. The first one has no context, so it has no probability. */
export type PromptToken =
  | TokenLogprob
  | {
      readonly id: number;
      readonly token: string | undefined;
      readonly logprob: null;
      readonly bytes: readonly number[];
    };
