import Type, { type Static } from 'typebox';
import type { Engine } from '../../engine/engine.ts';
import { ContextExceeded } from '../../engine/errors.ts';
import type { Usage } from '../../engine/event.ts';
import { type ModelCard, serves } from '../../engine/models/card.ts';
import type { ModelRegistry } from '../../engine/models/registry.ts';
import type { GenerationRequest } from '../../engine/request.ts';
import { described } from '../../kernel/described.ts';
import { Fault } from '../../kernel/fault.ts';
import { defineNoun } from '../../kernel/noun.ts';
import { type Call, operation, type Row } from '../../kernel/operation.ts';
import { json, type Reply } from '../../kernel/reply.ts';
import { type Clock, unixSeconds } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import { toContextFault } from '../../serving/context-fault.ts';
import { requestedModel } from '../../serving/requested-model.ts';
import { type ServeOptions, serve } from '../../serving/serve.ts';

export interface TextGenerationServices {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly engine: Engine;
  readonly models: ModelRegistry;
  readonly options: ServeOptions;
}

const Count = Type.Integer({ minimum: 0 });

/** `user` identifies the end user and has no effect. */
const TextGenerationRequest = Type.Object(
  {
    input: described(Type.String(), "Fits the model's context window, together with `max_output_tokens`."),
    model: described(Type.String({ minLength: 1, maxLength: 256 }), 'A chat or completion model.'),
    max_output_tokens: described(
      Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Null()])),
      'The model supports as many, together with the prompt.',
    ),
    temperature: Type.Optional(Type.Union([Type.Number({ minimum: 0, maximum: 2 }), Type.Null()])),
    top_p: Type.Optional(Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()])),
    stop: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String(), { maxItems: 4 }), Type.Null()])),
    user: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  },
  { additionalProperties: false },
);
type TextGenerationRequest = Static<typeof TextGenerationRequest>;

export const TextGeneration = Type.Object({
  id: Type.String({ pattern: '^txtgen-[0-9a-f]{32}$' }),
  created: Type.Integer(),
  output: Type.String(),
  usage: Type.Object({
    prompt_tokens: Count,
    completion_tokens: Count,
    total_tokens: Count,
    prompt_tokens_details: Type.Object({ cached_tokens: Count, audio_tokens: Count }),
    completion_tokens_details: Type.Object({
      reasoning_tokens: Count,
      audio_tokens: Count,
      accepted_prediction_tokens: Count,
      rejected_prediction_tokens: Count,
    }),
    input_tokens: Count,
    output_tokens: Count,
  }),
  model: Type.String(),
});
export type TextGeneration = Static<typeof TextGeneration>;

const USUAL_TOKENS = 100;
const USUAL_TOP_P = 0.95;

type TextCall = Call<unknown, unknown, TextGenerationRequest>;

/**
 * `POST /v1/text/generation`: text in, text out. Filed under Azure because the original FakeAI did so,
 * although Azure has no such endpoint; kept for compatibility.
 */
export const textGeneration = defineNoun({ tag: 'Azure', rows: textGenerationRows });

function textGenerationRows(services: TextGenerationServices): Row[] {
  const { models } = services;
  return [
    operation({
      id: 'createTextGeneration',
      method: 'POST',
      path: '/text/generation',
      access: 'project',
      summary: 'Generate text from a prompt',
      body: TextGenerationRequest,
      example: { model: 'gpt-4o', input: 'Tell me about the sea.', max_output_tokens: 50 },
      reply: TextGeneration,
      faults: ['unknown_model', 'context_exceeded'],
      handle: async (call) => {
        const { body } = call;
        const model = await requestedModel(call, body.model, models);
        checkModel(model);
        return answer(call, model, services);
      },
    }),
  ];
}

function checkModel(model: ModelCard): void {
  if (serves(model, 'chat') || serves(model, 'completion')) return;
  throw new Fault({
    kind: 'invalid_value',
    param: 'model',
    message:
      'This model does not generate text and is thus not supported in the v1/text/generation endpoint.',
    code: null,
  });
}

function decode(body: TextGenerationRequest, model: ModelCard): GenerationRequest {
  const { input, stop } = body;
  return {
    model,
    turns: [{ role: 'user', parts: input === '' ? [] : [{ kind: 'text', text: input }] }],
    tools: [],
    toolChoice: { mode: 'none' },
    parallelToolCalls: false,
    format: { kind: 'text' },
    choices: 1,
    limits: {
      maxTokens: body.max_output_tokens ?? USUAL_TOKENS,
      minTokens: 0,
      ignoreEos: false,
      stop: typeof stop === 'string' ? [stop] : (stop ?? []),
    },
    sampling: {
      temperature: body.temperature ?? 1,
      topP: body.top_p ?? USUAL_TOP_P,
      frequencyPenalty: 0,
      presencePenalty: 0,
      logitBias: new Map(),
    },
    ...(model.reasoning && { reasoningEffort: model.reasoning.defaultEffort }),
    verbosity: 'medium',
  };
}

function answer(
  call: TextCall,
  model: ModelCard,
  { clock, ids, engine, options }: TextGenerationServices,
): Reply | Promise<Reply> {
  const {
    body,
    abort,
    receivedAt: arrivedAt,
    principal: { organization: tenant },
  } = call;
  const created = unixSeconds(clock);
  return serve(
    call,
    { clock, options },
    {
      prepare: () => engine.prepare(decode(body, model), abort),
      begin: (prepared) => engine.generate(prepared, { arrivedAt, tenant, abort }),
      startsAt: 'last',
      reply: (generation) => {
        const output = generation.said(0);
        generation.finish();
        return json({
          id: `txtgen-${ids.uuid().replaceAll('-', '')}`,
          created,
          output,
          usage: toUsage(generation.usage),
          model: body.model,
        } satisfies TextGeneration);
      },
      refuse: rethrow,
    },
  );
}

function toUsage(usage: Usage): TextGeneration['usage'] {
  const { promptTokens, completionTokens } = usage;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedTokens, audio_tokens: usage.promptAudioTokens },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoningTokens,
      audio_tokens: usage.completionAudioTokens,
      accepted_prediction_tokens: usage.acceptedPredictionTokens,
      rejected_prediction_tokens: usage.rejectedPredictionTokens,
    },
    input_tokens: promptTokens,
    output_tokens: completionTokens,
  };
}

/** Translates the engine's error into a fault of this API. */
function rethrow(error: unknown): never {
  throw error instanceof ContextExceeded ? toContextFault(error, 'input') : error;
}
