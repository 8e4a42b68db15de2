import crypto from 'node:crypto';
import { digestInSteps } from '../../runtime/digest.ts';
import type { Steps } from '../../runtime/steps.ts';
import {
  type AudioFingerprint,
  audioFingerprint,
  createAudioFingerprinter,
  likeness,
} from './fingerprint.ts';

/**
 * The speech that an instance has synthesised, so that it can be transcribed exactly when it is sent back.
 */
export interface SpeechIndex {
  /**
   * Records one sound as it is synthesised; only fingerprints and the text are stored, at
   * `end`, so that an aborted recording leaves nothing.
   *
   * @example
   * const recording = speeches.record();
   * for await (const piece of pieces) recording.add(piece);
   * recording.end('Hello there.');
   */
  record(): Recording;
  /** Records a whole file at once. */
  add(bytes: Uint8Array, text: string): void;
  /**
   * The exact text of a sound that was synthesised here. Matches the same file, the same frames or samples in
   * another container (samples with a WAV header, MP3 with other tags, AAC in MP4, Opus in WebM), or such a
   * copy with most of it left. Undefined for any other sound, including a re-encoded copy. In steps, because the
   * file may have many megabytes.
   */
  find(bytes: Uint8Array): Steps<string | undefined>;
}

export interface Recording {
  add(piece: Uint8Array): void;
  end(text: string): void;
}

export interface SpeechIndexOptions {
  /**
   * Number of sounds stored; the oldest are dropped. Defaults to 1,000; each takes its text and about 700
   * bytes.
   */
  readonly limit?: number;
}

/** Lowest similarity at which two sounds count as the same. A copy trimmed to two thirds still reaches it. */
const SAME = 0.5;

/**
 * @example
 * const speeches = createSpeechIndex();
 * speeches.add(samples, 'Good morning.');
 * finish(speeches.find(toWav(samples))); // 'Good morning.'
 */
export function createSpeechIndex(options: SpeechIndexOptions = {}): SpeechIndex {
  return new RecentSpeech(options);
}

interface Entry {
  readonly size: number;
  readonly digest: string;
  readonly fingerprint: AudioFingerprint;
  readonly text: string;
}

class RecentSpeech implements SpeechIndex {
  readonly #limit: number;
  /** A ring buffer, small enough for a linear scan. */
  readonly #entries: Entry[] = [];
  #next = 0;

  constructor({ limit = 1000 }: SpeechIndexOptions) {
    this.#limit = limit;
  }

  record(): Recording {
    const digest = crypto.createHash('sha256');
    const fingerprinter = createAudioFingerprinter();
    let size = 0;
    return {
      add: (piece) => {
        size += piece.length;
        digest.update(piece);
        fingerprinter.add(piece);
      },
      end: (text) => {
        this.#store({
          size,
          digest: digest.digest('base64'),
          fingerprint: fingerprinter.fingerprint(),
          text,
        });
      },
    };
  }

  add(bytes: Uint8Array, text: string): void {
    const recording = this.record();
    recording.add(bytes);
    recording.end(text);
  }

  *find(bytes: Uint8Array): Steps<string | undefined> {
    if (this.#entries.length === 0 || bytes.length === 0) return undefined;
    const fingerprint = yield* audioFingerprint(bytes);
    // Most queries differ in length from every stored sound and need no digest.
    const digest = this.#entries.some(({ size }) => size === bytes.length)
      ? yield* digestInSteps('sha256', bytes, 'base64')
      : undefined;
    let found: Entry | undefined;
    let most = SAME;
    for (const entry of this.#entries) {
      if (entry.digest === digest) return entry.text;
      const like = likeness(fingerprint, entry.fingerprint);
      // Long sounds with the same beginning have equal fingerprints; pick the one closest in length.
      if (like > most || (like === most && (!found || isNearer(bytes.length, entry, found)))) {
        most = like;
        found = entry;
      }
    }
    return found?.text;
  }

  #store(entry: Entry): void {
    if (entry.size === 0 || this.#limit === 0) return;
    const known = this.#entries.findIndex(({ digest }) => digest === entry.digest);
    this.#entries[known >= 0 ? known : this.#next] = entry;
    if (known < 0) this.#next = (this.#next + 1) % this.#limit;
  }
}

const isNearer = (size: number, one: Entry, other: Entry): boolean =>
  Math.abs(one.size - size) < Math.abs(other.size - size);
