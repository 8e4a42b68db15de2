import type { Example } from '../example.ts';
import { sound, voice } from './files.ts';

const said = { model: 'gpt-4o-mini-tts', input: 'Hello.', voice: 'alloy' };
const asEvents = { stream_format: 'sse' };

const FORMATS = { mp3: 'mpeg', opus: 'opus', aac: 'aac', flac: 'flac', wav: 'wav', pcm: 'pcm' };

const PLAIN = 'text/plain; charset=utf-8';

export const audioExamples: Readonly<Record<string, readonly Example[]>> = {
  createSpeech: [
    { name: 'a file', body: said, answer: 'audio/mpeg', stream: asEvents },
    ...Object.entries(FORMATS).map(([format, type]) => ({
      name: format,
      body: { ...said, response_format: format, stream_format: 'audio' },
      answer: `audio/${type}`,
      stream: asEvents,
    })),
    {
      name: 'with instructions',
      body: { ...said, voice: 'marin', speed: 1.5, instructions: 'Whisper.' },
      answer: 'audio/mpeg',
      stream: asEvents,
    },
    { name: 'by an older model', body: { ...said, model: 'tts-1-hd' }, answer: 'audio/mpeg', stream: null },
  ],
  createTranscription: [
    {
      name: 'plain',
      form: { model: 'gpt-4o-transcribe', file: sound, include: ['logprobs'], language: 'en' },
    },
    {
      name: 'timed',
      form: {
        model: 'whisper-1',
        file: sound,
        response_format: 'verbose_json',
        timestamp_granularities: ['word', 'segment'],
        temperature: '0.2',
      },
      stream: null,
    },
    ...['text', 'srt', 'vtt'].map((format) => ({
      name: format,
      form: { model: 'whisper-1', file: sound, response_format: format, prompt: 'Ada Lovelace' },
      answer: PLAIN,
      stream: null,
    })),
    {
      name: 'speakers',
      form: {
        model: 'gpt-4o-transcribe-diarize',
        file: sound,
        response_format: 'diarized_json',
        chunking_strategy: 'auto',
        known_speaker_names: ['ada'],
        known_speaker_references: [voice],
      },
    },
    { name: 'small', form: { model: 'gpt-4o-mini-transcribe', file: sound, response_format: 'json' } },
  ],
  createTranslation: [
    { name: 'plain' },
    { name: 'timed', form: { model: 'whisper-1', file: sound, response_format: 'verbose_json' } },
    { name: 'subtitles', form: { model: 'whisper-1', file: sound, response_format: 'vtt' }, answer: PLAIN },
  ],
};
