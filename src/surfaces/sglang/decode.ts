import type { ModelCard } from '../../engine/models/card.ts';
import type { GenerationRequest, OutputFormat, SizeLimit } from '../../engine/request.ts';
import { textOfTokens } from '../../engine/tokenizer/special-tokens.ts';
import type { Tokenizer } from '../../engine/tokenizer/tokenizer.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Steps } from '../../runtime/steps.ts';
import type { GenerateRequest, SamplingParams } from './schema.ts';

/** The default of `max_new_tokens`. */
const USUAL_TOKENS = 128;

/** Maximum texts per request. */
const MOST_CHOICES = 2048;

/** A text to continue, and the tokens if it was given as tokens. */
export interface Prompt {
  readonly text: string;
  readonly tokens?: readonly number[];
  readonly params: SamplingParams;
  /** Where its parameters are in the request. */
  readonly at: string;
}

/** What a request asks for. */
export interface Asked {
  readonly prompts: readonly Prompt[];
  /** Whether the answer is a list. */
  readonly isList: boolean;
  /** Texts per prompt. */
  readonly choices: number;
}

/**
 * Reads the prompts of a request, each with its parameters.
 *
 * @throws Fault for the first problem found
 */
export function* decodePrompts(body: GenerateRequest, model: ModelCard, tokenizer: Tokenizer): Steps<Asked> {
  checkBody(body);
  const { text, input_ids: ids, sampling_params: params = {} } = body;
  const isList = Array.isArray(text) || (Array.isArray(ids) && Array.isArray(ids[0]));
  const given: readonly (string | readonly number[])[] = isList
    ? ((text ?? ids) as readonly (string | readonly number[])[])
    : [(text ?? ids) as string | readonly number[]];
  if (Array.isArray(params) && params.length !== given.length) {
    throw invalid(
      'sampling_params',
      `'sampling_params' has ${params.length} entries for ${given.length} prompts.`,
    );
  }
  const prompts: Prompt[] = [];
  for (const [index, one] of given.entries()) {
    const own = Array.isArray(params) ? (params[index] as SamplingParams) : (params as SamplingParams);
    const at = Array.isArray(params) ? `sampling_params[${index}]` : 'sampling_params';
    if (typeof one === 'string') prompts.push({ text: one, params: own, at });
    else {
      const name = isList ? `input_ids[${index}]` : 'input_ids';
      const tokens = knownTokens(one, model, tokenizer, name);
      prompts.push({ text: yield* textOfTokens(tokens, tokenizer), tokens, params: own, at });
    }
    yield;
  }
  const counts = new Set(prompts.map(({ params: { n = 1 } }) => n));
  const [choices = 1] = counts;
  if (counts.size > 1)
    throw invalid('sampling_params', "The 'n' of all prompts of a request must be the same.");
  if (prompts.length * choices > MOST_CHOICES) {
    throw invalid(
      'sampling_params',
      `A request can have at most ${MOST_CHOICES} texts, not ${prompts.length * choices}.`,
    );
  }
  if (body.rid !== undefined && isList)
    throw invalid('rid', "'rid' is the id of one answer: not with several prompts.");
  return { prompts, isList: isList || choices > 1, choices };
}

function checkBody(body: GenerateRequest): void {
  if ((body.text === undefined) === (body.input_ids === undefined)) {
    if (body.text === undefined) throw new Fault({ kind: 'missing_parameter', param: 'text' });
    throw invalid('input_ids', "'text' and 'input_ids' are two forms of prompts. Use one of them.");
  }
  for (const name of ['image_data', 'audio_data', 'video_data'] as const) {
    if (body[name] === undefined) continue;
    throw invalid(name, `'${name}' is not simulated here: send media to /v1/chat/completions.`);
  }
  if (body.top_logprobs_num && !body.return_logprob) {
    throw invalid('top_logprobs_num', "'top_logprobs_num' needs 'return_logprob'.");
  }
  if (body.return_logprob && body.logprob_start_len !== undefined && body.logprob_start_len !== -1) {
    throw invalid(
      'logprob_start_len',
      "Only the log probabilities of the answer are told: leave 'logprob_start_len' out or -1.",
    );
  }
}

