import type { Engine, PreparedRequest } from '../../../engine/engine.ts';
import type { Generation } from '../../../engine/generation.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import type { PartMeasure } from '../../../engine/tokenizer/chat-template.ts';
import { Fault, toFault } from '../../../kernel/fault.ts';
import { type Call, type Operation, operation } from '../../../kernel/operation.ts';
import { json, jsonText, type Reply } from '../../../kernel/reply.ts';
import { EVENT_STREAM, EVENT_STREAM_HEADERS, toEvent } from '../../../kernel/wire/sse.ts';
import { fromBase64 } from '../../../media/base64.ts';
import { unixSeconds, until } from '../../../runtime/clock.ts';
import type { Log } from '../../../runtime/log.ts';
import type { Timeline } from '../../../runtime/timeline.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { AnswerFrames, FAREWELL, leaveEarly } from '../answer-frames.ts';
import { type AnswerText, toAnswerText } from '../answer-text.ts';
import { toChunkOptions } from '../chunk-options.ts';
import { errorBody } from '../errors.ts';
import { fileCollection } from '../files/record.ts';
import { openaiText } from '../surface.ts';
import { systemFingerprint } from '../system-fingerprint.ts';
import { type ChatHead, createAssembler } from './assemble.ts';
import {
  createSpokenEncoder,
  createVoice,
  type SpokenAnswer,
  toSpoken,
  type VoiceServices,
  wantsAudio,
  withSpeech,
} from './audio.ts';
import { checkChat } from './check.ts';
import { decodeChat, type Hearing } from './decode.ts';
import { createChunkEncoder } from './encode.ts';
import { type FileShelf, refersToFiles, withFiles } from './files.ts';
import { withRefusalNoted } from './note.ts';
import { rethrow } from './refusals.ts';
import { ChatCompletion, ChatCompletionChunk, ChatCompletionRequest } from './schema.ts';
import { storedCompletions, storedOperations, toRecord } from './stored.ts';
import { StoredFrames } from './stored-frames.ts';

export interface ChatServices extends VoiceServices {
  readonly turns: Turns;
  readonly engine: Engine;
  readonly models: ModelRegistry;
  readonly measure: PartMeasure;
  readonly log: Log;
  readonly options: {
    readonly seed: string | number;
    readonly strictSchemas: boolean;
    readonly streamObfuscation: boolean;
    readonly maxStored: number;
    readonly maxObjects: number;
    readonly bodyLimit: number;
  };
}

type ChatCall = Call<unknown, unknown, ChatCompletionRequest>;

/** A prepared request. It is reused when the same body comes again. */
interface Prepared {
  readonly model: ModelCard;
  readonly request: PreparedRequest;
  /** The real API's error message, if the real API would reject the request. */
  readonly refusal: string | undefined;
  /** The last complete answer, if the answer is always the same. */
  answer?: { readonly cachedTokens: number; readonly text: AnswerText };
}

