import { lazyHandlers } from '../../../kernel/lazy-handlers.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { operation, type Row } from '../../../kernel/operation.ts';
import type { AudioServices } from './handlers.ts';
import {
  SPEECH_TYPES,
  SpeechEvent,
  SpeechRequest,
  TranscriptionEvent,
  TranscriptionForm,
  TranscriptionReply,
  TranslationForm,
  TranslationReply,
} from './schema.ts';

/** Speech, transcription and translation. Speech from this instance is transcribed as its exact text. */
export const audio = defineNoun({ tag: 'Audio', rows: audioRows });

function audioRows(services: AudioServices): Row[] {
  const handler = lazyHandlers(services.clock, async () =>
    (await import('./handlers.ts')).createAudioHandlers(services),
  );
  const shared = { method: 'POST', access: 'project', servedBy: { azure: 'deployment' } } as const;
  return [
    operation({
      ...shared,
      id: 'createSpeech',
      path: '/audio/speech',
      summary: 'Create speech from text',
      body: SpeechRequest,
      example: {
        model: 'gpt-4o-mini-tts',
        input: 'The quick brown fox jumped over the lazy dog.',
        voice: 'alloy',
      },
      event: SpeechEvent,
      media: Object.values(SPEECH_TYPES),
      faults: ['unknown_model', 'not_found'],
      handle: handler('speak'),
    }),
    operation({
      ...shared,
      id: 'createTranscription',
      path: '/audio/transcriptions',
      summary: 'Transcribe audio',
      form: TranscriptionForm,
      reply: TranscriptionReply,
      event: TranscriptionEvent,
      media: ['text/plain'],
      faults: ['unknown_model'],
      handle: handler('transcribe'),
    }),
    operation({
      ...shared,
      id: 'createTranslation',
      path: '/audio/translations',
      summary: 'Translate audio into English',
      form: TranslationForm,
      reply: TranslationReply,
      media: ['text/plain'],
      faults: ['unknown_model'],
      handle: handler('translate'),
    }),
  ];
}