/** Ids are those of the vocabulary. One that stands for the model's own takes any id for one of its own. */
function knownTokens(
  ids: readonly number[],
  { approximateTokens }: ModelCard,
  tokenizer: Tokenizer,
  param: string,
): readonly number[] {
  const isUnknown = (id: number): boolean => tokenizer.bytes(id) === undefined;
  const unknown = ids.find(isUnknown);
  if (unknown === undefined) return ids;
  if (approximateTokens) return ids.map((id) => (isUnknown(id) ? id % tokenizer.size : id));
  throw invalid(param, `'${param}': ${unknown} is not a token of this model.`);
}

/** The engine's request for a prompt. */
export function decodeGenerate(
  body: GenerateRequest,
  model: ModelCard,
  { text, tokens, params, at }: Prompt,
  sizeLimit: SizeLimit | undefined,
): GenerationRequest {
  const { max_new_tokens: maxTokens = USUAL_TOKENS, min_new_tokens: minTokens = 0, stop = [] } = params;
  if (minTokens > maxTokens) {
    throw invalid(
      `${at}.min_new_tokens`,
      `'${at}.min_new_tokens' must be at most 'max_new_tokens', ${maxTokens}.`,
    );
  }
  return {
    model,
    turns: [{ role: 'user', parts: text === '' ? [] : [{ kind: 'text', text }] }],
    continuation: { ...(tokens && { tokens }), echo: false },
    tools: [],
    toolChoice: { mode: 'none' },
    parallelToolCalls: false,
    format: formatOf(params, at),
    choices: params.n ?? 1,
    limits: {
      maxTokens,
      minTokens,
      ignoreEos: params.ignore_eos ?? false,
      stop: typeof stop === 'string' ? [stop] : stop,
      includesStop: params.no_stop_trim ?? false,
      stopTokens: params.stop_token_ids ?? [],
    },
    sampling: {
      ...(params.sampling_seed !== undefined && { seed: params.sampling_seed }),
      temperature: params.temperature ?? 1,
      topP: params.top_p ?? 1,
      frequencyPenalty: params.frequency_penalty ?? 0,
      presencePenalty: params.presence_penalty ?? 0,
      logitBias: NO_BIAS,
    },
    ...(body.return_logprob && { topLogprobs: body.top_logprobs_num ?? 0 }),
    tokenIds: true,
    verbosity: 'medium',
    sizeLimit,
  };
}

const NO_BIAS: ReadonlyMap<number, number> = new Map();

/** Names of the parameters that state a form. */
const FORMS = ['json_schema', 'regex', 'ebnf'] as const;

/** Where a request states the form of its answer; undefined if it states none. */
export function formParam({ params, at }: Pick<Prompt, 'params' | 'at'>): string | undefined {
  const name = FORMS.find((one) => params[one] !== undefined);
  return name && `${at}.${name}`;
}

function formatOf(params: SamplingParams, at: string): OutputFormat {
  const [name, other] = FORMS.filter((one) => params[one] !== undefined);
  if (name === undefined) return { kind: 'text' };
  if (other !== undefined) {
    throw invalid(
      `${at}.${other}`,
      `'${name}' and '${other}' both say which form the text has. Use one of them.`,
    );
  }
  const definition = params[name] as string;
  if (name === 'json_schema') {
    return {
      kind: 'schema',
      name: 'answer',
      schema: parsed(definition, `${at}.${name}`),
      strict: false,
      unprompted: true,
    };
  }
  return { kind: 'grammar', syntax: name, definition };
}

function parsed(text: string, param: string): { readonly [keyword: string]: unknown } {
  try {
    const schema: unknown = JSON.parse(text);
    if (typeof schema === 'object' && schema !== null && !Array.isArray(schema)) return { ...schema };
  } catch {
    // Said below.
  }
  throw invalid(param, `'${param}' must be the JSON text of a schema.`);
}

function invalid(param: string, message: string): Fault {
  return new Fault({ kind: 'invalid_value', param, message });
}
