import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { Random } from '../runtime/random.ts';
import type { ContentSource } from './content/source.ts';
import { ContextExceeded } from './errors.ts';
import type { Usage } from './event.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint.ts';
import { createGeneration, type Generation } from './generation.ts';
import type { PromptCache } from './kv-cache/prompt-cache.ts';
import type { LatencyModel } from './latency/model.ts';
import { type ChoicePlan, planChoice } from './plan.ts';
import type { GenerationRequest } from './request.ts';
import { countPrompt, type PartMeasure, type PromptTokens } from './tokenizer/chat-template.ts';
import type { Tokenizers } from './tokenizer/create-tokenizers.ts';
import type { Tokenizer } from './tokenizer/tokenizer.ts';

/** Simulated inference: what is said and when, in no protocol's words. */
export interface Engine {
  /**
   * Thinks a request over: counts its prompt and decides what can be decided before it is known when it is asked. A promise only
   * while a vocabulary loads.
   *
   * @throws ContextExceeded when the request does not fit the model
   */
  prepare(request: GenerationRequest): PreparedRequest | Promise<PreparedRequest>;
  /** Begins an answer that was asked for at `arrivedAt` (on the clock's `now()` scale). */
  generate(prepared: PreparedRequest, arrivedAt: number): Generation;
}

/** A request that was thought over; it can be asked any number of times. */
export interface PreparedRequest {
  readonly request: GenerationRequest;
  readonly prompt: PromptTokens;
  readonly fingerprint: Fingerprint;
  /** Completion tokens each choice may have. */
  readonly limit: number;
  readonly tokenizer: Tokenizer;
  readonly random: Random;
  /** What is said each time it is asked; undefined when that differs, as identifiers of tool calls do. */
  readonly choices: readonly ChoicePlan[] | undefined;
  /** Whether it is small enough to be kept by whoever expects it again. */
  readonly isSmall: boolean;
}

export interface EngineOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  /** The instance's randomness; each request forks its own from it. */
  readonly random: Random;
  readonly tokenizers: Tokenizers;
  readonly measure: PartMeasure;
  readonly content: ContentSource;
  readonly latency: LatencyModel;
  readonly promptCache: PromptCache;
}

/**
 * Content and latency are chosen independently: the source decides every token first, the latency model spreads them over
 * time. The same request forks the same randomness, so neither order nor concurrency changes an answer.
 *
 * @example
 * const generation = engine.generate(await engine.prepare(request), clock.now());
 * play(clock, generation, { write: (events) => events.length > 0, end: () => {}, fail: console.error });
 */
export function createEngine(options: EngineOptions): Engine {
  const { tokenizers } = options;
  return {
    prepare(request) {
      const tokenizer = tokenizers.get(request.model.tokenizer);
      if (tokenizer) return prepare(request, tokenizer, options);
      return tokenizers.load(request.model.tokenizer).then((loaded) => prepare(request, loaded, options));
    },
    generate: (prepared, arrivedAt) => generate(prepared, arrivedAt, options),
  };
}

function prepare(request: GenerationRequest, tokenizer: Tokenizer, options: EngineOptions): PreparedRequest {
  const prompt = countPrompt(request, tokenizer, options.measure);
  const fingerprint = fingerprintOf(request);
  const undecided = {
    request,
    prompt,
    fingerprint,
    limit: completionLimit(request, prompt.total),
    tokenizer,
    random: options.random.fork(fingerprint.key, ...variation(request)),
    choices: undefined,
    isSmall: true,
  };
  if (!options.content.repeats || request.tools.length > 0) return undecided;
  const choices = planChoices(undecided, options);
  return {
    ...undecided,
    choices,
    isSmall: choices.every(isPlain) && sumOf(choices, tokensOf) <= SMALL_TOKENS,
  };
}

/** A plan takes about 60 bytes a token, and many times that with log probabilities. */
const SMALL_TOKENS = 2000;

const isPlain = ({ logprobs }: ChoicePlan): boolean => logprobs === undefined;
const tokensOf = ({ tokens }: ChoicePlan): number => tokens;
const sumOf = (choices: readonly ChoicePlan[], of: (choice: ChoicePlan) => number): number =>
  choices.reduce((total, choice) => total + of(choice), 0);

function generate(prepared: PreparedRequest, arrivedAt: number, options: EngineOptions): Generation {
  const { request, prompt, fingerprint, random } = prepared;
  const cachedTokens = options.promptCache.use(request.cacheKey ?? '', fingerprint, prompt.total);
  const choices = prepared.choices ?? planChoices(prepared, options);
  const usage = toUsage(prompt, cachedTokens, choices);
  const pace = options.latency.plan(
    {
      model: request.model,
      promptTokens: prompt.total,
      cachedTokens,
      outputTokens: Math.max(...choices.map((choice) => choice.tokens)),
      temperature: request.sampling.temperature,
    },
    random.fork('latency'),
  );
  return createGeneration(choices, usage, pace, arrivedAt);
}

function planChoices(
  { request, limit, tokenizer, random }: PreparedRequest,
  { content, ids }: EngineOptions,
): ChoicePlan[] {
  const callId = (): string => ids.next('call_', 24);
  return Array.from({ length: request.choices }, (_, choice) =>
    planChoice({ request, choice, limit, tokenizer, content, random: random.fork(choice), callId }),
  );
}

/** What besides the conversation makes an answer another one. Greedy sampling leaves nothing to a seed. */
function variation({ sampling }: GenerationRequest): (string | number)[] {
  const isGreedy = sampling.temperature === 0 || sampling.topP === 0;
  return isGreedy || sampling.seed === undefined ? [] : ['seed', sampling.seed];
}

function completionLimit({ model, limits }: GenerationRequest, promptTokens: number): number {
  if (promptTokens >= model.contextWindow) throw new ContextExceeded(model.contextWindow, promptTokens);
  const room = model.contextWindow - promptTokens;
  if (limits.maxTokens !== undefined && limits.maxTokens > room) {
    throw new ContextExceeded(model.contextWindow, promptTokens, limits.maxTokens);
  }
  return Math.min(limits.maxTokens ?? model.maxOutputTokens, model.maxOutputTokens, room);
}

function toUsage(prompt: PromptTokens, cachedTokens: number, choices: readonly ChoicePlan[]): Usage {
  const rejected = sumOf(choices, (choice) => choice.rejectedPredictionTokens);
  return {
    promptTokens: prompt.total,
    cachedTokens,
    promptAudioTokens: prompt.audio,
    completionTokens: sumOf(choices, tokensOf) + rejected,
    reasoningTokens: sumOf(choices, (choice) => choice.reasoning.length),
    completionAudioTokens: 0,
    acceptedPredictionTokens: sumOf(choices, (choice) => choice.acceptedPredictionTokens),
    rejectedPredictionTokens: rejected,
  };
}
