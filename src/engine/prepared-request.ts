import type { Random } from '../runtime/random.ts';
import type { PromptBlocks } from './cache/prompt-blocks.ts';
import type { ChoicePlan } from './choice-plan.ts';
import type { Effort } from './effort.ts';
import type { PromptToken } from './event.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { GenerationRequest } from './request.ts';
import type { Logprobs } from './sampling/logprobs.ts';
import type { PromptTokens } from './tokenizer/chat-template.ts';
import type { Tokenizer } from './tokenizer/tokenizer.ts';

/** A prepared request; it can be generated any number of times. */
export interface PreparedRequest {
  readonly request: GenerationRequest;
  readonly prompt: PromptTokens;
  /** What a cache knows the prompt by, if the scheduler wants that. */
  readonly blocks: PromptBlocks | undefined;
  /** The prompt's own tokens, if they are echoed with their log probabilities. */
  readonly promptTokens: Logprobs<PromptToken> | undefined;
  /** The prompt's tokens with their log probabilities, if the request asks for them besides the answer. */
  readonly promptScores: Logprobs<PromptToken> | undefined;
  /** The ids of the prompt's tokens, if the request asks for them. */
  readonly promptIds: readonly number[] | undefined;
  /** The tokens of the expected answer, if the request has one. */
  readonly predicted: readonly number[] | undefined;
  readonly fingerprint: Fingerprint;
  /** Maximum completion tokens per choice. */
  readonly limit: number;
  readonly tokenizer: Tokenizer;
  readonly random: Random;
  /**
   * What is planned of the answer. Undefined when it is not the same every time, e.g. because of tool call ids; not
   * complete when it is long.
   */
  readonly planned: Planned | undefined;
  /** Whether the answer is the same every time and planned in full. */
  readonly isDecided: boolean;
  /** About how much memory it takes, besides the request. */
  readonly bytes: number;
}

/** The choices of one prompt that are planned so far. */
export interface Planned {
  readonly choices: ChoicePlan[];
  /** The account for all choices of the prompt. */
  readonly effort: Effort;
}