/** Operations to create chat completions and to manage stored ones. */
export function chatOperations(services: ChatServices): Operation[] {
  const { engine, models, measure, options } = services;
  const stored = storedCompletions(services.store, options.maxStored);
  const voice = createVoice(services);
  const shelf: FileShelf = {
    clock: services.clock,
    store: services.store,
    files: fileCollection(services.store, options.maxObjects),
    limit: options.bodyLimit,
  };
  const keptUnder = new WeakMap<ChatCompletionRequest, Prepared>();

  /** Returns a promise only while a vocabulary loads, or to look up files or earlier spoken answers. */
  function prepare(call: ChatCall, model: ModelCard): Prepared | Promise<Prepared> {
    const { body, bodyKept, project } = call;
    const before = bodyKept ? keptUnder.get(body) : undefined;
    if (before?.model === model) return before;
    if (refersToFiles(body)) {
      return withFiles(body, project, shelf).then((full) =>
        prepareWhole({ ...call, body: full, bodyKept: false }, model),
      );
    }
    return prepareWhole(call, model);
  }

  function prepareWhole(call: ChatCall, model: ModelCard): Prepared | Promise<Prepared> {
    const { body, project } = call;
    const refusal = checkChat(body, model, { measure, strictSchemas: options.strictSchemas });
    const ids = spokenIds(body);
    if (ids.length === 0) return prepareKnowing(new Map(), call, model, refusal);
    return voice.recall(ids, project).then((said) => prepareKnowing(said, call, model, refusal));
  }

  function prepareKnowing(
    said: ReadonlyMap<string, string>,
    { body, bodyKept }: ChatCall,
    model: ModelCard,
    refusal: string | undefined,
  ): Prepared | Promise<Prepared> {
    const keep = (request: PreparedRequest): Prepared => {
      const prepared = { model, request, refusal };
      if (bodyKept && request.isSmall && !refersToSound(body)) keptUnder.set(body, prepared);
      return prepared;
    };
    const hearing: Hearing = {
      understand: (data) => {
        const bytes = fromBase64(data);
        return bytes && services.spoken.recall(bytes);
      },
      recall: (id) => said.get(id),
    };
    const request = engine.prepare(decodeChat(body, model, hearing));
    return request instanceof Promise ? request.then(keep) : keep(request);
  }

  function answer(call: ChatCall, prepared: Prepared): Reply | Promise<Reply> {
    const { refusal } = prepared;
    const reply = generate(call, prepared);
    if (refusal === undefined) return reply;
    const noted = (due: Reply): Reply => withRefusalNoted(due, refusal, call.requestId, services.log);
    return reply instanceof Promise ? reply.then(noted) : noted(reply);
  }

  function generate(call: ChatCall, prepared: Prepared): Reply | Promise<Reply> {
    const { body, abort, observation } = call;
    const { clock } = services;
    const head = toHead(body, services);
    const generation = engine.generate(prepared.request, {
      arrivedAt: call.receivedAt,
      tenant: call.project,
    });
    observation.usage = generation.usage;
    // Loading a vocabulary first can make the first token later than planned.
    observation.firstTokenAt = Math.max(generation.firstAt, clock.now());
    observation.gaps = generation.gaps;
    // Nothing is sent before the first token is due, so an error until then still gets a proper error
    // response. Speech is made while waiting for the first token, and only if there is text to speak.
    const speaking = wantsAudio(body) ? speak(generation, call) : undefined;
    // An error is reported when the answer is due. If the client has disconnected by then, it is dropped.
    speaking?.catch(() => {});
    const answered = body.stream
      ? (spoken?: SpokenAnswer) => stream(generation, head, call, spoken)
      : (spoken?: SpokenAnswer) => whole(generation, head, call, prepared, spoken);
    const reply = () => (speaking ? speaking.then(answered) : answered());
    const readyAt = body.stream ? generation.firstAt : generation.endsAt;
    if (readyAt <= clock.now()) return reply();
    return until(clock, readyAt, abort).then(reply, (reason) => {
      generation.cancel(reason);
      leaveEarly(generation, observation);
      throw reason;
    });
  }

  /** Rejects if it cannot be stored: then the caller must not take it for stored. */
  function keep({ body, project, requestId }: ChatCall, completion: ChatCompletion): Promise<void> {
    const record = toRecord(body, completion, requestId);
    return stored.in(project).insert(record, { createdAt: services.clock.epoch() });
  }

  /** The last frame of a stream whose answer is to be stored: an error event if it cannot be. */
  async function lastFrame(call: ChatCall, completion: ChatCompletion, sentinel: string): Promise<string> {
    try {
      await keep(call, completion);
      return sentinel;
    } catch (error) {
      services.log.error('could not store a chat completion', { id: completion.id, error: String(error) });
      const fault = toFault(error);
      call.observation.fault = fault.detail.kind;
      return toEvent({ error: errorBody(fault) });
    }
  }

  /** Undefined if the answer has no text, for example only tool calls. */
  async function speak(
    generation: Generation,
    { body, project, observation }: ChatCall,
  ): Promise<SpokenAnswer | undefined> {
    const transcript = generation.said(0);
    if (transcript.trim() === '') return undefined;
    const spoken = await voice.speak(transcript, body, project);
    observation.usage = withSpeech(generation.usage, spoken);
    return spoken;
  }

  function whole(
    generation: Generation,
    head: ChatHead,
    call: ChatCall,
    prepared: Prepared,
    spoken: SpokenAnswer | undefined,
  ): Reply | Promise<Reply> {
    const { body } = call;
    const { cachedTokens } = generation.usage;
    const before = prepared.answer;
    if (before?.cachedTokens === cachedTokens && !body.store && !spoken) return jsonText(before.text(head));
    const assembler = createAssembler(head, body.n ?? 1);
    while (generation.nextAt !== undefined) assembler.add(generation.take(Number.POSITIVE_INFINITY) ?? []);
    const text = assembler.completion();
    const completion = spoken ? toSpoken(text, generation.usage, spoken) : text;
    if (body.store) {
      return keep(call, completion).then(() => json({ ...completion, metadata: body.metadata ?? {} }));
    }
    if (prepared.request.choices && !spoken)
      prepared.answer = { cachedTokens, text: toAnswerText(completion) };
    return json(completion);
  }

  function stream(
    generation: Generation,
    head: ChatHead,
    call: ChatCall,
    spoken: SpokenAnswer | undefined,
  ): Reply {
    const { stream_options: streamOptions, store, n } = call.body;
    const wishes = toChunkOptions(streamOptions, generation, services);
    const chunks = createChunkEncoder(head, n ?? 1, wishes);
    const encoder = spoken ? createSpokenEncoder(chunks, spoken) : chunks;
    const reply = (frames: Timeline<string>): Reply => ({
      kind: 'stream',
      status: 200,
      contentType: EVENT_STREAM,
      headers: EVENT_STREAM_HEADERS,
      frames,
      farewell: FAREWELL,
    });
    if (!store) return reply(new AnswerFrames(generation, encoder, call.observation));
    const assembler = createAssembler(head, n ?? 1);
    const open = { encode: encoder.encode.bind(encoder), end: () => '' };
    const frames = new AnswerFrames(generation, open, call.observation, (events) => assembler.add(events));
    const last = (): Promise<string> => {
      const text = assembler.completion();
      const completion = spoken ? toSpoken(text, generation.usage, spoken) : text;
      return lastFrame(call, completion, encoder.end());
    };
    return reply(new StoredFrames(frames, last));
  }

  const create = operation({
    id: 'createChatCompletion',
    method: 'POST',
    path: '/chat/completions',
    access: 'project',
    tag: 'Chat',
    surface: openaiText,
    summary: 'Create a chat completion',
    body: ChatCompletionRequest,
    example: { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] },
    reply: ChatCompletion,
    event: ChatCompletionChunk,
    handle: (call) => {
      const { body } = call;
      const model = models.find(body.model);
      if (!model) throw new Fault({ kind: 'unknown_model', model: body.model });
      call.observation.model = model.id;
      try {
        const prepared = prepare(call, model);
        return prepared instanceof Promise
          ? prepared.then((ready) => answer(call, ready)).catch((error) => rethrow(error, body))
          : answer(call, prepared);
      } catch (error) {
        return rethrow(error, body);
      }
    },
  });
  return [create, ...storedOperations(services, stored)];
}

function toHead(body: ChatCompletionRequest, { clock, ids, options }: ChatServices): ChatHead {
  const tier = body.service_tier ?? 'auto';
  return {
    id: ids.next('chatcmpl-', 29),
    created: unixSeconds(clock),
    model: body.model,
    serviceTier: tier === 'auto' ? 'default' : tier,
    fingerprint: systemFingerprint(body.model, options.seed),
    isLegacy: body.functions !== undefined,
  };
}

/** The ids of earlier spoken answers that the messages reference. */
function spokenIds({ messages }: ChatCompletionRequest): string[] {
  return messages.flatMap((message) =>
    message.role === 'assistant' && message.audio ? [message.audio.id] : [],
  );
}

/**
 * Whether messages contain audio. Its transcript depends on earlier speech and on the project, so the
 * prepared request must not be reused.
 */
function refersToSound({ messages }: ChatCompletionRequest): boolean {
  return messages.some(
    (message) =>
      (message.role === 'assistant' && message.audio) ||
      (Array.isArray(message.content) && message.content.some(({ type }) => type === 'input_audio')),
  );
}
