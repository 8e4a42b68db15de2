import Type, { type Static } from 'typebox';
import { described } from '../../../kernel/described.ts';
import { UploadField } from '../../../kernel/upload.ts';
import { Closed, Literals, NonEmpty } from '../shapes.ts';

// Speech

/** Voices of every speech model in the catalogue. */
export const VOICES = [
  'alloy',
  'ash',
  'ballad',
  'cedar',
  'coral',
  'echo',
  'fable',
  'marin',
  'nova',
  'onyx',
  'sage',
  'shimmer',
  'verse',
] as const;

/** Media types by response format. */
export const SPEECH_TYPES = {
  mp3: 'audio/mpeg',
  opus: 'audio/opus',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
} as const;

/** Specification: CreateSpeechRequest. */
export const SpeechRequest = Closed({
  model: described(Type.String(), 'A text-to-speech model.'),
  input: Type.String({ minLength: 1, maxLength: 4096 }),
  voice: described(
    Type.Union([Type.String({ minLength: 1, maxLength: 256 }), Closed({ id: Type.String() })]),
    'A built-in voice of the model. There are no custom voices.',
  ),
  instructions: Type.Optional(Type.String({ maxLength: 4096 })),
  response_format: Type.Optional(Literals('mp3', 'opus', 'aac', 'flac', 'wav', 'pcm')),
  speed: Type.Optional(Type.Number({ minimum: 0.25, maximum: 4 })),
  stream_format: described(Type.Optional(Literals('audio', 'sse')), '`sse` is not supported by all models.'),
});
export type SpeechRequest = Static<typeof SpeechRequest>;

/** Specification: CreateSpeechResponseStreamEvent. */
export const SpeechEvent = Type.Union([
  Type.Object({ type: Type.Literal('speech.audio.delta'), audio: Type.String() }),
  Type.Object({
    type: Type.Literal('speech.audio.done'),
    usage: Type.Object({
      input_tokens: Type.Integer(),
      output_tokens: Type.Integer(),
      total_tokens: Type.Integer(),
    }),
  }),
]);

// Transcriptions and translations

const shared = {
  file: described(
    UploadField,
    'A valid audio file whose name ends with one of the extensions of supported formats. At most 25 MiB, and as long as the model supports.',
  ),
  model: described(Type.String({ examples: ['whisper-1'] }), 'A speech-to-text model.'),
  prompt: described(Type.Optional(Type.String()), 'Not supported by models that identify speakers.'),
  temperature: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
};

/** Specification: CreateTranscriptionRequest, VadConfig. */
export const TranscriptionForm = Closed({
  ...shared,
  language: described(Type.Optional(NonEmpty), 'A code of ISO 639-1.'),
  languages: described(
    Type.Optional(Type.Array(NonEmpty, { minItems: 1, maxItems: 100 })),
    'Codes of ISO 639-1. Not supported by all models.',
  ),
  keywords: described(
    Type.Optional(Type.Array(NonEmpty, { maxItems: 1000 })),
    'Not supported by all models.',
  ),
  response_format: described(
    Type.Optional(Literals('json', 'text', 'srt', 'verbose_json', 'vtt', 'diarized_json')),
    'One that the model supports.',
  ),
  include: described(
    Type.Optional(Type.Array(Literals('logprobs'))),
    'Not supported by all models. Only with the response format `json`.',
  ),
  timestamp_granularities: described(
    Type.Optional(Type.Array(Literals('word', 'segment'))),
    'Not supported by all models. Only with the response format `verbose_json`.',
  ),
  stream: Type.Optional(Type.Boolean()),
  chunking_strategy: described(
    Type.Optional(
      Type.Union([
        Literals('auto'),
        Closed({
          type: Literals('server_vad'),
          prefix_padding_ms: Type.Optional(Type.Integer({ minimum: 0 })),
          silence_duration_ms: Type.Optional(Type.Integer({ minimum: 0 })),
          threshold: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
        }),
      ]),
    ),
    'Required by models that only identify speakers, for audio of more than 30 seconds.',
  ),
  known_speaker_names: described(
    Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 256 }), { maxItems: 4 })),
    'Only for models that identify speakers.',
  ),
  known_speaker_references: described(
    Type.Optional(Type.Array(NonEmpty, { maxItems: 4 })),
    'Only for models that identify speakers. Data URLs of 2 to 10 seconds of audio, as many as there are names.',
  ),
});
export type TranscriptionForm = Static<typeof TranscriptionForm>;

