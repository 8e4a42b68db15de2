import type { Random } from '../runtime/random.ts';
import type { ChoicePlan, ItemPlan, PartPlan } from './choice-plan.ts';
import type { FinishReason } from './event.ts';
import { fillersUnder, fitTokens, padTokens, type Tokens, toPieces } from './fit.ts';
import type { Answer, AnswerItem, AnswerPart, PlainAnswer, WorkItem } from './ports/content.ts';
import type { GenerationRequest, Limits, Tool, ToolCall } from './request.ts';
import { applyLogitBias } from './sampling/logit-bias.ts';
import { type Logprobs, logprobsOf } from './sampling/logprobs.ts';
import { applyPenalties } from './sampling/penalties.ts';
import { comparePrediction } from './sampling/prediction.ts';
import type { Citation } from './source.ts';
import { spread, summaryOf } from './summary.ts';
import { frameTokensOf } from './tokenizer/special-tokens.ts';
import type { Tokenizer } from './tokenizer/tokenizer.ts';

/** Tokens a chat template adds to a call besides the tool's name: start, channel and end. */
const CALL_FRAMING_TOKENS = 3;

/** With less room than this there is no answer text. */
const LEAST_ANSWER_TOKENS = 1;

export interface PlanContext {
  readonly request: GenerationRequest;
  /** Maximum completion tokens of this choice. */
  readonly limit: number;
  readonly tokenizer: Tokenizer;
  /** The tokens of the expected answer, if the request has one. */
  readonly predicted: readonly number[] | undefined;
  readonly random: Random;
  readonly callId: () => string;
  /** Whether a cache wants to know the answer by its tokens. */
  readonly keepsIds?: boolean;
}

/** The least tokens that a choice must have, of a limit. */
export function leastTokens({ limits }: GenerationRequest, limit: number): number {
  return Math.min(limits.ignoreEos ? limit : limits.minTokens, limit);
}

/** Makes an answer meet the request's limits exactly. */
export function planChoice(answer: Answer, context: PlanContext): ChoicePlan {
  const plan = new Planning(context);
  const items = itemsOf(answer);
  for (const [index, item] of items.entries()) {
    plan.add(item, index === items.length - 1);
    if (plan.isOver) break;
  }
  return plan.choice();
}

/** The items of an answer: at least a message or a call. */
export function itemsOf(answer: Answer): readonly AnswerItem[] {
  const items = isItems(answer) ? answer : toItems(answer);
  return items.some(({ kind }) => kind !== 'reasoning') ? items : [...items, messageOf({ text: '' })];
}

// `Array.isArray` does not narrow read-only arrays.
const isItems = (answer: Answer): answer is readonly AnswerItem[] => Array.isArray(answer);

function toItems(answer: PlainAnswer): AnswerItem[] {
  const { reasoning, text, refusal, toolCalls = [] } = answer;
  const items: AnswerItem[] = reasoning === undefined ? [] : [{ kind: 'reasoning', text: reasoning }];
  if (refusal !== undefined || text !== undefined) items.push(messageOf(answer));
  for (const call of toolCalls) items.push({ kind: 'call', call });
  return items;
}

function messageOf({ text = '', refusal, citations = NO_CITATIONS }: PlainAnswer): AnswerItem {
  const part: AnswerPart =
    refusal === undefined ? { kind: 'text', text, citations } : { kind: 'refusal', text: refusal };
  return { kind: 'message', parts: [part] };
}

/** The items of one choice that are planned so far. */
class Planning {
  readonly #context: PlanContext;
  readonly #items: ItemPlan[] = [];
  #left: number;
  #stages = 0;
  #prediction: { readonly accepted: number; readonly rejected: number } | undefined;
  #calls = false;
  /** Of all tokens, if the request asks for them or a cache wants to know them. */
  readonly #ids: number[] | undefined;
  /** Who makes the current item, if it is not the agent that was asked. */
  #agent: string | undefined;
  /** Why the answer ends early; undefined if it does not. */
  #end: FinishReason | undefined;

  constructor(context: PlanContext) {
    this.#context = context;
    this.#left = context.limit;
    this.#ids = context.request.tokenIds || context.keepsIds ? [] : undefined;
  }

