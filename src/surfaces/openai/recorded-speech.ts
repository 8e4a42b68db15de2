import type { Fault } from '../../kernel/fault.ts';
import type { SpeechIndex } from '../../media/audio/speech-index.ts';
import type { SpeechSynthesizer } from '../../media/speech/speech.ts';
import type { SpeechJob } from '../../media/speech/speech-job.ts';
import type { Abort } from '../../runtime/abort.ts';
import { toMediaFault } from './media-fault.ts';

export interface SpeechServices {
  readonly synthesizer: SpeechSynthesizer;
  readonly speechIndex: SpeechIndex;
}

/** Bounds a speech that is kept in memory. */
export interface SpeechLimit {
  readonly bytes: number;
  /** The fault of one that is larger. */
  tooLarge(): Fault;
}

/**
 * Speaks a text as a whole. The words of the sound are known to those who hear it here later.
 *
 * @throws Fault if the sound is larger than the limit, or cannot be made now
 * @example
 * await recordSpeech(services, { text: 'Hello!', voice: 'alloy', speed: 1, format: 'pcm' }, limit, abort); // PCM samples
 */
export async function recordSpeech(
  { synthesizer, speechIndex }: SpeechServices,
  job: SpeechJob,
  limit: SpeechLimit,
  abort: Abort,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const recording = speechIndex.record();
  try {
    for await (const piece of synthesizer.speak(job)) {
      if (abort.aborted) throw abort.reason;
      bytes += piece.length;
      if (bytes > limit.bytes) throw limit.tooLarge();
      pieces.push(piece);
      recording.add(piece);
    }
  } catch (error) {
    throw toMediaFault(error);
  }
  recording.end(job.text);
  return Buffer.concat(pieces);
}