/** Specification: CreateTranslationRequest. */
export const TranslationForm = Closed({
  ...shared,
  response_format: described(
    Type.Optional(Literals('json', 'text', 'srt', 'verbose_json', 'vtt')),
    'One that the model supports.',
  ),
});
export type TranslationForm = Static<typeof TranslationForm>;

export type ResponseFormat = NonNullable<TranscriptionForm['response_format']>;

const DurationUsage = Type.Object({ type: Type.Literal('duration'), seconds: Type.Number() });
const TokenUsage = Type.Object({
  type: Type.Literal('tokens'),
  input_tokens: Type.Integer(),
  input_token_details: Type.Object({ text_tokens: Type.Integer(), audio_tokens: Type.Integer() }),
  output_tokens: Type.Integer(),
  total_tokens: Type.Integer(),
});
const TranscriptUsage = Type.Union([TokenUsage, DurationUsage]);
export type TranscriptUsage = Static<typeof TranscriptUsage>;

const Logprob = Type.Object({
  token: Type.String(),
  logprob: Type.Number(),
  bytes: Type.Array(Type.Integer()),
});

const Languages = Type.Array(Type.Object({ code: Type.String() }));

const Segment = Type.Object({
  id: Type.Integer(),
  seek: Type.Integer(),
  start: Type.Number(),
  end: Type.Number(),
  text: Type.String(),
  tokens: Type.Array(Type.Integer()),
  temperature: Type.Number(),
  avg_logprob: Type.Number(),
  compression_ratio: Type.Number(),
  no_speech_prob: Type.Number(),
});
export type Segment = Static<typeof Segment>;

const Word = Type.Object({ word: Type.String(), start: Type.Number(), end: Type.Number() });

const DiarizedSegment = Type.Object({
  type: Type.Literal('transcript.text.segment'),
  id: Type.String(),
  start: Type.Number(),
  end: Type.Number(),
  text: Type.String(),
  speaker: Type.String(),
});
export type DiarizedSegment = Static<typeof DiarizedSegment>;

/** Specification: CreateTranscriptionResponseJson. */
const TranscriptJson = Type.Object({
  text: Type.String(),
  languages: Type.Optional(Languages),
  logprobs: Type.Optional(Type.Array(Logprob)),
  usage: Type.Optional(TranscriptUsage),
});

/** Specification: CreateTranscriptionResponseVerboseJson. The API sends `task` as well. */
const TranscriptVerboseJson = Type.Object({
  task: Literals('transcribe', 'translate'),
  language: Type.String(),
  duration: Type.Number(),
  text: Type.String(),
  words: Type.Optional(Type.Array(Word)),
  segments: Type.Optional(Type.Array(Segment)),
  usage: DurationUsage,
});

/** Specification: CreateTranscriptionResponseDiarizedJson. */
const TranscriptDiarizedJson = Type.Object({
  task: Type.Literal('transcribe'),
  duration: Type.Number(),
  text: Type.String(),
  segments: Type.Array(DiarizedSegment),
  usage: TranscriptUsage,
});

export const TranscriptionReply = Type.Union([TranscriptJson, TranscriptVerboseJson, TranscriptDiarizedJson]);
export const TranslationReply = Type.Union([TranscriptJson, TranscriptVerboseJson]);

/** Specification: CreateTranscriptionResponseStreamEvent. */
export const TranscriptionEvent = Type.Union([
  Type.Object({
    type: Type.Literal('transcript.text.delta'),
    delta: Type.String(),
    logprobs: Type.Optional(Type.Array(Logprob)),
    segment_id: Type.Optional(Type.String()),
  }),
  DiarizedSegment,
  Type.Object({
    type: Type.Literal('transcript.text.done'),
    text: Type.String(),
    languages: Type.Optional(Languages),
    logprobs: Type.Optional(Type.Array(Logprob)),
    usage: TranscriptUsage,
  }),
]);
