import type { Engine, PreparedRequest } from '../../../engine/engine.ts';
import { ContextExceeded } from '../../../engine/errors.ts';
import type { Generation } from '../../../engine/generation.ts';
import { type ModelCard, serves } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import type { Tokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import type { Tokenizer } from '../../../engine/tokenizer/tokenizer.ts';
import { Fault } from '../../../kernel/fault.ts';
import { type Call, type Operation, operation } from '../../../kernel/operation.ts';
import { json, jsonText, type Reply } from '../../../kernel/reply.ts';
import { EVENT_STREAM, EVENT_STREAM_HEADERS } from '../../../kernel/wire/sse.ts';
import { type Clock, unixSeconds, until } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { AnswerFrames, FAREWELL, leaveEarly } from '../answer-frames.ts';
import { type AnswerText, toAnswerText } from '../answer-text.ts';
import { toChunkOptions } from '../chunk-options.ts';
import { openaiText } from '../surface.ts';
import { systemFingerprint } from '../system-fingerprint.ts';
import { type AnswerShape, type CompletionHead, createAssembler, type Echo } from './assemble.ts';
import { checkCompletion, countChoices, USUAL_TOKENS } from './check.ts';
import { decodeCompletion, decodePrompts, type Prompt } from './decode.ts';
import { createChunkEncoder } from './encode.ts';
import { countCharacters } from './logprobs.ts';
import { Completion, CompletionChunk, CompletionRequest } from './schema.ts';

export interface CompletionServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly ids: Ids;
  readonly engine: Engine;
  readonly models: ModelRegistry;
  readonly tokenizers: Tokenizers;
  readonly options: {
    readonly seed: string | number;
    readonly streamObfuscation: boolean;
  };
}

type CompletionCall = Call<unknown, unknown, CompletionRequest>;

/** A prepared request. It is reused when the same body comes again. */
interface Prepared {
  readonly model: ModelCard;
  /** One per prompt. */
  readonly requests: readonly PreparedRequest[];
  readonly shape: AnswerShape;
  /** The last complete answer, if the answer is always the same. */
  answer?: { readonly cachedTokens: number; readonly text: AnswerText };
}

