import type { GenerationEvent, Usage } from '../../../engine/event.ts';
import type { SpokenMemory } from '../../../media/audio/spoken-memory.ts';
import type { SpeechStudio } from '../../../media/speech/speech.ts';
import { type Clock, unixSeconds } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Store } from '../../../storage/store.ts';
import { toStudioFault } from '../studio-fault.ts';
import { toUsage } from './assemble.ts';
import type { ChunkEncoder } from './encode.ts';
import type { ChatCompletion, ChatCompletionRequest } from './schema.ts';

export interface VoiceServices {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly studio: SpeechStudio;
  readonly spoken: SpokenMemory;
}

/** An answer that was said aloud. */
export interface SpokenAnswer {
  readonly id: string;
  /** Unix seconds until which later messages may refer to it. */
  readonly expiresAt: number;
  readonly transcript: string;
  readonly sound: Uint8Array;
  /** What the sound is billed as. */
  readonly tokens: number;
}

/** Says the answers of a conversation aloud, and remembers what was said. */
export interface Voice {
  speak(transcript: string, request: ChatCompletionRequest, scope: string): Promise<SpokenAnswer>;
  /** What earlier answers said, by their ids; without those that there are not, or not any more. */
  recall(ids: readonly string[], scope: string): Promise<ReadonlyMap<string, string>>;
}

/** How long an answer can be referred to. */
const LIFETIME_SECONDS = 3600;

/** Spoken answers that are remembered at most. */
const MOST_REMEMBERED = 10_000;

/** Tokens of one second of speech that is made. */
const TOKENS_PER_SECOND = 20;

interface Remembered {
  readonly id: string;
  readonly transcript: string;
  readonly expiresAt: number;
}

export function createVoice({ clock, ids, store, studio, spoken }: VoiceServices): Voice {
  const answers = store.collection<Remembered>({
    name: 'chat.audio',
    maximum: MOST_REMEMBERED,
    overflow: 'drop-oldest',
  });
  return {
    async speak(transcript, { audio }, scope) {
      const { voice, format } = audio as NonNullable<ChatCompletionRequest['audio']>;
      const utterance = { text: transcript, voice: typeof voice === 'string' ? voice : voice.id, speed: 1 };
      const pieces: Uint8Array[] = [];
      try {
        for await (const piece of studio.speak({
          ...utterance,
          format: format === 'pcm16' ? 'pcm' : format,
        })) {
          pieces.push(piece);
        }
      } catch (error) {
        throw toStudioFault(error);
      }
      const sound = Buffer.concat(pieces);
      spoken.remember(sound, transcript);
      const id = ids.next('audio_', 24);
      const expiresAt = unixSeconds(clock) + LIFETIME_SECONDS;
      await answers.in(scope).insert({ id, transcript, expiresAt }, { createdAt: clock.epoch() });
      return {
        id,
        expiresAt,
        transcript,
        sound,
        tokens: Math.ceil(studio.duration(utterance) * TOKENS_PER_SECOND),
      };
    },
    async recall(wanted, scope) {
      const said = new Map<string, string>();
      for (const id of wanted) {
        const answer = await answers.in(scope).get(id);
        if (answer && answer.expiresAt > unixSeconds(clock)) said.set(id, answer.transcript);
      }
      return said;
    },
  };
}

/** Whether a request asks to hear its answer. */
export function wantsAudio({ modalities }: ChatCompletionRequest): boolean {
  return modalities?.includes('audio') ?? false;
}

/** The usage of an answer that is also heard. */
export function withSpeech(usage: Usage, { tokens }: Pick<SpokenAnswer, 'tokens'>): Usage {
  return {
    ...usage,
    completionTokens: usage.completionTokens + tokens,
    completionAudioTokens: usage.completionAudioTokens + tokens,
  };
}

/** The answer with its sound in place of its text. */
export function toSpoken(completion: ChatCompletion, usage: Usage, answer: SpokenAnswer): ChatCompletion {
  const audio = {
    id: answer.id,
    expires_at: answer.expiresAt,
    data: Buffer.from(answer.sound).toString('base64'),
    transcript: answer.transcript,
  };
  return {
    ...completion,
    choices: completion.choices.map((choice) => ({
      ...choice,
      message: { ...choice.message, content: null, audio },
    })),
    usage: toUsage(withSpeech(usage, answer)),
  };
}

/** Encodes a spoken answer: each piece of the transcript comes with its share of the samples. */
export function createSpokenEncoder(encoder: ChunkEncoder, answer: SpokenAnswer): ChunkEncoder {
  const { id, sound, transcript, expiresAt } = answer;
  /** Characters and bytes handed out. */
  let said = 0;
  let heard = 0;

  /** The usage of the text so far, with that of the sound handed out so far. */
  const withHeard = (soFar: Usage | undefined): Usage | undefined => {
    if (!soFar) return undefined;
    const share = sound.length === 0 ? 1 : heard / sound.length;
    return withSpeech(soFar, { tokens: Math.floor(answer.tokens * share) });
  };
  const soundUpTo = (end: number, soFar: Usage | undefined): string => {
    if (end <= heard) return '';
    const data = Buffer.from(sound.subarray(heard, end)).toString('base64');
    heard = end;
    return encoder.encodeAudio({ id, data }, withHeard(soFar));
  };
  const say = (words: string, soFar: Usage | undefined): string => {
    said += words.length;
    // Samples have two bytes and are not divided.
    const share = 2 * Math.floor((sound.length * Math.min(1, said / transcript.length)) / 2);
    return encoder.encodeAudio({ id, transcript: words }, withHeard(soFar)) + soundUpTo(share, soFar);
  };
  const encodeOne = (event: GenerationEvent): string => {
    if (event.type === 'usage') {
      return encoder.encode([{ ...event, usage: withSpeech(event.usage, answer) }]);
    }
    const { soFar } = event;
    if (event.type === 'text') return say(event.pieces.join(''), soFar);
    const isEnd = event.type === 'finished';
    const rest = isEnd ? soundUpTo(sound.length, soFar) : '';
    const total = withHeard(soFar);
    const end = isEnd ? encoder.encodeAudio({ id, expires_at: expiresAt }, total) : '';
    return rest + end + encoder.encode([total ? { ...event, soFar: total } : event]);
  };
  return { ...encoder, encode: (events) => events.map(encodeOne).join('') };
}
