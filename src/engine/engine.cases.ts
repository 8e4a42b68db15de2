import { createSeededIds } from '../runtime/ids.ts';
import { createMemoryLimit } from '../runtime/memory-limit.ts';
import { createRandom } from '../runtime/random.ts';
import { createTurns } from '../runtime/turns.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { createEngine, type Engine, type EngineOptions } from './engine.ts';
import type { FinishReason, GenerationEvent, TokenLogprob, Usage } from './event.ts';
import type { Generation } from './generation.ts';
import { createFixedLatency } from './latency/fixed.ts';
import { CARD } from './models/card.cases.ts';
import type { Answer, Brief, ContentSource } from './ports/content.ts';
import type { GenerationRequest, Limits, Sampling, Turn } from './request.ts';
import { createSoloScheduler } from './scheduler/solo.ts';
import { createTokenizers } from './tokenizer/create-tokenizers.ts';

export const user = (text: string): Turn => ({ role: 'user', parts: [{ kind: 'text', text }] });

type Given = Partial<Omit<GenerationRequest, 'limits' | 'sampling'>> & {
  readonly limits?: Partial<Limits>;
  readonly sampling?: Partial<Sampling>;
};

/** A minimal request; `given` overrides its fields. */
export function requestFor(prompt: string, { limits, sampling, ...given }: Given = {}): GenerationRequest {
  return {
    model: CARD,
    turns: [user(prompt)],
    tools: [],
    toolChoice: { mode: 'auto' },
    parallelToolCalls: true,
    format: { kind: 'text' },
    choices: 1,
    limits: { minTokens: 0, ignoreEos: false, stop: [], ...limits },
    sampling: {
      temperature: 1,
      topP: 1,
      frequencyPenalty: 0,
      presencePenalty: 0,
      logitBias: new Map(),
      ...sampling,
    },
    verbosity: 'medium',
    ...given,
  };
}

/** A source with a fixed answer. */
export const saying = (answer: Answer | ((brief: Brief) => Answer)): ContentSource => ({
  compose: (brief) => (typeof answer === 'function' ? answer(brief) : answer),
});

export const TTFT = 200;
export const ITL = 20;

/** Vocabularies are loaded once per test file. */
const tokenizers = createTokenizers();
export const tokenizer = await tokenizers.load('o200k_base');

/** An engine over a source, with a pace of {@link TTFT} and {@link ITL} and a manually advanced clock. */
export function openEngine(content: ContentSource, options: Partial<EngineOptions> = {}) {
  const clock = createVirtualClock({ automatic: false });
  const turns = createTurns(clock);
  const engine = createEngine({
    clock,
    turns,
    memory: createMemoryLimit(2 ** 28, clock),
    ids: createSeededIds(1),
    random: createRandom('seed'),
    tokenizers,
    content,
    scheduler: createSoloScheduler(
      createFixedLatency({
        ttft: { mean: TTFT, deviation: 0, shape: 'none' },
        itl: { mean: ITL, deviation: 0, shape: 'none' },
      }),
    ),
    ...options,
  });
  return { clock, engine };
}

export interface Choice {
  readonly text: string;
  readonly refusal: string;
  readonly reasoning: string;
  readonly calls: { id: string; kind: string; name: string; input: string }[];
  readonly citations: readonly unknown[];
  readonly logprobs: readonly TokenLogprob[];
  readonly reason: FinishReason;
}

export interface Collected {
  readonly generation: Generation;
  readonly events: readonly GenerationEvent[];
  readonly choices: readonly Choice[];
  readonly usage: Usage;
  /** Text of the first choice. */
  readonly text: string;
  readonly reason: FinishReason;
}

/** Starts an answer as soon as the request is prepared. */
export function begin(
  engine: Engine,
  request: GenerationRequest,
  arrivedAt: number,
): Generation | Promise<Generation> {
  const prepared = engine.prepare(request);
  return prepared instanceof Promise
    ? prepared.then((ready) => engine.generate(ready, { arrivedAt, tenant: '' }))
    : engine.generate(prepared, { arrivedAt, tenant: '' });
}

/** The events that add something to an answer: without the opening and closing of messages and reasoning. */
export function additions(events: readonly GenerationEvent[]): GenerationEvent[] {
  return events.filter((event) => {
    if (event.type === 'item-open') return event.opened.kind === 'call';
    return event.type !== 'part-open' && event.type !== 'part-close' && event.type !== 'item-close';
  });
}

/** Runs a generation to its end and collects the whole answer. */
export function collect(engine: Engine, request: GenerationRequest, arrivedAt = 0): Collected {
  const generation = begin(engine, request, arrivedAt);
  if (generation instanceof Promise) throw new Error('The vocabulary is not loaded');
  const events: GenerationEvent[] = [];
  while (generation.nextAt !== undefined) events.push(...(generation.take(Number.POSITIVE_INFINITY) ?? []));
  const choices = Array.from({ length: request.choices }, (_, index) => toChoice(events, index));
  const usage = events.find((event) => event.type === 'usage')?.usage;
  if (!usage) throw new Error('The generation reported no usage');
  const [first] = choices as [Choice];
  return { generation, events, choices, usage, text: first.text, reason: first.reason };
}

function toChoice(events: readonly GenerationEvent[], choice: number): Choice {
  const own = events.filter((event) => event.type !== 'usage').filter((event) => event.choice === choice);
  const joined = (type: 'text' | 'refusal' | 'reasoning'): string =>
    own
      .map((event) => {
        if (event.type !== type) return '';
        return event.type === 'text' ? event.pieces.join('') : event.text;
      })
      .join('');
  const calls: Choice['calls'] = [];
  for (const event of own) {
    if (event.type === 'item-open' && event.opened.kind === 'call')
      calls.push({ ...event.opened.call, input: '' });
    if (event.type === 'call-input') (calls.at(-1) as Choice['calls'][number]).input += event.text;
  }
  const finished = own.filter((event) => event.type === 'finished');
  if (finished.length !== 1 || own.at(-1) !== finished[0])
    throw new Error('A choice must have exactly one finish event, and it must be the last');
  return {
    text: joined('text'),
    refusal: joined('refusal'),
    reasoning: joined('reasoning'),
    calls,
    citations: own.flatMap((event) => (event.type === 'citations' ? event.citations : [])),
    logprobs: own.flatMap((event) =>
      (event.type === 'text' || event.type === 'refusal') && event.logprob ? [event.logprob] : [],
    ),
    reason: (finished[0] as { reason: FinishReason }).reason,
  };
}
