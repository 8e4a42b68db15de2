import type { Call } from '../../../kernel/operation.ts';
import type { Reply } from '../../../kernel/reply.ts';
import type { SpeechRequest, TranscriptionForm } from './schema.ts';
import { type SpeechServices, speak } from './speech.ts';
import { type TranscriptServices, transcribe } from './transcript.ts';

export interface AudioServices extends SpeechServices, TranscriptServices {}

type SpeechCall = Call<unknown, unknown, SpeechRequest>;
type FileCall = Call<unknown, unknown, TranscriptionForm>;

export function createAudioHandlers(services: AudioServices) {
  return {
    speak: (call: SpeechCall): Promise<Reply> => speak(call, services),
    transcribe: (call: FileCall): Promise<Reply> => transcribe(call, 'transcribe', services),
    translate: (call: FileCall): Promise<Reply> => transcribe(call, 'translate', services),
  };
}
