import type { GenerationEvent, Usage } from '../../../engine/event.ts';
import { defineCollection } from '../../../kernel/collections.ts';
import { Fault } from '../../../kernel/fault.ts';
import { LazyArray, LazyString } from '../../../kernel/wire/lazy-json.ts';
import { toBase64 } from '../../../media/base64.ts';
import type { Abort } from '../../../runtime/abort.ts';
import { type Clock, unixSeconds } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Turns } from '../../../runtime/turns.ts';
import type { StagedEncoder } from '../../../serving/staged-encoder.ts';
import type { Collection } from '../../../storage/store.ts';
import { toSize } from '../answer-limit.ts';
import { toUsage } from '../completion-usage.ts';
import { recordSpeech, type SpeechServices } from '../recorded-speech.ts';
import type { ChunkEncoder } from './encode.ts';
import type { ChatCompletion, ChatCompletionRequest } from './schema.ts';

export interface VoiceServices extends SpeechServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly ids: Ids;
}

/** An answer rendered as speech. */
export interface SpokenAnswer {
  readonly id: string;
  /** Unix seconds until which later messages may reference it. */
  readonly expiresAt: number;
  readonly transcript: string;
  readonly sound: Uint8Array;
  /** Audio tokens billed for the speech. */
  readonly tokens: number;
}

/** Renders answers as speech and stores their transcripts. */
export interface Voice {
  speak(
    transcript: string,
    request: ChatCompletionRequest,
    scope: string,
    abort: Abort,
  ): Promise<SpokenAnswer>;
  /** Transcripts of earlier spoken answers by id, up to the first that is unknown or expired. */
  findTranscripts(ids: readonly string[], scope: string, abort: Abort): Promise<ReadonlyMap<string, string>>;
}

/** How long a spoken answer can be referenced. */
const LIFETIME_SECONDS = 3600;

/** Maximum number of stored answers. */
const MOST_REMEMBERED = 10_000;

/** Audio tokens per second of generated speech. */
const TOKENS_PER_SECOND = 20;

/** Maximum size in bytes of the base64 audio of a stored answer. */
const STORED = 8 * 2 ** 20;

/** Bytes in a character of base64. */
const BASE64 = 3 / 4;

function soundTooLarge(most: number): Fault {
  return new Fault({
    kind: 'invalid_value',
    param: 'audio',
    message: `The spoken answer would have more than ${toSize(most)} of audio, the limit of this server. Use a smaller value of 'max_completion_tokens' or a compressed audio format.`,
    code: 'answer_too_large',
  });
}

/** A spoken answer that later messages can refer to. */
export interface Remembered {
  readonly id: string;
  readonly transcript: string;
  readonly expiresAt: number;
}

/** The spoken answers of each project. */
export const spokenAnswers = defineCollection<Remembered>({
  name: 'chat.audio',
  maximum: MOST_REMEMBERED,
  overflow: 'drop-oldest',
});

export function createVoice(
  { clock, turns, ids, ...services }: VoiceServices,
  answers: Collection<Remembered>,
  { answerLimit }: { readonly answerLimit: number },
): Voice {
  return {
    async speak(transcript, { audio, store: isStored }, scope, abort) {
      const most = Math.floor((isStored ? Math.min(STORED, answerLimit) : answerLimit) * BASE64);
      const { voice, format } = audio as NonNullable<ChatCompletionRequest['audio']>;
      const utterance = { text: transcript, voice: typeof voice === 'string' ? voice : voice.id, speed: 1 };
      const job = { ...utterance, format: format === 'pcm16' ? 'pcm' : format } as const;
      const limit = { bytes: most, tooLarge: () => soundTooLarge(most) };
      const sound = await recordSpeech(services, job, limit, abort);
      const seconds = await services.synthesizer.duration(utterance, turns, abort);
      const id = ids.next('audio_', 24);
      const expiresAt = unixSeconds(clock) + LIFETIME_SECONDS;
      await answers.in(scope).insert({ id, transcript, expiresAt }, { createdAt: clock.epoch() });
      return {
        id,
        expiresAt,
        transcript,
        sound,
        tokens: Math.ceil(seconds * TOKENS_PER_SECOND),
      };
    },
    async findTranscripts(wanted, scope, abort) {
      const said = new Map<string, string>();
      for (const id of wanted) {
        const answer = await answers.in(scope).get(id);
        if (!answer || answer.expiresAt <= unixSeconds(clock)) break;
        said.set(id, answer.transcript);
        const pause = turns.pause(abort);
        if (pause) await pause;
      }
      return said;
    },
  };
}

