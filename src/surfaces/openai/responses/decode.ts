import type { ModelCard, ReasoningEffort } from '../../../engine/models/card.ts';
import type { GenerationRequest, OutputFormat, Turn } from '../../../engine/request.ts';
import { priorityOf } from '../priority.ts';
import { decodeSampling } from '../sampling.ts';
import type { CreateResponseRequest } from './schema/request.ts';
import type { DeclaredTools } from './tools/declare-tools.ts';
import { toToolChoice } from './tools/tool-choice.ts';

/**
 * Maps a checked request to the engine's neutral request. Every property is always set, so that all requests have the
 * same object shape.
 *
 * @param turns the whole conversation: what came before, then the input
 * @param declared what its tools mean to the engine
 */
export function decodeResponse(
  body: CreateResponseRequest,
  model: ModelCard,
  turns: readonly Turn[],
  declared: DeclaredTools,
): GenerationRequest {
  const { instructions } = body;
  const { tools, deferred, openings, closing, files } = declared;
  const first: Turn[] = instructions
    ? [{ role: 'system', parts: [{ kind: 'text', text: instructions }] }]
    : [];
  return {
    model,
    turns: [...first, ...turns],
    tools,
    deferred: deferred.length === 0 ? undefined : deferred,
    toolChoice: toToolChoice(body.tool_choice, declared),
    parallelToolCalls: body.parallel_tool_calls ?? true,
    maxHostedCalls: body.max_tool_calls,
    openings: openings.length === 0 ? undefined : openings,
    files: files.length === 0 ? undefined : files,
    closing,
    sources: undefined,
    format: toFormat(body),
    choices: 1,
    limits: { maxTokens: body.max_output_tokens, minTokens: 0, ignoreEos: false, stop: [] },
    sampling: decodeSampling({ temperature: body.temperature, top_p: body.top_p }),
    topLogprobs: body.include?.includes('message.output_text.logprobs')
      ? (body.top_logprobs ?? 0)
      : undefined,
    continuousUsage: false,
    reasoningEffort: effortOf(body, model),
    reasoningSummary: summaryOf(body),
    verbosity: body.text?.verbosity ?? 'medium',
    prediction: undefined,
    cacheKey: body.prompt_cache_key,
    priority: priorityOf(body),
    webSearch: undefined,
  };
}

/** The effective reasoning effort; undefined for models that do not reason. */
export function effortOf(
  { reasoning }: CreateResponseRequest,
  model: ModelCard,
): ReasoningEffort | undefined {
  if (model.reasoning === undefined) return undefined;
  return reasoning?.effort ?? model.reasoning.defaultEffort;
}

function summaryOf({ reasoning }: CreateResponseRequest): 'concise' | 'detailed' | undefined {
  const wanted = reasoning?.summary ?? reasoning?.generate_summary;
  return wanted === 'auto' ? 'detailed' : (wanted ?? undefined);
}

function toFormat({ text }: CreateResponseRequest): OutputFormat {
  const format = text?.format;
  switch (format?.type) {
    case 'json_object':
      return { kind: 'json' };
    case 'json_schema':
      return { kind: 'schema', name: format.name, schema: format.schema, strict: format.strict ?? false };
    default:
      return { kind: 'text' };
  }
}
