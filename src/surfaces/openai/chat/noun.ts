import type { Engine } from '../../../engine/engine.ts';
import type { Generation } from '../../../engine/generation.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import type { Declined, Refuser } from '../../../engine/ports/refuser.ts';
import type { SchemaChecker } from '../../../engine/ports/schema-checker.ts';
import type { PreparedRequest } from '../../../engine/prepared-request.ts';
import { toFault } from '../../../kernel/fault.ts';
import { MemoSlot } from '../../../kernel/memo.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { type Call, operation, type Row } from '../../../kernel/operation.ts';
import { lazyJson } from '../../../kernel/parts-reply.ts';
import { json, type Reply } from '../../../kernel/reply.ts';
import { SENTINEL } from '../../../kernel/wire/sse.ts';
import { andThen } from '../../../runtime/and-then.ts';
import { unixSeconds } from '../../../runtime/clock.ts';
import type { Log } from '../../../runtime/log.ts';
import { answerStream } from '../../../serving/answer-stream.ts';
import { assemble, assembleInTurns } from '../../../serving/assembler.ts';
import { type ReplyModel, repliedModel } from '../../../serving/replied-model.ts';
import { requestedModel } from '../../../serving/requested-model.ts';
import { type ServeOptions, serve } from '../../../serving/serve.ts';
import { type AnswerHolder, wholeReply } from '../../../serving/whole-reply.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import { toSizeLimit } from '../answer-limit.ts';
import { toChunkOptions } from '../chunk-options.ts';
import { answerId } from '../engine-extras/answer-id.ts';
import { noteOf } from '../engine-extras/check.ts';
import { toldTokens, toldWork } from '../engine-extras/told-tokens.ts';
import { errorBody } from '../errors.ts';
import { FAREWELL } from '../farewell.ts';
import { type FileRecord, fileCollection } from '../files/record.ts';
import { judge } from '../judge.ts';
import { withNote } from '../note.ts';
import { withRefusalNoted } from '../refusal-note.ts';
import { openaiText } from '../surface.ts';
import { systemFingerprint } from '../system-fingerprint.ts';
import { BYTES_PER_LOGPROB, type ChatHead, createAssembler, toLazyCompletion } from './assemble.ts';
import {
  createSpokenEncoder,
  createVoice,
  type Remembered,
  type SpokenAnswer,
  spokenAnswers,
  toLazySpoken,
  toSpoken,
  type VoiceServices,
  wantsAudio,
  withSpeech,
} from './audio.ts';
import { createChunkEncoder } from './encode.ts';
import { type ChatRead, createChatReader } from './read.ts';
import { rethrow } from './refusals.ts';
import { ChatCompletion, ChatCompletionChunk, ChatCompletionRequest } from './schema.ts';
import { checkStorable, type StoredRecord, storedCompletions, storedRows, toRecord } from './stored.ts';

export interface ChatServices extends VoiceServices {
  readonly store: Store;
  readonly engine: Engine;
  readonly models: ModelRegistry;
  readonly schemaChecker: SchemaChecker;
  readonly refuser: Refuser;
  readonly log: Log;
  readonly options: ServeOptions & {
    readonly seed: string | number;
    readonly strictSchemas: boolean;
    readonly refusals: boolean;
    readonly streamObfuscation: boolean;
    readonly replyModel: ReplyModel;
    readonly bodyLimit: number;
    /** Bytes. */
    readonly answerLimit: number;
  };
}

type ChatCall = Call<unknown, unknown, ChatCompletionRequest>;

/** A prepared request. It is reused when the same body comes again. */
interface Prepared extends AnswerHolder {
  readonly model: ModelCard;
  readonly request: PreparedRequest;
  /** The real API's error message, if the real API would reject the request. */
  readonly refusal: string | undefined;
  /** About parameters without effect. */
  readonly note: string | undefined;
}

/** Chat completions, and those that are stored. */
export const chat = defineNoun({
  tag: 'Chat',
  servedBy: { azure: 'resource' },
  collections: { stored: storedCompletions, files: fileCollection, spoken: spokenAnswers },
  rows: chatRows,
});

