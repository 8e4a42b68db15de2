import Type, { type Static } from 'typebox';
import { UploadField } from '../../../kernel/upload.ts';
import { Closed, Literals, NonEmpty } from '../shapes.ts';

// Speech

/** Voices that every model of the catalogue speaks with. */
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

/** Specification: CreateSpeechRequest. */
export const SpeechRequest = Closed({
  model: Type.String(),
  input: Type.String({ minLength: 1, maxLength: 4096 }),
  voice: Type.Union([Type.String({ minLength: 1, maxLength: 256 }), Closed({ id: Type.String() })]),
  instructions: Type.Optional(Type.String({ maxLength: 4096 })),
  response_format: Type.Optional(Literals('mp3', 'opus', 'aac', 'flac', 'wav', 'pcm')),
  speed: Type.Optional(Type.Number({ minimum: 0.25, maximum: 4 })),
  stream_format: Type.Optional(Literals('audio', 'sse')),
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
  file: UploadField,
  model: Type.String({ examples: ['whisper-1'] }),
  prompt: Type.Optional(Type.String()),
  temperature: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
};

/** Specification: CreateTranscriptionRequest, VadConfig. */
export const TranscriptionForm = Closed({
  ...shared,
  language: Type.Optional(NonEmpty),
  languages: Type.Optional(Type.Array(NonEmpty, { minItems: 1, maxItems: 100 })),
  keywords: Type.Optional(Type.Array(NonEmpty, { maxItems: 1000 })),
  response_format: Type.Optional(Literals('json', 'text', 'srt', 'verbose_json', 'vtt', 'diarized_json')),
  include: Type.Optional(Type.Array(Literals('logprobs'))),
  timestamp_granularities: Type.Optional(Type.Array(Literals('word', 'segment'))),
  stream: Type.Optional(Type.Boolean()),
  chunking_strategy: Type.Optional(
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
  known_speaker_names: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 256 }), { maxItems: 4 }),
  ),
  known_speaker_references: Type.Optional(Type.Array(NonEmpty, { maxItems: 4 })),
});
export type TranscriptionForm = Static<typeof TranscriptionForm>;

/** Specification: CreateTranslationRequest. */
export const TranslationForm = Closed({
  ...shared,
  response_format: Type.Optional(Literals('json', 'text', 'srt', 'verbose_json', 'vtt')),
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

/** Specification: CreateTranscriptionResponseVerboseJson; `task` is what the API sends besides. */
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
