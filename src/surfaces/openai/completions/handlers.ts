import type { Engine } from '../../../engine/engine.ts';
import { AnswerTooLarge, ContextExceeded, FormUnmet } from '../../../engine/errors.ts';
import type { Generation } from '../../../engine/generation.ts';
import { type ModelCard, serves } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import type { SchemaChecker } from '../../../engine/ports/schema-checker.ts';
import type { PreparedRequest } from '../../../engine/prepared-request.ts';
import type { GenerationRequest } from '../../../engine/request.ts';
import type { Tokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import type { Tokenizer } from '../../../engine/tokenizer/tokenizer.ts';
import { Fault } from '../../../kernel/fault.ts';
import { MemoSlot } from '../../../kernel/memo.ts';
import type { Call } from '../../../kernel/operation.ts';
import type { Reply } from '../../../kernel/reply.ts';
import { andThen } from '../../../runtime/and-then.ts';
import { type Clock, unixSeconds } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { startSteps } from '../../../runtime/steps.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { answerStream } from '../../../serving/answer-stream.ts';
import { type ReplyModel, repliedModel } from '../../../serving/replied-model.ts';
import { requestedModel } from '../../../serving/requested-model.ts';
import { type ServeOptions, serve } from '../../../serving/serve.ts';
import { type AnswerHolder, LARGE, wholeReply } from '../../../serving/whole-reply.ts';
import { answerTooLarge, toSizeLimit } from '../answer-limit.ts';
import { toChunkOptions } from '../chunk-options.ts';
import { countCharacters } from '../count-characters.ts';
import { answerId } from '../engine-extras/answer-id.ts';
import { noteOf } from '../engine-extras/check.ts';
import { askedForm, askedSchema } from '../engine-extras/form.ts';
import { toldTokens, toldWork } from '../engine-extras/told-tokens.ts';
import { FAREWELL } from '../farewell.ts';
import { invalid } from '../invalid.ts';
import { judgeSchemas } from '../judge-schemas.ts';
import { withNote } from '../note.ts';
import { systemFingerprint } from '../system-fingerprint.ts';
import {
  type AnswerShape,
  BYTES_PER_LOGPROB,
  type CompletionHead,
  createAssembler,
  type Echo,
  toLazyCompletion,
} from './assemble.ts';
import { checkCompletion, countChoices, USUAL_TOKENS } from './check.ts';
import { decodeCompletion, decodePrompts, type Prompt } from './decode.ts';
import { createChunkEncoder } from './encode.ts';
import type { CompletionRequest } from './schema.ts';

export interface CompletionServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly ids: Ids;
  readonly engine: Engine;
  readonly models: ModelRegistry;
  readonly tokenizers: Tokenizers;
  readonly schemaChecker: SchemaChecker;
  readonly options: ServeOptions & {
    readonly seed: string | number;
    readonly strictSchemas: boolean;
    readonly streamObfuscation: boolean;
    readonly replyModel: ReplyModel;
    /** Bytes. */
    readonly answerLimit: number;
  };
}

type CompletionCall = Call<unknown, unknown, CompletionRequest>;

/** A prepared request. It is reused when the same body comes again. */
interface Prepared extends AnswerHolder {
  readonly model: ModelCard;
  /** One per prompt. */
  readonly requests: readonly PreparedRequest[];
  readonly shape: AnswerShape;
  /** About parameters without effect. */
  readonly note: string | undefined;
}

