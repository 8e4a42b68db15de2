import { type Abort, unlessAborted } from '../runtime/abort.ts';
import type { Ids } from '../runtime/ids.ts';
import type { MemoryLimit } from '../runtime/memory-limit.ts';
import type { Turns } from '../runtime/turns.ts';
import { AnswerSize, workBytes } from './answer-size.ts';
import type { ChoicePlan } from './choice-plan.ts';
import { composeInPasses } from './compose-in-passes.ts';
import { Effort } from './effort.ts';
import { leastTokens, planChoice } from './plan.ts';
import type { Answer, ContentSource } from './ports/content.ts';
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
 * Planning in steps: yields the number of tokens of each choice, with as many more as take the memory of its works; or the
 * promise of an answer, whose value the next step takes.
 */
type PlanSteps<T> = Generator<number | Promise<Answer>, T, Answer | undefined>;

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
    if (typeof step.value !== 'number') {
      // Not what `repeats` promises: the answer is asked for again when the request is generated.
      step.value.catch(() => {});
      break;
    }
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
  readonly release?: (() => void) | undefined;
}

/**
 * Plans all choices of prompts that are sent together. Returns a promise if that takes long, or if the content source
 * does: it waits for memory for long answers, gives way between choices, and rejects with the reason of `abort` if
 * that fires.
 *
 * @throws AnswerTooLarge if the answers together exceed the size limit of the (first) request; MemoryLimitReached
 */
export function planBatch(
  batch: readonly PreparedRequest[],
  services: PlanServices,
  abort: Abort | undefined,
): PlannedBatch | Promise<PlannedBatch> {
  const steps = batchSteps(batch, services, abort);
  let tokens = 0;
  for (let planned = 1; ; planned++) {
    const step = steps.next();
    if (step.done) return { plans: step.value };
    const isNumber = typeof step.value === 'number';
    if (isNumber) tokens += step.value as number;
    if (isNumber && tokens <= TOKENS_AT_ONCE) continue;
    const begun = { steps, tokens, planned, pending: isNumber ? undefined : (step.value as Promise<Answer>) };
    return planInTurns(begun, batch, services, abort);
  }
}

/** Memory of a planned token, its id and its text, which it shares with the vocabulary. */
const BYTES_PER_TOKEN = 24;

interface Begun {
  readonly steps: PlanSteps<ChoicePlan[][]>;
  readonly tokens: number;
  readonly planned: number;
  readonly pending: Promise<Answer> | undefined;
}

async function planInTurns(
  { steps, ...begun }: Begun,
  batch: readonly PreparedRequest[],
  { memory, turns }: PlanServices,
  abort: Abort | undefined,
): Promise<PlannedBatch> {
  const choices = batch.reduce((sum, { request }) => sum + request.choices, 0);
  let { tokens, planned, pending } = begun;
  let release: (() => void) | undefined;
  try {
    for (;;) {
      if (release === undefined && tokens > TOKENS_AT_ONCE) {
        release = await memory.reserve(Math.ceil((tokens / planned) * choices) * BYTES_PER_TOKEN, abort);
      }
      // It may fail during the pause, before anybody waits for it.
      pending?.catch(() => {});
      const pause = turns.pause(abort);
      if (pause) await pause;
      const answer = pending && (await unlessAborted(pending, abort));
      const step = steps.next(answer);
      if (step.done) return { plans: step.value, release };
      pending = typeof step.value === 'number' ? undefined : step.value;
      if (typeof step.value === 'number') {
        tokens += step.value;
        planned++;
      }
    }
  } catch (error) {
    release?.();
    throw error;
  } finally {
    steps.return([]);
  }
}

function* batchSteps(
  batch: readonly PreparedRequest[],
  services: PlanServices,
  abort: Abort | undefined,
): PlanSteps<ChoicePlan[][]> {
  const size = new AnswerSize(batch[0]?.request.sizeLimit);
  const all: ChoicePlan[][] = [];
  for (const prepared of batch) {
    const before = prepared.planned;
    const planned: Planned = before
      ? { choices: [...before.choices], effort: before.effort }
      : { choices: [], effort: new Effort() };
    yield* planSteps(prepared, planned, size, services, abort);
    all.push(planned.choices);
  }
  return all;
}

/** Adds to `planned` the choices that are missing. */
function* planSteps(
  prepared: PreparedRequest,
  { choices, effort }: Planned,
  size: AnswerSize,
  { content, ids, turns }: PlanServices,
  abort?: Abort,
): PlanSteps<void> {
  const { request, limit, tokenizer, random, promptTokens, predicted, blocks } = prepared;
  // Choices of one request cannot all continue it.
  const keepsIds = blocks !== undefined && request.choices === 1;
  const callId = (): string => ids.next('call_', 24);
  const echo = request.continuation?.echo ? textOf(request.turns) : undefined;
  const budget = { minimum: leastTokens(request, limit), maximum: limit };
  for (let choice = 0; choice < request.choices; choice++) {
    if (echo !== undefined) size.addEcho(echo, promptTokens, choice);
    const isNew = choice === choices.length;
    if (isNew) {
      const own = random.fork(choice);
      const brief = { request, choice, random: own.fork('content'), tokenizer, budget, effort };
      const composed = composeInPasses(content, brief, turns, abort);
      const answer = composed instanceof Promise ? ((yield composed) as Answer) : composed;
      const context = { request, limit, tokenizer, predicted, random: own, callId, keepsIds };
      choices.push(planChoice(answer, context));
    }
    const plan = choices[choice] as ChoicePlan;
    size.addChoice(plan, choice);
    yield isNew ? plan.tokens + worksInTokens(plan) : 0;
  }
}

/** How many tokens take the memory of what hosted tools have made for a choice. */
function worksInTokens({ items, steps, tokens }: ChoicePlan): number {
  if (steps === tokens) return 0;
  let bytes = 0;
  for (const item of items) if (item.kind === 'work') bytes += workBytes(item.work);
  return Math.ceil(bytes / BYTES_PER_TOKEN);
}
