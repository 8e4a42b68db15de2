import type { Abort } from '../runtime/abort.ts';
import type { Ids } from '../runtime/ids.ts';
import type { MemoryLimit } from '../runtime/memory-limit.ts';
import { runSteps } from '../runtime/steps.ts';
import type { Turns } from '../runtime/turns.ts';
import { AnswerSize } from './answer-size.ts';
import { Effort } from './effort.ts';
import { type ChoicePlan, planChoice } from './plan.ts';
import type { ContentSource } from './ports/content.ts';
import type { Planned, PreparedRequest } from './prepared-request.ts';
import { type GenerationRequest, textOf } from './request.ts';

export interface PlanServices {
  readonly content: ContentSource;
  readonly ids: Ids;
  readonly turns: Turns;
  /** Memory for all long answers. */
  readonly memory: MemoryLimit;
}

/** More tokens than this are planned in several turns of the event loop. */
const TOKENS_AT_ONCE = 2000;

/**
 * Plans the choices of a prepared request, at most about {@link TOKENS_AT_ONCE} tokens. There are fewer choices than
 * the request asks for if that is not enough.
 *
 * @throws AnswerTooLarge as {@link planBatch}
 */
export function planBeginning(prepared: Omit<PreparedRequest, 'planned'>, services: PlanServices): Planned {
  const planned: Planned = { choices: [], effort: new Effort() };
  const steps = planSteps(
    { ...prepared, planned },
    planned,
    new AnswerSize(prepared.request.sizeLimit),
    services,
  );
  for (let tokens = 0; tokens <= TOKENS_AT_ONCE; ) {
    const step = steps.next();
    if (step.done) break;
    tokens += step.value;
  }
  return planned;
}

/** Whether all choices of a request are planned. */
export function isComplete({ choices }: Planned, request: GenerationRequest): boolean {
  return choices.length === request.choices;
}

/** The plans of an answer. */
export interface PlannedBatch {
  /** By prompt. */
  readonly plans: readonly (readonly ChoicePlan[])[];
  /** To be called when they are no longer needed. */
  readonly release?: () => void;
}

/**
 * Plans all choices of prompts that are sent together. Returns a promise if that takes long: it waits for
 * memory for long answers, gives way between choices, and rejects with the reason of `abort` if that fires.
 *
 * @throws AnswerTooLarge if the answers together exceed the size limit of the (first) request; MemoryLimitReached
 */
export function planBatch(
  batch: readonly PreparedRequest[],
  services: PlanServices,
  abort: Abort | undefined,
): PlannedBatch | Promise<PlannedBatch> {
  const steps = batchSteps(batch, services);
  let tokens = 0;
  for (let planned = 1; ; planned++) {
    const step = steps.next();
    if (step.done) return { plans: step.value };
    tokens += step.value;
    if (tokens <= TOKENS_AT_ONCE) continue;
    const choices = batch.reduce((sum, { request }) => sum + request.choices, 0);
    return planWithMemory(steps, Math.ceil((tokens / planned) * choices) * BYTES_PER_TOKEN, services, abort);
  }
}

/** Memory of a planned token, its id and its text, which it shares with the vocabulary. */
const BYTES_PER_TOKEN = 24;

async function planWithMemory(
  steps: Generator<unknown, ChoicePlan[][]>,
  bytes: number,
  { memory, turns }: PlanServices,
  abort: Abort | undefined,
): Promise<PlannedBatch> {
  const release = await memory.reserve(bytes, abort);
  try {
    return { plans: await runSteps(steps, turns, abort), release };
  } catch (error) {
    release();
    throw error;
  }
}

/** Yields the number of tokens of each choice. */
function* batchSteps(
  batch: readonly PreparedRequest[],
  services: PlanServices,
): Generator<number, ChoicePlan[][]> {
  const size = new AnswerSize(batch[0]?.request.sizeLimit);
  const all: ChoicePlan[][] = [];
  for (const prepared of batch) {
    const before = prepared.planned;
    const planned: Planned = before
      ? { choices: [...before.choices], effort: before.effort }
      : { choices: [], effort: new Effort() };
    yield* planSteps(prepared, planned, size, services);
    all.push(planned.choices);
  }
  return all;
}

/** Adds to `planned` the choices that are missing. Yields the number of tokens of each choice. */
function* planSteps(
  prepared: PreparedRequest,
  { choices, effort }: Planned,
  size: AnswerSize,
  { content, ids }: PlanServices,
): Generator<number> {
  const { request, limit, tokenizer, random, promptTokens, predicted } = prepared;
  const callId = (): string => ids.next('call_', 24);
  const echo = request.continuation?.echo ? textOf(request.turns) : undefined;
  for (let choice = 0; choice < request.choices; choice++) {
    if (echo !== undefined) size.addEcho(echo, promptTokens, choice);
    const isNew = choice === choices.length;
    if (isNew) {
      const context = { request, choice, limit, tokenizer, content, predicted, callId, effort };
      choices.push(planChoice({ ...context, random: random.fork(choice) }));
    }
    const plan = choices[choice] as ChoicePlan;
    size.addChoice(plan, choice);
    yield isNew ? plan.tokens : 0;
  }
}