export function createCompletionHandlers(services: CompletionServices) {
  const { turns, engine, models, tokenizers, schemaChecker, options } = services;
  const known = new MemoSlot<Prepared>();

  /** Returns a promise only while a vocabulary loads, or for several prompts. */
  function prepare(call: CompletionCall, model: ModelCard): Prepared | Promise<Prepared> {
    const { body, memo } = call;
    const before = known.get(memo);
    if (before?.model === model) return before;
    checkCompletion(body, model);
    const asked = askedSchema(body);
    if (asked) judgeSchemas([asked], model, { schemaChecker, strictSchemas: options.strictSchemas });
    const tokenizer = tokenizers.get(model.tokenizer) ?? tokenizers.load(model.tokenizer);
    const prepared = andThen(tokenizer, (loaded) => prepareWith(loaded, call, model));
    return andThen(prepared, (ready) => {
      const bytes = ready.requests.reduce((sum, request) => sum + request.bytes, 0);
      known.set(memo, ready, bytes);
      return ready;
    });
  }

  function prepareWith(
    tokenizer: Tokenizer,
    call: CompletionCall,
    model: ModelCard,
  ): Prepared | Promise<Prepared> {
    const { body, abort } = call;
    const decoding = startSteps(decodePrompts(body, model, tokenizer), turns, abort);
    return andThen(decoding, (prompts) => prepareAll(prompts, call, model));
  }

  function prepareAll(
    prompts: readonly Prompt[],
    { body, abort }: CompletionCall,
    model: ModelCard,
  ): Prepared | Promise<Prepared> {
    const { shown: sent } = countChoices(body);
    const sizeLimit = toSizeLimit(body, options.answerLimit, { bytesPerLogprob: BYTES_PER_LOGPROB, sent });
    const toRequest = (prompt: Prompt): GenerationRequest => ({
      ...decodeCompletion(body, model, prompt),
      sizeLimit,
    });
    const toPrepared = (requests: readonly PreparedRequest[]): Prepared => ({
      model,
      requests,
      shape: shapeOf(body, prompts, requests),
      note: noteOf(body),
    });
    const [first] = prompts;
    if (first && prompts.length === 1) {
      return andThen(engine.prepare(toRequest(first), abort), (request) => toPrepared([request]));
    }
    return prepareEach(prompts).then(toPrepared);

    async function prepareEach(prompts: readonly Prompt[]): Promise<PreparedRequest[]> {
      const requests: PreparedRequest[] = [];
      for (const prompt of prompts) {
        requests.push(await engine.prepare(toRequest(prompt), abort));
        const pause = turns.pause(abort);
        if (pause) await pause;
      }
      return requests;
    }
  }

  function whole(
    generation: Generation,
    head: CompletionHead,
    prepared: Prepared,
    { body, memo, abort }: CompletionCall,
  ): Reply | Promise<Reply> {
    const { requests } = prepared;
    const shape = { ...prepared.shape, told: toldTokens(body, requests, generation) };
    return wholeReply(generation, {
      head,
      assembler: () => createAssembler(head, shape),
      lazy: () => toLazyCompletion(head, shape, generation),
      more: echoWork(shape) + toldWork(shape.told),
      holder: memo && requests.every(({ isDecided }) => isDecided) ? prepared : undefined,
      turns,
      abort,
    });
  }

  function stream(
    generation: Generation,
    head: CompletionHead,
    { body, observation }: CompletionCall,
    prepared: Prepared,
  ): Reply {
    const shape = { ...prepared.shape, told: toldTokens(body, prepared.requests, generation) };
    const { stream_options: streamOptions } = body;
    const chunkOptions = toChunkOptions(streamOptions, generation, services);
    const echoesFirst = echoWork(shape) > LARGE;
    const encoder = createChunkEncoder(head, shape, { ...chunkOptions, echoesFirst });
    return answerStream(generation, encoder, { observation, farewell: FAREWELL });
  }

  function create(call: CompletionCall): Reply | Promise<Reply> {
    return andThen(requestedModel(call, call.body.model, models), (model) => createWith(model, call));
  }

  function createWith(model: ModelCard, call: CompletionCall): Reply | Promise<Reply> {
    const {
      body,
      receivedAt: arrivedAt,
      principal: { organization: tenant },
      abort,
    } = call;
    if (!serves(model, 'completion')) throw refusalOf(model);
    const head = toHead(body, model, services);
    return serve<Prepared>(call, services, {
      prepare: () => prepare(call, model),
      begin: ({ requests }) => engine.generateBatch(requests, { arrivedAt, tenant, abort }),
      startsAt: body.stream ? 'first' : 'last',
      reply: (generation, prepared) => {
        const { note } = prepared;
        const reply = body.stream
          ? stream(generation, head, call, prepared)
          : whole(generation, head, prepared, call);
        return note === undefined ? reply : andThen(reply, (due) => withNote(due, note));
      },
      refuse: (error) => rethrowFor(body, error),
    });
  }

  return { create };
}

/** The layout of the answer to the given prompts. */
function shapeOf(
  body: CompletionRequest,
  prompts: readonly Prompt[],
  requests: readonly PreparedRequest[],
): AnswerShape {
  const withLogprobs = typeof body.logprobs === 'number';
  const toEcho = ({ text }: Prompt, index: number): Echo | undefined =>
    body.echo ? { text, tokens: withLogprobs ? requests[index]?.promptTokens : undefined } : undefined;
  const toOffset = ({ text }: Prompt): number => (body.echo ? 0 : countCharacters(text));
  return {
    ...countChoices(body),
    echoes: prompts.map(toEcho),
    offsets: withLogprobs ? prompts.map(toOffset) : undefined,
  };
}

/** Log probabilities of echoed prompts, all choices together. */
function echoWork({ echoes, shown }: AnswerShape): number {
  return echoes.reduce(
    (sum, echo) => sum + shown * (echo?.tokens ? echo.tokens.length * echo.tokens.entries : 0),
    0,
  );
}

function toHead(
  body: CompletionRequest,
  model: ModelCard,
  { clock, ids, options }: CompletionServices,
): CompletionHead {
  return {
    id: answerId('cmpl-', body, ids),
    created: unixSeconds(clock),
    model: repliedModel(model, options.replyModel),
    fingerprint: systemFingerprint(model.id, options.seed),
  };
}

/** Refers chat models to the endpoint that serves them. Other models cannot be sampled from at all. */
function refusalOf(model: ModelCard): Fault {
  if (!serves(model, 'chat')) {
    return new Fault({
      kind: 'forbidden',
      message: 'You are not allowed to sample from this model',
      code: null,
    });
  }
  const message = model.responsesOnly
    ? 'This model is only supported in v1/responses and not in v1/completions.'
    : 'This is a chat model and not supported in the v1/completions endpoint. Did you mean to use v1/chat/completions?';
  return new Fault({ kind: 'unsuited_model', message });
}

/** Rethrows the engine's context error in this endpoint's form, which has neither `param` nor `code`. */
function rethrowFor(body: CompletionRequest, error: unknown): never {
  if (error instanceof AnswerTooLarge) {
    throw answerTooLarge(error, body, "fewer prompts, or smaller values of 'n', 'logprobs' or 'max_tokens'");
  }
  if (error instanceof FormUnmet) {
    const param = askedForm(body)?.param ?? null;
    throw invalid(param, `Invalid '${param}': ${error.message}`, 'invalid_value');
  }
  if (!(error instanceof ContextExceeded)) throw error;
  const { limit, promptTokens, isAtLeast } = error;
  const wanted = body.max_tokens ?? USUAL_TOKENS;
  const about = isAtLeast ? 'at least ' : '';
  throw new Fault({
    kind: 'invalid_value',
    param: null,
    message: `This model's maximum context length is ${limit} tokens, however you requested ${about}${promptTokens + wanted} tokens (${about}${promptTokens} in your prompt; ${wanted} for the completion). Please reduce your prompt; or completion length.`,
    code: null,
  });
}
