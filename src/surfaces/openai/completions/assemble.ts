import type {
  ChoiceEvent,
  FinishReason,
  GenerationEvent,
  TokenLogprob,
  Usage,
} from '../../../engine/event.ts';
import type { PromptTokenList } from '../../../engine/sampling/prompt-logprobs.ts';
import { toUsage } from '../chat/assemble.ts';
import { createLogprobLister } from './logprobs.ts';
import type { Completion } from './schema.ts';

/** Fields shared by every chunk and the complete response. */
export interface CompletionHead {
  readonly id: string;
  readonly created: number;
  readonly model: string;
  readonly fingerprint: string;
}

/** A prompt that is echoed before its completions. */
export interface Echo {
  readonly text: string;
  /** Set if log probabilities are returned. */
  readonly tokens: PromptTokenList | undefined;
}

export interface AnswerShape {
  /** One per prompt; undefined if it is not echoed. */
  readonly echoes: readonly (Echo | undefined)[];
  /** Choices that are generated per prompt, and how many of them, the best, are returned. */
  readonly written: number;
  readonly shown: number;
  /** The offset of the first listed token of each prompt, if log probabilities are returned. */
  readonly offsets: readonly number[] | undefined;
}

/** Folds generation events into the final object, equal to what a client assembles from the chunks. */
export interface CompletionAssembler {
  add(events: readonly GenerationEvent[]): void;
  /** The completion, once all events have been added. */
  completion(): Completion;
}

export function createAssembler(head: CompletionHead, shape: AnswerShape): CompletionAssembler {
  const { echoes, written, shown, offsets } = shape;
  const drafts = Array.from({ length: echoes.length * written }, createDraft);
  let usage: Usage | undefined;
  return {
    add(events) {
      for (const event of events) {
        if (event.type === 'usage') usage = event.usage;
        else addTo(drafts[event.choice] as Draft, event);
      }
    },
    completion() {
      if (!usage) throw new Error('The generation has not ended');
      const choices = echoes.flatMap((echo, prompt) => {
        const own = drafts.slice(prompt * written, (prompt + 1) * written);
        const offset = offsets?.[prompt];
        return (shown < written ? bestOf(own, shown) : own).map((draft) => ({ draft, echo, offset }));
      });
      return {
        id: head.id,
        object: 'text_completion',
        created: head.created,
        model: head.model,
        choices: choices.map(({ draft, echo, offset }, index) => toChoice(draft, echo, index, offset)),
        usage: toUsage(usage),
        system_fingerprint: head.fingerprint,
      };
    },
  };
}

interface Draft {
  text: string;
  readonly tokens: TokenLogprob[];
  finish: FinishReason;
}

function createDraft(): Draft {
  return { text: '', tokens: [], finish: 'stop' };
}

function addTo(draft: Draft, event: ChoiceEvent): void {
  const said = saidIn(event);
  if (said) {
    draft.text += said.pieces.join('');
    if (said.logprob) draft.tokens.push(said.logprob);
  } else if (event.type === 'finished') draft.finish = event.reason;
}

/** Text that an event adds; on this endpoint, a refusal is ordinary text. */
export function saidIn(
  event: GenerationEvent,
): { readonly pieces: readonly string[]; readonly logprob?: TokenLogprob } | undefined {
  if (event.type === 'text') return event;
  if (event.type !== 'refusal') return undefined;
  return { pieces: [event.text], ...(event.logprob && { logprob: event.logprob }) };
}

/** The drafts with the highest mean log probability per token, best first. */
function bestOf(drafts: readonly Draft[], count: number): Draft[] {
  const scored = drafts.map((draft) => ({ draft, score: meanLogprob(draft.tokens) }));
  return scored
    .sort((one, other) => other.score - one.score)
    .slice(0, count)
    .map(({ draft }) => draft);
}

function meanLogprob(tokens: readonly TokenLogprob[]): number {
  return tokens.reduce((sum, { logprob }) => sum + logprob, 0) / Math.max(1, tokens.length);
}

function toChoice(
  { text, tokens, finish }: Draft,
  echo: Echo | undefined,
  index: number,
  offset: number | undefined,
): Completion['choices'][number] {
  return {
    text: echo ? echo.text + text : text,
    index,
    logprobs:
      offset === undefined ? null : createLogprobLister(offset).list([...(echo?.tokens ?? []), ...tokens]),
    finish_reason: toFinishReason(finish),
  };
}

export function toFinishReason(reason: FinishReason): Completion['choices'][number]['finish_reason'] {
  switch (reason) {
    case 'length':
      return 'length';
    case 'content-filter':
      return 'content_filter';
    default:
      return 'stop';
  }
}
