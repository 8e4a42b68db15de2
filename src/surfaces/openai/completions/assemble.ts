import type {
  ChoiceEvent,
  FinishReason,
  GenerationEvent,
  PromptToken,
  TokenLogprob,
  Usage,
} from '../../../engine/event.ts';
import type { Generation } from '../../../engine/generation.ts';
import type { Logprobs } from '../../../engine/sampling/logprobs.ts';
import { JsonText, LazyArray, STEP } from '../../../kernel/wire/lazy-json.ts';
import type { Assembler } from '../../../serving/assembler.ts';
import { toUsage } from '../completion-usage.ts';
import {
  lazyPromptLogprobs,
  namedBy,
  type ToldTokens,
  toPromptLogprobs,
} from '../engine-extras/told-tokens.ts';
import { createLogprobLister, slicesOf } from './logprobs.ts';
import type { Completion, Logprobs as ListedLogprobs } from './schema.ts';

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
  readonly tokens?: Logprobs<PromptToken> | undefined;
}

export interface AnswerShape {
  /** One per prompt; undefined if it is not echoed. */
  readonly echoes: readonly (Echo | undefined)[];
  /** Choices that are generated per prompt, and how many of them, the best, are returned. */
  readonly written: number;
  readonly shown: number;
  /** The offset of the first listed token of each prompt, if log probabilities are returned. */
  readonly offsets: readonly number[] | undefined;
  /** Absent: nothing about tokens. */
  readonly told?: ToldTokens | undefined;
}

/** The object is whole once all events have been added. */
export function createAssembler(head: CompletionHead, shape: AnswerShape): Assembler<Completion> {
  const { echoes, written, shown, offsets, told } = shape;
  const drafts = Array.from({ length: echoes.length * written }, createDraft);
  let usage: Usage | undefined;
  return {
    add(events) {
      for (const event of events) {
        if (event.type === 'usage') usage = event.usage;
        else addTo(drafts[event.choice] as Draft, event);
      }
    },
    whole() {
      if (!usage) throw new Error('The generation has not ended');
      const choices = echoes.flatMap((echo, prompt) => {
        const own = drafts
          .slice(prompt * written, (prompt + 1) * written)
          .map((draft, number) => ({ draft, number: prompt * written + number }));
        const offset = offsets?.[prompt];
        return (shown < written ? best(own, shown, ({ draft }) => meanLogprob(draft.tokens)) : own).map(
          (one) => ({ ...one, echo, offset, prompt }),
        );
      });
      return toCompletion(
        head,
        choices.map(({ draft, echo, offset, prompt, number }, index) => ({
          ...toChoice(draft, echo, index, offset, told),
          ...tokensTold(told, prompt, number),
          ...(told?.promptScores?.[prompt] && {
            prompt_logprobs: toPromptLogprobs(told.promptScores[prompt]),
          }),
        })),
        usage,
      );
    },
  };
}

/** Size of a log probability in JSON; measured over answers in English. */
export const BYTES_PER_LOGPROB = 30;

/** The completion as {@link createAssembler} makes it, for `jsonParts`. */
export function toLazyCompletion(head: CompletionHead, shape: AnswerShape, generation: Generation): object {
  return toCompletion(head, new LazyArray(lazyChoices(shape, generation)), generation.usage);
}

function* lazyChoices(
  { echoes, written, shown, offsets, told }: AnswerShape,
  generation: Generation,
): Generator<object | typeof STEP> {
  let index = 0;
  for (const [prompt, echo] of echoes.entries()) {
    const own = Array.from({ length: written }, (_, number) => prompt * written + number);
    const scores = new Map<number, number>();
    if (shown < written) {
      for (const choice of own) scores.set(choice, yield* lazyMean(generation.logprobsOf(choice)));
    }
    for (const choice of shown < written ? best(own, shown, (one) => scores.get(one) as number) : own) {
      const draft = createDraft();
      for (const event of generation.eventsOf(choice)) addTo(draft, event);
      const offset = offsets?.[prompt];
      const logprobs =
        offset === undefined
          ? null
          : yield* lazyList(offset, told, echo?.tokens, generation.logprobsOf(choice));
      const scores = told?.promptScores?.[prompt];
      yield {
        ...toChoice(draft, echo && { text: echo.text }, index++, undefined),
        logprobs,
        ...tokensTold(told, prompt, choice),
        ...(scores && { prompt_logprobs: lazyPromptLogprobs(scores) }),
      };
    }
  }
}

function* lazyMean(logprobs: Logprobs | undefined): Generator<typeof STEP, number> {
  let sum = 0;
  for (const tokens of slicesOf(logprobs)) {
    for (const { logprob } of tokens) sum += logprob;
    yield STEP;
  }
  return sum / Math.max(1, logprobs?.length ?? 0);
}

/** The listed tokens of a choice, each list as JSON text. */
function* lazyList(
  offset: number,
  told: ToldTokens | undefined,
  ...sequences: readonly (Logprobs<PromptToken> | undefined)[]
): Generator<typeof STEP, Record<keyof ListedLogprobs, JsonText>> {
  const lister = createLogprobLister(offset);
  const pieces = { tokens: [], token_logprobs: [], top_logprobs: [], text_offset: [] };
  const lists = Object.entries(pieces) as [keyof ListedLogprobs, string[]][];
  for (const sequence of sequences) {
    for (const tokens of slicesOf(sequence)) {
      const listed = lister.list(tokens.map((token) => namedBy(told, token)));
      for (const [name, texts] of lists) {
        texts.push(`${texts.length > 0 ? ',' : ''}${JSON.stringify(listed[name]).slice(1, -1)}`);
      }
      yield STEP;
    }
  }
  const written = lists.map(([name, texts]) => [name, new JsonText(['[', ...texts, ']'])] as const);
  return Object.fromEntries(written) as Record<keyof ListedLogprobs, JsonText>;
}

/** In the order in which the API sends the members. */
function toCompletion<Choices>(head: CompletionHead, choices: Choices, usage: Usage) {
  return {
    id: head.id,
    object: 'text_completion' as const,
    created: head.created,
    model: head.model,
    choices,
    usage: toUsage(usage),
    system_fingerprint: head.fingerprint,
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

/** The `count` choices with the highest score, best first. */
function best<T>(choices: readonly T[], count: number, scoreOf: (choice: T) => number): T[] {
  const scored = choices.map((choice) => ({ choice, score: scoreOf(choice) }));
  return scored
    .sort((one, other) => other.score - one.score)
    .slice(0, count)
    .map(({ choice }) => choice);
}

function meanLogprob(tokens: readonly TokenLogprob[]): number {
  return tokens.reduce((sum, { logprob }) => sum + logprob, 0) / Math.max(1, tokens.length);
}

/** The ids of the tokens of a prompt and of a choice, if they are told. */
function tokensTold(told: ToldTokens | undefined, prompt: number, choice: number) {
  const ids = told?.promptIds?.[prompt];
  return ids && { prompt_token_ids: ids, token_ids: [...(told.idsOf?.(choice) ?? [])] };
}

function toChoice(
  { text, tokens, finish }: Draft,
  echo: Echo | undefined,
  index: number,
  offset: number | undefined,
  told?: ToldTokens,
): Completion['choices'][number] {
  return {
    text: echo ? echo.text + text : text,
    index,
    logprobs:
      offset === undefined
        ? null
        : createLogprobLister(offset).list(
            [...[...slicesOf(echo?.tokens)].flat(), ...tokens].map((token) => namedBy(told, token)),
          ),
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