interface ChatCollections {
  readonly stored: Collection<StoredRecord>;
  readonly files: Collection<FileRecord>;
  readonly spoken: Collection<Remembered>;
}

function chatRows(services: ChatServices, { stored, files, spoken }: ChatCollections): Row[] {
  const { engine, models, turns, refuser, options } = services;
  const voice = createVoice(services, spoken, options);
  const known = new MemoSlot<Prepared>();
  const reader = createChatReader(services, files, voice);

  /**
   * Returns a promise only while a vocabulary loads, to read large media, or to look up files or earlier spoken
   * answers.
   */
  function prepare(call: ChatCall, model: ModelCard): Prepared | Promise<Prepared> {
    const before = known.get(call.memo);
    if (before?.model === model) return before;
    return andThen(reader.read(call, model), (read) => prepareRead(read, call, model));
  }

  function prepareRead(
    { decoded, refusal, refersToFiles }: ChatRead,
    { body, memo, abort }: ChatCall,
    model: ModelCard,
  ): Prepared | Promise<Prepared> {
    const keep = (request: PreparedRequest): Prepared => {
      const prepared = { model, request, refusal, note: noteOf(body) };
      if (!refersToFiles && !refersToSound(body)) known.set(memo, prepared, request.bytes);
      return prepared;
    };
    const format = { bytesPerLogprob: BYTES_PER_LOGPROB };
    const prepareFor = (declined: Declined | undefined): Prepared | Promise<Prepared> => {
      const sizeLimit = toSizeLimit(body, options.answerLimit, format);
      return andThen(engine.prepare({ ...decoded, sizeLimit, declined }, abort), keep);
    };
    const judged = options.refusals ? judge(decoded, refuser, abort) : undefined;
    return judged ? judged.then(prepareFor) : prepareFor(undefined);
  }

  function createWith(model: ModelCard, call: ChatCall): Reply | Promise<Reply> {
    const {
      body,
      receivedAt: arrivedAt,
      principal: { organization: tenant },
      abort,
    } = call;
    if (body.store) checkStorable(body);
    const plain = toHead(body, model, services);
    let speaking: Promise<SpokenAnswer | undefined> | undefined;
    return serve<Prepared>(call, services, {
      prepare: () => prepare(call, model),
      begin: ({ request }) =>
        andThen(engine.generate(request, { arrivedAt, tenant, abort }), (generation) => {
          // Speech is made while waiting for the first token, and only if there is text to speak.
          if (wantsAudio(body)) speaking = speak(generation, call);
          // An error is reported when the answer is due. If the client has disconnected by then, it is dropped.
          speaking?.catch(() => {});
          return generation;
        }),
      startsAt: body.stream ? 'first' : 'last',
      reply: (generation, prepared) => {
        const told = toldTokens(body, [prepared.request], generation);
        const head = told ? { ...plain, told } : plain;
        const answered = (spoken: SpokenAnswer | undefined): Reply | Promise<Reply> =>
          body.stream
            ? stream(generation, head, call, spoken)
            : whole(generation, head, call, prepared, spoken);
        const reply = speaking ? speaking.then(answered) : answered(undefined);
        const { refusal, note } = prepared;
        if (refusal === undefined && note === undefined) return reply;
        return andThen(reply, (due) => {
          const noted = note === undefined ? due : withNote(due, note);
          return refusal === undefined
            ? noted
            : withRefusalNoted(noted, refusal, call.requestId, services.log);
        });
      },
      refuse: (error) => rethrow(error, body),
    });
  }

  /** Rejects if it cannot be stored: then the caller must not take it for stored. */
  function keep(
    { body, principal: { project }, requestId }: ChatCall,
    completion: ChatCompletion,
  ): Promise<void> {
    const record = toRecord(body, completion, requestId);
    return stored.in(project).insert(record, { createdAt: services.clock.epoch() });
  }

  /** The event that ends a stream whose answer cannot be stored. */
  async function keepOrFail(call: ChatCall, completion: ChatCompletion): Promise<object | undefined> {
    try {
      await keep(call, completion);
      return undefined;
    } catch (error) {
      services.log.error('could not store a chat completion', { id: completion.id, error: String(error) });
      const fault = toFault(error);
      call.observation.fault = fault.detail.kind;
      return { error: errorBody(fault) };
    }
  }

  /** Undefined if the answer has no text, for example only tool calls. */
  async function speak(
    generation: Generation,
    { body, principal: { project }, observation, abort }: ChatCall,
  ): Promise<SpokenAnswer | undefined> {
    const transcript = generation.said(0);
    if (transcript.trim() === '') return undefined;
    const spoken = await voice.speak(transcript, body, project, abort);
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
    const { body, memo, abort } = call;
    if (body.store) return wholeAndStored(generation, head, call, spoken);
    const assembler = () => createAssembler(head, generation.choices);
    if (spoken) {
      const text = assemble(generation, assembler());
      return lazyJson(() => toLazySpoken(text, generation.usage, spoken), { turns, abort });
    }
    return wholeReply(generation, {
      head,
      assembler,
      lazy: () => toLazyCompletion(head, generation),
      more: toldWork(head.told),
      holder: memo && prepared.request.isDecided ? prepared : undefined,
      turns,
      abort,
    });
  }

  async function wholeAndStored(
    generation: Generation,
    head: ChatHead,
    call: ChatCall,
    spoken: SpokenAnswer | undefined,
  ): Promise<Reply> {
    const assembler = createAssembler(head, generation.choices);
    const text = await assembleInTurns(generation, assembler, turns, call.abort);
    const completion = spoken ? toSpoken(text, generation.usage, spoken) : text;
    await keep(call, completion);
    return json({ ...completion, metadata: call.body.metadata ?? {} });
  }

  function stream(
    generation: Generation,
    head: ChatHead,
    call: ChatCall,
    spoken: SpokenAnswer | undefined,
  ): Reply {
    const { stream_options: streamOptions, store, n } = call.body;
    const chunkOptions = toChunkOptions(streamOptions, generation, services);
    const chunks = createChunkEncoder(head, n ?? 1, chunkOptions);
    const encoder = spoken ? createSpokenEncoder(chunks, spoken) : chunks;
    const shared = { observation: call.observation, farewell: FAREWELL };
    if (!store) return answerStream(generation, encoder, shared);
    const assembler = createAssembler(head, n ?? 1);
    return answerStream(generation, encoder, {
      ...shared,
      onEvents: (events) => assembler.add(events),
      store: () => {
        const text = assembler.whole();
        return keepOrFail(call, spoken ? toSpoken(text, generation.usage, spoken) : text);
      },
    });
  }

  const create = operation({
    id: 'createChatCompletion',
    method: 'POST',
    path: '/chat/completions',
    access: 'project',
    surface: openaiText,
    servedBy: { azure: 'chat' },
    summary: 'Create a chat completion',
    description: describeRefusals(models.catalogue),
    body: ChatCompletionRequest,
    example: { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] },
    reply: ChatCompletion,
    event: ChatCompletionChunk,
    sentinel: SENTINEL,
    faults: ['unknown_model', 'not_found'],
    handle: (call) =>
      andThen(requestedModel(call, call.body.model, models), (model) => createWith(model, call)),
  });
  return [create, ...storedRows(services, stored)];
}

/** Names the parameters that models of the catalogue reject, for the documentation. */
function describeRefusals(cards: readonly ModelCard[]): string {
  const fields = new Set(cards.flatMap(({ refuses }) => refuses.map(({ field }) => `\`${field}\``)));
  return `Some models reject these parameters, or accept only one value: ${[...fields].sort().join(', ')}.`;
}

function toHead(
  body: ChatCompletionRequest,
  model: ModelCard,
  { clock, ids, options }: ChatServices,
): ChatHead {
  const tier = body.service_tier ?? 'auto';
  return {
    id: answerId('chatcmpl-', body, ids),
    created: unixSeconds(clock),
    model: repliedModel(model, options.replyModel),
    serviceTier: tier === 'auto' ? 'default' : tier,
    fingerprint: systemFingerprint(body.model, options.seed),
    isLegacy: body.functions !== undefined,
  };
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
