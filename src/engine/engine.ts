import type { Abort } from '../runtime/abort.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { MemoryLimit } from '../runtime/memory-limit.ts';
import type { Random } from '../runtime/random.ts';
import { type Steps, startSteps } from '../runtime/steps.ts';
import type { Turns } from '../runtime/turns.ts';
import { PromptBlocks } from './cache/prompt-blocks.ts';
import { type ChoicePlan, reasoningWithin } from './choice-plan.ts';
import { ContextExceeded } from './errors.ts';
import type { Usage } from './event.ts';
import { fingerprintOf } from './fingerprint.ts';
import { generateTranscript, type TranscriptGenerationOptions } from './generate-transcript.ts';
import { createGeneration, type Generation } from './generation.ts';
import type { ModelCard } from './models/card.ts';
import { firstPassTokens } from './passes.ts';
import { isComplete, type PlannedBatch, planBatch, planBeginning } from './plan-choices.ts';
import type { ContentSource } from './ports/content.ts';
import type { Transcript } from './ports/transcriber.ts';
import type { PreparedRequest } from './prepared-request.ts';
import type { GenerationRequest } from './request.ts';
import { echoLogprobs, promptLogprobs } from './sampling/prompt-logprobs.ts';
import { type Scheduled, type Scheduler, type Sequence, unknownPrompt } from './scheduler/scheduler.ts';
import { countPrompt, PRIMING, type PromptTokens } from './tokenizer/chat-template.ts';
import type { Tokenizers } from './tokenizer/create-tokenizers.ts';
import { PromptIds } from './tokenizer/prompt-ids.ts';
import type { Tokenizer } from './tokenizer/tokenizer.ts';
import { lastTurns } from './truncate.ts';

/** Simulated inference, independent of any API: decides what is generated and when. */
export interface Engine {
  /**
   * The ids of a prompt's tokens: as many as a generation of the same request counts. Without the beginning of an answer if
   * `isOpen`. Returns a promise as {@link Engine.prepare} does.
   *
   * @throws ContextExceeded for a prompt of more than twice the context window
   */
  tokenize(
    request: GenerationRequest,
    options: { readonly isOpen?: boolean; readonly abort?: Abort },
  ): readonly number[] | Promise<readonly number[]>;
  /**
   * Counts the prompt and plans everything that does not depend on the time of the request. Returns a promise
   * only while a vocabulary is loading and for long prompts, which are read in turns of the event loop until `abort`
   * fires.
   *
   * @throws ContextExceeded when the request does not fit the model
   */
  prepare(request: GenerationRequest, abort?: Abort): PreparedRequest | Promise<PreparedRequest>;
  /**
   * Starts the answer to a prepared request. Returns a promise only if planning a long answer takes a while. The
   * generation must be taken to its end or cancelled.
   *
   * @throws AnswerTooLarge when the answer exceeds the request's size limit; QueueFull, NeverFits or Unavailable when
   * the scheduler does not take it
   */
  generate(prepared: PreparedRequest, arrival: Arrival): Generation | Promise<Generation>;
  /**
   * Starts the answers to several prompts sent together. They are decoded as one batch, so they share their
   * pace. Choices are numbered consecutively, starting with those of the first prompt; each has the text it
   * would have alone. Their size limit, that of the first, is for all of them together.
   */
  generateBatch(prepared: readonly PreparedRequest[], arrival: Arrival): Generation | Promise<Generation>;
  /** Answers with a transcript, word by word, at the pace of any answer. Planned in steps, because there can be hours of it. */
  transcribe(transcript: Transcript, options: TranscriptGenerationOptions): Steps<Generation>;
  /** Takes on work whose result is no text: vectors, ranks, labels, pictures, sound. It must be released. */
  submit(work: InferenceWork): Scheduled;
}

