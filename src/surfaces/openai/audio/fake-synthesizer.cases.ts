import type { SpeechSynthesizer } from '../../../media/speech/speech.ts';
import type { SpeechJob } from '../../../media/speech/speech-job.ts';
import { createRandom } from '../../../runtime/random.ts';

/**
 * A speech synthesizer for tests: 0.1 seconds per letter at 24 kHz, samples derived from the text, and one piece
 * per sentence.
 */
export interface FakeSynthesizer extends SpeechSynthesizer {
  readonly jobs: SpeechJob[];
  /** Iterations that were stopped before their end. */
  readonly left: number;
}

export function createFakeSynthesizer({ error }: { error?: Error } = {}): FakeSynthesizer {
  const jobs: SpeechJob[] = [];
  let left = 0;
  return {
    jobs,
    get left() {
      return left;
    },
    async *speak(job) {
      jobs.push(job);
      let isComplete = false;
      try {
        if (error) throw error;
        if (job.format === 'wav') yield new Uint8Array(toWavHeader(0xffff_ff00));
        for (const sentence of job.text.match(/[^.]+\.?/g) ?? []) {
          await new Promise((resolve) => setImmediate(resolve));
          yield toSamples(sentence, job);
        }
        isComplete = true;
      } finally {
        if (!isComplete) left++;
      }
    },
    async duration({ text, speed }) {
      return text.length / 10 / speed;
    },
    close: async () => {},
  };
}

function toSamples(text: string, { voice, speed }: SpeechJob): Uint8Array<ArrayBuffer> {
  const random = createRandom(`${voice}:${text}`);
  const samples = new Int16Array(Math.round((text.length / 10 / speed) * 24_000));
  for (let index = 0; index < samples.length; index++) samples[index] = random.int(2000) - 1000;
  return new Uint8Array(samples.buffer);
}

/** The header of a WAV file of 16-bit samples at 24 kHz; a stream does not know its size in advance. */
function toWavHeader(size: number): Uint8Array {
  const head = Buffer.alloc(44);
  head.write('RIFF\0\0\0\0WAVEfmt ', 'latin1');
  head.writeUInt32LE(Math.min(size + 36, 0xffff_ffff), 4);
  head.set([16, 0, 0, 0, 1, 0, 1, 0], 16);
  head.writeUInt32LE(24_000, 24);
  head.writeUInt32LE(48_000, 28);
  head.set([2, 0, 16, 0], 32);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(size, 40);
  return head;
}

export function toWav(samples: Uint8Array): Uint8Array {
  return Buffer.concat([toWavHeader(samples.length), samples]);
}
