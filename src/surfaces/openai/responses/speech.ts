import type { ModelCard } from '../../../engine/models/card.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Abort } from '../../../runtime/abort.ts';
import { toSize } from '../answer-limit.ts';
import { recordSpeech, type SpeechServices } from '../recorded-speech.ts';
import type { Told } from './works/work-encoder.ts';

export interface SpeakerServices extends SpeechServices {
  /** Bytes. */
  readonly options: { readonly answerLimit: number };
}

/** The words of an answer, and their sound: samples of 16 bits, 24,000 a second. */
export interface Speech {
  readonly transcript: string;
  readonly sound: Uint8Array;
}

/** Speaks an answer; undefined if it has no words. */
export type Speak = (said: string, abort: Abort) => Promise<Speech | undefined>;

/** Whether streams of a model's answers have their sound. */
export function isSpoken({ output }: ModelCard): boolean {
  return output.audio;
}

const VOICE = 'alloy';

/** Bytes in a character of base64. */
const BASE64 = 3 / 4;

export function createSpeaker({ options: { answerLimit }, ...services }: SpeakerServices): Speak {
  const limit = {
    bytes: Math.floor(answerLimit * BASE64),
    tooLarge: () =>
      new Fault({
        kind: 'invalid_value',
        param: 'max_output_tokens',
        message: `The spoken answer would have more than ${toSize(answerLimit)} of audio, the limit of this server. Use a smaller value of 'max_output_tokens', or do not stream.`,
        code: 'answer_too_large',
      }),
  };
  return async (said, abort) => {
    if (said.trim() === '') return undefined;
    const job = { text: said, voice: VOICE, speed: 1, format: 'pcm' } as const;
    return { transcript: said, sound: await recordSpeech(services, job, limit, abort) };
  };
}

/**
 * Tells a speech with the words of its answer: each piece of text is followed by its share of the sound. These events name the response, not an
 * item.
 */
export class Speaking {
  readonly #speech: Speech;
  readonly #response: string;
  /** Characters said and bytes heard so far. */
  #said = 0;
  #heard = 0;
  #isOver = false;

  constructor(speech: Speech, response: string) {
    this.#speech = speech;
    this.#response = response;
  }

  /** @param padding members of padded deltas */
  say(words: string, padding: object): readonly Told[] {
    const { transcript, sound } = this.#speech;
    const response_id = this.#response;
    this.#said += words.length;
    // A sample has two bytes and must not be split.
    const end = 2 * Math.floor((sound.length * Math.min(1, this.#said / transcript.length)) / 2);
    const heard = sound.subarray(this.#heard, end);
    this.#heard = Math.max(this.#heard, end);
    const said = { type: 'response.audio.transcript.delta', response_id, delta: words, ...padding };
    if (heard.length === 0) return [said];
    const delta = Buffer.from(heard).toString('base64');
    return [said, { type: 'response.audio.delta', response_id, delta }];
  }

  /** A message has ended: the speech too, if it was the last one. */
  end(): readonly Told[] {
    if (this.#isOver || this.#said < this.#speech.transcript.length) return [];
    this.#isOver = true;
    const response_id = this.#response;
    return [
      { type: 'response.audio.done', response_id },
      { type: 'response.audio.transcript.done', response_id },
    ];
  }
}
