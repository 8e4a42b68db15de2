import type { Random } from '../../runtime/random.ts';
import type { Effort } from '../effort.ts';
import type { GenerationRequest, ToolCall } from '../request.ts';
import type { Citation } from '../source.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { OfAgent, StagedWork } from './work.ts';

/**
 * Decides what is said. *When* it is said is decided by a latency model; cutting, counting and stop strings
 * are handled by the engine: a source may return more text than `budget.maximum`, never less than
 * `budget.minimum`.
 *
 * @example
 * const echo: ContentSource = {
 *   compose: ({ request }) => ({ text: JSON.stringify(request.turns.at(-1)) }),
 * };
 */
export interface ContentSource {
  /** The answer, or a promise of it, for example if it comes from another server. */
  compose(brief: Brief): Answer | Promise<Answer>;
  /**
   * True if equal briefs always give equal answers, so that the engine may cache them. Answers of such a source are
   * not promises.
   */
  readonly repeats?: boolean;
}

export interface Brief {
  readonly request: GenerationRequest;
  /** 0-based; choices of one request differ from one another. */
  readonly choice: number;
  /** Seeded from the instance, the request and the choice: the same brief gives the same answer. */
  readonly random: Random;
  readonly tokenizer: Tokenizer;
  /** Visible tokens: at least `minimum`; text beyond `maximum` is cut off, so it need not be written. */
  readonly budget: { readonly minimum: number; readonly maximum: number };
  /** The account that work on schemas and grammars is charged to, one for all choices of a request. */
  readonly effort: Effort;
}

/**
 * What is said: a plain answer, or items in the order in which the model generates them.
 *
 * @example
 * const plain: Answer = { text: 'Hello!' };
 * const items: Answer = [
 *   { kind: 'message', parts: [{ kind: 'text', text: 'Let me look.' }] },
 *   { kind: 'call', call: { kind: 'function', name: 'get_weather', input: '{"city":"Paris"}' } },
 * ];
 */
export type Answer = PlainAnswer | readonly AnswerItem[];

/** Reasoning, then a message of one part, then calls. */
export interface PlainAnswer {
  /** Dropped for models that do not reason. */
  readonly reasoning?: string;
  readonly text?: string;
  /** Present instead of `text` when the model declines. */
  readonly refusal?: string;
  /** Without ids, which the engine adds. */
  readonly toolCalls?: readonly Omit<ToolCall, 'id'>[];
  /** Of `text`. */
  readonly citations?: readonly Citation[];
}

/** One item of an answer. */
export type AnswerItem = OfAgent &
  (
    | {
        readonly kind: 'reasoning';
        readonly text: string;
        /** Default: the first sentences of the text. Used only if the request wants a summary. */
        readonly summary?: string;
      }
    | { readonly kind: 'message'; readonly parts: readonly AnswerPart[] }
    | { readonly kind: 'call'; readonly call: Omit<ToolCall, 'id'> }
    | WorkItem
  );

/**
 * Work of a hosted tool. The engine makes these items from calls of tools that it can run; a source that has recorded an
 * answer may return them itself.
 */
export interface WorkItem extends StagedWork {
  readonly kind: 'work';
  /** What the model writes to have it done; undefined if it follows from something else. */
  readonly call?: Omit<ToolCall, 'id' | 'kind'>;
  /** Tokens that the model reads of the result before it goes on; default 0. */
  readonly readTokens?: number;
  /** Whether the model goes on when it is done; false for all but the last of several works at a time. */
  readonly endsPass: boolean;
}

/** A part of a message: text, or a refusal where the model declines. */
export type AnswerPart =
  | { readonly kind: 'text'; readonly text: string; readonly citations?: readonly Citation[] }
  | { readonly kind: 'refusal'; readonly text: string };