/** Whether a request asks for an audio answer. */
export function wantsAudio({ modalities }: ChatCompletionRequest): boolean {
  return modalities?.includes('audio') ?? false;
}

/** Adds the audio tokens of a spoken answer to its usage. */
export function withSpeech(usage: Usage, { tokens }: Pick<SpokenAnswer, 'tokens'>): Usage {
  return {
    ...usage,
    completionTokens: usage.completionTokens + tokens,
    completionAudioTokens: usage.completionAudioTokens + tokens,
  };
}

/** The completion with audio in place of its text. */
export function toSpoken(completion: ChatCompletion, usage: Usage, answer: SpokenAnswer): ChatCompletion {
  return withAudio(completion, usage, answer, Buffer.from(answer.sound).toString('base64'));
}

/** The same for `lazyJson`: the audio is encoded while it is written. */
export function toLazySpoken(completion: ChatCompletion, usage: Usage, answer: SpokenAnswer): object {
  const spoken = withAudio(completion, usage, answer, new LazyString(toBase64(answer.sound)));
  return { ...spoken, choices: new LazyArray(spoken.choices) };
}

function withAudio<Data>(
  completion: ChatCompletion,
  usage: Usage,
  { id, expiresAt, transcript, tokens }: SpokenAnswer,
  data: Data,
) {
  const audio = { id, expires_at: expiresAt, data, transcript };
  const choices = completion.choices.map((choice) => ({
    ...choice,
    message: { ...choice.message, content: null, audio },
  }));
  return { ...completion, choices, usage: toUsage(withSpeech(usage, { tokens })) };
}

/** Encodes a spoken answer: each piece of the transcript is followed by its share of the audio. */
export function createSpokenEncoder(encoder: ChunkEncoder, answer: SpokenAnswer): StagedEncoder {
  const { id, sound, transcript, expiresAt } = answer;
  /** Transcript characters and audio bytes sent so far. */
  let said = 0;
  let heard = 0;

  /** Text usage so far plus the usage of the audio sent so far. */
  const withHeard = (soFar: Usage | undefined): Usage | undefined => {
    if (!soFar) return undefined;
    const share = sound.length === 0 ? 1 : heard / sound.length;
    return withSpeech(soFar, { tokens: Math.floor(answer.tokens * share) });
  };
  const soundUpTo = (end: number, soFar: Usage | undefined): readonly object[] => {
    if (end <= heard) return [];
    const data = Buffer.from(sound.subarray(heard, end)).toString('base64');
    heard = end;
    return encoder.toAudioChunks({ id, data }, withHeard(soFar));
  };
  const say = (words: string, soFar: Usage | undefined): readonly object[] => {
    said += words.length;
    // A sample has two bytes and must not be split.
    const share = 2 * Math.floor((sound.length * Math.min(1, said / transcript.length)) / 2);
    const chunks = encoder.toAudioChunks({ id, transcript: words }, withHeard(soFar));
    return [...chunks, ...soundUpTo(share, soFar)];
  };
  const toChunks = (event: GenerationEvent): readonly object[] => {
    if (event.type === 'usage') {
      return encoder.toWire([{ ...event, usage: withSpeech(event.usage, answer) }]);
    }
    const { soFar } = event;
    if (event.type === 'text') return say(event.pieces.join(''), soFar);
    const isEnd = event.type === 'finished';
    const rest = isEnd ? soundUpTo(sound.length, soFar) : [];
    const total = withHeard(soFar);
    const end = isEnd ? encoder.toAudioChunks({ id, expires_at: expiresAt }, total) : [];
    return [...rest, ...end, ...encoder.toWire([total ? { ...event, soFar: total } : event])];
  };
  const toWire: StagedEncoder['toWire'] = (events) => events.flatMap(toChunks);
  const { toFrame, end } = encoder;
  return { encode: (events) => toWire(events).map(toFrame).join(''), toWire, toFrame, end };
}
