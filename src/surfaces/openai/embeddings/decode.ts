import type { Tokenizer } from '../../../engine/tokenizer/tokenizer.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Steps } from '../../../runtime/steps.ts';
import { countInput, inputTooLong } from '../input-tokens.ts';
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
 * @throws Fault for an empty text, a text that is too long, an id outside the vocabulary, or too many tokens
 * in total; the number of tokens that an error tells is a lower bound
 */
export function* decodeTexts(
  { input }: EmbeddingRequest,
  { limit, truncate }: EmbeddingPlan,
  tokenizer: Tokenizer,
): Steps<DecodedTexts> {
  const inputs = toInputs(input);
  const limits = { limit, truncate };
  const texts: string[] = [];
  let tokens = 0;
  for (const one of inputs) {
    const param = inputs === input ? `input[${texts.length}]` : 'input';
    const read = yield* typeof one === 'string'
      ? readText(one, tokenizer, limits)
      : readTokens(one, tokenizer, limits, param);
    texts.push(read.text);
    tokens += read.tokens;
    if (tokens > MOST_TOKENS) break;
    yield;
  }
  if (tokens > MOST_TOKENS) {
    // Texts are counted no further, but the number of ids is known.
    const ids = inputs.reduce((sum, one) => sum + (typeof one === 'string' ? 0 : one.length), 0);
    throw new Fault({ kind: 'too_many_tokens', limit: MOST_TOKENS, tokens: Math.max(tokens, ids) });
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

function* readText(text: string, tokenizer: Tokenizer, limits: Limits): Steps<Read> {
  const { limit, truncate } = limits;
  const tokens = yield* countInput(text, tokenizer, limit);
  if (tokens <= limit) return { text, tokens };
  refuseTooLong(tokens, limits);
  // However long the tokens are, this end of the text has enough of them.
  const end = truncate === 'START' ? text.slice(-limit * tokenizer.longest) : text;
  const found = yield* tokenizer.encodeInSteps(end, truncate === 'START' ? undefined : limit);
  const kept = shortened(found, limits);
  return { text: tokenizer.decode(kept), tokens: kept.length };
}

const IDS_PER_STEP = 2048;

function* readTokens(
  ids: readonly number[],
  tokenizer: Tokenizer,
  limits: Limits,
  param: string,
): Steps<Read> {
  if (ids.length > limits.limit) refuseTooLong(ids.length, limits);
  const kept = shortened(ids, limits);
  for (const [index, id] of kept.entries()) {
    if (index % IDS_PER_STEP === IDS_PER_STEP - 1) yield;
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
  throw refusal(inputTooLong(limit, tokens));
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
