import type { Random } from '../runtime/random.ts';
import type { Steps } from '../runtime/steps.ts';
import type { ChoicePlan, PartPlan } from './choice-plan.ts';
import { NO_USAGE, type Usage } from './event.ts';
import { toPieces } from './fit.ts';
import { createGeneration, type Generation } from './generation.ts';
import type { ModelCard } from './models/card.ts';
import type { Transcript } from './ports/transcriber.ts';
import { logprobsOf } from './sampling/logprobs.ts';
import { type Scheduler, unknownPrompt } from './scheduler/scheduler.ts';
import { audioTokens } from './tokenizer/audio.ts';
import type { Tokenizer } from './tokenizer/tokenizer.ts';

export interface TranscriptGenerationOptions {
  readonly model: ModelCard;
  readonly tokenizer: Tokenizer;
  /** Text sent with the audio. */
  readonly prompt: string;
  readonly temperature: number;
  /** Whether tokens have log probabilities. */
  readonly logprobs: boolean;
  readonly random: Random;
  /** On the clock's `now()` scale. */
  readonly arrivedAt: number;
}

/**
 * Streams a transcript: the audio and its accompanying text are the prompt, and the words come token by token
 * at the model's pace, like any answer. Planned in steps, because there can be hours of it.
 */
export function* generateTranscript(
  transcript: Transcript,
  options: TranscriptGenerationOptions,
  scheduler: Scheduler,
): Steps<Generation> {
  const { tokenizer, random, temperature } = options;
  const ids = tokenizer.encode(transcript.text);
  yield;
  const promptAudioTokens = audioTokens(transcript.seconds);
  const usage: Usage = {
    ...NO_USAGE,
    promptTokens: promptAudioTokens + (options.prompt === '' ? 0 : tokenizer.count(options.prompt)),
    promptAudioTokens,
    completionTokens: ids.length,
  };
  yield;
  const part: PartPlan = {
    kind: 'text',
    pieces: toPieces({ text: transcript.text, ids }, tokenizer),
    logprobs: options.logprobs
      ? logprobsOf(ids, 0, { tokenizer, random: () => random.fork('logprobs'), temperature, bias: NO_BIAS })
      : undefined,
    citations: [],
  };
  const plan: ChoicePlan = {
    items: [{ kind: 'message', parts: [part] }],
    reason: 'stop',
    tokens: ids.length,
    steps: ids.length,
    acceptedPredictionTokens: 0,
    rejectedPredictionTokens: 0,
  };
  const { arrivedAt } = options;
  const scheduled = scheduler.admit(
    unknownPrompt({
      model: options.model,
      arrivedAt,
      promptTokens: usage.promptTokens,
      steps: ids.length,
      temperature,
      random: random.fork('latency'),
    }),
  );
  return createGeneration([plan], usage, scheduled, { arrivedAt });
}

const NO_BIAS: ReadonlyMap<number, number> = new Map();
