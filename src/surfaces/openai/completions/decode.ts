import { ContextExceeded } from '../../../engine/errors.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import type { GenerationRequest } from '../../../engine/request.ts';
import { END_OF_TEXT, withEndOfText } from '../../../engine/tokenizer/end-of-text.ts';
import type { Tokenizer } from '../../../engine/tokenizer/tokenizer.ts';
import { lastTokens } from '../../../engine/truncate.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Steps } from '../../../runtime/steps.ts';
import { decodeStops, decodeTold, truncationOf } from '../engine-extras/decode.ts';
import { askedForm } from '../engine-extras/form.ts';
import { priorityOf } from '../priority.ts';
import { decodeSampling } from '../sampling.ts';
import { countChoices, USUAL_TOKENS } from './check.ts';
import type { CompletionRequest } from './schema.ts';

/** A text to continue. */
export interface Prompt {
  readonly text: string;
  /** Set if the prompt was given as token ids. */
  readonly tokens?: readonly number[];
}

/** Token ids decoded in one step. */
const IDS = 4096;

/**
 * The prompts of a request in order, with token ids decoded to text.
 *
 * @throws Fault for an id outside the vocabulary, ContextExceeded for more ids than fit the model
 */
export function* decodePrompts(
  body: CompletionRequest,
  model: ModelCard,
  vocabulary: Tokenizer,
): Steps<Prompt[]> {
  const most = truncationOf(body.truncate_prompt_tokens, body.max_tokens ?? USUAL_TOKENS, model);
  if (most === undefined) return yield* readPrompts(body, model, vocabulary);
  const whole = yield* readPrompts(body, { ...model, contextWindow: Number.POSITIVE_INFINITY }, vocabulary);
  const cut: Prompt[] = [];
  for (const { text, tokens } of whole) {
    const tokenizer = withEndOfText(vocabulary);
    const kept = tokens ? { ids: tokens.slice(-most) } : yield* lastTokens(text, most, tokenizer);
    cut.push({ text: tokenizer.decode(kept.ids), tokens: kept.ids });
    yield;
  }
  return cut;
}

function* readPrompts(
  { prompt }: CompletionRequest,
  model: ModelCard,
  vocabulary: Tokenizer,
): Steps<Prompt[]> {
  if (prompt === undefined) return [{ text: END_OF_TEXT }];
  if (typeof prompt === 'string') return [{ text: prompt }];
  const tokenizer = withEndOfText(vocabulary);
  const isOne = typeof prompt[0] === 'number';
  const given = (isOne ? [prompt] : prompt) as readonly (string | readonly number[])[];
  const prompts: Prompt[] = [];
  for (const [index, one] of given.entries()) {
    const param = isOne ? 'prompt' : `prompt[${index}]`;
    prompts.push(typeof one === 'string' ? { text: one } : yield* decodeTokens(one, model, tokenizer, param));
  }
  return prompts;
}

function* decodeTokens(
  ids: readonly number[],
  { approximateTokens, contextWindow }: ModelCard,
  tokenizer: Tokenizer,
  param: string,
): Steps<Prompt> {
  if (ids.length >= contextWindow) throw new ContextExceeded(contextWindow, ids.length);
  // The text is at hand; bytes are copied.
  const isUnknown = (id: number): boolean =>
    tokenizer.text(id) === undefined && tokenizer.bytes(id) === undefined;
  const tokens: number[] = [];
  let text = '';
  for (let start = 0; start < ids.length; ) {
    const piece = ids.slice(start, endOfPiece(ids, start + IDS, tokenizer));
    const unknown = piece.find(isUnknown);
    if (unknown !== undefined && !approximateTokens) {
      throw new Fault({
        kind: 'invalid_value',
        param,
        message: `Invalid '${param}': ${unknown} is not a token of this model.`,
      });
    }
    // An approximate vocabulary cannot tell which ids the model's own one has. Unknown ids are mapped to known
    // ones to keep the count.
    const known =
      unknown === undefined ? piece : piece.map((id) => (isUnknown(id) ? id % tokenizer.size : id));
    for (const id of known) tokens.push(id);
    text += tokenizer.decode(known);
    start += piece.length;
    yield;
  }
  return { text, tokens };
}

/** A character can be spread over several tokens, so a piece ends only before a token of whole characters. */
function endOfPiece(ids: readonly number[], least: number, tokenizer: Tokenizer): number {
  let end = least;
  while (end < ids.length && tokenizer.text(ids[end] as number) === undefined) end++;
  return end;
}

/**
 * Maps one prompt of a validated request to the engine's neutral request. Every property is always set, so
 * that all requests have the same object shape.
 */
export function decodeCompletion(
  body: CompletionRequest,
  model: ModelCard,
  { text, tokens }: Prompt,
): GenerationRequest {
  const { shown, written } = countChoices(body);
  const { logprobs } = body;
  return {
    model,
    turns: [{ role: 'user', parts: text === '' ? [] : [{ kind: 'text', text }] }],
    continuation: {
      ...(tokens && { tokens }),
      ...(body.suffix && { suffix: body.suffix }),
      echo: body.echo ?? false,
    },
    tools: [],
    toolChoice: { mode: 'none' },
    parallelToolCalls: false,
    format: askedForm(body)?.format ?? { kind: 'text' },
    choices: written,
    limits: {
      maxTokens: body.max_tokens ?? USUAL_TOKENS,
      minTokens: body.min_tokens ?? 0,
      ignoreEos: body.ignore_eos ?? false,
      ...decodeStops(body),
    },
    sampling: decodeSampling(body),
    // `best_of` needs log probabilities to rank by, even if they are not returned.
    topLogprobs: logprobs ?? (written > shown ? 0 : undefined),
    continuousUsage: body.stream_options?.continuous_usage_stats ?? false,
    reasoningEffort: undefined,
    verbosity: 'medium',
    prediction: undefined,
    cacheKey: body.prompt_cache_key ?? body.cache_salt,
    priority: priorityOf(body),
    webSearch: undefined,
    ...decodeTold(body, undefined, model),
    // Prompts are cut when they are decoded.
    truncation: undefined,
  };
}