/** Work of a model whose result is no text. */
export interface InferenceWork {
  readonly model: ModelCard;
  /** On the clock's `now()` scale. */
  readonly arrivedAt: number;
  readonly promptTokens: number;
  /** Steps in which the result is made, each of which takes as long as a token; default 1. */
  readonly steps?: number;
  /** What tells the work apart from other work of the model: equal work varies in time equally. */
  readonly key: readonly (string | number)[];
}

/** What differs each time a prepared request is sent. */
export interface Arrival {
  /** On the clock's `now()` scale. */
  readonly arrivedAt: number;
  /** Who sends it: prompt caches are never shared between tenants. Contains no NUL. */
  readonly tenant: string;
  /** Ends planning when it fires. */
  readonly abort?: Abort;
  /**
   * The answer is recorded now and played later, so its pace must be known: it takes no place in the engine, and its pace
   * is that of an idle engine.
   */
  readonly isDetached?: boolean | undefined;
}

export interface EngineOptions {
  readonly clock: Clock;
  readonly turns: Turns;
  /** Memory for all long answers. */
  readonly memory: MemoryLimit;
  readonly ids: Ids;
  /** The instance's randomness; each request forks its own. */
  readonly random: Random;
  readonly tokenizers: Tokenizers;
  readonly content: ContentSource;
  readonly scheduler: Scheduler;
}

/**
 * Content and time are independent: the source decides every token first, the scheduler spreads them
 * over time. Equal requests fork the same randomness, so neither order nor concurrency changes an answer.
 *
 * @example
 * const arrival = { arrivedAt: clock.now(), tenant: 'default' };
 * const generation = await engine.generate(await engine.prepare(request), arrival);
 * play({ clock, turns }, generation, { write: (events) => events.length > 0, end: () => {}, fail: console.error });
 */
export function createEngine(options: EngineOptions): Engine {
  const { tokenizers, turns } = options;
  return {
    tokenize(request, { isOpen = false, abort }) {
      const { model } = request;
      const idsWith = (tokenizer: Tokenizer) => startSteps(idsOf(request, tokenizer, isOpen), turns, abort);
      const tokenizer = tokenizers.get(model.tokenizer);
      return tokenizer ? idsWith(tokenizer) : tokenizers.load(model.tokenizer).then(idsWith);
    },
    prepare(request, abort) {
      const tokenizer = tokenizers.get(request.model.tokenizer);
      if (tokenizer) return startSteps(prepare(request, tokenizer, options), turns, abort);
      return tokenizers
        .load(request.model.tokenizer)
        .then((loaded) => startSteps(prepare(request, loaded, options), turns, abort));
    },
    generate: (prepared, arrival) => generate([prepared], arrival, options),
    generateBatch: (prepared, arrival) => generate(prepared, arrival, options),
    transcribe: (transcript, given) => generateTranscript(transcript, given, options.scheduler),
    submit: ({ key, steps = 1, ...work }) =>
      options.scheduler.admit(unknownPrompt({ ...work, steps, random: options.random.fork(...key) })),
  };
}

function* idsOf(request: GenerationRequest, tokenizer: Tokenizer, isOpen: boolean): Steps<readonly number[]> {
  const ids = new PromptIds(tokenizer);
  const { total } = yield* countPrompt(request, tokenizer, ids);
  const told = ids.told(total);
  return isOpen ? told.slice(0, -PRIMING) : told;
}

