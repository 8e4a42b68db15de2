import type { Random } from '../runtime/random.ts';
import type { Effort } from './effort.ts';
import type { Citation, FinishReason } from './event.ts';
import { fillersUnder, fitTokens, padTokens, type Tokens, toPieces } from './fit.ts';
import type { Answer, ContentSource } from './ports/content.ts';
import type { GenerationRequest, Limits, ToolCall } from './request.ts';
import { applyLogitBias } from './sampling/logit-bias.ts';
import { type Logprobs, logprobsOf } from './sampling/logprobs.ts';
import { applyPenalties } from './sampling/penalties.ts';
import { comparePrediction } from './sampling/prediction.ts';
import type { Tokenizer } from './tokenizer/tokenizer.ts';

/** One choice, planned in full before its first token is sent: what each token adds, in order. */
export interface ChoicePlan {
  /**
   * Reasoning, then the answer; one entry per token, '' if a token completes no character or is not shown.
   */
  readonly reasoning: readonly string[];
  readonly text: readonly string[];
  readonly isRefusal: boolean;
  /** Of the tokens of `text`. */
  readonly logprobs: Logprobs | undefined;
  readonly calls: readonly CallPlan[];
  readonly citations: readonly Citation[];
  readonly reason: FinishReason;
  /** Total number of tokens, including the framing of tool calls. */
  readonly tokens: number;
  readonly acceptedPredictionTokens: number;
  readonly rejectedPredictionTokens: number;
}

export interface CallPlan {
  readonly call: Omit<ToolCall, 'input'>;
  readonly pieces: readonly string[];
  /** Tokens for the tool name and the framing of the call; they come before its first piece. */
  readonly overhead: number;
}

/** Tokens a chat template adds to a call besides the tool's name: start, channel and end. */
const CALL_FRAMING_TOKENS = 3;

/** With less room than this there is no answer text. */
const LEAST_ANSWER_TOKENS = 1;

export interface PlanContext {
  readonly request: GenerationRequest;
  readonly choice: number;
  /** Maximum completion tokens of this choice. */
  readonly limit: number;
  readonly tokenizer: Tokenizer;
  readonly content: ContentSource;
  /** The tokens of the expected answer, if the request has one. */
  readonly predicted: readonly number[] | undefined;
  readonly random: Random;
  readonly callId: () => string;
  readonly effort: Effort;
}

/** Gets an answer from the content source and makes it meet the request's limits exactly. */
export function planChoice(context: PlanContext): ChoicePlan {
  const { request, choice, limit, tokenizer, random } = context;
  const minimum = Math.min(request.limits.ignoreEos ? limit : request.limits.minTokens, limit);
  const answer = context.content.compose({
    request,
    choice,
    random: random.fork('content'),
    tokenizer,
    budget: { minimum, maximum: limit },
    effort: context.effort,
  });

  const reasoning = planReasoning(answer, limit, context);
  const room = limit - reasoning.ids.length;
  if (answer.toolCalls && answer.toolCalls.length > 0)
    return planCalls(answer, answer.toolCalls, reasoning, room, context);
  return planText(answer, reasoning, { minimum, room }, context);
}

function planReasoning(answer: Answer, limit: number, { request, tokenizer }: PlanContext): Tokens {
  if (!answer.reasoning || request.model.reasoning === undefined || request.continuation) return NOTHING;
  return fitTokens(answer.reasoning, limit, tokenizer);
}

/** The visible part of the reasoning. A model that hides it uses the same tokens and time. */
function visibleReasoning(reasoning: Tokens, { request, tokenizer }: PlanContext): string[] {
  if (request.model.reasoning?.visible) return toPieces(reasoning, tokenizer);
  return new Array<string>(reasoning.ids.length).fill('');
}

function planText(
  answer: Answer,
  reasoning: Tokens,
  { minimum, room }: { minimum: number; room: number },
  context: PlanContext,
): ChoicePlan {
  const { request, tokenizer, random } = context;
  const { sampling } = request;
  const isRefusal = answer.refusal !== undefined;
  const said = answer.refusal ?? answer.text ?? '';
  const whole =
    request.format.kind === 'text' ? applyPenalties(said, sampling, random.fork('penalties')) : said;
  const biased = applyLogitBias(
    whole,
    sampling.logitBias,
    naturalLength(whole, room, context),
    tokenizer,
    random.fork('bias'),
  );
  const stopped = cutAtStop(biased, request.limits, tokenizer);
  const isStopped = stopped.length < biased.length;
  const fitted = fit(stopped, isStopped ? 0 : minimum - reasoning.ids.length, room, context);
  const runsToLimit = request.limits.ignoreEos || isDominated(context);
  const isCut = fitted.text !== stopped || (runsToLimit && !isStopped && fitted.ids.length >= room);
  const prediction =
    context.predicted === undefined
      ? { accepted: 0, rejected: 0 }
      : comparePrediction(context.predicted, fitted.ids);
  return {
    reasoning: visibleReasoning(reasoning, context),
    text: toPieces(fitted, tokenizer),
    isRefusal,
    logprobs: planLogprobs(fitted.ids, context),
    calls: [],
    citations: citationsIn(answer, whole, fitted.text),
    reason: room === 0 || (isCut && fitted.ids.length >= room) ? 'length' : 'stop',
    tokens: reasoning.ids.length + fitted.ids.length,
    acceptedPredictionTokens: prediction.accepted,
    rejectedPredictionTokens: prediction.rejected,
  };
}

