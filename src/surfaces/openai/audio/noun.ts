import { defineNoun } from '../../../kernel/noun.ts';
import { operation, type Row } from '../../../kernel/operation.ts';
import {
  SpeechEvent,
  SpeechRequest,
  TranscriptionEvent,
  TranscriptionForm,
  TranscriptionReply,
  TranslationForm,
  TranslationReply,
} from './schema.ts';
import { SPEECH_TYPES, type SpeechServices, speak } from './speech.ts';
import { type TranscriptServices, transcribe } from './transcript.ts';

export interface AudioServices extends SpeechServices, TranscriptServices {}

/** Speech, transcription and translation. Speech from this instance is transcribed as its exact text. */
export const audio = defineNoun({ tag: 'Audio', rows: audioRows });

function audioRows(services: AudioServices): Row[] {
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
      media: SPEECH_TYPES,
      faults: ['unknown_model', 'not_found'],
      handle: (call) => speak(call, services),
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
      handle: (call) => transcribe(call, 'transcribe', services),
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
      handle: (call) => transcribe(call, 'translate', services),
    }),
  ];
}
