import type { Tokenizer } from '../../../engine/tokenizer/tokenizer.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { EmbeddingPlan } from './check.ts';
import type { EmbeddingRequest } from './schema.ts';

/** Maximum tokens of all texts of a request. */
const MOST_TOKENS = 300_000;

export interface DecodedTexts {
  readonly texts: readonly string[];
  /** Tokens of all texts after truncation. */
  readonly tokens: number;
}

/**
 * The texts of a request, with token ids decoded. Each one fits the model's context window, and all together
 * fit the limit of a request.
 *
 * @throws Fault for a text that is too long, an id outside the vocabulary, or too many tokens
 * in total
 */
export async function decodeTexts(
  { input }: EmbeddingRequest,
  { model, truncate }: EmbeddingPlan,
  tokenizer: Tokenizer,
  pause: () => Promise<void> | undefined,
): Promise<DecodedTexts> {
  const inputs = toInputs(input);
  const limits = { limit: model.contextWindow, truncate };
  const texts: string[] = [];
  let tokens = 0;
  for (const one of inputs) {
    const param = inputs === input ? `input[${texts.length}]` : 'input';
    const read =
      typeof one === 'string' ? readText(one, tokenizer, limits) : readTokens(one, tokenizer, limits, param);
    texts.push(read.text);
    tokens += read.tokens;
    const turn = pause();
    if (turn) await turn;
  }
  if (tokens > MOST_TOKENS) {
    throw new Fault({ kind: 'too_many_tokens', limit: MOST_TOKENS, tokens });
  }
  return { texts, tokens };
}

type Input = string | readonly number[];

function toInputs(input: EmbeddingRequest['input']): readonly Input[] {
  if (typeof input === 'string') return [input];
  return typeof input[0] === 'number' ? [input as number[]] : (input as readonly Input[]);
}

interface Limits {
  /** Maximum tokens of a text. */
  readonly limit: number;
  readonly truncate: EmbeddingPlan['truncate'];
}

interface Read {
  readonly text: string;
  readonly tokens: number;
}

function readText(text: string, tokenizer: Tokenizer, limits: Limits): Read {
  const tokens = tokenizer.count(text);
  if (tokens <= limits.limit) return { text, tokens };
  refuseTooLong(tokens, limits);
  const kept = shortened(tokenizer.encode(text), limits);
  return { text: tokenizer.decode(kept), tokens: kept.length };
}

function readTokens(ids: readonly number[], tokenizer: Tokenizer, limits: Limits, param: string): Read {
  if (ids.length > limits.limit) refuseTooLong(ids.length, limits);
  const kept = shortened(ids, limits);
  for (const id of kept) {
    if (tokenizer.bytes(id) !== undefined) continue;
    throw new Fault({
      kind: 'invalid_value',
      param,
      message: `Invalid '${param}': ${id} is not a token of this model.`,
    });
  }
  return { text: tokenizer.decode(kept), tokens: kept.length };
}

function refuseTooLong(tokens: number, { limit, truncate }: Limits): void {
  if (truncate !== 'NONE') return;
  throw refusal(
    `This model's maximum context length is ${limit} tokens, however you requested ${tokens} tokens (${tokens} in your prompt; 0 for the completion). Please reduce your prompt; or completion length.`,
  );
}

/** Truncates a text that is too long at the requested end. */
function shortened(ids: readonly number[], { limit, truncate }: Limits): readonly number[] {
  if (ids.length <= limit) return ids;
  return truncate === 'START' ? ids.slice(-limit) : ids.slice(0, limit);
}

/** The API's embeddings errors have neither `param` nor `code`. */
function refusal(message: string): Fault {
  return new Fault({ kind: 'invalid_value', param: null, message, code: null });
}