function planCalls(
  answer: Answer,
  toolCalls: NonNullable<Answer['toolCalls']>,
  reasoning: Tokens,
  room: number,
  context: PlanContext,
): ChoicePlan {
  const { request, tokenizer, callId } = context;
  let left = room;
  let isCut = false;
  const calls: CallPlan[] = [];
  const text = answer.text ? fitTokens(answer.text, room, tokenizer) : NOTHING;
  left -= text.ids.length;
  for (const { kind, name, input } of toolCalls) {
    const overhead = tokenizer.count(name) + CALL_FRAMING_TOKENS;
    if (overhead >= left) {
      isCut = true;
      break;
    }
    left -= overhead;
    const tokens = fitTokens(input, left, tokenizer);
    left -= tokens.ids.length;
    calls.push({ call: { id: callId(), kind, name }, pieces: toPieces(tokens, tokenizer), overhead });
    if (tokens.text !== input) {
      isCut = true;
      break;
    }
  }
  return {
    reasoning: visibleReasoning(reasoning, context),
    text: toPieces(text, tokenizer),
    isRefusal: false,
    logprobs: undefined,
    calls,
    citations: [],
    // A call of the very tool that was named is no decision of the model's, so the answer just stops.
    reason: isCut ? 'length' : request.toolChoice.mode === 'named' ? 'stop' : 'tool-calls',
    tokens: reasoning.ids.length + room - left,
    acceptedPredictionTokens: 0,
    rejectedPredictionTokens: 0,
  };
}

/** Tokens of an answer dominated by a bias: all the room if the request sets a limit, else its unbiased length. */
function naturalLength(text: string, room: number, { request, tokenizer }: PlanContext): number {
  if (request.sampling.logitBias.size === 0) return 0;
  if (request.limits.maxTokens !== undefined) return room;
  return Math.min(tokenizer.count(text), room);
}

function isDominated({ request }: PlanContext): boolean {
  for (const value of request.sampling.logitBias.values()) if (value >= 100) return true;
  return false;
}

/** Citations whose text is unchanged: sampling may have moved words, and a limit may have cut them off. */
function citationsIn(
  { citations = [], text = '' }: Answer,
  whole: string,
  final: string,
): readonly Citation[] {
  if (whole !== text) return [];
  return citations.filter(
    ({ start, end }) => final.slice(start, end) === text.slice(start, end) && end <= final.length,
  );
}

/** Fits a text to between `minimum` and `limit` tokens. */
function fit(text: string, minimum: number, limit: number, { request, tokenizer }: PlanContext): Tokens {
  if (limit < LEAST_ANSWER_TOKENS) return NOTHING;
  const fillers = fillersUnder(request.sampling.logitBias, tokenizer);
  const fitted = fitTokens(text, limit, tokenizer, fillers);
  return fitted.ids.length < minimum ? padTokens(fitted, minimum, tokenizer, fillers) : fitted;
}

/**
 * The text before the earliest stop string. Stop strings that begin within the first `minTokens` tokens are
 * ignored.
 */
function cutAtStop(text: string, { stop, minTokens }: Limits, tokenizer: Tokenizer): string {
  if (stop.length === 0) return text;
  const start = minTokens === 0 ? 0 : tokenizer.decode(tokenizer.encode(text, minTokens)).length;
  let end = text.length;
  for (const sequence of stop) {
    const found = sequence === '' ? -1 : text.indexOf(sequence, start);
    if (found !== -1 && found < end) end = found;
  }
  return end === text.length ? text : text.slice(0, end);
}

function planLogprobs(
  ids: readonly number[],
  { request, tokenizer, random }: PlanContext,
): Logprobs | undefined {
  const { topLogprobs, sampling } = request;
  if (topLogprobs === undefined) return undefined;
  return logprobsOf(ids, topLogprobs, {
    tokenizer,
    random: () => random.fork('logprobs'),
    temperature: sampling.temperature,
    bias: sampling.logitBias,
  });
}

const NOTHING: Tokens = { text: '', ids: [] };
