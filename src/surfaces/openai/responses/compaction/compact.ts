import type { ModelCard } from '../../../../engine/models/card.ts';
import type { PreparedRequest } from '../../../../engine/prepared-request.ts';
import type { Turn } from '../../../../engine/request.ts';
import { andThen } from '../../../../runtime/and-then.ts';
import type { ResponseCall } from '../response-call.ts';
import type { Sealer } from '../seal.ts';
import type { Compaction } from './compaction-item.ts';
import { sealHistory, tell, toToldTurn } from './told-history.ts';

/** A conversation of which the older part is told in short. */
interface ShortenedTurns {
  /** What is answered: the short history, then what is kept of the turns. */
  readonly turns: readonly Turn[];
  /** All that was said, for the turns that follow. */
  readonly told: string;
}

/** The share of a context window beyond which a context is compacted if the request names no threshold. */
const USUAL_SHARE = 0.75;

/** Characters that a compacted history may have for each token of the threshold: it takes up about half of it. */
const CHARACTERS_PER_TOKEN = 2;

/** Tokens above which the context of a request is compacted; undefined if the request asks neither for that nor for agents. */
export function thresholdOf(
  { context_management: asked, multi_agent: agents }: ResponseCall['body'],
  { contextWindow }: ModelCard,
): number | undefined {
  const usual = Math.floor(contextWindow * USUAL_SHARE);
  if (asked === undefined) return agents?.enabled ? usual : undefined;
  return Math.min(...asked.map(({ compact_threshold: threshold = usual }) => threshold));
}

/**
 * Shortens a conversation: the latest message of the user and the latest calls with their results stay, the rest is told in
 * short. Undefined if there is no rest.
 *
 * @param threshold tokens
 */
function shorten(turns: readonly Turn[], threshold: number): ShortenedTurns | undefined {
  const asked = turns.findLastIndex(({ role }) => role === 'user');
  const answered = turns.findLastIndex(({ role }) => role === 'assistant');
  // Where the latest round begins: with the question, or with calls that were made since.
  const latest = Math.max(asked, answered) === -1 ? turns.length - 1 : Math.max(asked, answered);
  const isKept = (index: number): boolean => index === asked || index >= latest;
  const folded = turns.filter((_, index) => !isKept(index));
  if (folded.length === 0) return undefined;
  const most = threshold * CHARACTERS_PER_TOKEN;
  const kept = turns.filter((_, index) => isKept(index));
  return {
    turns: [toToldTurn(tell(folded, 'everything', most)), ...kept],
    told: tell(turns, 'everything', most),
  };
}

/** A request whose history may have been compacted. */
export interface Compacted {
  readonly request: PreparedRequest;
  readonly compaction?: Omit<Compaction, 'id'>;
}

/**
 * The request with a compacted history, unless that would not be shorter.
 *
 * @param threshold tokens
 * @param prepareAgain prepares the request with other turns
 */
export function compacted(
  request: PreparedRequest,
  said: readonly Turn[],
  threshold: number,
  sealer: Sealer,
  prepareAgain: (turns: readonly Turn[]) => PreparedRequest | Promise<PreparedRequest>,
): Compacted | Promise<Compacted> {
  const short = shorten(said, threshold);
  if (short === undefined) return { request };
  return andThen(prepareAgain(short.turns), (shorter) => {
    if (shorter.prompt.total >= request.prompt.total) return { request };
    const sealed = sealHistory({ covers: 'everything', text: short.told }, sealer);
    const outputTokens = request.tokenizer.count(short.told);
    const compaction = { sealed, inputTokens: request.prompt.total, outputTokens };
    return { request: shorter, compaction };
  });
}
