import type { Engine } from '../../../engine/engine.ts';
import { ContextExceeded } from '../../../engine/errors.ts';
import type { GenerationEvent } from '../../../engine/event.ts';
import type { Generation } from '../../../engine/generation.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import type { PartMeasure } from '../../../engine/tokenizer/chat-template.ts';
import { Fault } from '../../../kernel/fault.ts';
import { type Call, type Operation, operation } from '../../../kernel/operation.ts';
import { json, type Reply } from '../../../kernel/reply.ts';
import { EVENT_STREAM, EVENT_STREAM_HEADERS, toEvent } from '../../../kernel/wire/sse.ts';
import { type Clock, unixSeconds, until } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Log } from '../../../runtime/log.ts';
import { hash32 } from '../../../runtime/random.ts';
import type { Timeline } from '../../../runtime/timeline.ts';
import type { Store } from '../../../storage/store.ts';
import type { Observation } from '../../../telemetry/observation.ts';
import { errorBody } from '../errors.ts';
import { openai } from '../surface.ts';
import { type ChatAssembler, type ChatHead, createAssembler } from './assemble.ts';
import { checkChat } from './check.ts';
import { decodeChat } from './decode.ts';
import { type ChunkEncoder, createChunkEncoder } from './encode.ts';
import { ChatCompletion, ChatCompletionChunk, ChatCompletionRequest } from './schema.ts';
import { storedCompletions, storedOperations, toRecord } from './stored.ts';

export interface ChatServices {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly engine: Engine;
  readonly models: ModelRegistry;
  readonly store: Store;
  readonly measure: PartMeasure;
  readonly log: Log;
  readonly options: {
    readonly seed: string | number;
    readonly strictSchemas: boolean;
    readonly streamObfuscation: boolean;
    readonly maxStored: number;
  };
}

/** The server stops while the answer is under way. */
const FAREWELL = toEvent({ error: errorBody(new Fault({ kind: 'overloaded', retryAfter: 1 })) });

type ChatCall = Call<unknown, unknown, ChatCompletionRequest>;

/** Chat completions: creating them, and the stored ones. */
export function chatOperations(services: ChatServices): Operation[] {
  const stored = storedCompletions(services.store, services.options.maxStored);

  async function createLater(
    call: ChatCall,
    head: ChatHead,
    generation: Promise<Generation>,
  ): Promise<Reply> {
    return answer(call, head, await generation.catch(rethrow));
  }

  function answer(call: ChatCall, head: ChatHead, generation: Generation): Reply | Promise<Reply> {
    const { body, abort, observation } = call;
    const { clock } = services;
    observation.usage = generation.usage;
    // A vocabulary that had to be loaded first can make it later than it was due.
    observation.firstTokenAt = Math.max(generation.firstAt, clock.now());
    observation.gaps = generation.gaps;
    const assembler = body.stream && !body.store ? undefined : createAssembler(head, body.n ?? 1);
    const keep = (): void => {
      if (!body.store || !assembler) return;
      const record = toRecord(body, assembler.completion(), call.requestId);
      try {
        stored.in(call.project).insert(record, { createdAt: clock.epoch() });
      } catch (error) {
        // The answer exists and is true; that it could not be kept is the operator's concern.
        services.log.error('could not store a chat completion', { id: record.id, error: String(error) });
      }
    };

    // Nothing is answered before the first token is due, so that what goes wrong until then is still an honest error.
    const reply = body.stream
      ? () => stream(generation, head, { call, assembler, keep, services })
      : () =>
          whole(generation, assembler as ChatAssembler, keep, body.store ? (body.metadata ?? {}) : undefined);
    const readyAt = body.stream ? generation.firstAt : generation.endsAt;
    if (readyAt <= clock.now()) return reply();
    return until(clock, readyAt, abort).then(reply, (reason) => {
      generation.cancel(reason);
      leaveEarly(generation, observation);
      throw reason;
    });
  }

  const create = operation({
    id: 'createChatCompletion',
    method: 'POST',
    path: '/chat/completions',
    access: 'project',
    tag: 'Chat',
    surface: openai,
    summary: 'Create a chat completion, whole or as a stream',
    body: ChatCompletionRequest,
    example: { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] },
    reply: ChatCompletion,
    event: ChatCompletionChunk,
    handle: (call) => {
      const { body } = call;
      const model = services.models.find(body.model);
      if (!model) throw new Fault({ kind: 'unknown_model', model: body.model });
      call.observation.model = model.id;
      checkChat(body, model, { measure: services.measure, strictSchemas: services.options.strictSchemas });
      const head = toHead(body, services);
      try {
        const generation = services.engine.generate(decodeChat(body, model), call.receivedAt);
        return generation instanceof Promise
          ? createLater(call, head, generation)
          : answer(call, head, generation);
      } catch (error) {
        return rethrow(error);
      }
    },
  });
  return [create, ...storedOperations(stored)];
}

