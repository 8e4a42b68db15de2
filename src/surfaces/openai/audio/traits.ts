import type { ModelCard } from '../../../engine/models/card.ts';
import type { ResponseFormat } from './schema.ts';
import { VOICES } from './schema.ts';

/** What the speech endpoint supports for one family of models. */
export interface SpeechTraits {
  /** Undefined if any voice name is accepted. */
  readonly voices: readonly string[] | undefined;
  /** Whether audio can be sent as server-sent events. */
  readonly events: boolean;
  /** Whether instructions are followed. */
  readonly obeys: boolean;
}

/** What the transcription endpoints support for one family of models, and how they are billed. */
export interface TranscriptTraits {
  readonly formats: readonly ResponseFormat[];
  readonly billing: 'tokens' | 'duration';
  /** If false, `stream` is ignored. */
  readonly streams: boolean;
  readonly translates: boolean;
  readonly logprobs: boolean;
  readonly timestamps: boolean;
  readonly prompt: boolean;
  /** Whether `languages` and `keywords` are accepted, and languages reported in the response. */
  readonly hints: boolean;
  /** Whether speakers can be identified. */
  readonly diarizes: boolean;
  /** Maximum duration of the audio. */
  readonly maxSeconds: number;
}

/** The traits of a model. A model that is not in the table supports everything. */
export function speechTraits({ root }: ModelCard): SpeechTraits {
  return (
    SPEECH.find(({ match }) => match.test(root))?.traits ?? { voices: undefined, events: true, obeys: true }
  );
}

export function transcriptTraits({ root }: ModelCard): TranscriptTraits {
  return TRANSCRIPTS.find(({ match }) => match.test(root))?.traits ?? ANYTHING;
}

const SPEECH: readonly { readonly match: RegExp; readonly traits: SpeechTraits }[] = [
  { match: /^(?:openai\/)?tts-1/, traits: { voices: VOICES, events: false, obeys: false } },
  { match: /^(?:openai\/)?gpt-.*tts/, traits: { voices: VOICES, events: true, obeys: true } },
];

const ANYTHING: TranscriptTraits = {
  formats: ['json', 'text', 'srt', 'verbose_json', 'vtt', 'diarized_json'],
  billing: 'tokens',
  streams: true,
  translates: true,
  logprobs: true,
  timestamps: true,
  prompt: true,
  hints: true,
  diarizes: true,
  maxSeconds: Number.POSITIVE_INFINITY,
};

const TOKENS: TranscriptTraits = {
  ...ANYTHING,
  formats: ['json', 'text'],
  translates: false,
  timestamps: false,
  hints: false,
  diarizes: false,
  maxSeconds: 1500,
};

/** The first row that matches applies. */
const TRANSCRIPTS: readonly { readonly match: RegExp; readonly traits: TranscriptTraits }[] = [
  {
    match: /^(?:openai\/)?whisper-/,
    traits: {
      ...ANYTHING,
      formats: ['json', 'text', 'srt', 'verbose_json', 'vtt'],
      billing: 'duration',
      streams: false,
      logprobs: false,
      hints: false,
      diarizes: false,
    },
  },
  {
    match: /^(?:openai\/)?gpt-.*transcribe-diarize/,
    traits: {
      ...TOKENS,
      formats: ['json', 'text', 'diarized_json'],
      logprobs: false,
      prompt: false,
      diarizes: true,
    },
  },
  { match: /^(?:openai\/)?gpt-4o-.*transcribe/, traits: TOKENS },
  { match: /^(?:openai\/)?gpt-.*transcribe/, traits: { ...TOKENS, logprobs: false, hints: true } },
];
