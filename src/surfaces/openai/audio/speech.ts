import type { Engine } from '../../../engine/engine.ts';
import { NO_USAGE } from '../../../engine/event.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import type { Tokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import type { Call } from '../../../kernel/operation.ts';
import type { Reply } from '../../../kernel/reply.ts';
import { EVENT_STREAM, EVENT_STREAM_HEADERS, toEvent } from '../../../kernel/wire/sse.ts';
import type { SpeechIndex } from '../../../media/audio/speech-index.ts';
import type { SpeechSynthesizer } from '../../../media/speech/speech.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { fromPieces } from '../../../runtime/pieces.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { requestedModel } from '../../../serving/requested-model.ts';
import { untilDone } from '../../../serving/until-due.ts';
import { FAREWELL } from '../farewell.ts';
import { toMediaFault } from '../media-fault.ts';
import { checkSpeech } from './check-speech.ts';
import { SPEECH_TYPES, type SpeechRequest } from './schema.ts';
import { tempoOf } from './tempo.ts';
import { speechTraits } from './traits.ts';

export interface SpeechServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly models: ModelRegistry;
  readonly tokenizers: Tokenizers;
  readonly engine: Engine;
  readonly synthesizer: SpeechSynthesizer;
  readonly speechIndex: SpeechIndex;
}

/** Audio tokens billed per second of generated speech. */
const TOKENS_PER_SECOND = 20;

/** Limits of the speed factor. */
const SLOWEST = 0.25;
const FASTEST = 4;

/** Streams speech for a text: each piece as soon as it is ready, but none before the TTFT. */
export async function speak(
  call: Call<unknown, unknown, SpeechRequest>,
  services: SpeechServices,
): Promise<Reply> {
  const { body, abort, observation } = call;
  const { clock, synthesizer, engine } = services;
  const model = await requestedModel(call, body.model, services.models);
  const voice = checkSpeech(body, model);
  const {
    input: text,
    instructions = '',
    response_format: format = 'mp3',
    stream_format: framing = 'audio',
  } = body;
  const speed = Math.min(
    FASTEST,
    Math.max(SLOWEST, (body.speed ?? 1) * (speechTraits(model).obeys ? tempoOf(instructions) : 1)),
  );

  const tokenizer =
    services.tokenizers.get(model.tokenizer) ?? (await services.tokenizers.load(model.tokenizer));
  const seconds = await synthesizer.duration({ text, voice, speed }, services.turns, abort);
  const usage = toUsage(
    tokenizer.count(text) + (instructions === '' ? 0 : tokenizer.count(instructions)),
    Math.ceil(seconds * TOKENS_PER_SECOND),
  );
  observation.usage = usage;
  const { promptTokens } = usage;
  const key = ['speech', model.id, text];
  const work = engine.submit({ model, arrivedAt: call.receivedAt, promptTokens, key });

  if (abort.aborted) throw abort.reason;
  const sound = recorded(synthesizer.speak({ text, voice, speed, format }), text, services.speechIndex);
  const events = framing === 'sse';
  const opening = fromPieces<string | Uint8Array>(events ? toEvents(sound, usage) : sound);
  // Synthesis starts before it is due. Errors until then are reported when `opening` is awaited below.
  opening.catch(() => {});
  const leave = (reason: unknown): void => {
    opening.then(
      (frames) => frames.cancel(reason),
      () => {},
    );
  };
  const forget = abort.onAbort(leave);
  await untilDone(clock, work, abort);
  const frames = await opening.catch(rethrow);
  forget();
  if (abort.aborted) throw abort.reason;
  observation.firstTokenAt = clock.now();
  return {
    kind: 'stream',
    status: 200,
    contentType: events ? EVENT_STREAM : SPEECH_TYPES[format],
    frames,
    ...(events && { headers: EVENT_STREAM_HEADERS, farewell: FAREWELL }),
  };
}

function rethrow(error: unknown): never {
  throw toMediaFault(error);
}

type SpeechUsage = NonNullable<Call['observation']['usage']>;

function toUsage(promptTokens: number, audioTokens: number): SpeechUsage {
  return { ...NO_USAGE, promptTokens, completionTokens: audioTokens, completionAudioTokens: audioTokens };
}

/** Adds speech that was streamed to its end to the index. */
async function* recorded(
  pieces: AsyncIterable<Uint8Array>,
  text: string,
  speechIndex: SpeechIndex,
): AsyncGenerator<Uint8Array> {
  const recording = speechIndex.record();
  for await (const piece of pieces) {
    if (piece.length === 0) continue;
    recording.add(piece);
    yield piece;
  }
  recording.end(text);
}

async function* toEvents(pieces: AsyncIterable<Uint8Array>, usage: SpeechUsage): AsyncGenerator<string> {
  for await (const piece of pieces) {
    yield toEvent({ type: 'speech.audio.delta', audio: Buffer.from(piece).toString('base64') });
  }
  yield toEvent({
    type: 'speech.audio.done',
    usage: {
      input_tokens: usage.promptTokens,
      output_tokens: usage.completionTokens,
      total_tokens: usage.promptTokens + usage.completionTokens,
    },
  });
}
