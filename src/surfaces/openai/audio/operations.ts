import { type Operation, operation } from '../../../kernel/operation.ts';
import { openai } from '../surface.ts';
import {
  SpeechEvent,
  SpeechRequest,
  TranscriptionEvent,
  TranscriptionForm,
  TranscriptionReply,
  TranslationForm,
  TranslationReply,
} from './schema.ts';
import { type SpeechServices, speak } from './speech.ts';
import { type TranscriptServices, transcribe } from './transcript.ts';

export interface AudioServices extends SpeechServices, TranscriptServices {}

/** Speech from text, and text from sound. What was spoken here is understood when it comes back. */
export function audioOperations(services: AudioServices): Operation[] {
  const shared = { method: 'POST', access: 'project', tag: 'Audio', surface: openai } as const;
  return [
    operation({
      ...shared,
      id: 'createSpeech',
      path: '/audio/speech',
      summary: 'Speak a text, as a sound file or a stream of events',
      body: SpeechRequest,
      example: {
        model: 'gpt-4o-mini-tts',
        input: 'The quick brown fox jumped over the lazy dog.',
        voice: 'alloy',
      },
      event: SpeechEvent,
      handle: (call) => speak(call, services),
    }),
    operation({
      ...shared,
      id: 'createTranscription',
      path: '/audio/transcriptions',
      summary: 'Transcribe a sound file, whole or as a stream',
      form: TranscriptionForm,
      reply: TranscriptionReply,
      event: TranscriptionEvent,
      handle: (call) => transcribe(call, 'transcribe', services),
    }),
    operation({
      ...shared,
      id: 'createTranslation',
      path: '/audio/translations',
      summary: 'Translate a sound file into English',
      form: TranslationForm,
      reply: TranslationReply,
      handle: (call) => transcribe(call, 'translate', services),
    }),
  ];
}
