import Type, { type Static } from 'typebox';
import type { PromptToken, TokenLogprob } from '../../../engine/event.ts';
import type { Generation } from '../../../engine/generation.ts';
import type { PreparedRequest } from '../../../engine/prepared-request.ts';
import type { Logprobs } from '../../../engine/sampling/logprobs.ts';
import { LazyArray } from '../../../kernel/wire/lazy-json.ts';
import { Nullable } from '../shapes.ts';
import { tokenName } from '../token-name.ts';

/** By token of the prompt: the token and its alternatives by id. The first one has no probability. */
export const PromptLogprobs = Type.Array(
  Nullable(
    Type.Unsafe<Record<string, RankedLogprob>>({
      type: 'object',
      additionalProperties: {
        type: 'object',
        properties: {
          logprob: { type: 'number' },
          rank: { type: 'integer' },
          decoded_token: { type: 'string' },
        },
        required: ['logprob', 'rank', 'decoded_token'],
      },
    }),
  ),
);
export type PromptLogprobs = Static<typeof PromptLogprobs>;

interface RankedLogprob {
  readonly logprob: number;
  readonly rank: number;
  readonly decoded_token: string;
}

/** What an answer tells about tokens, if its request asks for it in an engine's words. */
export interface ToldTokens {
  /** Ids of the tokens of prompts, by prompt, and of the choices. */
  readonly promptIds?: readonly number[][];
  readonly idsOf?: (choice: number) => readonly number[];
  /** By prompt. */
  readonly promptScores?: readonly Logprobs<PromptToken>[];
  /** Whether log probabilities name tokens by their id. */
  readonly namesById: boolean;
}

interface Asking {
  readonly return_token_ids?: boolean | undefined;
  readonly prompt_logprobs?: number | undefined;
  readonly return_tokens_as_token_ids?: boolean | undefined;
}

/** What the answer to a request tells about tokens; undefined if nothing is asked for. */
export function toldTokens(
  body: Asking,
  requests: readonly PreparedRequest[],
  generation: Generation,
): ToldTokens | undefined {
  const { return_token_ids: ids = false, return_tokens_as_token_ids: namesById = false } = body;
  const scores = requests.flatMap(({ promptScores }) => promptScores ?? []);
  if (!ids && !namesById && scores.length === 0) return undefined;
  return {
    namesById,
    ...(ids && {
      promptIds: requests.map(({ promptIds = [] }) => [...promptIds]),
      idsOf: (choice: number) => generation.plans[choice]?.ids ?? [],
    }),
    ...(scores.length > 0 && { promptScores: scores }),
  };
}

/** Log probabilities that are told of prompts: how much work they are. */
export function toldWork(told: ToldTokens | undefined): number {
  const scores = told?.promptScores ?? [];
  return scores.reduce((sum, { length, entries }) => sum + length * entries, 0);
}

/** The token as log probabilities name it. */
export function namedBy<Token extends TokenLogprob | PromptToken>(
  told: ToldTokens | undefined,
  token: Token,
): Token {
  if (!told?.namesById) return token;
  const named = { ...token, token: `token_id:${token.id}` };
  if (!('top' in named)) return named;
  return { ...named, top: named.top.map((one) => ({ ...one, token: `token_id:${one.id}` })) };
}

/** The log probabilities of a prompt. */
export function toPromptLogprobs(scores: Logprobs<PromptToken>): PromptLogprobs {
  const next = scores.start();
  return Array.from({ length: scores.length }, () => toRanked(next()));
}

/** The same, made while it is written. */
export function lazyPromptLogprobs(scores: Logprobs<PromptToken>): LazyArray<PromptLogprobs[number]> {
  function* entries(): Generator<PromptLogprobs[number]> {
    const next = scores.start();
    for (let index = 0; index < scores.length; index++) yield toRanked(next());
  }
  return new LazyArray(entries());
}

function toRanked(token: PromptToken): PromptLogprobs[number] {
  if (token.logprob === null) return null;
  const ranked = token.top.map((one, index) => [String(one.id), toEntry(one, index + 1)] as const);
  const isIn = token.top.some(({ id }) => id === token.id);
  const own = isIn ? [] : [[String(token.id), toEntry(token, token.top.length + 1)] as const];
  return Object.fromEntries([...own, ...ranked]);
}

function toEntry(token: Omit<TokenLogprob, 'top'>, rank: number): RankedLogprob {
  return { logprob: token.logprob, rank, decoded_token: tokenName(token) };
}
