import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { Random } from '../runtime/random.ts';
import type { ContentSource } from './content/source.ts';
import { ContextExceeded } from './errors.ts';
import type { Usage } from './event.ts';
import { fingerprintOf } from './fingerprint.ts';
import { createGeneration, type Generation } from './generation.ts';
import type { PromptCache } from './kv-cache/prompt-cache.ts';
import type { LatencyModel } from './latency/model.ts';
import { type ChoicePlan, planChoice } from './plan.ts';
import { createPlanCache, type PlanCache } from './plan-cache.ts';
import type { GenerationRequest } from './request.ts';
import { countPrompt, type PartMeasure, type PromptTokens } from './tokenizer/chat-template.ts';
import type { Tokenizers } from './tokenizer/create-tokenizers.ts';
import type { Tokenizer } from './tokenizer/tokenizer.ts';

/** Simulated inference: what is said and when, in no protocol's words. */
export interface Engine {
  /**
   * Begins an answer that arrived at `arrivedAt` (on the clock's `now()` scale). A promise only while a vocabulary loads.
   *
   * @throws ContextExceeded when the request does not fit the model
   */
  generate(request: GenerationRequest, arrivedAt: number): Generation | Promise<Generation>;
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
 * const generation = await engine.generate(request, clock.now());
 * play(clock, generation, { write: (events) => events.length > 0, end: () => {}, fail: console.error });
 */
export function createEngine(options: EngineOptions): Engine {
  const { tokenizers } = options;
  const plans = options.content.repeats ? createPlanCache() : undefined;
  return {
    generate(request, arrivedAt) {
      const tokenizer = tokenizers.get(request.model.tokenizer);
      if (tokenizer) return begin(request, arrivedAt, tokenizer, options, plans);
      return tokenizers
        .load(request.model.tokenizer)
        .then((loaded) => begin(request, arrivedAt, loaded, options, plans));
    },
  };
}

function begin(
  request: GenerationRequest,
  arrivedAt: number,
  tokenizer: Tokenizer,
  options: EngineOptions,
  plans: PlanCache | undefined,
): Generation {
  const prompt = countPrompt(request, tokenizer, options.measure);
  const limit = completionLimit(request, prompt.total);
  const fingerprint = fingerprintOf(request);
  const cachedTokens = options.promptCache.use(request.cacheKey ?? '', fingerprint, prompt.total);
  const random = options.random.fork(fingerprint.key, ...variation(request));

  const plan = (): ChoicePlan[] => planChoices(request, limit, tokenizer, random, options);
  const choices = plans ? plans.plan(request, fingerprint, plan) : plan();
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
  request: GenerationRequest,
  limit: number,
  tokenizer: Tokenizer,
  random: Random,
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
  const sum = (of: (choice: ChoicePlan) => number): number =>
    choices.reduce((total, choice) => total + of(choice), 0);
  const rejected = sum((choice) => choice.rejectedPredictionTokens);
  return {
    promptTokens: prompt.total,
    cachedTokens,
    promptAudioTokens: prompt.audio,
    completionTokens: sum((choice) => choice.tokens) + rejected,
    reasoningTokens: sum((choice) => choice.reasoning.length),
    completionAudioTokens: 0,
    acceptedPredictionTokens: sum((choice) => choice.acceptedPredictionTokens),
    rejectedPredictionTokens: rejected,
  };
}