function* prepare(
  given: GenerationRequest,
  tokenizer: Tokenizer,
  options: EngineOptions,
): Steps<PreparedRequest> {
  const { truncation: most = Number.POSITIVE_INFINITY, promptLogprobs: alternatives } = given;
  const request =
    most === Number.POSITIVE_INFINITY ? given : { ...given, turns: yield* lastTurns(given, most, tokenizer) };
  const tellsIds = request.tokenIds || alternatives !== undefined;
  const { readsPrompts } = options.scheduler;
  const ids = readsPrompts || tellsIds ? new PromptIds(tokenizer) : undefined;
  const counted = yield* countPrompt(request, tokenizer, ids);
  const prompt = counted.total > most ? { ...counted, total: most } : counted;
  // A prompt that does not fit is rejected before any further work.
  const limit = completionLimit(request, prompt.total);
  const predicted = yield* encodePrediction(request, prompt.total, tokenizer);
  const fingerprint = yield* fingerprintOf(request);
  const random = (): Random => options.random.fork('prompt', fingerprint.key);
  const promptTokens = yield* echoLogprobs(request, tokenizer, random);
  const told = tellsIds ? ids?.told(prompt.total) : undefined;
  const undecided = {
    request,
    prompt,
    blocks: readsPrompts && ids ? new PromptBlocks(ids.compared(prompt.total)) : undefined,
    promptTokens,
    promptScores:
      told && alternatives !== undefined ? promptLogprobs(told, alternatives, tokenizer, random) : undefined,
    promptIds: told,
    predicted,
    fingerprint,
    limit,
    tokenizer,
    random: options.random.fork(fingerprint.key, ...variation(request)),
    planned: undefined,
    isDecided: false,
    bytes: BYTES_PER_ID * ((promptTokens?.length ?? 0) + (ids ? prompt.total : 0)),
  };
  if (!options.content.repeats || request.tools.length > 0 || request.openings?.length) return undecided;
  const planned = planBeginning(undecided, options);
  const { choices } = planned;
  const isDecided = isComplete(planned, request);
  return {
    ...undecided,
    planned,
    isDecided,
    bytes: undecided.bytes + sumOf(choices, bytesOf),
  };
}

/** What a planned token takes: its id, its text and its place in lists. */
const BYTES_PER_TOKEN = 60;

const BYTES_PER_ID = 8;

const bytesOf = ({ tokens }: ChoicePlan): number => tokens * BYTES_PER_TOKEN;
const tokensOf = ({ tokens }: ChoicePlan): number => tokens;
const sumOf = (choices: readonly ChoicePlan[], of: (choice: ChoicePlan) => number): number =>
  choices.reduce((total, choice) => total + of(choice), 0);

function generate(
  batch: readonly PreparedRequest[],
  arrival: Arrival,
  options: EngineOptions,
): Generation | Promise<Generation> {
  const [only, ...others] = batch;
  if (only?.planned && only.isDecided && others.length === 0) {
    return start(batch, { plans: [only.planned.choices] }, arrival, options);
  }
  const planned = planBatch(batch, options, arrival.abort);
  return planned instanceof Promise
    ? planned.then((ready) => start(batch, ready, arrival, options))
    : start(batch, planned, arrival, options);
}

function start(
  batch: readonly PreparedRequest[],
  { plans, release: onEnd }: PlannedBatch,
  { arrivedAt, tenant, isDetached = false }: Arrival,
  { scheduler }: EngineOptions,
): Generation {
  const [first] = batch;
  if (!first) throw new RangeError('A batch needs at least one prompt');
  const { request, random } = first;
  const choices = batch.length === 1 ? (plans[0] as readonly ChoicePlan[]) : plans.flat();
  const usage = batch
    .map(({ prompt }, index) => toUsage(prompt, plans[index] as readonly ChoicePlan[]))
    .reduce(addUsage);
  const sequence: Sequence = {
    model: request.model,
    arrivedAt,
    promptTokens: usage.promptTokens,
    cachedTokens: 0,
    outputTokens: choices.reduce((most, choice) => Math.max(most, choice.tokens), 0),
    passTokens: firstPassTokens(choices),
    before: 0,
    temperature: request.sampling.temperature,
    random: random.fork('latency'),
    choices: choices.map((choice) => firstPassTokens([choice])),
    prompts: batch.flatMap(({ blocks }) => blocks ?? []),
    answer: answerOf(choices),
    scope: `${request.model.root}\u0000${tenant}\u0000${request.cacheKey ?? ''}`,
    priority: request.priority ?? 0,
  };
  let scheduled: Scheduled;
  try {
    scheduled = isDetached ? scheduler.alone(sequence) : scheduler.admit(sequence);
  } catch (error) {
    onEnd?.();
    throw error;
  }
  return createGeneration(choices, usage, scheduled, {
    arrivedAt,
    limit: first.limit,
    continuousUsage: request.continuousUsage,
    onEnd,
  });
}

