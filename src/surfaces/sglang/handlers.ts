import type { Engine } from '../../engine/engine.ts';
import { AnswerTooLarge, ContextExceeded, FormUnmet } from '../../engine/errors.ts';
import type { Generation } from '../../engine/generation.ts';
import { type ModelCard, serves } from '../../engine/models/card.ts';
import type { ModelRegistry } from '../../engine/models/registry.ts';
import { usualModel } from '../../engine/models/usual-model.ts';
import type { SchemaChecker } from '../../engine/ports/schema-checker.ts';
import type { PreparedRequest } from '../../engine/prepared-request.ts';
import type { Tokenizers } from '../../engine/tokenizer/create-tokenizers.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Call } from '../../kernel/operation.ts';
import { lazyJson } from '../../kernel/parts-reply.ts';
import type { Reply } from '../../kernel/reply.ts';
import { LazyArray } from '../../kernel/wire/lazy-json.ts';
import { toEvent } from '../../kernel/wire/sse.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import { runSteps } from '../../runtime/steps.ts';
import type { Turns } from '../../runtime/turns.ts';
import { answerStream } from '../../serving/answer-stream.ts';
import { toContextFault } from '../../serving/context-fault.ts';
import { requestedModel } from '../../serving/requested-model.ts';
import { type ServeOptions, serve } from '../../serving/serve.ts';
import { type Asked, decodeGenerate, decodePrompts, formParam } from './decode.ts';
import { createGenerateEncoder, type Draft, type Head, readLogprobs, toGenerated } from './encode.ts';
import type { Generated, GenerateRequest } from './schema.ts';

export interface GenerateServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly ids: Ids;
  readonly engine: Engine;
  readonly models: ModelRegistry;
  readonly tokenizers: Tokenizers;
  readonly schemaChecker: SchemaChecker;
  /** `answerLimit` in bytes. */
  readonly options: ServeOptions & { readonly answerLimit: number };
}

type GenerateCall = Call<unknown, unknown, GenerateRequest>;

interface Prepared extends Asked {
  readonly requests: readonly PreparedRequest[];
}

/** Size of a log probability in JSON. */
const BYTES_PER_LOGPROB = 40;

export function createGenerateHandlers(services: GenerateServices) {
  const { turns, ids, engine, models, tokenizers, schemaChecker, options } = services;

  async function modelOf(call: GenerateCall): Promise<ModelCard> {
    const { model: named, lora_path: adapter } = call.body;
    if (named !== undefined && adapter !== undefined) {
      throw new Fault({
        kind: 'invalid_value',
        param: 'lora_path',
        message: "'model' and 'lora_path' both name a model. Use one of them.",
      });
    }
    if (adapter !== undefined && !models.in(call.principal.project).adapters.find(adapter)) {
      throw new Fault({ kind: 'not_found', noun: 'LoRA adapter', id: adapter, param: 'lora_path' });
    }
    const id = adapter ?? named ?? usualModel(models.catalogue, 'completion')?.id;
    if (id === undefined) throw new Fault({ kind: 'missing_parameter', param: 'model' });
    const model = await requestedModel(call, id, models);
    if (serves(model, 'completion')) return model;
    throw new Fault({
      kind: 'unsuited_model',
      message: `'${id}' does not continue texts. Use /v1/chat/completions.`,
    });
  }

  async function prepare(call: GenerateCall, model: ModelCard): Promise<Prepared> {
    const { body, abort } = call;
    const tokenizer = tokenizers.get(model.tokenizer) ?? (await tokenizers.load(model.tokenizer));
    const asked = await runSteps(decodePrompts(body, model, tokenizer), turns, abort);
    const limit = { bytes: options.answerLimit, bytesPerLogprob: BYTES_PER_LOGPROB };
    const requests: PreparedRequest[] = [];
    for (const prompt of asked.prompts) {
      const request = decodeGenerate(body, model, prompt, body.stream ? undefined : limit);
      checkSchema(request.format, formParam(prompt));
      try {
        requests.push(await engine.prepare(request, abort));
      } catch (error) {
        if (!(error instanceof FormUnmet)) throw error;
        throw unmet(error, formParam(prompt));
      }
      const pause = turns.pause(abort);
      if (pause) await pause;
    }
    return { ...asked, requests };
  }

  function checkSchema(format: PreparedRequest['request']['format'], param: string | undefined): void {
    if (format.kind !== 'schema') return;
    const problem = schemaChecker.checkSchema(format.schema);
    if (problem) throw unmet(problem, param);
  }

  /** What is known of each text, by choice. */
  function headsOf({ body }: GenerateCall, { requests, choices }: Prepared, generation: Generation): Head[] {
    const cachedTokens = requests.length === 1 ? generation.usage.cachedTokens : undefined;
    return requests.flatMap(({ prompt }) =>
      Array.from({ length: choices }, () => ({
        id: body.rid ?? ids.hex('', 32),
        promptTokens: prompt.total,
        cachedTokens,
      })),
    );
  }

  async function whole(call: GenerateCall, prepared: Prepared, generation: Generation): Promise<Reply> {
    const { body, abort, receivedAt } = call;
    const seconds = (generation.endsAt - receivedAt) / 1000;
    const heads = headsOf(call, prepared, generation);
    const toText = (head: Head, choice: number): Generated => {
      const plan = generation.plans[choice];
      const draft: Draft = {
        text: generation.said(choice),
        ids: plan?.ids ?? [],
        finish: plan?.reason,
        logprobs: readLogprobs(generation.logprobsOf(choice)),
      };
      return toGenerated(head, draft, body, seconds);
    };
    function* texts(): Generator<Generated> {
      for (const [choice, head] of heads.entries()) yield toText(head, choice);
    }
    const toValue = (): object => (prepared.isList ? new LazyArray(texts()) : toText(heads[0] as Head, 0));
    return lazyJson(toValue, { turns, abort, onEnd: () => generation.cancel() });
  }

  return {
    async generate(call: GenerateCall): Promise<Reply> {
      const { body, receivedAt: arrivedAt, principal, abort, observation } = call;
      const model = await modelOf(call);
      return serve<Prepared>(call, services, {
        prepare: () => prepare(call, model),
        begin: ({ requests }) =>
          engine.generateBatch(requests, { arrivedAt, tenant: principal.organization, abort }),
        startsAt: body.stream ? 'first' : 'last',
        reply: (generation, prepared) => {
          if (!body.stream) return whole(call, prepared, generation);
          const heads = headsOf(call, prepared, generation);
          const encoder = createGenerateEncoder(heads, body, (at) => (at - arrivedAt) / 1000);
          return answerStream(generation, encoder, { observation, farewell: FAREWELL });
        },
        refuse: (error) => rethrow(error, body),
      });
    },
  };
}

/** The event that ends a stream early. */
const FAREWELL = (): string =>
  toEvent({
    error: {
      message: 'The server is shutting down or has failed.',
      type: 'ServiceUnavailableError',
      param: null,
      code: 503,
    },
  });

function unmet({ message }: { readonly message: string }, param: string | undefined): Fault {
  return new Fault({
    kind: 'invalid_value',
    param: param ?? null,
    message: `Invalid '${param}': ${message}`,
  });
}

function rethrow(error: unknown, body: GenerateRequest): never {
  const param = body.text === undefined ? 'input_ids' : 'text';
  if (error instanceof ContextExceeded) throw toContextFault(error, param);
  if (error instanceof AnswerTooLarge) {
    const message = `The answer would have more than ${error.limit} bytes. Ask for less, or for a stream.`;
    throw new Fault({ kind: 'invalid_value', param: 'sampling_params', message });
  }
  throw error;
}