function toHead(body: ChatCompletionRequest, { clock, ids, options }: ChatServices): ChatHead {
  const tier = body.service_tier ?? 'auto';
  return {
    id: ids.next('chatcmpl-', 29),
    created: unixSeconds(clock),
    model: body.model,
    serviceTier: tier === 'auto' ? 'default' : tier,
    fingerprint: `fp_${hash32(body.model, hash32(String(options.seed)))
      .toString(16)
      .padStart(10, '0')}`,
    isLegacy: body.functions !== undefined,
  };
}

/** The engine's refusal in the API's terms. */
function rethrow(error: unknown): never {
  if (!(error instanceof ContextExceeded)) throw error;
  const { limit, promptTokens, completionTokens } = error;
  throw new Fault({
    kind: 'context_exceeded',
    limit,
    promptTokens,
    ...(completionTokens !== undefined && { completionTokens }),
    param: 'messages',
  });
}

function whole(
  generation: Generation,
  assembler: ChatAssembler,
  keep: () => void,
  metadata: Record<string, string> | undefined,
): Reply {
  while (generation.nextAt !== undefined) assembler.add(generation.take(Number.POSITIVE_INFINITY) ?? []);
  keep();
  const completion = assembler.completion();
  return json(metadata === undefined ? completion : { ...completion, metadata });
}

function stream(
  generation: Generation,
  head: ChatHead,
  {
    call,
    assembler,
    keep,
    services,
  }: { call: ChatCall; assembler: ChatAssembler | undefined; keep: () => void; services: ChatServices },
): Reply {
  const { stream_options: streamOptions, n } = call.body;
  const isObfuscated = streamOptions?.include_obfuscation ?? services.options.streamObfuscation;
  const encoder = createChunkEncoder(head, n ?? 1, {
    includeUsage: streamOptions?.include_usage ?? false,
    ...(streamOptions?.continuous_usage_stats && { usageSoFar: () => generation.usageSoFar() }),
    ...(isObfuscated && { obfuscate: (length: number) => services.ids.next('', length) }),
  });
  return {
    kind: 'stream',
    status: 200,
    contentType: EVENT_STREAM,
    headers: EVENT_STREAM_HEADERS,
    frames: toFrames(generation, encoder, call.observation, (events) => {
      assembler?.add(events);
      if (generation.nextAt === undefined) keep();
    }),
    farewell: FAREWELL,
  };
}

function toFrames(
  generation: Generation,
  encoder: ChunkEncoder,
  observation: Observation,
  onEvents: (events: readonly GenerationEvent[]) => void,
): Timeline<string> {
  return {
    get nextAt() {
      return generation.nextAt;
    },
    take(now) {
      const events = generation.take(now);
      if (events === undefined) return undefined;
      onEvents(events);
      const frames = encoder.encode(events);
      return generation.nextAt === undefined ? frames + encoder.end() : frames === '' ? undefined : frames;
    },
    cancel(reason) {
      generation.cancel(reason);
      leaveEarly(generation, observation);
    },
  };
}

/** What was generated until the reader left is what was used. */
function leaveEarly(generation: Generation, observation: Observation): void {
  const usage = generation.usageSoFar();
  observation.usage = usage;
  observation.gaps = generation.gaps.subarray(0, Math.max(0, usage.completionTokens - 1));
  if (usage.completionTokens === 0) delete observation.firstTokenAt;
}