/** The tokens by which a cache knows an answer; undefined if it has several choices, or works that break it off. */
function answerOf([only, ...others]: readonly ChoicePlan[]): readonly number[] | undefined {
  return only && others.length === 0 && only.steps === only.tokens ? only.knownBy : undefined;
}

/** What changes the answer besides the conversation. With greedy sampling the seed has no effect. */
function variation({ sampling }: GenerationRequest): (string | number)[] {
  const isGreedy = sampling.temperature === 0 || sampling.topP === 0;
  return isGreedy || sampling.seed === undefined ? [] : ['seed', sampling.seed];
}

function completionLimit({ model, limits }: GenerationRequest, promptTokens: number): number {
  if (promptTokens >= model.contextWindow) throw new ContextExceeded(model.contextWindow, promptTokens);
  const room = model.contextWindow - promptTokens;
  if (limits.maxTokens !== undefined && limits.maxTokens > room) {
    throw new ContextExceeded(model.contextWindow, promptTokens, { completionTokens: limits.maxTokens });
  }
  return Math.min(limits.maxTokens ?? model.maxOutputTokens, model.maxOutputTokens, room);
}

/**
 * The tokens of the predicted answer. They take room in the context like the answer itself.
 *
 * @throws ContextExceeded when prompt and prediction do not fit the model together
 */
function* encodePrediction(
  { prediction, model: { contextWindow } }: GenerationRequest,
  promptTokens: number,
  tokenizer: Tokenizer,
): Steps<number[] | undefined> {
  if (prediction === undefined) return undefined;
  const room = contextWindow - promptTokens;
  const most = 2 * contextWindow;
  const least = Math.ceil(prediction.length / tokenizer.longest);
  const tokens = least > room ? [] : yield* tokenizer.encodeInSteps(prediction, most);
  const completionTokens = Math.max(least, tokens.length);
  if (completionTokens <= room) return tokens;
  const isAtLeast = tokens.length === 0 || tokens.length === most;
  throw new ContextExceeded(contextWindow, promptTokens, { completionTokens, isAtLeast });
}

/** Without what is cached. */
function toUsage(prompt: PromptTokens, choices: readonly ChoicePlan[]): Usage {
  const rejected = sumOf(choices, (choice) => choice.rejectedPredictionTokens);
  return {
    promptTokens: prompt.total,
    cachedTokens: 0,
    promptAudioTokens: prompt.audio,
    completionTokens: sumOf(choices, tokensOf) + rejected,
    reasoningTokens: sumOf(choices, (choice) => reasoningWithin(choice)),
    completionAudioTokens: 0,
    acceptedPredictionTokens: sumOf(choices, (choice) => choice.acceptedPredictionTokens),
    rejectedPredictionTokens: rejected,
  };
}

function addUsage(one: Usage, other: Usage): Usage {
  return {
    promptTokens: one.promptTokens + other.promptTokens,
    cachedTokens: one.cachedTokens + other.cachedTokens,
    promptAudioTokens: one.promptAudioTokens + other.promptAudioTokens,
    completionTokens: one.completionTokens + other.completionTokens,
    reasoningTokens: one.reasoningTokens + other.reasoningTokens,
    completionAudioTokens: one.completionAudioTokens + other.completionAudioTokens,
    acceptedPredictionTokens: one.acceptedPredictionTokens + other.acceptedPredictionTokens,
    rejectedPredictionTokens: one.rejectedPredictionTokens + other.rejectedPredictionTokens,
  };
}