/** The operation that creates completions. */
export function completionOperations(services: CompletionServices): Operation[] {
  const { clock, turns, engine, models, tokenizers } = services;
  const keptUnder = new WeakMap<CompletionRequest, Prepared>();

  /** Returns a promise only while a vocabulary loads, or for several prompts. */
  function prepare(call: CompletionCall, model: ModelCard): Prepared | Promise<Prepared> {
    const { body, bodyKept } = call;
    const before = bodyKept ? keptUnder.get(body) : undefined;
    if (before?.model === model) return before;
    checkCompletion(body, model);
    const keep = (prepared: Prepared): Prepared => {
      if (bodyKept && prepared.requests.every(({ isSmall }) => isSmall)) keptUnder.set(body, prepared);
      return prepared;
    };
    const tokenizer = tokenizers.get(model.tokenizer);
    const prepared = tokenizer
      ? prepareWith(tokenizer, call, model)
      : tokenizers.load(model.tokenizer).then((loaded) => prepareWith(loaded, call, model));
    return prepared instanceof Promise ? prepared.then(keep) : keep(prepared);
  }

  function prepareWith(
    tokenizer: Tokenizer,
    { body, abort }: CompletionCall,
    model: ModelCard,
  ): Prepared | Promise<Prepared> {
    const prompts = decodePrompts(body, model, tokenizer);
    const toPrepared = (requests: readonly PreparedRequest[]): Prepared => ({
      model,
      requests,
      shape: shapeOf(body, prompts, requests),
    });
    const [first] = prompts;
    if (first && prompts.length === 1) {
      const request = engine.prepare(decodeCompletion(body, model, first), abort);
      return request instanceof Promise
        ? request.then((ready) => toPrepared([ready]))
        : toPrepared([request]);
    }
    return prepareEach(prompts).then(toPrepared);

    async function prepareEach(prompts: readonly Prompt[]): Promise<PreparedRequest[]> {
      const requests: PreparedRequest[] = [];
      for (const prompt of prompts) {
        requests.push(await engine.prepare(decodeCompletion(body, model, prompt), abort));
        const pause = turns.pause(abort);
        if (pause) await pause;
      }
      return requests;
    }
  }

  function answer(call: CompletionCall, prepared: Prepared): Reply | Promise<Reply> {
    const { body, abort, observation } = call;
    const head = toHead(body, services);
    const generation = engine.generateBatch(prepared.requests, {
      arrivedAt: call.receivedAt,
      tenant: call.project,
    });
    observation.usage = generation.usage;
    // Loading a vocabulary first can make the first token later than planned.
    observation.firstTokenAt = Math.max(generation.firstAt, clock.now());
    observation.gaps = generation.gaps;
    // Nothing is sent before the first token is due, so an error until then still gets a proper error
    // response.
    const reply = () =>
      body.stream ? stream(generation, head, call, prepared.shape) : whole(generation, head, prepared);
    const readyAt = body.stream ? generation.firstAt : generation.endsAt;
    if (readyAt <= clock.now()) return reply();
    return until(clock, readyAt, abort).then(reply, (reason) => {
      generation.cancel(reason);
      leaveEarly(generation, observation);
      throw reason;
    });
  }

  function whole(generation: Generation, head: CompletionHead, prepared: Prepared): Reply {
    const { cachedTokens } = generation.usage;
    const before = prepared.answer;
    if (before?.cachedTokens === cachedTokens) return jsonText(before.text(head));
    const assembler = createAssembler(head, prepared.shape);
    while (generation.nextAt !== undefined) assembler.add(generation.take(Number.POSITIVE_INFINITY) ?? []);
    const completion = assembler.completion();
    if (prepared.requests.every(({ choices }) => choices !== undefined)) {
      prepared.answer = { cachedTokens, text: toAnswerText(completion) };
    }
    return json(completion);
  }

  function stream(
    generation: Generation,
    head: CompletionHead,
    { body, observation }: CompletionCall,
    shape: AnswerShape,
  ): Reply {
    const { stream_options: streamOptions } = body;
    const wishes = toChunkOptions(streamOptions, generation, services);
    const encoder = createChunkEncoder(head, shape, wishes);
    return {
      kind: 'stream',
      status: 200,
      contentType: EVENT_STREAM,
      headers: EVENT_STREAM_HEADERS,
      frames: new AnswerFrames(generation, encoder, observation),
      farewell: FAREWELL,
    };
  }

  return [
    operation({
      id: 'createCompletion',
      method: 'POST',
      path: '/completions',
      access: 'project',
      tag: 'Completions',
      surface: openaiText,
      summary: 'Create a completion',
      body: CompletionRequest,
      example: { model: 'gpt-3.5-turbo-instruct', prompt: 'Once upon a time', max_tokens: 32 },
      reply: Completion,
      event: CompletionChunk,
      handle: (call) => {
        const { body } = call;
        const model = models.find(body.model);
        if (!model) throw new Fault({ kind: 'unknown_model', model: body.model });
        call.observation.model = model.id;
        if (!serves(model, 'completion')) throw refusalOf(model);
        const rethrow = (error: unknown): never => rethrowFor(body, error);
        try {
          const prepared = prepare(call, model);
          return prepared instanceof Promise
            ? prepared.then((ready) => answer(call, ready)).catch(rethrow)
            : answer(call, prepared);
        } catch (error) {
          return rethrow(error);
        }
      },
    }),
  ];
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

function toHead(body: CompletionRequest, { clock, ids, options }: CompletionServices): CompletionHead {
  return {
    id: ids.next('cmpl-', 29),
    created: unixSeconds(clock),
    model: body.model,
    fingerprint: systemFingerprint(body.model, options.seed),
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
function rethrowFor({ max_tokens: given }: CompletionRequest, error: unknown): never {
  if (!(error instanceof ContextExceeded)) throw error;
  const { limit, promptTokens, isAtLeast } = error;
  const wanted = given ?? USUAL_TOKENS;
  const about = isAtLeast ? 'at least ' : '';
  throw new Fault({
    kind: 'invalid_value',
    param: null,
    message: `This model's maximum context length is ${limit} tokens, however you requested ${about}${promptTokens + wanted} tokens (${about}${promptTokens} in your prompt; ${wanted} for the completion). Please reduce your prompt; or completion length.`,
    code: null,
  });
}