  get isOver(): boolean {
    return this.#end !== undefined;
  }

  /** `isLast`: padded to the least number of tokens if it is a message. */
  add(item: AnswerItem, isLast: boolean): void {
    this.#agent = item.agent;
    if (this.#left === 0 && this.#items.length > 0) this.#end = 'length';
    else if (item.kind === 'reasoning') this.#addReasoning(item);
    else if (item.kind === 'message') this.#addMessage(item.parts, isLast);
    else if (item.kind === 'work') this.#addWork(item);
    else this.#addCall(item.call);
  }

  choice(): ChoicePlan {
    const { request, limit } = this.#context;
    // A call of the very tool that was named is no decision of the model's, so the answer just stops.
    const calls = this.#calls && request.toolChoice.mode !== 'named';
    return {
      items: this.#items,
      reason: this.#end ?? (calls ? 'tool-calls' : 'stop'),
      tokens: limit - this.#left,
      steps: limit - this.#left + this.#stages,
      ...(this.#ids && request.tokenIds && { ids: this.#ids }),
      ...(this.#ids && this.#context.keepsIds && { knownBy: this.#ids }),
      acceptedPredictionTokens: this.#prediction?.accepted ?? 0,
      rejectedPredictionTokens: this.#prediction?.rejected ?? 0,
    };
  }

  #push(item: ItemPlan): void {
    this.#items.push(this.#agent === undefined ? item : { ...item, agent: this.#agent });
  }

  #addReasoning({ text, summary }: Extract<AnswerItem, { kind: 'reasoning' }>): void {
    const { request, tokenizer } = this.#context;
    const { reasoning } = request.model;
    if (text === '' || reasoning === undefined || request.continuation) return;
    const tokens = fitTokens(text, this.#left, tokenizer);
    this.#left -= tokens.ids.length;
    this.#tell(tokens.ids);
    // A model that hides its reasoning uses the same tokens and time.
    const pieces = reasoning.visible
      ? toPieces(tokens, tokenizer)
      : new Array<string>(tokens.ids.length).fill('');
    const told = request.reasoningSummary && spread(summary ?? summaryOf(tokens.text), pieces.length);
    this.#push({ kind: 'reasoning', pieces, summary: told, text: tokens.text });
  }

  #addMessage(parts: readonly AnswerPart[], isLast: boolean): void {
    const planned: PartPlan[] = [];
    for (const [index, part] of parts.entries()) {
      planned.push(this.#toPart(part, isLast && index === parts.length - 1));
      if (this.isOver) break;
    }
    this.#push({ kind: 'message', parts: planned });
  }

  #toPart(part: AnswerPart, isLast: boolean): PartPlan {
    const context = this.#context;
    const { request, tokenizer, random, limit } = context;
    const { sampling } = request;
    const room = this.#left;
    const whole =
      request.format.kind === 'text'
        ? applyPenalties(part.text, sampling, random.fork('penalties'))
        : part.text;
    const biased = applyLogitBias(
      whole,
      sampling.logitBias,
      naturalLength(whole, room, context),
      tokenizer,
      random.fork('bias'),
    );
    const { text: stopped, isStopped } = cutAtStop(biased, request.limits, tokenizer);
    const missing = isLast ? leastTokens(request, limit) - (limit - room) : 0;
    const fitted = fit(stopped, isStopped ? 0 : missing, room, context);
    this.#left -= fitted.ids.length;
    this.#tell(fitted.ids);
    const runsToLimit = isLast && (request.limits.ignoreEos || isDominated(context));
    const isCut = fitted.text !== stopped || (runsToLimit && !isStopped);
    if (room === 0 || (isCut && this.#left <= 0)) this.#end = 'length';
    else if (isStopped) this.#end = 'stop';
    if (context.predicted) this.#prediction ??= comparePrediction(context.predicted, fitted.ids);
    return {
      kind: part.kind,
      pieces: toPieces(fitted, tokenizer),
      logprobs: planLogprobs(fitted.ids, context),
      citations: part.kind === 'text' ? citationsIn(part, whole, fitted.text) : NO_CITATIONS,
    };
  }

  #addCall({ kind, name, input }: Omit<ToolCall, 'id'>): void {
    const { tokenizer, callId, request } = this.#context;
    const overhead = tokenizer.count(name) + CALL_FRAMING_TOKENS;
    if (overhead >= this.#left) {
      this.#end = 'length';
      return;
    }
    this.#left -= overhead;
    const tokens = fitTokens(input, this.#left, tokenizer);
    this.#left -= tokens.ids.length;
    if (this.#ids) this.#tell([...framingOf(name, tokenizer), ...tokens.ids]);
    const isCalled = (tool: Tool): boolean => tool.name === name;
    const tool = request.tools.find(isCalled) ?? request.deferred?.find(isCalled);
    const call = { id: callId(), kind, name, ...(tool?.isAsync && { isAsync: true }) };
    this.#push({ kind: 'call', call, pieces: toPieces(tokens, tokenizer), overhead });
    this.#calls = true;
    if (tokens.text !== input) this.#end = 'length';
  }

  #tell(ids: readonly number[]): void {
    if (this.#ids) for (const id of ids) this.#ids.push(id);
  }

  /** Work whose call is cut off is not done. */
  #addWork({ work, stages, call, readTokens = 0, endsPass }: WorkItem): void {
    const { tokenizer } = this.#context;
    const overhead = call ? tokenizer.count(call.name) + CALL_FRAMING_TOKENS : 0;
    if (overhead > 0 && overhead >= this.#left) {
      this.#end = 'length';
      return;
    }
    this.#left -= overhead;
    const tokens = call ? fitTokens(call.input, this.#left, tokenizer) : NOTHING;
    this.#left -= tokens.ids.length;
    if (this.#ids) this.#tell([...(call ? framingOf(call.name, tokenizer) : []), ...tokens.ids]);
    const isWhole = tokens.text === (call?.input ?? '');
    if (!isWhole) this.#end = 'length';
    this.#stages += isWhole ? stages.length : 0;
    this.#push({
      kind: 'work',
      work,
      stages: isWhole ? stages : [],
      pieces: toPieces(tokens, tokenizer),
      overhead,
      readTokens: isWhole ? readTokens : 0,
      endsPass,
    });
  }
}

const NO_CITATIONS: readonly Citation[] = [];

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
  { citations = NO_CITATIONS, text }: Extract<AnswerPart, { kind: 'text' }>,
  whole: string,
  final: string,
): readonly Citation[] {
  if (citations.length === 0 || whole !== text) return NO_CITATIONS;
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

interface Stopped {
  readonly text: string;
  readonly isStopped: boolean;
}

/**
 * The text before the earliest stop string or token, or up to the end of the string if it is included. What begins within
 * the first `minTokens` tokens does not stop.
 */
function cutAtStop(text: string, limits: Limits, tokenizer: Tokenizer): Stopped {
  const { stop, minTokens, includesStop = false, stopTokens = [] } = limits;
  if (stop.length === 0 && stopTokens.length === 0) return { text, isStopped: false };
  const start = minTokens === 0 ? 0 : tokenizer.decode(tokenizer.encode(text, minTokens)).length;
  let at = stopTokens.length === 0 ? text.length : beforeToken(text, stopTokens, minTokens, tokenizer);
  let end = at;
  for (const sequence of stop) {
    const found = sequence === '' ? -1 : text.indexOf(sequence, start);
    if (found === -1 || found >= at) continue;
    at = found;
    end = includesStop ? found + sequence.length : found;
  }
  return { text: text.slice(0, end), isStopped: at < text.length };
}

/** The length of a text before the first of the given tokens, in UTF-16 units. */
function beforeToken(
  text: string,
  tokens: readonly number[],
  minTokens: number,
  tokenizer: Tokenizer,
): number {
  const ids = tokenizer.encode(text);
  const found = ids.findIndex((id, index) => index >= minTokens && tokens.includes(id));
  if (found === -1) return text.length;
  return tokenizer.decode(ids.slice(0, found)).replace(/\ufffd+$/, '').length;
}

/** The tokens of a call before its input: as many as {@link CALL_FRAMING_TOKENS}, and the name. */
function framingOf(name: string, tokenizer: Tokenizer): number[] {
  const { start, message, end } = frameTokensOf(tokenizer);
  return [start, ...tokenizer.encode(name), message, end];
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
