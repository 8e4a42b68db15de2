import type { FinishReason, GenerationEvent, TokenLogprob } from '../../engine/event.ts';
import type { Logprobs } from '../../engine/sampling/logprobs.ts';
import { DONE, toEvent } from '../../kernel/wire/sse.ts';
import type { StagedEncoder } from '../../serving/staged-encoder.ts';
import { type Generated, type GenerateRequest, type LogprobTuple, WEIGHT_VERSION } from './schema.ts';

/** What is known of a text before it is written. */
export interface Head {
  readonly id: string;
  readonly promptTokens: number;
  /** Undefined if there are several prompts. */
  readonly cachedTokens: number | undefined;
}

/** The text of one choice so far. */
export interface Draft {
  text: string;
  ids: readonly number[];
  finish: FinishReason | undefined;
  logprobs: readonly TokenLogprob[];
}

/** What the answer to a request tells besides texts. */
type Asking = Pick<GenerateRequest, 'return_logprob' | 'top_logprobs_num' | 'return_text_in_logprobs'>;

/** A text, whole or so far. `seconds` since the request arrived, at the end. */
export function toGenerated(head: Head, draft: Draft, asking: Asking, seconds?: number): Generated {
  return {
    text: draft.text,
    output_ids: [...draft.ids],
    meta_info: {
      id: head.id,
      finish_reason: toFinishReason(draft.finish, draft.ids.length),
      prompt_tokens: head.promptTokens,
      completion_tokens: draft.ids.length,
      ...(head.cachedTokens !== undefined && { cached_tokens: head.cachedTokens }),
      weight_version: WEIGHT_VERSION,
      ...(seconds !== undefined && { e2e_latency: seconds }),
      ...(asking.return_logprob && toLogprobs(draft.logprobs, asking)),
    },
  };
}

/** The log probabilities of a text. */
export function readLogprobs(logprobs: Logprobs | undefined): TokenLogprob[] {
  const next = logprobs?.start();
  return next ? Array.from({ length: logprobs?.length ?? 0 }, next) : [];
}

function toLogprobs(tokens: readonly TokenLogprob[], asking: Asking) {
  const tuple = (token: Omit<TokenLogprob, 'top'>): LogprobTuple => [
    token.logprob,
    token.id,
    asking.return_text_in_logprobs ? (token.token ?? '\ufffd') : null,
  ];
  return {
    output_token_logprobs: tokens.map(tuple),
    ...(asking.top_logprobs_num && { output_top_logprobs: tokens.map(({ top }) => top.map(tuple)) }),
  };
}

function toFinishReason(
  reason: FinishReason | undefined,
  length: number,
): Generated['meta_info']['finish_reason'] {
  if (reason === undefined) return null;
  return reason === 'length' ? { type: 'length', length } : { type: 'stop', matched: null };
}

/**
 * Encodes a stream. Each event holds the whole text so far, so what is due together is one event.
 *
 * @param heads by choice
 */
export function createGenerateEncoder(
  heads: readonly Head[],
  asking: Asking,
  secondsAt: (at: number) => number,
): StagedEncoder {
  const drafts = heads.map((): Draft & { logprobs: TokenLogprob[]; ids: number[] } => ({
    text: '',
    ids: [],
    finish: undefined,
    logprobs: [],
  }));
  const toWire = (events: readonly GenerationEvent[]): readonly object[] => {
    const changed = new Map<number, number>();
    for (const event of events) {
      if (event.type === 'usage') continue;
      const draft = drafts[event.choice] as (typeof drafts)[number];
      if (event.ids) draft.ids.push(...event.ids);
      if (event.type === 'text') draft.text += event.pieces.join('');
      else if (event.type === 'refusal') draft.text += event.text;
      else if (event.type === 'finished') draft.finish = event.reason;
      else continue;
      if (event.type !== 'finished' && event.logprob) draft.logprobs.push(event.logprob);
      changed.set(event.choice, event.at);
    }
    return [...changed].map(([choice, at]) => {
      const draft = drafts[choice] as Draft;
      const seconds = draft.finish === undefined ? undefined : secondsAt(at);
      const generated = toGenerated(heads[choice] as Head, draft, asking, seconds);
      return heads.length === 1 ? generated : { ...generated, index: choice };
    });
  };
  return {
    encode: (events) => toWire(events).map(toEvent).join(''),
    toWire,
    toFrame: toEvent,
    end: () => DONE,
  };
}
